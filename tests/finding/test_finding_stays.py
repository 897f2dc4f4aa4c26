"""Minutes inside: estimates that fit the catalogue."""

from pathlib import Path

import pytest

from assistant.catalogue import load_catalogue
from assistant.errors import UsageError
from assistant.finding.stays import LONGEST_MINUTES, load_stays


def test_every_row_is_about_something_in_the_catalogue() -> None:
    catalogue = load_catalogue()
    groups = {service.group for service in catalogue}
    for kind, name in load_stays().known:
        assert kind == "default" or (name in groups if kind == "group" else name in catalogue)


def test_every_service_has_minutes() -> None:
    stays = load_stays()
    for service in load_catalogue():
        assert 1 <= stays.minutes(service) <= LONGEST_MINUTES
        assert ("group", service.group) in stays.known


def test_the_closest_row_counts(tmp_path: Path) -> None:
    path = tmp_path / "stays.csv"
    path.write_text(
        "applies_to,id,minutes\ndefault,,10\ngroup,repair,12\nservice,key_cutting,5\n",
        encoding="utf-8",
    )
    stays, catalogue = load_stays(path), load_catalogue()
    minutes = [stays.minutes(catalogue[name]) for name in ("key_cutting", "shoe_repair", "bank")]
    assert minutes == [5, 12, 10]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [("group,repair,12", "no default"), ("default,,0", "between"), ("default,,x", "between"),
     ("shop,x,3", "applies"), ("group,,3", "applies"), ("default,x,3", "applies"),
     ("default,,3\ndefault,,4", "twice")],
)  # fmt: skip
def test_a_bad_file_is_refused(tmp_path: Path, rows: str, reason: str) -> None:
    path = tmp_path / "stays.csv"
    path.write_text(f"applies_to,id,minutes\n{rows}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        load_stays(path)
