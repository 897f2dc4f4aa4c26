"""The desks of the file, and files with slips."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.errors import UsageError
from assistant.requests.desks import LAST, desks, desks_of
from tests.requests.report_desk import NOW

GOOD: dict[str, Any] = {"id": "a", "name_zh": "甲", "name_en": "A", "phone": "027-0555 0001"}
CITY = {"id": LAST, "name_zh": "热线", "name_en": "line", "phone": "12345"}


def written(path: Path, *entries: dict[str, Any]) -> Path:
    file = path / "desks.yaml"
    file.write_text(yaml.safe_dump({"desks": list(entries)}, allow_unicode=True), "utf-8")
    return file


def test_the_city_line_takes_everything_always() -> None:
    line = desks()["city_line"]
    assert (line.phone, line.fallback) == ("12345", "")
    assert line.open_at(NOW) is True
    assert line.name("zh") == "12345 热线"
    assert desks()["anti_fraud"].phone == "96110"
    assert desks()["property_firm"].open_at(NOW) is None


def test_no_number_is_invented() -> None:
    """Only numbers that are the same in the whole country, and those of the demo."""
    for desk in desks().values():
        assert desk.phone in ("", "12345", "96110") or desk.phone.startswith("027-0555")


def test_who_to_turn_to_in_order_each_once_and_the_city_line_last() -> None:
    def ids(*wanted: str) -> list[str]:
        return [desk.id for desk in desks_of(wanted)]

    assert ids("property_firm") == ["property_firm", "community_office", "city_line"]
    assert ids("water_company", "property_firm") == [
        "water_company", "property_firm", "community_office", "city_line",
    ]  # fmt: skip
    assert ids("city_line", "property_firm")[-1] == "city_line"
    assert ids() == ["city_line"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"hours": "Mo-Fr noon"}, "hours"),
        ({"service": "wet_markt"}, "wet_market"),
        ({"fallback": "nobody"}, "nobody"),
        ({"fallback": "a"}, "circle"),
        ({"name_zh": ""}, "name_zh"),
        ({"phone": None}, "nobody could reach it"),
        ({"id": "x" * 41}, "40"),
        ({"id": LAST}, "two desks"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_slip_is_told(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        desks(written(tmp_path, CITY, GOOD | change))


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=LAST):
        desks(written(tmp_path, GOOD))
    broken = tmp_path / "broken.yaml"
    broken.write_text("desks: 3", encoding="utf-8")
    with pytest.raises(UsageError, match=r"broken\.yaml"):
        desks(broken)


def test_what_is_right_is_read(tmp_path: Path) -> None:
    entry = GOOD | {"hours": "Mo-Fr 09:00-17:00", "fallback": LAST}
    found = desks(written(tmp_path, CITY, entry))["a"]
    assert found.open_at(NOW) is True
    assert found.open_at(NOW.replace(hour=18)) is False
