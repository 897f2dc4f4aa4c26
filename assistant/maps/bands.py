"""The edges of a picture: what was asked, whose map it is, how far things are, where north is."""

from assistant.maps.content import ATTRIBUTION, MapContent
from assistant.maps.elements import box, element, path, words
from assistant.maps.frame import Canvas, Frame
from assistant.maps.labels import LINE_HEIGHT, Board, Label, Rect, rects_of, text_width, wrapped
from assistant.maps.style import (
    GROUND,
    INK,
    LEGAL_TEXT,
    NOTE_TEXT,
    PAPER,
    REACH,
    REACH_INK,
    REACH_OPACITY,
    SMALL_TEXT,
    TITLE_TEXT,
)

NO_GROUND = {"zh": "这一带没有底图", "en": "No streets are known here"}
REACH_WORDS = {"zh": ("走", "分钟以内"), "en": ("Within", "min on foot")}
FOOT = 64.0
"""The height of the band with the attribution."""
TITLE_LINES = 2
EDGE = 36.0
ROUND_METRES = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
LONGEST_BAR = 230.0
"""Pixels of the bar at most."""


def head(content: MapContent, has_ground: bool, board: Board, size: Canvas) -> str:
    """What was asked and at whose pace, in two lines at most; then the notes."""
    title = wrapped(content.title, TITLE_TEXT, size[0] - 2 * EDGE, TITLE_LINES)
    notes = [content.note] if content.note else []
    notes += [] if has_ground else [NO_GROUND[content.language]]
    rows = [(line, TITLE_TEXT) for line in title] + [(note, NOTE_TEXT) for note in notes]
    if not rows:
        return ""
    y, written = 14.0, []
    for text, letters in rows:
        half = letters * LINE_HEIGHT / 2
        label = Label(text, (size[0] / 2, y + half), letters)
        written.append(words(label, halo=0, bold=letters == TITLE_TEXT))
        y += 2 * half
    band = Rect(0, 0, size[0], y + 12)
    board.take(band)
    return box(band, fill=PAPER) + "".join(written)


def foot(content: MapContent, board: Board, size: Canvas) -> str:
    """Whose map it is, always there and never covered; and what the colours of the reach mean."""
    band = Rect(0, size[1] - FOOT, size[0], size[1])
    board.take(band)
    middle = size[1] - FOOT / 2
    wide = text_width(ATTRIBUTION, LEGAL_TEXT)
    legal = Label(ATTRIBUTION, (size[0] - wide / 2 - EDGE / 2, middle), LEGAL_TEXT)
    return box(band, fill=PAPER) + _legend(content, middle) + words(legal, colour=INK, halo=0)


def _legend(content: MapContent, middle: float) -> str:
    """The shades of the reach with their minutes: they lie over each other as on the map."""
    minutes = sorted(area.minutes for area in content.areas if area.rings)
    if not minutes:
        return ""
    before, after = REACH_WORDS[content.language]
    drawn, x = [], EDGE

    def write(text: str) -> None:
        nonlocal x
        label = Label(text, (x, middle), SMALL_TEXT)
        drawn.append(words(label, colour=REACH_INK, halo=0, anchor="start"))
        x += text_width(text, SMALL_TEXT) + 10

    write(before)
    for number, each in enumerate(minutes):
        shade = 1 - (1 - REACH_OPACITY) ** (len(minutes) - number)
        swatch = Rect(x, middle - 15, x + 30, middle + 15)
        drawn.append(box(swatch, fill=GROUND))
        rim = {"stroke": REACH, "stroke_width": 2, "stroke_dasharray": "2 4"}
        drawn.append(box(swatch, fill=REACH, fill_opacity=shade, **rim))
        x += 38
        write(str(each))
        x += 6
    write(after)
    return "".join(drawn)


def scale_bar(frame: Frame, language: str, board: Board) -> str:
    """A bar as long as a round number of metres, at the bottom left."""
    x, y = EDGE, frame.size[1] - FOOT - 30
    fitting = [each for each in ROUND_METRES if each / frame.metres <= LONGEST_BAR]
    if not fitting:
        return ""
    metres = fitting[-1]
    end = x + metres / frame.metres
    said = _distance(metres, language)
    half = text_width(said, SMALL_TEXT) / 2 + 4
    label = Label(said, (max((x + end) / 2, x + half), y - 26), SMALL_TEXT)
    for rect in rects_of(label):
        board.take(rect)
    board.take(Rect(x - 8, y - 12, end + 8, y + 12))
    bar = path([[(x, y - 9), (x, y), (end, y), (end, y - 9)]])
    line = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    return (
        element("path", d=bar, stroke=PAPER, stroke_width=11, **line)
        + element("path", d=bar, stroke=INK, stroke_width=5, **line)
        + words(label)
    )


def _distance(metres: int, language: str) -> str:
    kilo = metres >= 1000
    unit = ("km" if kilo else "m") if language == "en" else ("公里" if kilo else "米")
    blank = " " if language == "en" else ""
    return f"{metres // 1000 if kilo else metres}{blank}{unit}"


def north_arrow(frame: Frame, language: str, board: Board) -> str:
    """An arrow to the north, at the bottom right."""
    x, y = frame.size[0] - 54.0, frame.size[1] - FOOT - 36
    board.take(Rect(x - 26, y - 78, x + 26, y + 24))
    tip = path([[(x, y - 74), (x + 17, y - 24), (x, y - 34), (x - 17, y - 24)]], closed=True)
    north = Label("N" if language == "en" else "北", (x, y), SMALL_TEXT)
    arrow = element(
        "path", d=tip, fill=INK, stroke=PAPER, stroke_width=5, paint_order="stroke",
        stroke_linejoin="round",
    )  # fmt: skip
    return arrow + words(north)
