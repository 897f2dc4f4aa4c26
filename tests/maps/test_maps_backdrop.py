"""The ground of maps: what is kept of an extract, and read box by box."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.database import connect
from assistant.facilities.osm_import import import_osm
from assistant.maps import open_backdrop
from assistant.maps.backdrop import FILE, Backdrop
from assistant.maps.ground import write_backdrop
from assistant.maps.shapes import BRIDGES, ORDER, Detail, Kind, Shape, area_kind, line_kind
from assistant.maps.style import BRIDGE_WIDTHS
from assistant.walking import open_network
from tests.support.osm_text import MIDDLE, OsmText, at

NEAR = (MIDDLE[0] - 0.002, MIDDLE[1] - 0.002, MIDDLE[0] + 0.004, MIDDLE[1] + 0.004)
FAR = (MIDDLE[0] + 0.5, MIDDLE[1] + 0.5, MIDDLE[0] + 0.51, MIDDLE[1] + 0.51)


def town() -> OsmText:
    text = OsmText()
    text.way((0, 0), (300, 0), highway="residential", name="中山路")
    text.way((0, 0), (0, 300), highway="footway")
    text.way((-50, 40), (300, 40), waterway="river", name="柳溪")
    text.way((-50, 60), (300, 60), railway="rail")
    text.way((-50, 80), (300, 80), railway="subway")
    text.block(20, 100, 40, building="yes")
    text.block(80, 100, 40, leisure="park")
    text.block(140, 100, 40, natural="water")
    text.block(200, 100, 40, highway="pedestrian", area="yes")
    text.block(260, 100, 40, highway="pedestrian")
    text.way((20, 20), (20, 70), highway="residential", bridge="yes", name="柳溪桥")
    text.node(150, 180, amenity="hospital", name="柳溪医院")
    text.node(150, 190, amenity="hospital")
    text.node(150, 200, highway="traffic_signals", name="路口")
    return text


@pytest.fixture
def ground(tmp_path: Path) -> Backdrop:
    write_backdrop(town().write(tmp_path / "town.osm"), tmp_path / "ground.db")
    return Backdrop(tmp_path / "ground.db")


def test_everything_that_is_drawn_is_kept_once_in_the_order_of_drawing(ground: Backdrop) -> None:
    kinds = [shape.kind for shape in ground.shapes(NEAR)]
    assert kinds == sorted(kinds, key=ORDER.index)
    assert set(kinds) == set(Kind) - {Kind.MAJOR}
    assert Counter(kinds) == Counter(set(kinds)) + Counter({Kind.MINOR: 2})


def test_names_and_places_come_back_as_they_were(ground: Backdrop) -> None:
    [street] = [shape for shape in ground.shapes(NEAR) if shape.name == "中山路"]
    assert street.kind is Kind.MINOR
    assert street.points[0] == pytest.approx(at(0, 0), abs=1e-6)
    assert street.points[-1] == pytest.approx(at(300, 0), abs=1e-6)


def test_what_people_know_is_kept_by_its_middle(ground: Backdrop) -> None:
    [hospital] = [shape for shape in ground.shapes(NEAR) if shape.kind is Kind.LANDMARK]
    assert hospital.name == "柳溪医院"
    assert hospital.points[0] == pytest.approx(at(150, 180), abs=1e-6)


def test_bridges_are_as_wide_as_what_runs_over_them(ground: Backdrop) -> None:
    [bridge] = [shape for shape in ground.shapes(NEAR) if shape.kind is Kind.BRIDGE]
    assert bridge.rank == BRIDGES.index(Kind.MINOR)
    assert len(BRIDGE_WIDTHS) == len(BRIDGES)


def test_holes_run_the_other_way_around(tmp_path: Path) -> None:
    text = OsmText()
    outer, inner = text.block(0, 0, 200), text.block(50, 50, 50)
    text.multipolygon(outer, inner, natural="water")
    write_backdrop(text.write(tmp_path / "lake.osm"), tmp_path / "lake.db")
    shapes = Backdrop(tmp_path / "lake.db").shapes(NEAR)
    assert [shape.kind for shape in shapes] == [Kind.WATER] * 2
    around = [
        sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise(_from_middle(shape))) for shape in shapes
    ]
    assert around[0] > 0 > around[1]


def _from_middle(shape: Shape) -> list[tuple[float, float]]:
    return [(lat - MIDDLE[0], lon - MIDDLE[1]) for lat, lon in shape.points]


def test_a_line_that_only_crosses_the_box_is_seen(tmp_path: Path) -> None:
    text = OsmText()
    text.way((-5000, 50), (5000, 50), highway="primary")
    write_backdrop(text.write(tmp_path / "road.osm"), tmp_path / "road.db")
    assert len(Backdrop(tmp_path / "road.db").shapes(NEAR)) == 1


def test_less_is_read_where_more_of_the_earth_is_seen(ground: Backdrop) -> None:
    seen = [{shape.kind for shape in ground.shapes(NEAR, detail)} for detail in Detail]
    assert seen[Detail.CITY] < seen[Detail.DISTRICT] < seen[Detail.QUARTER]
    assert Kind.BUILDING not in seen[Detail.DISTRICT]
    assert Kind.RIVER in seen[Detail.CITY]


def test_what_lies_elsewhere_is_not_read(ground: Backdrop) -> None:
    assert ground.shapes(FAR) == []


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "primary_link"}, Kind.MAJOR),
        ({"highway": "living_street"}, Kind.MINOR),
        ({"highway": "steps"}, Kind.PATH),
        ({"highway": "proposed"}, None),
        ({"waterway": "canal"}, Kind.RIVER),
        ({"waterway": "river", "tunnel": "culvert"}, None),
        ({"railway": "subway"}, None),
        ({}, None),
    ],
)
def test_lines(tags: dict[str, str], kind: Kind | None) -> None:
    assert line_kind(tags) is kind


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"building": "yes", "leisure": "park"}, Kind.BUILDING),
        ({"building": "no"}, None),
        ({"natural": "water"}, Kind.WATER),
        ({"landuse": "grass"}, Kind.GREEN),
        ({"place": "square"}, Kind.PAVED),
        ({"landuse": "residential"}, None),
    ],
)
def test_areas(tags: dict[str, str], kind: Kind | None) -> None:
    assert area_kind(tags) is kind


def test_an_import_brings_the_ground_along(migrated_sqlite: Path, tmp_path: Path) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "assistant.db")
    engine = connect(f"sqlite:///{tmp_path / 'assistant.db'}")
    assert open_backdrop(engine) is None
    source = town().write(tmp_path / "town.osm")
    import_osm(engine, load_catalogue(), source, tmp_path, datetime(2026, 11, 23, tzinfo=ZONE))
    ground = open_backdrop(engine)
    assert ground
    assert ground.shapes(NEAR)
    network = open_network(engine)
    assert network
    with closing(sqlite3.connect(network.directory / FILE)) as store:
        store.execute("PRAGMA user_version=1")
    assert open_backdrop(engine) is None, "a file of another form is not read"
    (network.directory / FILE).unlink()
    assert open_backdrop(engine) is None
    engine.dispose()


def test_the_demo_and_the_real_map_have_streets_and_houses(
    demo_ground: Backdrop, nanjing_ground: Backdrop
) -> None:
    for ground, lat, lon in ((demo_ground, 30.262, 114.541), (nanjing_ground, 32.044, 118.779)):
        shapes = ground.shapes((lat - 0.003, lon - 0.003, lat + 0.003, lon + 0.003))
        assert {Kind.MAJOR, Kind.MINOR, Kind.BUILDING} <= {shape.kind for shape in shapes}
        assert any(shape.name for shape in shapes)
