"""Measures the ways on both halves of the sentences, as written and as a recogniser hears them."""

import os
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant import clock
from assistant.catalogue import load_catalogue
from assistant.database import connect, upgrade
from assistant.facilities.osm_reading import read_extract
from assistant.facilities.osm_saving import save_places
from assistant.facilities.saving import save_facilities
from assistant.facilities.table_import import import_table
from assistant.paths import DEMO, ROOT
from assistant.places import Gazetteer
from assistant.walking.straight import Position
from benchmarks.figures import spread
from benchmarks.places.noise import spoilt
from benchmarks.places.sayings import SCORED, TUNED, Saying, sayings
from benchmarks.places.ways import CUT_OFFS, Names, Way, ours

RATES = (0.0, 0.10, 0.17)
SEED = 23
COPIES = 3
"""Noisy copies of each sentence."""

EXTRACT = "nanjing_xinjiekou.osm.pbf"

Ways = Mapping[str, Way]
"""One way for each area."""


def measure(folder: Path) -> dict[str, Any]:
    """Figures for all ways, halves and rates of noise; the demo alone where the map is missing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    engines = _engines(folder)
    gazetteers = {area: Gazetteer(engine) for area, engine in engines.items()}
    names = {area: Names(engine) for area, engine in engines.items()}
    halves = {
        half: [saying for saying in sayings(half) if saying.area in engines]
        for half in (TUNED, SCORED)
    }
    known = _positions(gazetteers, [*halves[TUNED], *halves[SCORED]])

    def worth(cut_off: float) -> float:
        likeness = {area: each.alike(cut_off) for area, each in names.items()}
        return _balance(judged(likeness, halves[TUNED], known))

    best = max(CUT_OFFS, key=worth)
    ways: dict[str, Ways] = {
        "ours": {area: ours(gazetteer) for area, gazetteer in gazetteers.items()},
        "exact": {area: each.exact for area, each in names.items()},
        "alike": {area: each.alike(best) for area, each in names.items()},
    }
    rows = [
        {"half": half, "rate": rate, "way": name} | judged(way, halves[half], known, rate)
        for half in (SCORED, TUNED)
        for rate in RATES
        for name, way in ways.items()
    ]
    seconds = _seconds(ways["ours"], halves[SCORED], known)
    for engine in engines.values():
        engine.dispose()
    counts = {
        half: {
            "all": len(found),
            "places": sum(bool(saying.means) for saying in found),
        }
        for half, found in halves.items()
    }
    return {"rows": rows, "counts": counts, "cut_off": best, "copies": COPIES, "seconds": seconds}


def judged(
    ways: Ways,
    said: Sequence[Saying],
    known: Mapping[tuple[str, str], Position],
    rate: float = 0.0,
) -> dict[str, float]:
    """Shares: of the sentences with a place, of those found right, asked about (the right one being
    among the choices), and found wrong; of those without one, of those taken for a place."""
    right = asked = wrong = false = places = others = 0
    for saying in said:
        near = known.get((saying.area, saying.near))
        for copy in range(COPIES if rate else 1):
            text = spoilt(saying.text, rate, SEED + copy) if rate else saying.text
            found = ways[saying.area](text, near)
            if not saying.means:
                others += 1
                false += bool(found)
                continue
            places += 1
            fits = any(name in saying.means for name in found)
            right += fits and len(found) == 1
            asked += fits and len(found) > 1
            wrong += bool(found) and not fits
    return {
        "right": right / places,
        "asked": asked / places,
        "wrong": wrong / places,
        "false": false / others,
    }


def engine_of(folder: Path, extract: Path, *, with_table: bool) -> Engine:
    """A database with the names of a map, without its walking network."""
    engine, now = connect(f"sqlite:///{(folder / 'names.db').absolute()}"), clock.now()
    upgrade(engine)
    content = read_extract(extract, load_catalogue(), now.date())
    with Session(engine) as session, session.begin():
        save_facilities(session, content.facilities, "map")
        save_places(session, content.places, "map")
    if with_table:
        import_table(engine, load_catalogue(), DEMO / "facilities.csv", now)
    return engine


def _engines(folder: Path) -> dict[str, Engine]:
    extracts = {"demo": DEMO / "neighbourhood.osm"}
    real = Path(os.environ.get("ASSISTANT_GEO") or ROOT.parent / "shared" / "geo") / EXTRACT
    if real.is_file():
        extracts["nanjing"] = real
    found = {}
    for area, extract in extracts.items():
        (folder / area).mkdir()
        found[area] = engine_of(folder / area, extract, with_table=area == "demo")
    return found


def _positions(
    gazetteers: Mapping[str, Gazetteer], said: Sequence[Saying]
) -> dict[tuple[str, str], Position]:
    """Where people were last, by area and name. Raises ValueError for a name that is unknown."""
    found = {}
    for area, name in {(saying.area, saying.near) for saying in said if saying.near}:
        hit = gazetteers[area].resolve(f"我在{name}").hit
        if hit is None:
            raise ValueError(f"{name} is not known in {area}")
        found[area, name] = hit.position
    return found


def _balance(figures: Mapping[str, float]) -> float:
    return figures["right"] - figures["wrong"] - figures["false"]


def _seconds(
    ways: Ways, said: Sequence[Saying], known: Mapping[tuple[str, str], Position]
) -> dict[str, float]:
    """How long one sentence takes, the noisy ones among them, in milliseconds."""
    found = []
    for rate in RATES:
        for saying in said:
            text = spoilt(saying.text, rate, SEED) if rate else saying.text
            begin = time.perf_counter()
            ways[saying.area](text, known.get((saying.area, saying.near)))
            found.append(time.perf_counter() - begin)
    return spread(found)
