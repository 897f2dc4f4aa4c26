"""A map as a picture: SVG, and PNG made of the same drawing."""

from xml.sax.saxutils import escape

import resvg_py
from pylopdf_fonts_zh_cn import sans_path

from assistant.maps import drawing
from assistant.maps.backdrop import Backdrop
from assistant.maps.content import ATTRIBUTION, MapContent
from assistant.maps.elements import DROPPED, element, words
from assistant.maps.frame import Frame, Size, frame_of
from assistant.maps.labels import Board, Label, Rect, text_width
from assistant.maps.scale import north_arrow, scale_bar
from assistant.maps.style import FONTS, GROUND, INK, PAPER, SMALL_TEXT, TITLE_TEXT

SIZE: Size = (1080, 1350)
"""Of a picture for a phone held upright, in pixels."""

NO_GROUND = {"zh": "这一带没有底图", "en": "no streets are known here"}
BAND = 62
"""The height of the band with the attribution."""


def svg(content: MapContent, backdrop: Backdrop | None, size: Size = SIZE) -> str:
    """The map as an SVG document; without a `backdrop` it has no streets, and says so."""
    frame = frame_of(content, size)
    shapes = backdrop.shapes(frame.box) if backdrop else []
    board = Board(size)
    # Words are kept free from the most important to the least; drawn from the ground up.
    head, foot = _head(content, bool(shapes), board, size), _foot(board, size)
    bar = scale_bar(frame, content.language, board) + north_arrow(frame, content.language, board)
    places, spots = drawing.places(content, frame, board)
    way = drawing.way(content, frame, board)
    person = drawing.person(content, frame, board)
    names = drawing.names(content, spots, board)
    reach = drawing.reach(content, frame, board)
    streets = drawing.street_names(shapes, frame, content.language, board)
    layers = [
        element("rect", width=size[0], height=size[1], fill=GROUND),
        drawing.ground(shapes, frame), streets, reach, way,
        person, places, names, bar, head, foot,
    ]  # fmt: skip
    return _document("".join(layers), content, frame)


def png(content: MapContent, backdrop: Backdrop | None, size: Size = SIZE) -> bytes:
    """The same as a PNG file. The font comes along, so that it looks alike on every machine."""
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg(content, backdrop, size),
        skip_system_fonts=True,
        font_files=[str(sans_path())],
        font_family="Noto Sans SC",
        sans_serif_family="Noto Sans SC",
    )
    return drawn


def _document(drawn: str, content: MapContent, frame: Frame) -> str:
    width, height = frame.size
    language = "en" if content.language == "en" else "zh-Hans"
    title = element("title", escape(content.title.translate(DROPPED))) if content.title else ""
    group = element("g", drawn, font_family=FONTS)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + element(
        "svg", title + group, xmlns="http://www.w3.org/2000/svg", width=width, height=height,
        viewBox=f"0 0 {width} {height}", **{"xml:lang": language, "role": "img"},
    )  # fmt: skip


def _head(content: MapContent, has_ground: bool, board: Board, size: Size) -> str:
    """What was asked and at whose pace, wrapped to the width; then the note."""
    lines = _wrapped(content.title, TITLE_TEXT, size[0] - 80)
    notes = [content.note] if content.note else []
    if not has_ground:
        notes.append(NO_GROUND[content.language])
    height = 22 + len(lines) * TITLE_TEXT * 1.35 + len(notes) * SMALL_TEXT * 1.4
    board.take(Rect(0, 0, size[0], height + 12))
    parts = [element("rect", width=size[0], height=f"{height:.0f}", fill=PAPER, fill_opacity=0.94)]
    written = [(line, TITLE_TEXT) for line in lines] + [(note, SMALL_TEXT) for note in notes]
    y = 12.0
    for text, text_size in written:
        y += text_size * 0.68
        label = Label(text, (size[0] / 2, y), text_size)
        parts.append(words(label, halo=0, bold=text_size == TITLE_TEXT))
        y += text_size * 0.68
    return "".join(parts)


def _wrapped(text: str, size: float, width: float) -> list[str]:
    lines, line = [], ""
    for sign in text:
        if text_width(line + sign, size) > width:
            head, blank, rest = line.rpartition(" ")
            lines.append(head if blank else line)
            line = rest if blank else ""
        line += sign
    return [*lines, line] if line else lines


def _foot(board: Board, size: Size) -> str:
    """Whose map it is: always there, never covered."""
    width, height = size
    top = height - BAND / 2 - 2
    wide = text_width(ATTRIBUTION, SMALL_TEXT) + 40
    board.take(Rect(width - wide, top - 24, width, height))
    label = Label(ATTRIBUTION, (width - wide / 2, height - 24), SMALL_TEXT)
    ground = element(
        "rect", x=f"{width - wide:.0f}", y=height - 46, width=f"{wide:.0f}", height=46,
        fill=PAPER, fill_opacity=0.9,
    )  # fmt: skip
    return ground + words(label, colour=INK, halo=0)
