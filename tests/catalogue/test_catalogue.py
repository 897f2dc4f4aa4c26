"""The catalogue: complete, well formed, and told apart by its words."""

from pathlib import Path

import pytest

from assistant.catalogue import CATALOGUE_FILE, load_catalogue
from assistant.errors import UsageError

LINES = CATALOGUE_FILE.read_text(encoding="utf-8").splitlines()


def changed(tmp_path: Path, line: str) -> Path:
    """The catalogue with one line in place of the second."""
    path = tmp_path / "services.csv"
    path.write_text("\n".join([LINES[0], line, *LINES[2:]]), encoding="utf-8")
    return path


def test_all_services_of_the_circle_are_there() -> None:
    catalogue = load_catalogue()
    assert len(catalogue) == 111
    for service in ("key_cutting", "health_hut", "smart_lock_repair", "wet_market"):
        assert service in catalogue


def test_every_service_can_be_named_in_both_languages() -> None:
    for service in load_catalogue():
        assert service.synonyms_zh, service.id
        assert service.label_en == service.label_en.strip(), service.id
        assert not service.label_en.lower().startswith(("a ", "an ", "the ")), service.id
        assert "/" not in service.label_zh + service.label_en, service.id


def test_norms_are_those_of_the_ministry() -> None:
    catalogue = load_catalogue()
    assert catalogue["convenience_store"].norm_minutes == 5
    assert catalogue["pharmacy"].norm_minutes == 8
    assert catalogue["supermarket"].norm_minutes == 15
    assert catalogue["park"].norm_minutes is None


def test_map_tags_lead_to_services() -> None:
    catalogue = load_catalogue()
    assert catalogue.services_for_tags({"amenity": "pharmacy", "name": "仁心堂"}) == ("pharmacy",)
    assert "day_care_center" not in catalogue.services_for_tags({"amenity": "social_facility"})
    assert catalogue.services_for_tags({"highway": "residential"}) == ()


def test_an_unknown_service_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="key_cutting"):
        load_catalogue()["key_cuting"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [(",basic,", ",luxury,", "tier"), (",5,", ",60,", "norm"), (",5,", ",soon,", "line 2"),
     ("shop=kiosk", "kiosk", "key=value"), (",delivery,", ",pigeon,", "booking"),
     (",supermarket,", ",teleporter,", "teleporter")],
)  # fmt: skip
def test_a_bad_row_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        load_catalogue(changed(tmp_path, LINES[1].replace(old, new, 1)))


def test_a_service_that_stands_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="twice"):
        load_catalogue(changed(tmp_path, LINES[2]))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = changed(tmp_path, LINES[1])
    assert load_catalogue(path)["convenience_store"].label_en == "convenience store"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",convenience store,basic", ",corner shop,basic"),
        encoding="utf-8",
    )
    assert load_catalogue(path)["convenience_store"].label_en == "corner shop"


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no catalogue"):
        load_catalogue(tmp_path / "none.csv")
