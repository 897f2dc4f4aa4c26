"""The person and the numbered places, with their names."""

from collections.abc import Iterator, Sequence
from math import cos, hypot, pi, sin

from assistant.maps.content import MapContent, Marker
from assistant.maps.elements import circle, element, path, words
from assistant.maps.frame import MARGINS, Frame
from assistant.maps.labels import Board, Label, Pixel, Rect, beside, wrapped
from assistant.maps.style import (
    HERE,
    HERE_RADIUS,
    MARKER,
    MARKER_RADIUS,
    MARKER_TEXT,
    NAME_TEXT,
    PAPER,
)

HERE_WORDS = {"zh": "您在这里", "en": "You are here"}
LINE_WIDTH = NAME_TEXT * 7.6
"""Pixels of a line of a name; longer ones have several."""
MOST_LINES = 3
APART = 2 * MARKER_RADIUS + 6
"""Pixels between the middles of two markers, at least."""


def person(content: MapContent, frame: Frame, board: Board) -> str:
    """Where the person is."""
    at = frame.pixel(content.here)
    board.take(_around(at, HERE_RADIUS + 5))
    ring = circle(at, HERE_RADIUS, fill=HERE, stroke=PAPER, stroke_width=7)
    return ring + circle(at, 9.0, fill=PAPER)


def person_words(content: MapContent, frame: Frame, board: Board) -> str:
    """The words beside the person: with the name of the place, or without where it has no room."""
    said, at = HERE_WORDS[content.language], frame.pixel(content.here)
    texts = [f"{said}\n{content.here_name}", said] if content.here_name else [said]
    spots = (
        label for text in texts for label in beside(text, at, HERE_RADIUS, NAME_TEXT, frame.size[0])
    )
    label = board.first_put(spots)
    return words(label, colour=HERE, bold=True, halo=9) if label else ""


def places(content: MapContent, frame: Frame, board: Board) -> tuple[str, list[Pixel]]:
    """The numbered places, and where they stand: beside each other and beside the person."""
    discs: list[str] = []
    spots: list[Pixel] = []
    here = frame.pixel(content.here)
    for marker in content.markers:
        true = frame.pixel(marker.position)
        at = _free_spot(true, spots, here, frame)
        spots.append(at)
        board.take(_around(at, MARKER_RADIUS + 3))
        if at != true:
            discs.insert(0, element("path", d=path([[true, at]]), stroke=MARKER, stroke_width=6))
            discs.insert(1, circle(true, 7.0, fill=MARKER, stroke=PAPER, stroke_width=3))
        disc = circle(at, MARKER_RADIUS, fill=MARKER, stroke=PAPER, stroke_width=6)
        number = Label(str(marker.number), at, MARKER_TEXT)
        discs.append(disc + words(number, colour=PAPER, halo=0, bold=True))
    return "".join(discs), spots


def _around(at: Pixel, radius: float) -> Rect:
    return Rect(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)


def _free_spot(true: Pixel, others: Sequence[Pixel], here: Pixel, frame: Frame) -> Pixel:
    """The place itself, or the nearest spot around it where it hides no marker and no person."""
    person_apart = MARKER_RADIUS + HERE_RADIUS + 8

    def is_free(at: Pixel) -> bool:
        far = hypot(at[0] - here[0], at[1] - here[1]) >= person_apart
        return far and all(hypot(at[0] - x, at[1] - y) >= APART for x, y in others)

    return next((at for at in _rings(true) if is_free(at) and _has_room(at, frame)), true)


def _rings(middle: Pixel) -> Iterator[Pixel]:
    yield middle
    for ring in range(1, 24):
        for step in range(8 + ring * 2):
            turn = 2 * pi * step / (8 + ring * 2) - pi / 2
            yield middle[0] + ring * 24 * cos(turn), middle[1] + ring * 24 * sin(turn)


def _has_room(at: Pixel, frame: Frame) -> bool:
    """Whether a marker there is clear of the edges and of the words along them."""
    top, _, bottom, _ = MARGINS
    edge = MARKER_RADIUS + 6
    inside = edge <= at[0] <= frame.size[0] - edge
    return inside and top - edge <= at[1] <= frame.size[1] - bottom + edge


def names(content: MapContent, spots: Sequence[Pixel], frame: Frame, board: Board) -> str:
    """The names of the places beside their numbers; the shorter form where the long has no room."""
    written = []
    for marker, at in zip(content.markers, spots, strict=True):
        labels = (
            label
            for text in _texts(marker)
            for label in beside(text, at, MARKER_RADIUS, NAME_TEXT, frame.size[0])
        )
        label = board.first_put(labels)
        if label:
            written.append(words(label, bold=True, halo=9))
    return "".join(written)


def _texts(marker: Marker) -> list[str]:
    """A name with its note, then less and less of it."""
    lines = wrapped(marker.name, NAME_TEXT, LINE_WIDTH, MOST_LINES)
    note = [marker.note] if marker.note else []
    forms = ["\n".join([*lines, *note]), "\n".join(lines), "\n".join(note)]
    return [form for form in dict.fromkeys(forms) if form]
