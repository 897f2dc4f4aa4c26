"""The checks find what is wrong: told turns, sides and lengths that are not so are counted."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.catalogue import load_catalogue
from assistant.database import connect
from assistant.facilities.osm_import import import_osm
from assistant.facilities.table_import import import_table
from assistant.walking import Side, Turn
from benchmarks.checking import Tally, check
from benchmarks.walks import DEMO_MAP, DEMO_TABLE, NOON, Area, Walked


@pytest.fixture(scope="module")
def area(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Area]:
    home = tmp_path_factory.mktemp("demo")
    shutil.copy(migrated_sqlite, home / "assistant.db")
    engine = connect(f"sqlite:///{home / 'assistant.db'}")
    import_osm(engine, load_catalogue(), DEMO_MAP, home, NOON)
    import_table(engine, load_catalogue(), DEMO_TABLE, NOON)
    yield Area(engine, DEMO_MAP)
    engine.dispose()


@pytest.fixture(scope="module")
def walks(area: Area) -> list[Walked]:
    return list(area.walks(40, 5))


def tally_of(area: Area, walks: list[Walked]) -> Tally:
    tally = Tally()
    for walked in walks:
        check(area, walked, tally)
    return tally


OTHER = {Turn.LEFT: Turn.RIGHT, Turn.RIGHT: Turn.LEFT}
OTHER_SIDE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, None: None}


def test_the_same_walks_every_time(area: Area, walks: list[Walked]) -> None:
    assert list(area.walks(40, 5)) == walks


def test_mirrored_turns_are_noticed(area: Area, walks: list[Walked]) -> None:
    mirrored = [
        replace(
            walked,
            route=replace(
                walked.route,
                steps=tuple(
                    replace(step, turn=OTHER.get(step.turn, step.turn))
                    for step in walked.route.steps
                ),
            ),
        )
        for walked in walks
    ]
    assert tally_of(area, walks).share("turn") == 1
    assert tally_of(area, mirrored).share("turn") < 0.3


def test_mirrored_sides_are_noticed(area: Area, walks: list[Walked]) -> None:
    mirrored = [
        replace(walked, route=replace(walked.route, side=OTHER_SIDE[walked.route.side]))
        for walked in walks
    ]
    assert tally_of(area, walks).share("side") == 1
    assert tally_of(area, mirrored).share("side") == 0


def test_wrong_lengths_are_noticed(area: Area, walks: list[Walked]) -> None:
    longer = [
        replace(
            walked,
            route=replace(
                walked.route,
                steps=tuple(replace(s, metres=s.metres * 1.5 + 60) for s in walked.route.steps),
            ),
        )
        for walked in walks
    ]
    assert tally_of(area, longer).share("metres") < 0.2


def test_crossings_that_are_not_there_are_noticed(area: Area, walks: list[Walked]) -> None:
    assert area.roads.metres_from_crossing(walks[0].route.line[0]) > 0
    away = (walks[0].route.line[0][0] + 0.5, walks[0].route.line[0][1])
    assert area.roads.metres_from_crossing(away) == float("inf")
