"""How a map looks: colours that people with any colour vision tell apart, and widths.

Widths and letters are in pixels of the canvas, whose shorter side has `CANVAS` of them: on a phone
held upright a third of them is one of the phone's own.
"""

from dataclasses import dataclass

from assistant.maps.shapes import Kind

CANVAS = 1080.0

FONT = "Noto Sans SC"
FONTS = f"'{FONT}', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

GROUND = "#f6f4ef"
INK = "#1c1c1c"
PAPER = "#ffffff"
ROUTE = "#0063a6"
HERE = "#0b3d62"
MARKER = "#a83f00"
"""White on it has a contrast of 6.4 to 1 (WCAG AA asks for 4.5)."""
REACH = "#66194c"
REACH_INK = "#5a1543"
STREET_INK = "#4d463b"
RIVER_INK = "#1b4f70"
LANDMARK_INK = "#3f5a2a"

REACH_OPACITY = 0.11
"""Areas lie over each other, so that what is nearest has most of the colour."""

MARKER_RADIUS = 38.0
MARKER_TEXT = 48.0
HERE_RADIUS = 24.0
TITLE_TEXT = 50.0
NAME_TEXT = 40.0
NOTE_TEXT = 32.0
SMALL_TEXT = 30.0
STREET_TEXT = 30.0
LANDMARK_TEXT = 28.0
LEGAL_TEXT = 26.0

ROUTE_WIDTH = 16.0


@dataclass(frozen=True)
class Look:
    """Of one kind of shape: fill of areas, or stroke of lines over a wider casing."""

    fill: str = "none"
    stroke: str = "none"
    width: float = 0.0
    casing: str = ""
    dashes: str = ""
    opacity: float = 1.0
    """Of houses: what is in reach shines through them."""


LOOKS = {
    Kind.GREEN: Look(fill="#d6e8c9"),
    Kind.PAVED: Look(fill="#ece8df"),
    Kind.WATER: Look(fill="#a9d2ec"),
    Kind.RIVER: Look(stroke="#a9d2ec", width=14),
    Kind.BUILDING: Look(fill="#8a7350", opacity=0.19),
    Kind.PATH: Look(stroke="#d3c9b8", width=4),
    Kind.MINOR: Look(stroke="#ffffff", width=12, casing="#cfc5b5"),
    Kind.MAJOR: Look(stroke="#fbe9b7", width=20, casing="#d9c284"),
    Kind.RAIL: Look(stroke="#ffffff", width=4, casing="#8d867b", dashes="16 16"),
}

BRIDGE = "#9a9284"
BRIDGE_WIDTHS = (13.0, 16.0, 25.0, 33.0)
"""Of the bridges of `shapes.BRIDGES`: what runs over them leaves a rim of them at both sides."""
