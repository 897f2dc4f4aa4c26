"""What it costs to take GCJ-02 for WGS-84: another place comes first, and the minutes are wrong."""

import os
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from assistant import clock
from assistant.catalogue import load_catalogue
from assistant.database import connect, upgrade
from assistant.facilities.osm_import import import_osm
from assistant.finding import Finder, FoundPlace, Walker
from assistant.paths import ROOT
from assistant.places import from_wgs84, to_wgs84
from assistant.walking import Position, open_network

EXTRACT = "nanjing_xinjiekou.osm.pbf"
SERVICES = ("bank", "pharmacy", "public_toilet", "supermarket", "convenience_store", "wet_market")
STARTS = 40
BOX = (32.0375, 32.0500, 118.7700, 118.7900)
"""South, north, west, east of the part of the map that is well covered."""
NOW = datetime(2026, 11, 23, 10, tzinfo=clock.ZONE)
SEED = 7


@dataclass(frozen=True)
class Missed:
    """What one answer to a position that was not converted was worth."""

    first_differs: bool
    minutes: float
    """How much longer the walk to the place named is than the one to the right place."""
    told: float
    """How far the minutes told are off the walk to the place named."""


def starts(count: int = STARTS) -> list[Position]:
    """Where people stand, WGS-84."""
    dice = random.Random(SEED)
    return [(dice.uniform(*BOX[:2]), dice.uniform(*BOX[2:])) for _ in range(count)]


def missed(finder: Finder, here: Position, seen: Position, service: str) -> Missed | None:
    """The answer for `seen` judged from `here`, where the person is; None without an answer."""
    right, wrong = (_first(finder, at, service) for at in (here, seen))
    if right is None or wrong is None or right.walk_minutes is None:
        return None
    walker = Walker(1.0)
    there = finder.place(wrong.id, service, *here, walker=walker, now=NOW)
    if there is None or there.walk_minutes is None or wrong.walk_minutes is None:
        return None
    return Missed(
        first_differs=wrong.id != right.id,
        minutes=there.walk_minutes - right.walk_minutes,
        told=abs(there.walk_minutes - wrong.walk_minutes),
    )


def _first(finder: Finder, at: Position, service: str) -> FoundPlace | None:
    answer = finder.find(
        service, *at, walker=Walker(1.0), now=NOW, record=False, alternatives=False
    )
    return answer.places[0] if answer.places else None


def judged(finder: Finder, crs: str, *, converted: bool) -> list[Missed]:
    """Every start and service, the position having come in `crs` and been converted or not."""
    found = []
    for here in starts():
        sent = from_wgs84(*here, crs)
        seen = to_wgs84(*sent, crs) if converted else sent
        found += [missed(finder, here, seen, service) for service in SERVICES]
    return [each for each in found if each]


def measure(folder: Path) -> list[dict[str, Any]]:
    """Figures on the map of Nanjing; nothing where its file is missing."""
    extract = Path(os.environ.get("ASSISTANT_GEO") or ROOT.parent / "shared" / "geo") / EXTRACT
    if not extract.is_file():
        return []
    shutil.rmtree(folder, ignore_errors=True)
    engine = connect(f"sqlite:///{folder / 'assistant.db'}")
    upgrade(engine)
    import_osm(engine, load_catalogue(), extract, folder, NOW)
    finder = Finder(engine, load_catalogue(), open_network(engine))
    rows = [
        _row(crs, converted, judged(finder, crs, converted=converted))
        for crs in ("gcj02", "bd09")
        for converted in (False, True)
    ]
    engine.dispose()
    return rows


def _row(crs: str, converted: bool, found: Sequence[Missed]) -> dict[str, Any]:
    return {
        "crs": crs,
        "converted": converted,
        "answers": len(found),
        "first_differs": sum(each.first_differs for each in found) / len(found),
        "minutes": median(each.minutes for each in found),
        "most_minutes": max(each.minutes for each in found),
        "told": median(each.told for each in found),
    }
