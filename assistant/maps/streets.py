"""Names of streets and rivers along them, and of what people know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, degrees, hypot

from assistant.maps.content import MapContent
from assistant.maps.drawing import spots_along
from assistant.maps.elements import words
from assistant.maps.frame import Frame
from assistant.maps.labels import Board, Label, Pixel, is_wide, text_width
from assistant.maps.shapes import STREETS, Kind, Shape
from assistant.maps.style import LANDMARK_INK, LANDMARK_TEXT, RIVER_INK, STREET_INK, STREET_TEXT
from assistant.walking.english import english_street

NAMED = STREETS | {Kind.RIVER}
MOST_STREETS = 14
MOST_LANDMARKS = 9
"""Names on one picture."""

SHIFTS = (0.0, 38.0, -38.0, 76.0, -76.0)
"""Pixels down that the name of a landmark may be moved to find room."""

STEP = 10.0
"""Pixels between the points of a street that are looked at."""

STEEP_DEGREES = 50.0
"""On steeper streets Chinese letters stand upright one below the other."""

BEND = 0.3
"""How far a street may leave the straight line under its name, as a share of the letters' height.
"""

LONGEST = 11
LONGEST_STREET = 15
"""Letters, in widths of a Chinese one, of names that are written."""

NEAR_WAY = 40.0
"""A street whose middle is so near to the way is one of those that are walked along."""


@dataclass
class _Street:
    """A street or river: everything of one name."""

    name: str
    pieces: list[list[Pixel]] = field(default_factory=list)
    kinds: set[Kind] = field(default_factory=set)
    runs: list[list[Pixel]] = field(default_factory=list)
    """What of it is on the picture, as points close together."""
    walked: bool = False

    @property
    def order(self) -> tuple[bool, bool, int, str]:
        """Streets that the way follows come first, then wide ones and rivers, then long ones."""
        wide = not self.kinds.isdisjoint({Kind.MAJOR, Kind.RIVER})
        return not self.walked, not wide, -max(map(len, self.runs), default=0), self.name


def street_names(shapes: Iterable[Shape], content: MapContent, frame: Frame, board: Board) -> str:
    """Each name once, where there is room along the street."""
    way = [frame.pixel(point) for route in content.routes for point in route]
    walked = {_cell(at) for at, _ in spots_along(way, STEP)}
    streets = list(_streets(shapes, content.language, frame))
    for street in streets:
        lines = _joined(street.pieces)
        street.runs = [run for line in lines for run in _seen(line, frame)]
        street.walked = sum(_cell(at) in walked for run in street.runs for at in run) > 4
    written: list[str] = []
    for street in sorted(streets, key=lambda street: street.order):
        label = board.first_put(_along(street.name, street.runs))
        if label:
            ink = RIVER_INK if Kind.RIVER in street.kinds else STREET_INK
            written.append(words(label, colour=ink, halo=5))
        if len(written) == MOST_STREETS:
            break
    return "".join(written)


def _streets(shapes: Iterable[Shape], language: str, frame: Frame) -> Iterable[_Street]:
    streets: dict[str, _Street] = {}
    for shape in shapes:
        name = _street_name(shape, language)
        if shape.kind in NAMED and name and text_width(name, 1) <= LONGEST_STREET:
            street = streets.setdefault(name, _Street(name))
            street.pieces.append([frame.pixel(point) for point in shape.points])
            street.kinds.add(shape.kind)
    return streets.values()


def landmark_names(shapes: Iterable[Shape], content: MapContent, frame: Frame, board: Board) -> str:
    """Names of what people know, the best known first, each once."""
    told = {marker.name for marker in content.markers} | {content.here_name, ""}
    written: list[str] = []
    for shape in shapes:
        name = (shape.name_en or shape.name) if content.language == "en" else shape.name
        odd = any(mark in name for mark in "(（;")
        if shape.kind is not Kind.LANDMARK or name in told or odd or _too_long(name):
            continue
        x, y = frame.pixel(shape.points[0])
        label = board.first_put(Label(name, (x, y + dy), LANDMARK_TEXT) for dy in SHIFTS)
        if label:
            told.add(name)
            written.append(words(label, colour=LANDMARK_INK, halo=5))
        if len(written) == MOST_LANDMARKS:
            break
    return "".join(written)


def _too_long(name: str) -> bool:
    return text_width(name, 1) > LONGEST


def _street_name(shape: Shape, language: str) -> str:
    if language == "en" and shape.name:
        return shape.name_en or english_street(shape.name)
    return shape.name


def _cell(at: Pixel) -> tuple[int, int]:
    return round(at[0] / NEAR_WAY), round(at[1] / NEAR_WAY)


def _joined(pieces: Iterable[list[Pixel]]) -> Iterable[list[Pixel]]:
    """Pieces of a street put together where one ends and another begins."""
    lines: dict[int, list[Pixel]] = {}
    ending: dict[Pixel, list[int]] = {}
    for number, piece in enumerate(pieces):
        line = piece
        for end in (piece[0], piece[-1]):
            for other in filter(lines.__contains__, ending.get(end, ())):
                joint = _joint(lines[other], line)
                if joint:
                    del lines[other]
                    line = joint
                    break
        lines[number] = line
        for end in (line[0], line[-1]):
            ending.setdefault(end, []).append(number)
    return lines.values()


def _joint(a: list[Pixel], b: list[Pixel]) -> list[Pixel] | None:
    """Two lines as one; None where they do not meet, or turn back where they do."""
    for first in (a, a[::-1]):
        for second in (b, b[::-1]):
            if first[-1] == second[0] and not _turns_back(first, second):
                return first + second[1:]
    return None


def _turns_back(a: Sequence[Pixel], b: Sequence[Pixel]) -> bool:
    before, after = _turn(a[-2], a[-1]), _turn(b[0], b[1])
    return abs((after - before + 180) % 360 - 180) > 100


def _turn(a: Pixel, b: Pixel) -> float:
    return degrees(atan2(b[1] - a[1], b[0] - a[0]))


def _seen(line: Sequence[Pixel], frame: Frame) -> Iterator[list[Pixel]]:
    """The stretches of a line that are on the picture, as points close together."""
    run: list[Pixel] = []
    for start, end in pairwise(line):
        if not _may_be_seen(start, end, frame):
            continue
        for at, _ in spots_along((start, end), STEP):
            if frame.holds(at):
                run.append(at)
            elif run:
                yield run
                run = []
    if run:
        yield run


def _may_be_seen(start: Pixel, end: Pixel, frame: Frame) -> bool:
    width, height = frame.size
    beyond = max(start[0], end[0]) < 0 or min(start[0], end[0]) > width
    return not (beyond or max(start[1], end[1]) < 0 or min(start[1], end[1]) > height)


def _along(name: str, runs: Iterable[Sequence[Pixel]]) -> Iterator[Label]:
    """Places for a name along its street, from the middle of its longest stretch on."""
    for run in sorted(runs, key=len, reverse=True):
        chinese = all(map(is_wide, name))
        for tall in (True, False) if chinese else (False,):
            room = STREET_TEXT * 1.16 * len(name) if tall else text_width(name, STREET_TEXT) * 1.05
            points = max(2, round(room / STEP))
            starts = range(0, len(run) - points, 4)
            middle = (len(run) - points) / 2
            for start in sorted(starts, key=lambda each: abs(each - middle)):
                label = _fitted(name, run[start : start + points + 1], tall)
                if label:
                    yield label


def _fitted(name: str, stretch: Sequence[Pixel], tall: bool) -> Label | None:
    """The name on a stretch of its length, where that is straight enough."""
    start, end = stretch[0], stretch[-1]
    length = hypot(end[0] - start[0], end[1] - start[1])
    if length < STEP or not _is_straight(stretch, length):
        return None
    turn = _turn(start, end)
    # Never upside down.
    turn = turn - 180 if turn > 90 else turn + 180 if turn < -90 else turn
    if tall != (abs(turn) > STEEP_DEGREES and all(map(is_wide, name))):
        return None
    if not tall:
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        return Label(name, middle, STREET_TEXT, round(turn, 1))
    (x, y), (to_x, to_y) = sorted((start, end), key=lambda at: at[1])
    shares = [(number + 0.5) / len(name) for number in range(len(name))]
    spots = tuple((x + share * (to_x - x), y + share * (to_y - y)) for share in shares)
    return Label(name, spots[len(spots) // 2], STREET_TEXT, 0.0, spots)


def _is_straight(stretch: Sequence[Pixel], length: float) -> bool:
    """Whether no point lies far beside the line from end to end."""
    (x, y), (to_x, to_y) = stretch[0], stretch[-1]
    most = BEND * STREET_TEXT * length
    return all(abs((to_x - x) * (y - py) - (x - px) * (to_y - y)) <= most for px, py in stretch)
