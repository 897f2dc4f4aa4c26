"""The words on a map."""

from datetime import UTC, datetime

import pytest

from assistant.catalogue import load_catalogue
from assistant.finding import FoundPlace
from assistant.wording.maps import (
    LONGEST_NAME,
    map_title,
    name_on_map,
    note_on_map,
    walk_on_map,
)


def place(
    name: str = "柳溪药房",
    minutes: float | None = 11.6,
    estimated: bool = False,
    source: str = "osm",
) -> FoundPlace:
    return FoundPlace(
        id="1", name=name, services=("pharmacy",), lat=30.0, lon=114.0, straight_metres=500,
        walk_metres=600, walk_minutes=minutes, estimated=estimated, open=True,
        closes_at=datetime(2026, 11, 23, tzinfo=UTC), source=source,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "estimated", "zh", "en"),
    [
        (11.6, False, "走12分钟", "12 min walk"),
        (0.2, False, "走1分钟", "1 min walk"),
        (11.6, True, "大约走12分钟", "about 12 min walk"),
        (None, False, "", ""),
    ],
)
def test_the_walk(minutes: float | None, estimated: bool, zh: str, en: str) -> None:
    found = place(minutes=minutes, estimated=estimated)
    assert (walk_on_map(found, "zh"), walk_on_map(found, "en")) == (zh, en)


def test_made_up_places_are_called_so_and_others_are_not() -> None:
    assert note_on_map([place()], "zh") == ""
    assert note_on_map([], "zh") == ""
    assert note_on_map([place(), place(source="demo")], "zh").startswith("演示数据")
    assert note_on_map([place(source="demo")], "en").startswith("Demo data")


def test_the_title_says_what_was_asked_and_whose_pace() -> None:
    catalogue = load_catalogue()
    services = [catalogue["pharmacy"], catalogue["wet_market"]]
    assert map_title(services, 1.0, False, "zh").endswith("（按一分钟走60米算）")
    assert "轮椅" in map_title([], 0.8, True, "zh")
    assert map_title([], 0.8, True, "en") == "Within reach on foot (wheelchair, 48 m a minute)"


def test_long_names_are_cut() -> None:
    assert name_on_map(place("柳" * 40), "zh") == "柳" * (LONGEST_NAME["zh"] - 1) + "…"
    assert name_on_map(place("柳溪药房"), "en") == "柳溪药房"
