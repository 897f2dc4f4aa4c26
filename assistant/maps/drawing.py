"""The layers under the words: the ground, the reach, the way."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from math import atan2, cos, hypot, sin

from assistant.maps.content import MapContent
from assistant.maps.elements import box, element, path, words
from assistant.maps.frame import Frame
from assistant.maps.labels import Board, Label, Pixel, Rect, text_width
from assistant.maps.shapes import AREAS, Kind, Shape
from assistant.maps.style import (
    BRIDGE,
    BRIDGE_WIDTHS,
    LOOKS,
    PAPER,
    REACH,
    REACH_INK,
    REACH_OPACITY,
    ROUTE,
    ROUTE_WIDTH,
    SMALL_TEXT,
)

ROUND: dict[str, object] = {
    "fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round",
}  # fmt: skip
RIM_STEP = 24.0
ROUTE_STEP = 12.0
ARROW_STEP = 90.0
"""Pixels from one arrow on the way to the next."""
CLEAR = 14.0
"""Pixels between an arrow and a corner of the way, at least."""
CORNER = 0.9
"""The cosine of a turn from which on the way has a corner."""
GAP = 14.0
"""Where the way ends so many pixels before a door or more, dots lead on."""
FARTHEST_GAP = 160.0
RIM_WORDS = {"zh": "走{minutes}分钟", "en": "{minutes} min"}


def areas(shapes: Iterable[Shape], frame: Frame) -> str:
    """Green, water and houses."""
    drawn = []
    for kind, same in groupby(shapes, key=lambda shape: shape.kind):
        if kind in AREAS:
            look = LOOKS[kind]
            # Holes run the other way around than what they are holes of.
            outline = path((_line(shape, frame) for shape in same), closed=True)
            glass = {"fill_opacity": look.opacity} if look.opacity < 1 else {}
            drawn.append(element("path", d=outline, fill=look.fill, **glass))
        elif kind is Kind.RIVER:
            drawn.append(_stroke(kind, [_line(shape, frame) for shape in same]))
    return "".join(drawn)


def lines(shapes: Iterable[Shape], frame: Frame) -> str:
    """Bridges, streets and railways; each kind with its casing under all of it."""
    drawn = []
    for (kind, rank), same in groupby(shapes, key=lambda shape: (shape.kind, shape.rank)):
        strokes = [_line(shape, frame) for shape in same]
        if kind is Kind.BRIDGE:
            rim = {"stroke": BRIDGE, "stroke_width": BRIDGE_WIDTHS[rank], "fill": "none"}
            drawn.append(element("path", d=path(strokes), **rim))
        elif kind in LOOKS and kind not in AREAS and kind is not Kind.RIVER:
            drawn.append(_stroke(kind, strokes))
    return "".join(drawn)


def _line(shape: Shape, frame: Frame) -> list[Pixel]:
    """Without points that lie on the same pixel."""
    line: list[Pixel] = []
    for x, y in map(frame.pixel, shape.points):
        if not line or abs(x - line[-1][0]) + abs(y - line[-1][1]) >= 1:
            line.append((x, y))
    return line


def _stroke(kind: Kind, strokes: Sequence[Sequence[Pixel]]) -> str:
    look, outline, casing = LOOKS[kind], path(strokes), ""
    if look.casing:
        wider = {"stroke": look.casing, "stroke_width": look.width + 4}
        casing = element("path", d=outline, **ROUND, **wider)
    line = {"stroke": look.stroke, "stroke_width": look.width}
    if look.dashes:
        dashes = {"stroke_dasharray": look.dashes, "stroke_linecap": "butt"}
        return casing + element("path", d=outline, **(ROUND | line | dashes))
    return casing + element("path", d=outline, **ROUND, **line)


def reach(content: MapContent, frame: Frame) -> tuple[str, str]:
    """The areas, and their rims to be drawn over the streets; the widest one lowest."""
    fills, rims = [], []
    for area in sorted(content.areas, key=lambda area: -area.minutes):
        outline = path(([frame.pixel(p) for p in ring] for ring in area.rings), closed=True)
        if outline:
            fills.append(element("path", d=outline, fill=REACH, fill_opacity=REACH_OPACITY))
            rim = {"stroke": REACH, "stroke_width": 4, "stroke_dasharray": "2 11"}
            rims.append(element("path", d=outline, **ROUND, **rim))
    return "".join(fills), "".join(rims)


def rim_words(content: MapContent, frame: Frame, board: Board) -> str:
    """How many minutes an area stands for, on its rim."""
    written = []
    for area in sorted(content.areas, key=lambda area: area.minutes):
        said = RIM_WORDS[content.language].format(minutes=area.minutes)
        spots = _rim([[frame.pixel(p) for p in ring] for ring in area.rings], frame)
        half = text_width(said, SMALL_TEXT) / 2 + 12
        around = ((at, Rect(at[0] - half, at[1] - 22, at[0] + half, at[1] + 22)) for at in spots)
        found = next(((at, tag) for at, tag in around if board.is_free(tag)), None)
        if found:
            at, tag = found
            board.take(tag)
            written.append(box(tag, fill=PAPER, stroke=REACH, stroke_width=3, rx=14))
            label = Label(said, at, SMALL_TEXT)
            written.append(words(label, colour=REACH_INK, halo=0, bold=True))
    return "".join(written)


def _rim(rings: Iterable[Sequence[Pixel]], frame: Frame) -> list[Pixel]:
    """Points of a rim where its minutes may stand, from the top of the picture down."""
    points = (at for ring in rings for at, _ in spots_along(ring, RIM_STEP))
    return sorted(filter(frame.holds, points), key=lambda at: at[1])


def way(content: MapContent, frame: Frame, board: Board) -> str:
    """The route on a light casing, with arrows in its direction; no words lie over it."""
    routes = [[frame.pixel(p) for p in route] for route in content.routes if len(route) > 1]
    if not routes:
        return ""
    half = ROUTE_WIDTH * 0.75
    for x, y in (at for route in routes for at, _ in spots_along(route, ROUTE_STEP)):
        board.take(Rect(x - half, y - half, x + half, y + half))
    outline = path(routes)
    wide = {"stroke": PAPER, "stroke_width": ROUTE_WIDTH + 9}
    return "".join(
        [
            _gaps(content, routes, frame),
            element("path", d=outline, **ROUND, **wide),
            element("path", d=outline, **ROUND, stroke=ROUTE, stroke_width=ROUTE_WIDTH),
            *(_arrow(at, turn) for route in routes for at, turn in _arrows(route)),
        ]
    )


def _gaps(content: MapContent, routes: Iterable[Sequence[Pixel]], frame: Frame) -> str:
    """Dots from the ends of the way to the doors that they belong to."""
    doors = [frame.pixel(content.here), *(frame.pixel(m.position) for m in content.markers)]
    ends = [end for route in routes for end in (route[0], route[-1])]
    nearest = [(end, min(doors, key=lambda door: _apart(door, end))) for end in ends]
    gaps = [[end, door] for end, door in nearest if GAP < _apart(end, door) < FARTHEST_GAP]
    dots = {"stroke": ROUTE, "stroke_width": 8, "stroke_dasharray": "1 15"}
    return element("path", d=path(gaps), **ROUND, **dots) if gaps else ""


def _apart(a: Pixel, b: Pixel) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def spots_along(line: Sequence[Pixel], step: float) -> Iterator[tuple[Pixel, float]]:
    """Places along a line, so many pixels apart, and the direction there in radians."""
    left = step / 2
    for (x, y), (to_x, to_y) in pairwise(line):
        length, turn = hypot(to_x - x, to_y - y), atan2(to_y - y, to_x - x)
        at = left
        while at < length:
            yield (x + at * cos(turn), y + at * sin(turn)), turn
            at += step
        left = at - length


def _arrows(route: Sequence[Pixel]) -> Iterator[tuple[Pixel, float]]:
    """Where arrows stand: clear of the corners, unless the way is all corners."""
    corners = [
        b for a, b, c in zip(route, route[1:], route[2:], strict=False) if _is_corner(a, b, c)
    ]
    every = list(spots_along(route, ARROW_STEP))
    corners += [route[0], route[-1]]
    clear = [(at, turn) for at, turn in every if min(_apart(at, p) for p in corners) >= CLEAR]
    yield from clear or every


def _is_corner(a: Pixel, b: Pixel, c: Pixel) -> bool:
    before, after = (atan2(end[1] - start[1], end[0] - start[0]) for start, end in ((a, b), (b, c)))
    return cos(after - before) < CORNER


def _arrow(at: Pixel, turn: float) -> str:
    x, y = at
    tip = [(9.0, 0.0), (-5.0, 6.5), (-5.0, -6.5)]
    turned = [
        (x + dx * cos(turn) - dy * sin(turn), y + dx * sin(turn) + dy * cos(turn)) for dx, dy in tip
    ]
    return element("path", d=path([turned], closed=True), fill=PAPER)
