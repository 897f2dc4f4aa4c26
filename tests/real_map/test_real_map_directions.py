"""What directions tell, checked against nothing but the line of the way and the map itself."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from real_extract import real_extract
from sqlalchemy import Engine

from assistant.catalogue import load_catalogue
from assistant.database import connect
from assistant.facilities.osm_import import import_osm
from assistant.facilities.table_import import import_table
from assistant.walking.guide import Guide
from benchmarks.checking import Tally, check
from benchmarks.walks import DEMO_MAP, DEMO_TABLE, NOON, Area

WALKS = 300
SEED = 23

LEAST = {
    "turn": 0.99,
    "start": 0.99,
    "corner": 0.99,
    "end": 0.9,
    "side": 1.0,
    "metres": 0.98,
    "landmark": 1.0,
    "crossing": 0.99,
}
"""The share of what is told that has to be so."""


def imported(empty: Path, home: Path, extract: Path) -> Engine:
    shutil.copy(empty, home / "assistant.db")
    engine = connect(f"sqlite:///{home / 'assistant.db'}")
    import_osm(engine, load_catalogue(), extract, home, NOON)
    return engine


@pytest.fixture(scope="module", params=["demo", "nanjing"])
def area(
    request: pytest.FixtureRequest,
    migrated_sqlite: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Area]:
    demo = request.param == "demo"
    extract = DEMO_MAP if demo else real_extract()
    engine = imported(migrated_sqlite, tmp_path_factory.mktemp(request.param), extract)
    if demo:
        import_table(engine, load_catalogue(), DEMO_TABLE, NOON)
    yield Area(engine, extract)
    engine.dispose()


@pytest.fixture(scope="module")
def tally(area: Area) -> Tally:
    found = Tally()
    for walked in area.walks(WALKS, SEED):
        check(area, walked, found)
    return found


@pytest.mark.parametrize("kind", LEAST)
def test_what_is_told_is_so(tally: Tally, kind: str) -> None:
    wrong = [line for line in tally.wrong if line.startswith(kind)]
    assert tally.told[kind] >= WALKS / 15
    assert tally.share(kind) >= LEAST[kind], wrong


def test_whoever_follows_the_line_is_led_from_step_to_step(area: Area) -> None:
    for walked in area.walks(60, SEED + 1):
        guide = Guide(walked.route, area.seen(walked.end.name), walked.end.name, "zh")
        steps = [guide.at(position) for position in walked.route.line]
        assert steps[0] == 0
        assert steps[-1] == len(guide) - 1
        assert not any(guide.is_off(position) for position in walked.route.line)
        # A way that passes one corner twice may not know which time it is; it never skips far.
        assert all(later >= earlier - 1 for earlier, later in pairwise(steps))
