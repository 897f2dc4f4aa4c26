"""A map as a picture: SVG, and PNG made of the same drawing."""

from xml.sax.saxutils import escape

import resvg_py
from pylopdf_fonts_zh_cn import sans_path

from assistant.maps import bands, drawing, markers, streets
from assistant.maps.backdrop import Backdrop
from assistant.maps.content import MapContent
from assistant.maps.elements import element, plain
from assistant.maps.frame import Canvas, frame_of
from assistant.maps.labels import Board
from assistant.maps.style import CANVAS, FONT, FONTS, GROUND

Size = tuple[int, int]
"""Width and height in pixels."""

SIZE: Size = (1080, 1350)
"""Of a picture for a phone held upright."""


def svg(content: MapContent, backdrop: Backdrop | None, size: Size = SIZE) -> str:
    """The map as an SVG document; without a `backdrop` it has no streets, and says so."""
    canvas = canvas_of(size)
    frame, board = frame_of(content, canvas), Board(*canvas)
    shapes = backdrop.shapes(frame.box, frame.detail) if backdrop else []
    language = content.language
    # Words find their room from the most important to the least; drawn from the ground up.
    head = bands.head(content, bool(shapes), board, canvas)
    foot = bands.foot(content, board, canvas)
    edges = bands.scale_bar(frame, language, board) + bands.north_arrow(frame, language, board)
    person = markers.person(content, frame, board)
    places, spots = markers.places(content, frame, board)
    way = drawing.way(content, frame, board)
    names = markers.person_words(content, frame, board)
    names = markers.names(content, spots, frame, board) + names
    minutes = drawing.rim_words(content, frame, board)
    street_names = streets.street_names(shapes, content, frame, board)
    landmarks = streets.landmark_names(shapes, content, frame, board)
    fills, rims = drawing.reach(content, frame)
    layers = [
        element("rect", width=canvas[0], height=canvas[1], fill=GROUND),
        fills, drawing.areas(shapes, frame), drawing.lines(shapes, frame), rims, way,
        landmarks, street_names, minutes, places, person, names, edges, head, foot,
    ]  # fmt: skip
    return _document("".join(layers), content, size)


def png(content: MapContent, backdrop: Backdrop | None, size: Size = SIZE) -> bytes:
    """The same as a PNG file. The font comes along, so that it looks alike on every machine."""
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg(content, backdrop, size),
        skip_system_fonts=True,
        font_files=[str(sans_path())],
        font_family=FONT,
        sans_serif_family=FONT,
    )
    return drawn


def canvas_of(size: Size) -> Canvas:
    """What is drawn on: a picture of another size is the same drawing, smaller or larger."""
    unit = min(size) / CANVAS
    return size[0] / unit, size[1] / unit


def _document(drawn: str, content: MapContent, size: Size) -> str:
    language = "en" if content.language == "en" else "zh-Hans"
    title = element("title", escape(plain(content.title))) if content.title else ""
    group = element("g", drawn, font_family=FONTS)
    width, height = canvas_of(size)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + element(
        "svg", title + group, xmlns="http://www.w3.org/2000/svg", width=size[0], height=size[1],
        viewBox=f"0 0 {width:.2f} {height:.2f}", **{"xml:lang": language, "role": "img"},
    )  # fmt: skip
