"""The layers of a map, from the ground up to the words."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from math import atan2, cos, hypot, pi, sin

from assistant.maps.content import MapContent
from assistant.maps.elements import element, path, words
from assistant.maps.frame import Frame, Pixel
from assistant.maps.labels import Board, Label, Rect, along, beside
from assistant.maps.shapes import AREAS, Kind, Shape
from assistant.maps.style import (
    HERE,
    LOOKS,
    MARKER,
    MARKER_RADIUS,
    MARKER_TEXT,
    NAME_TEXT,
    PAPER,
    REACH,
    REACH_OPACITY,
    ROUTE,
    SMALL_TEXT,
    STREET_TEXT,
)  # fmt: skip

MOST_STREETS = 16
"""Names of streets on one picture."""
ROUTE_STEP = 16.0
ARROW_PIXELS = 110.0
"""From one arrow on the way to the next."""
WORDS = {
    "here": {"zh": "您在这里", "en": "You are here"},
    "reach": {"zh": "走{minutes}分钟", "en": "{minutes} min"},
}


def ground(shapes: Iterable[Shape], frame: Frame) -> str:
    """Green, water, houses and streets; each kind with its casing under all of it."""
    parts = []
    for kind, same in groupby(shapes, key=lambda shape: shape.kind):
        look, closed = LOOKS[kind], kind in AREAS
        outline = path(([frame.pixel(p) for p in shape.points] for shape in same), closed=closed)
        line: dict[str, object] = {"d": outline, "stroke_linejoin": "round", "fill": "none"}
        line["stroke_linecap"] = "round"
        if look.casing:
            casing = {"stroke": look.casing, "stroke_width": look.width + 4}
            parts.append(element("path", **(line | casing)))
        drawn = line | {"fill": look.fill}
        if look.stroke != "none":
            drawn |= {"stroke": look.stroke, "stroke_width": look.width}
        if look.dashes:
            drawn |= {"stroke_dasharray": look.dashes, "stroke_linecap": "butt"}
        parts.append(element("path", **drawn))
    return "".join(parts)


def reach(content: MapContent, frame: Frame, board: Board) -> str:
    """The areas, the widest one lowest, each with its minutes at its rim."""
    parts, texts = [], []
    for area in sorted(content.areas, key=lambda area: -area.minutes):
        rings = [[frame.pixel(p) for p in ring] for ring in area.rings]
        if not rings:
            continue
        parts.append(
            element(
                "path", d=path(rings, closed=True), fill=REACH, fill_opacity=REACH_OPACITY,
                stroke=REACH, stroke_width=3, stroke_dasharray="4 9", stroke_linecap="round",
            )
        )  # fmt: skip
        said = WORDS["reach"][content.language].format(minutes=area.minutes)
        for at in _rim(rings):
            label = Label(said, at, SMALL_TEXT)
            if board.try_to_put(label):
                texts.append(words(label, colour="#005c44", bold=True))
                break
    return "".join(parts) + "".join(texts)


def _rim(rings: Sequence[Sequence[Pixel]]) -> list[Pixel]:
    """Points of a rim where its minutes may stand: top, bottom, right, left, then any."""
    points = [point for ring in rings for point in ring]
    ends = [
        min(points, key=lambda p: p[1]), max(points, key=lambda p: p[1]),
        max(points), min(points),
    ]  # fmt: skip
    return [*ends, *points[:: max(1, len(points) // 40)]]


def way(content: MapContent, frame: Frame, board: Board) -> str:
    """The route on a light casing, with arrows in its direction; no words lie over it."""
    parts = []
    lines = [[frame.pixel(p) for p in route] for route in content.routes]
    for x, y in (at for each in lines for at, _ in _spots_along(each, ROUTE_STEP)):
        board.take(Rect(x - 9, y - 9, x + 9, y + 9))
    line = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    if any(lines):
        outline = path(lines)
        parts.append(element("path", d=outline, stroke=PAPER, stroke_width=20, **line))
        parts.append(element("path", d=outline, stroke=ROUTE, stroke_width=12, **line))
        spots = (spot for each in lines for spot in _spots_along(each, ARROW_PIXELS))
        parts += [_arrow(at, turn) for at, turn in spots]
    return "".join(parts)


def _spots_along(line: Sequence[Pixel], step: float) -> list[tuple[Pixel, float]]:
    """Places along a line, so many pixels apart, and the direction there in radians."""
    found, left = [], step / 2
    for (x, y), (to_x, to_y) in pairwise(line):
        length, turn = hypot(to_x - x, to_y - y), atan2(to_y - y, to_x - x)
        at = left
        while at < length:
            found.append(((x + at * cos(turn), y + at * sin(turn)), turn))
            at += step
        left = at - length
    return found


def _arrow(at: Pixel, turn: float) -> str:
    x, y = at
    tip = [(8.0, 0.0), (-4.0, 5.0), (-4.0, -5.0)]
    turned = [
        (x + dx * cos(turn) - dy * sin(turn), y + dx * sin(turn) + dy * cos(turn)) for dx, dy in tip
    ]
    return element("path", d=path([turned], closed=True), fill=PAPER)


def person(content: MapContent, frame: Frame, board: Board) -> str:
    """Where the person is."""
    x, y = frame.pixel(content.here)
    radius = 20.0
    board.take(Rect(x - radius - 4, y - radius - 4, x + radius + 4, y + radius + 4))
    parts = [
        element(
            "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=radius, fill=HERE,
            stroke=PAPER, stroke_width=6,
        ),
        element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=7, fill=PAPER),
    ]  # fmt: skip
    for label in beside(WORDS["here"][content.language], (x, y), radius, NAME_TEXT):
        if board.try_to_put(label):
            parts.append(words(label, colour=HERE, bold=True, halo=7))
            break
    return "".join(parts)


def places(content: MapContent, frame: Frame, board: Board) -> tuple[str, list[Pixel]]:
    """The numbered places, and where they stand; two that would hide each other are moved apart."""
    parts: list[str] = []
    spots: list[Pixel] = []
    for marker in content.markers:
        true = frame.pixel(marker.position)
        at = _free_spot(true, spots)
        spots.append(at)
        x, y = at
        board.take(Rect(x - MARKER_RADIUS, y - MARKER_RADIUS, x + MARKER_RADIUS, y + MARKER_RADIUS))
        if at != true:
            parts.append(element("path", d=path([[true, at]]), stroke=MARKER, stroke_width=5))
        parts.append(
            element(
                "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=MARKER_RADIUS, fill=MARKER,
                stroke=PAPER, stroke_width=5,
            )
        )  # fmt: skip
        number = Label(str(marker.number), at, MARKER_TEXT)
        parts.append(words(number, colour=PAPER, halo=0, bold=True))
    return "".join(parts), spots


def names(content: MapContent, spots: Sequence[Pixel], board: Board) -> str:
    """The names of the places, where there is room beside the number."""
    written = []
    for marker, at in zip(content.markers, spots, strict=True):
        for label in beside(marker.name, at, MARKER_RADIUS, NAME_TEXT):
            if board.try_to_put(label):
                written.append(words(label, bold=True, halo=7))
                break
    return "".join(written)


def _free_spot(true: Pixel, others: Sequence[Pixel]) -> Pixel:
    """The place itself, or the nearest spot around it where no other marker stands."""
    apart = 2 * MARKER_RADIUS + 4
    for ring in range(8):
        for step in range(max(1, 8 * ring)):
            turn = 2 * pi * step / max(1, 8 * ring) - pi / 2
            at = (true[0] + ring * 24 * cos(turn), true[1] + ring * 24 * sin(turn))
            if all(hypot(at[0] - x, at[1] - y) >= apart for x, y in others):
                return at
    return true


def street_names(shapes: Iterable[Shape], frame: Frame, language: str, board: Board) -> str:
    """Names along streets, wide ones first, each once, never over anything else."""
    wanted: dict[str, list[Label]] = {}
    for shape in shapes:
        name = (shape.name_en or shape.name) if language == "en" else shape.name
        if shape.kind not in (Kind.MAJOR, Kind.MINOR) or not name:
            continue
        label = along(name, [frame.pixel(p) for p in shape.points], STREET_TEXT)
        if label:
            first = shape.kind is Kind.MAJOR
            wanted.setdefault(name, []).insert(0 if first else len(wanted.get(name, ())), label)
    written = []
    for labels in wanted.values():
        label = next((each for each in labels if board.try_to_put(each)), None)
        if label:
            written.append(words(label, colour="#5a5245", halo=4))
        if len(written) == MOST_STREETS:
            break
    return "".join(written)
