"""How a map looks: colours that people with any colour vision tell apart, and widths in pixels."""

from dataclasses import dataclass

from assistant.maps.shapes import Kind

FONTS = "'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

GROUND = "#f6f4ef"
INK = "#1c1c1c"
PAPER = "#ffffff"
ROUTE = "#0063a6"
HERE = "#0b3d62"
MARKER = "#a83f00"
"""White on it has a contrast of 6.4 to 1 (WCAG AA asks for 4.5)."""
REACH = "#00795a"

REACH_OPACITY = 0.10
"""Areas lie over each other, so that what is nearest is the greenest."""

MARKER_RADIUS = 34
MARKER_TEXT = 40
NAME_TEXT = 30
STREET_TEXT = 22
TITLE_TEXT = 40
SMALL_TEXT = 26


@dataclass(frozen=True)
class Look:
    """Of one kind of shape: fill of areas, or stroke of lines over a wider casing."""

    fill: str = "none"
    stroke: str = "none"
    width: float = 0.0
    casing: str = ""
    dashes: str = ""


LOOKS = {
    Kind.GREEN: Look(fill="#dcebd2"),
    Kind.PAVED: Look(fill="#ece8df"),
    Kind.WATER: Look(fill="#c3dcea"),
    Kind.BUILDING: Look(fill="#e4ddd2", stroke="#d5cbbb", width=1),
    Kind.RIVER: Look(stroke="#c3dcea", width=14),
    Kind.PATH: Look(stroke="#d9d0c1", width=3),
    Kind.MINOR: Look(stroke="#ffffff", width=11, casing="#d3cabb"),
    Kind.MAJOR: Look(stroke="#fbe9b7", width=18, casing="#d9c284"),
    Kind.RAIL: Look(stroke="#9a948a", width=4, dashes="14 8"),
}
