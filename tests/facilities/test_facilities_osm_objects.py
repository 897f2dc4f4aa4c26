from datetime import date
from pathlib import Path

import pytest

from assistant.facilities.osm_objects import OsmObject, centre, inside, read_objects
from assistant.walking.extracts import clean_copy
from tests.support.osm_text import OsmText, at


def read(text: OsmText, folder: Path) -> dict[str, OsmObject]:
    clean_copy(text.write(folder / "map.osm"), folder / "map.osm.pbf")
    found = list(read_objects(folder / "map.osm.pbf"))
    assert len({item.id for item in found}) == len(found)
    return {item.tags["note"]: item for item in found if "note" in item.tags}


def test_a_node_is_where_it_is(tmp_path: Path) -> None:
    text = OsmText()
    identity = text.node(100, 50, note="a")
    text.node(0, 0)
    item = read(text, tmp_path)["a"]
    assert item.id == f"node/{identity}"
    assert item.position == pytest.approx(at(100, 50), abs=1e-6)
    assert item.edited == date(2026, 3, 1)
    assert not item.closed


def test_an_area_is_at_its_middle(tmp_path: Path) -> None:
    text = OsmText()
    text.block(100, 100, 50, note="a")
    item = read(text, tmp_path)["a"]
    assert item.closed
    assert item.position == pytest.approx(at(125, 125), abs=1e-6)


def test_an_area_with_a_door_is_at_its_door(tmp_path: Path) -> None:
    text = OsmText()
    text.node(50, 0, entrance="yes")
    text.node(50, 50, entrance="main")
    text.node(0, 50, entrance="emergency")
    text.block(0, 0, 50, note="a")
    text.node(250, 0, barrier="gate")
    text.block(200, 0, 50, note="b")
    text.node(450, 0, entrance="emergency")
    text.block(400, 0, 50, note="c")
    found = read(text, tmp_path)
    assert found["a"].position == pytest.approx(at(50, 50), abs=1e-6)
    assert found["b"].position == pytest.approx(at(250, 0), abs=1e-6)
    assert found["c"].position == pytest.approx(at(425, 25), abs=1e-6)


def test_a_line_is_at_one_of_its_points(tmp_path: Path) -> None:
    text = OsmText()
    text.way((0, 0), (100, 0), (100, 300), note="a")
    item = read(text, tmp_path)["a"]
    assert not item.closed
    assert item.position == pytest.approx(at(100, 0), abs=1e-6)
    assert len(item.nodes) == len(item.line) == 3


def test_an_area_made_of_ways_is_read_once(tmp_path: Path) -> None:
    text = OsmText()
    outer = text.block(0, 0, 100)
    small = text.block(500, 0, 10)
    identity = text.multipolygon(small, outer, note="a")
    item = read(text, tmp_path)["a"]
    assert item.id == f"relation/{identity}"
    assert item.position == pytest.approx(at(50, 50), abs=1e-6)


def test_ways_that_are_cut_off_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "map.osm"
    path.write_text(
        "<osm version='0.6'><node id='1' version='1' lat='30' lon='114'/>"
        "<way id='2' version='1'><nd ref='1'/><nd ref='99'/><tag k='note' v='a'/></way></osm>"
    )
    clean_copy(path, tmp_path / "map.osm.pbf")
    assert list(read_objects(tmp_path / "map.osm.pbf")) == []


def test_shapes() -> None:
    square = [at(0, 0), at(10, 0), at(10, 10), at(0, 10), at(0, 0)]
    assert centre(square) == pytest.approx(at(5, 5))
    assert centre([at(0, 0)] * 4) == at(0, 0)
    assert inside(at(3, 3), square)
    assert not inside(at(11, 3), square)
