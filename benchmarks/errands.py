"""One walk for several errands, beside trying everything and beside what people do without it."""

import os
import random
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import permutations, product
from math import inf
from pathlib import Path
from statistics import mean, median
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant import clock
from assistant.catalogue import Catalogue, load_catalogue
from assistant.database import connect, upgrade
from assistant.facilities.osm_import import import_osm
from assistant.facilities.table_import import import_table
from assistant.facilities.tables import FacilityService
from assistant.finding import Finder, Tour, Walker
from assistant.finding.chances import POOL, Errand, chosen, errand
from assistant.finding.finder import ERRAND_LIMIT
from assistant.finding.rounds import START, Task
from assistant.finding.search import Question, Search
from assistant.finding.spans import WAIT_SECONDS, start_in
from assistant.finding.stays import load_stays
from assistant.finding.touring import prepare
from assistant.finding.walks import Walks
from assistant.paths import DEMO, ROOT
from assistant.walking import Position, open_network
from benchmarks.figures import spread

EACH = 40
"""Walks for each number of errands."""
NUMBERS = (2, 3, 4, 5, 6)
TRIED = 4
"""With more errands than this, trying everything takes minutes for each walk."""
TRIED_EVERYWHERE = 3
"""With up to so many errands, all places around are tried, not only those looked at closely."""
PACES = (0.7, 0.9, 1.1)
DAY = datetime(2026, 11, 23, tzinfo=clock.ZONE)
HOURS = (7, 20)
AROUND_DEGREES = 0.004
MIDDLES = {"demo": (30.262014, 114.540949), "nanjing": (32.0440, 118.7790)}
EXTRACT = "nanjing_xinjiekou.osm.pbf"
SEED = 23


@dataclass(frozen=True)
class Wish:
    """Who wants to do what, from where and when."""

    services: tuple[str, ...]
    here: Position
    walker: Walker
    now: datetime
    back: bool


@dataclass
class Place:
    """A map to walk on."""

    engine: Engine
    catalogue: Catalogue
    finder: Finder


def measure(folder: Path, each: int = EACH) -> dict[str, Any]:
    """Figures for the demo neighbourhood and, where its file is, for the middle of Nanjing."""
    folder.mkdir(parents=True, exist_ok=True)
    extracts = {"demo": DEMO / "neighbourhood.osm"}
    real = Path(os.environ.get("ASSISTANT_GEO") or ROOT.parent / "shared" / "geo") / EXTRACT
    if real.is_file():
        extracts["nanjing"] = real
    found: dict[str, Any] = {}
    for name, extract in extracts.items():
        print(f"errands: {name} …", flush=True)
        place = _load(folder / name, extract, with_table=name == "demo")
        found[name] = _one_map(place, MIDDLES[name], each)
        place.engine.dispose()
    return found


def _load(folder: Path, extract: Path, *, with_table: bool) -> Place:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    engine, catalogue = connect(f"sqlite:///{(folder / 'places.db').absolute()}"), load_catalogue()
    upgrade(engine)
    import_osm(engine, catalogue, extract, folder, DAY)
    if with_table:
        import_table(engine, catalogue, DEMO / "facilities.csv", DAY)
    return Place(engine, catalogue, Finder(engine, catalogue, open_network(engine)))


def _one_map(place: Place, middle: Position, each: int) -> dict[str, Any]:
    chance = random.Random(SEED)
    with Session(place.engine) as session:
        offered = sorted(session.scalars(select(FacilityService.service_id).distinct()))
    wishes = [_wish(chance, offered, middle, number) for number in NUMBERS for _ in range(each)]
    for wish in wishes[:: each or 1]:
        _planned(place, wish)
    return {
        "seconds": [_timing(place, [w for w in wishes if len(w.services) == n]) for n in NUMBERS],
        "exact": _exact(place, [w for w in wishes if len(w.services) <= TRIED]),
        "said": _against(place, wishes, _as_said),
        "nearest": _against(place, wishes, _nearest_next),
    }


def _wish(chance: random.Random, offered: Sequence[str], middle: Position, number: int) -> Wish:
    lat, lon = (one + chance.uniform(-AROUND_DEGREES, AROUND_DEGREES) for one in middle)
    return Wish(
        services=tuple(chance.sample(offered, number)),
        here=(lat, lon),
        walker=Walker(chance.choice(PACES)),
        now=DAY + timedelta(minutes=chance.randrange(HOURS[0] * 60, HOURS[1] * 60)),
        back=chance.random() < 0.5,
    )


def _planned(place: Place, wish: Wish) -> Tour:
    return place.finder.tour(
        wish.services, *wish.here, walker=wish.walker, now=wish.now, back=wish.back, record=False
    )


def _timing(place: Place, wishes: Sequence[Wish]) -> dict[str, Any]:
    seconds = []
    for wish in wishes:
        started = time.perf_counter()
        _planned(place, wish)
        seconds.append(time.perf_counter() - started)
    return {"errands": len(wishes[0].services), "walks": len(wishes), **spread(seconds)}


def _exact(place: Place, wishes: Sequence[Wish]) -> dict[str, Any]:
    """Trying everything: among the places looked at closely, and among all around.

    Raises RuntimeError where the plan is not as short as the shortest way there is.
    """
    seconds, longer, compared = [], [], 0
    for wish in wishes:
        tour = _planned(place, wish)
        errands, walks = _errands(place, wish)
        if tour.missing or tour.unmet or not all(item.chances for item in errands):
            continue
        ours = (tour.walk_minutes + tour.wait_minutes) * 60
        started = time.perf_counter()
        few = prepare(
            chosen(errands, wish.walker, back=wish.back), walks, in_order=False, back=wish.back
        )
        best = tried(few.task)
        seconds.append(time.perf_counter() - started)
        if abs(ours - best) > 10:
            raise RuntimeError(f"{wish}: {ours:.0f} s is not {best:.0f} s")
        compared += 1
        if len(wish.services) <= TRIED_EVERYWHERE:
            every = prepare(errands, walks, in_order=False, back=wish.back)
            longer.append((ours - tried(every.task)) / 60)
    return {
        "compared": compared,
        "tried": spread(seconds),
        "everywhere": len(longer),
        "places": POOL,
        "longer": sum(minutes > 0.2 for minutes in longer),
        "longest": round(max(longer), 1),
        "mean": round(mean(max(0.0, minutes) for minutes in longer), 2),
    }


def _errands(place: Place, wish: Wish) -> tuple[list[Errand], Walks]:
    question = Question(wish.here, wish.walker, wish.now, None, ERRAND_LIMIT)
    walks = Walks(open_network(place.engine), wish.here, wish.walker)
    with Session(place.engine) as session:
        search = Search(session, walks, question)
        stays = load_stays()
        errands = [
            errand(name, stays.minutes(place.catalogue[name]), search.run(name), wish.walker,
                   wish.now)
            for name in wish.services
        ]  # fmt: skip
    return errands, walks


def tried(task: Task) -> float:
    """Seconds walked and waited on the best of all rounds there are, each of them tried."""
    numbers = range(len(task.places))
    return min(
        _cost(task, order, places)
        for order in permutations(numbers)
        for places in product(*(task.places[number] for number in order))
    )


def _cost(task: Task, order: Sequence[int], places: Sequence[int]) -> float:
    now = idle = 0.0
    here = START
    for number, place in zip(order, places, strict=True):
        arrive = now + task.legs[here][place]
        start = start_in(task.spans[place], arrive, task.stays[number])
        if start is None:
            return inf
        idle += start - now
        now, here = start + task.stays[number], place
    return idle + (task.legs[here][START] if task.back else 0.0)


Way = Callable[[Place, Wish], float | None]


def _against(place: Place, wishes: Sequence[Wish], way: Way) -> dict[str, Any]:
    """What another way of doing the same errands takes, where both do them all."""
    saved, ours, other, undone = [], [], [], 0
    for wish in wishes:
        tour = _planned(place, wish)
        if tour.missing or tour.unmet:
            continue
        minutes = way(place, wish)
        if minutes is None:
            undone += 1
            continue
        ours.append(tour.walk_minutes + tour.wait_minutes)
        other.append(minutes)
        saved.append(minutes - ours[-1])
    return {
        "walks": len(saved),
        "undone": undone,
        "ours": round(mean(ours), 1),
        "other": round(mean(other), 1),
        "median": round(median(saved), 1),
        "shorter": sum(minutes > 0.2 for minutes in saved),
        "longer": sum(minutes < -0.2 for minutes in saved),
    }


def _as_said(place: Place, wish: Wish) -> float | None:
    """To the best place for the first errand, from there to the best for the second, and so on."""
    return _step_by_step(place, wish, lambda left: left[:1])


def _nearest_next(place: Place, wish: Wish) -> float | None:
    """Always to the place for any errand left that one can be in soonest."""
    return _step_by_step(place, wish, lambda left: left)


def _step_by_step(
    place: Place, wish: Wish, next_ones: Callable[[list[str]], list[str]]
) -> float | None:
    """Minutes walked and waited; None where somebody stands before closed doors."""
    left, here, now, idle = list(wish.services), wish.here, wish.now, 0.0
    stays = load_stays()
    while left:
        steps = [step for name in next_ones(left) if (step := _step(place, wish, name, here, now))]
        if not steps:
            return None
        minutes, name, there, services = min(steps)
        # Who is there anyway does all that can be done there.
        done = [name, *(other for other in left if other in services and other != name)]
        left = [other for other in left if other not in done]
        inside = sum(stays.minutes(place.catalogue[other]) for other in done)
        idle, here = idle + minutes, there
        now += timedelta(minutes=minutes + inside)
    if not wish.back:
        return idle
    [home] = Walks(open_network(place.engine), here, wish.walker).to([wish.here])
    return idle + home.seconds / 60 if home else None


def _step(
    place: Place, wish: Wish, name: str, here: Position, now: datetime
) -> tuple[float, str, Position, tuple[str, ...]] | None:
    answer = place.finder.find(
        name, *here, walker=wish.walker, now=now, limit=1, record=False, alternatives=False
    )
    for found in answer.places:
        if found.walk_minutes is None:
            return None
        wait = 0.0
        if found.open is False:
            arrive = now + timedelta(minutes=found.walk_minutes)
            wait = (found.opens_at - arrive).total_seconds() if found.opens_at else inf
        if wait <= WAIT_SECONDS:
            minutes = found.walk_minutes + wait / 60
            return minutes, name, (found.lat, found.lon), found.services
    return None
