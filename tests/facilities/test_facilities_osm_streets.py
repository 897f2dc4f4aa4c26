from pathlib import Path

from assistant.facilities.osm_named import Named
from assistant.facilities.osm_objects import read_objects
from assistant.facilities.osm_streets import StreetCollector
from assistant.walking.extracts import clean_copy
from assistant.walking.straight import metres_between
from tests.support.osm_text import OsmText, at


def collect(text: OsmText, folder: Path) -> list[Named]:
    clean_copy(text.write(folder / "map.osm"), folder / "map.osm.pbf")
    collector = StreetCollector()
    for item in read_objects(folder / "map.osm.pbf"):
        collector.add(item)
    places = collector.places()
    assert len({place.id for place in places}) == len(places)
    return places


def of_kind(places: list[Named], kind: str) -> list[Named]:
    return [place for place in places if place.kind == kind]


def test_pieces_of_a_street_are_one(tmp_path: Path) -> None:
    text = OsmText()
    text.way((0, 0), (300, 0), highway="residential", name="中山路")
    text.way((300, 0), (900, 0), highway="tertiary", name="中山路", name__en="Zhongshan Road")
    text.way((0, 20), (900, 20), highway="primary", name="中山路")
    (street,) = collect(text, tmp_path)
    assert (street.name, street.name_en, street.key) == ("中山路", "Zhongshan Road", "中山路")
    # It is named by a point that lies on it.
    middle = (street.lat, street.lon)
    assert min(metres_between(middle, at(x, y)) for x in (0, 300, 900) for y in (0, 20)) < 1


def test_streets_of_one_name_in_two_towns_are_two(tmp_path: Path) -> None:
    text = OsmText()
    text.way((0, 0), (300, 0), highway="residential", name="中山路")
    text.way((9000, 0), (9300, 0), highway="residential", name="中山路")
    assert len(collect(text, tmp_path)) == 2


def test_corners(tmp_path: Path) -> None:
    text = OsmText()
    text.way((-300, 0), (0, 0), (300, 0), highway="residential", name="中山路")
    text.way((0, -300), (0, 0), (0, 300), highway="residential", name="解放路")
    text.way((9000, 0), (9300, 0), highway="residential", name="中山路")
    text.way((9000, 0), (9000, 300), highway="residential", name="解放路")
    corners = of_kind(collect(text, tmp_path), "corner")
    assert {corner.key for corner in corners} == {"中山路+解放路"}
    assert {corner.name for corner in corners} == {"中山路解放路路口"}
    assert {corner.name_en for corner in corners} == {"Zhongshan Road and Jiefang Road"}
    ends = sorted((corner.lat, corner.lon) for corner in corners)
    assert metres_between(ends[0], at(0, 0)) < 1
    assert metres_between(ends[1], at(9000, 0)) < 1


def test_carriageways_make_one_corner(tmp_path: Path) -> None:
    text = OsmText()
    text.way((0, -300), (0, 0), (0, 20), (0, 300), highway="residential", name="解放路")
    for north in (0, 20):
        text.way((-300, north), (0, north), (300, north), highway="primary", name="中山路")
    assert len(of_kind(collect(text, tmp_path), "corner")) == 1


def test_bridges(tmp_path: Path) -> None:
    text = OsmText()
    text.way((0, 0), (0, 50), highway="residential", name="望江桥", bridge="yes")
    text.way((0, 50), (0, 300), highway="residential", name="解放路", bridge="yes")
    places = collect(text, tmp_path)
    assert [(p.kind, p.name) for p in places] == [("bridge", "望江桥"), ("street", "解放路")]


def test_a_street_without_an_english_name_is_spelt(tmp_path: Path) -> None:
    text = OsmText()
    text.way((0, 0), (0, 50), highway="residential", name="解放路")
    text.way((9000, 0), (9000, 50), highway="residential", name="Rue de Nantes")
    assert {p.name_en for p in collect(text, tmp_path)} == {"Jiefang Road", "Rue de Nantes"}


def test_what_is_no_street(tmp_path: Path) -> None:
    text = OsmText()
    text.way((0, 0), (0, 50), highway="residential")
    text.way((0, 0), (0, 90), highway="construction", name="新路")
    text.way((0, 0), (0, 90), waterway="river", name="清江")
    text.node(5, 5, highway="bus_stop", name="中山路")
    assert collect(text, tmp_path) == []
