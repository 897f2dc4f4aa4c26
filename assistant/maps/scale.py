"""How far things are on a map, and where north is."""

from assistant.maps.elements import element, path, words
from assistant.maps.frame import Frame
from assistant.maps.labels import Board, Label, Rect, rect_of
from assistant.maps.style import INK, PAPER, SMALL_TEXT

ROUND_METRES = (20, 50, 100, 200, 500, 1000, 2000, 5000)
LONGEST = 230.0
"""Pixels of the bar at most."""


def scale_bar(frame: Frame, language: str, board: Board) -> str:
    """A bar as long as a round number of metres, at the bottom left."""
    x, y = 40.0, frame.size[1] - 78.0
    metres = max(
        (each for each in ROUND_METRES if each / frame.metres <= LONGEST), default=ROUND_METRES[0]
    )
    end = x + metres / frame.metres
    said = f"{metres} m" if language == "en" else f"{metres}米"
    label = Label(said, ((x + end) / 2, y - 24), SMALL_TEXT)
    board.take(rect_of(label))
    board.take(Rect(x - 8, y - 12, end + 8, y + 12))
    bar = path([[(x, y - 8), (x, y + 8)], [(x, y), (end, y)], [(end, y - 8), (end, y + 8)]])
    casing = element("path", d=bar, stroke=PAPER, stroke_width=9, fill="none")
    return casing + element("path", d=bar, stroke=INK, stroke_width=4, fill="none") + words(label)


def north_arrow(frame: Frame, language: str, board: Board) -> str:
    """An arrow to the north, at the bottom right."""
    x, y = frame.size[0] - 60.0, frame.size[1] - 104.0
    board.take(Rect(x - 24, y - 66, x + 24, y + 20))
    tip = path([[(x, y - 62), (x + 14, y - 22), (x - 14, y - 22)]], closed=True)
    north = Label("N" if language == "en" else "北", (x, y), SMALL_TEXT)
    return element("path", d=tip, fill=INK, stroke=PAPER, stroke_width=3) + words(north)
