"""The ground of maps: what is kept of an extract, and read box by box."""

import shutil
from pathlib import Path

import pytest

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.database import connect
from assistant.facilities.osm_import import import_osm
from assistant.maps import open_backdrop
from assistant.maps.backdrop import Backdrop, write_backdrop
from assistant.maps.shapes import ORDER, Kind, area_kind, line_kind
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
    return text


@pytest.fixture
def ground(tmp_path: Path) -> Backdrop:
    write_backdrop(town().write(tmp_path / "town.osm"), tmp_path / "ground.db")
    return Backdrop(tmp_path / "ground.db")


def test_everything_that_is_drawn_is_kept_once_in_the_order_of_drawing(ground: Backdrop) -> None:
    kinds = [shape.kind for shape in ground.shapes(NEAR)]
    assert kinds == sorted(kinds, key=ORDER.index)
    assert set(kinds) == {
        Kind.MINOR, Kind.PATH, Kind.RIVER, Kind.RAIL, Kind.BUILDING, Kind.GREEN, Kind.WATER,
        Kind.PAVED,
    }  # fmt: skip
    assert len(kinds) == len(set(kinds))


def test_names_and_places_come_back_as_they_were(ground: Backdrop) -> None:
    [street] = [shape for shape in ground.shapes(NEAR) if shape.kind is Kind.MINOR]
    assert street.name == "中山路"
    assert street.points[0] == pytest.approx(at(0, 0), abs=1e-6)
    assert street.points[-1] == pytest.approx(at(300, 0), abs=1e-6)


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
    from datetime import datetime

    shutil.copy(migrated_sqlite, tmp_path / "assistant.db")
    engine = connect(f"sqlite:///{tmp_path / 'assistant.db'}")
    assert open_backdrop(engine) is None
    source = town().write(tmp_path / "town.osm")
    import_osm(engine, load_catalogue(), source, tmp_path, datetime(2026, 11, 23, tzinfo=ZONE))
    ground = open_backdrop(engine)
    assert ground
    assert ground.shapes(NEAR)
    engine.dispose()


def test_the_demo_and_the_real_map_have_streets_and_houses(
    demo_ground: Backdrop, nanjing_ground: Backdrop
) -> None:
    for ground, lat, lon in ((demo_ground, 30.262, 114.541), (nanjing_ground, 32.044, 118.779)):
        shapes = ground.shapes((lat - 0.003, lon - 0.003, lat + 0.003, lon + 0.003))
        assert {Kind.MAJOR, Kind.MINOR, Kind.BUILDING} <= {shape.kind for shape in shapes}
        assert any(shape.name for shape in shapes)
