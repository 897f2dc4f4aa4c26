from datetime import date
from pathlib import Path

from assistant.catalogue import load_catalogue
from assistant.facilities.osm_reading import Content, read_extract
from assistant.walking.extracts import clean_copy
from tests.support.osm_text import OsmText


def read(text: OsmText, folder: Path) -> Content:
    clean_copy(text.write(folder / "map.osm"), folder / "map.osm.pbf")
    return read_extract(folder / "map.osm.pbf", load_catalogue(), date(2026, 11, 22))


def test_facilities_and_places_in_one_pass(tmp_path: Path) -> None:
    text = OsmText()
    text.node(0, 0, amenity="pharmacy", name="仁心药房")
    text.way((0, 10), (100, 10), highway="residential", name="中山路")
    text.block(50, 50, 40, landuse="residential", name="银杏苑")
    content = read(text, tmp_path)
    assert [facility.name for facility in content.facilities] == ["仁心药房"]
    assert {place.name for place in content.places} == {"仁心药房", "中山路", "银杏苑"}


def test_a_shop_drawn_twice_is_one(tmp_path: Path) -> None:
    text = OsmText()
    text.node(10, 10, amenity="pharmacy", name="仁心药房")
    text.block(0, 0, 20, amenity="pharmacy", name="仁心药房", phone="027-0555 0101")
    (facility,) = read(text, tmp_path).facilities
    assert facility.phone == "027-0555 0101"


def test_two_branches_are_two(tmp_path: Path) -> None:
    text = OsmText()
    text.node(0, 0, amenity="bank", name="惠民银行")
    text.node(30, 0, amenity="bank", name="惠民银行")
    text.block(300, 0, 20, amenity="bank", name="惠民银行")
    assert len(read(text, tmp_path).facilities) == 3


def test_neighbours_without_names_are_not_one(tmp_path: Path) -> None:
    text = OsmText()
    text.node(0, 0, amenity="toilets")
    text.block(20, 0, 10, amenity="pharmacy", name="仁心药房")
    assert len(read(text, tmp_path).facilities) == 2


def test_an_empty_map(tmp_path: Path) -> None:
    text = OsmText()
    text.node(0, 0)
    assert read(text, tmp_path) == Content((), ())
