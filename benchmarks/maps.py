"""How long a picture takes, and how large it is."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.maps import Backdrop, MapContent, Marker, png, svg
from assistant.maps.backdrop import keep
from assistant.maps.ground import shapes_of, write_backdrop
from assistant.maps.shapes import Shape
from assistant.paths import DEMO, ROOT
from benchmarks.figures import spread

EXTRACT = "nanjing_xinjiekou.osm.pbf"
PICTURES = 20
AROUND_DEGREES = 0.006
"""Places lie within some 700 metres, so that a picture shows about two kilometres."""
SEED = 11
SIDE = 10
"""The map of Nanjing laid side by side so many times in both directions: as large as a city."""
APART_DEGREES = (0.021, 0.025)
"""From one of these maps to the next."""


def measure() -> list[dict[str, Any]]:
    """Figures for the demo neighbourhood and, where its file is, for the middle of Nanjing."""
    extracts = {"demo": (DEMO / "neighbourhood.osm", (30.262014, 114.540949))}
    real = Path(os.environ.get("ASSISTANT_GEO") or ROOT.parent / "shared" / "geo") / EXTRACT
    if real.is_file():
        extracts["Nanjing"] = (real, (32.0440, 118.7790))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (extract, middle) in extracts.items():
            path = Path(folder) / f"{name}.db"
            write_backdrop(extract, path)
            rows += _rows(name, Backdrop(path), middle)
        if real.is_file():
            path = Path(folder) / "city.db"
            keep(_city(real), path)
            rows += _rows(f"{SIDE * SIDE} times Nanjing", Backdrop(path), (32.1490, 118.9040))
    return rows


def _city(extract: Path) -> Iterator[Shape]:
    shapes = list(shapes_of(extract))
    for row in range(SIDE):
        for column in range(SIDE):
            north, east = row * APART_DEGREES[0], column * APART_DEGREES[1]
            for shape in shapes:
                points = tuple((lat + north, lon + east) for lat, lon in shape.points)
                yield replace(shape, points=points)


def _rows(name: str, ground: Backdrop, middle: tuple[float, float]) -> list[dict[str, Any]]:
    dice = random.Random(SEED)
    contents = [_content(dice, middle) for _ in range(PICTURES)]
    ways: dict[str, Callable[[MapContent], bytes]] = {
        "svg": lambda content: svg(content, ground).encode(),
        "png": lambda content: png(content, ground),
    }
    rows = []
    for kind, draw in ways.items():
        seconds, sizes = [], []
        for content in contents:
            started = time.perf_counter()
            sizes.append(len(draw(content)))
            seconds.append(time.perf_counter() - started)
        largest = max(sizes)
        rows.append({"map": name, "kind": kind, "bytes": largest, **spread(seconds)})
    return rows


def _content(dice: random.Random, middle: tuple[float, float]) -> MapContent:
    def near() -> tuple[float, float]:
        lat, lon = (each + dice.uniform(-AROUND_DEGREES, AROUND_DEGREES) for each in middle)
        return lat, lon

    markers = tuple(Marker(number, *near(), "药店") for number in range(1, 5))
    here = near()
    return MapContent(here, "药店", markers=markers, routes=((here, markers[0].position),))
