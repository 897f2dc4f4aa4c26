"""Elements of an SVG picture, as text."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from assistant.maps.frame import Pixel
from assistant.maps.labels import Label
from assistant.maps.style import INK, PAPER

DROPPED = {number: None for number in range(32) if number not in (9, 10)}
"""Signs that XML does not allow."""


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """One element; `_` in the name of an attribute stands for `-`."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(str(value).translate(DROPPED))}"
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def path(lines: Iterable[Sequence[Pixel]], *, closed: bool = False) -> str:
    """The `d` of lines or rings."""
    end = "Z" if closed else ""
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in lines if line
    )


def words(label: Label, *, colour: str = INK, halo: float = 5.0, bold: bool = False) -> str:
    """A label with a light rim, so that it is read on any ground."""
    x, y = label.middle
    attributes: dict[str, object] = {
        "x": f"{x:.1f}", "y": f"{y + label.size * 0.36:.1f}", "font_size": label.size,
        "text_anchor": "middle", "fill": colour,
    }  # fmt: skip
    if label.turn:
        attributes["transform"] = f"rotate({label.turn} {x:.1f} {y:.1f})"
    text = escape(label.text.translate(DROPPED))
    rim = element(
        "text", text, **attributes, stroke=PAPER, stroke_width=halo, stroke_linejoin="round"
    )
    own = {"stroke": colour, "stroke_width": label.size / 40} if bold else {}
    return (rim if halo else "") + element("text", text, **attributes, **own)
