"""`find` among ever more facilities, beside a plain geopy scan in the same run."""

import random
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from geopy.distance import great_circle
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant import clock
from assistant.catalogue import Catalogue, load_catalogue
from assistant.database import connect
from assistant.facilities.store import candidates
from assistant.facilities.tables import Facility, FacilityService
from assistant.finding import Finder, Walker
from assistant.walking import Network, build_network
from benchmarks import city
from benchmarks.figures import spread

SIZES = (1_000, 100_000, 1_000_000)
QUESTIONS = 400
SCANNED = 40
"""The plain scan is so slow that only this many questions are asked of it at each size."""
NEAREST = 5
EDGE_METRES = 3_000.0
"""People live at least this far from the city's edge."""
RADIUS_METRES = city.SIDE_METRES * 2
WALKER = Walker(pace=1.0)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=clock.ZONE)

Question = tuple[str, float, float]


def measure(folder: Path, sizes: tuple[int, ...] = SIZES) -> list[dict[str, Any]]:
    """One row of figures for each size. Raises RuntimeError where the two ways disagree."""
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = load_catalogue()
    network = _network(folder)
    asked = questions(catalogue)
    rows = []
    for size in sizes:
        print(f"find among {size:,} facilities …", flush=True)
        path = folder / f"{size}.db"
        started = time.monotonic()
        city.build_database(path, catalogue, size)
        print(f"  the database is there ({time.monotonic() - started:.0f} s)", flush=True)
        engine = connect(f"sqlite:///{path.absolute()}")
        rows.append({"size": size, **_one_size(engine, catalogue, network, asked)})
        engine.dispose()
    return rows


def questions(catalogue: Catalogue) -> list[Question]:
    """Who asks for what, where: every service, everywhere in the city."""
    chance = random.Random(city.SEED + 1)
    services = [service.id for service in catalogue]
    inside = (EDGE_METRES, city.SIDE_METRES - EDGE_METRES)
    return [
        (chance.choice(services), *city.point(chance.uniform(*inside), chance.uniform(*inside)))
        for _ in range(QUESTIONS)
    ]


def _one_size(
    engine: Engine, catalogue: Catalogue, network: Network, asked: list[Question]
) -> dict[str, Any]:
    finder = Finder(engine, catalogue, network)
    for service, lat, lon in asked[:20]:
        finder.find(service, lat, lon, walker=WALKER, now=NOON, record=False)
    whole, straight, scan = [], [], []
    for number, (service, lat, lon) in enumerate(asked):
        started = time.perf_counter()
        finder.find(service, lat, lon, walker=WALKER, now=NOON, limit=NEAREST, record=False)
        whole.append(time.perf_counter() - started)
        started = time.perf_counter()
        by_index = _by_index(engine, service, lat, lon)
        straight.append(time.perf_counter() - started)
        if number < SCANNED:
            started = time.perf_counter()
            by_scan = _by_scan(engine, service, lat, lon)
            scan.append(time.perf_counter() - started)
            if by_index != by_scan:
                raise RuntimeError(f"{service} at {lat}, {lon}: {by_index} is not {by_scan}")
    return {
        "find": spread(whole),
        "straight": spread(straight),
        "scan": spread(scan),
        "compared": SCANNED,
    }


def _by_index(engine: Engine, service: str, lat: float, lon: float) -> list[str]:
    with Session(engine) as session:
        found = candidates(session, [service], lat, lon, RADIUS_METRES, NEAREST)
    return [candidate.facility.id for candidate in found]


def _by_scan(engine: Engine, service: str, lat: float, lon: float) -> list[str]:
    """The plain way: every facility that offers the service, its distance by geopy, sorted."""
    offered = (
        select(Facility.id, Facility.lat, Facility.lon)
        .join(FacilityService, FacilityService.facility_id == Facility.id)
        .where(FacilityService.service_id == service)
    )
    with Session(engine) as session:
        rows = session.execute(offered).all()
    ranked = sorted((great_circle((lat, lon), (row.lat, row.lon)).meters, row.id) for row in rows)
    return [identity for _, identity in ranked[:NEAREST]]


def _network(folder: Path) -> Network:
    directory = folder / "network"
    if not directory.is_dir():
        streets = folder / "streets.osm.pbf"
        city.write_streets(streets)
        build_network([streets], directory)
    return Network(directory)
