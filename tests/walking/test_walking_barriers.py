from pathlib import Path

import pytest
from walking_town import Town, at

from assistant.walking.barriers import Barriers, write_barriers
from assistant.walking.extracts import clean_copy


def barriers(town: Town, folder: Path) -> Barriers:
    clean_copy(town.write(folder / "town.osm"), folder / "town.osm.pbf")
    write_barriers(folder / "town.osm.pbf", folder / "barriers.json")
    return Barriers(folder / "barriers.json")


@pytest.mark.parametrize(
    ("tags", "stops"),
    [
        ({"waterway": "river"}, True),
        ({"natural": "water"}, True),
        ({"railway": "rail"}, True),
        ({"highway": "motorway"}, True),
        ({"waterway": "river", "tunnel": "culvert"}, False),
        ({"railway": "rail", "bridge": "yes"}, False),
        ({"railway": "subway"}, False),
        ({"waterway": "ditch"}, False),
        ({"highway": "residential"}, False),
    ],
)
def test_what_stops_a_walker(tmp_path: Path, tags: dict[str, str], stops: bool) -> None:
    town = Town()
    town.way((0, -3000), (0, 3000), **tags)
    assert barriers(town, tmp_path).between(at(-50, 0), at(50, 0)) is stops


def test_only_what_lies_between_stops(tmp_path: Path) -> None:
    town = Town()
    town.way((0, -100), (0, 100), waterway="river")
    found = barriers(town, tmp_path)
    assert not found.between(at(-50, 0), at(-10, 0))
    assert not found.between(at(-50, 150), at(50, 150))
    assert found.between(at(50, 90), at(-50, 90))


def test_the_shore_of_a_lake_drawn_in_parts(tmp_path: Path) -> None:
    town = Town()
    west = town.way((0, 0), (0, 200), note="shore")
    east = town.way((0, 200), (200, 100), (0, 0), note="shore")
    path = town.write(tmp_path / "town.osm")
    relation = (
        "<relation id='900'><tag k='type' v='multipolygon'/><tag k='natural' v='water'/>"
        f"<member type='way' ref='{west}' role='outer'/>"
        f"<member type='way' ref='{east}' role='outer'/></relation></osm>"
    )
    path.write_text(path.read_text().replace("</osm>", relation))
    clean_copy(path, tmp_path / "town.osm.pbf")
    write_barriers(tmp_path / "town.osm.pbf", tmp_path / "barriers.json")
    assert Barriers(tmp_path / "barriers.json").between(at(-50, 100), at(50, 100))


def test_no_file_means_no_barriers(tmp_path: Path) -> None:
    assert not Barriers(tmp_path / "none.json").between(at(-50, 0), at(50, 0))
