"""Elements of an SVG picture, as text."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from assistant.maps.labels import LINE_HEIGHT, Label, Pixel, Rect
from assistant.maps.style import INK, PAPER

_FORBIDDEN = {
    **{number: None for number in range(32) if number not in (9, 10)},
    **dict.fromkeys((0xFFFE, 0xFFFF, *range(0xD800, 0xE000))),
}
"""Signs that XML does not allow."""

RISE = 0.36
"""From the middle of letters down to the line that they stand on, as a share of their height."""


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """One element; `_` in the name of an attribute stands for `-`. Numbers are kept short."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(plain(short(value)))}"
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def plain(text: str) -> str:
    """Text without the signs that XML does not allow."""
    return text.translate(_FORBIDDEN)


def short(value: object) -> str:
    """A number with one decimal at most, anything else as it is."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.1f}"
    return str(value)


def path(lines: Iterable[Sequence[Pixel]], *, closed: bool = False) -> str:
    """The `d` of lines or rings."""
    end = "Z" if closed else ""
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in lines if line
    )


def circle(at: Pixel, radius: float, **attributes: object) -> str:
    """A circle."""
    return element("circle", cx=at[0], cy=at[1], r=radius, **attributes)


def box(rect: Rect, **attributes: object) -> str:
    """A rectangle."""
    width, height = rect.right - rect.left, rect.bottom - rect.top
    return element(
        "rect", x=rect.left, y=rect.top, width=width, height=height, **attributes
    )  # fmt: skip


def words(
    label: Label, *, colour: str = INK, halo: float = 6.0, bold: bool = False, anchor: str = ""
) -> str:
    """A label with a light rim, so that it is read on any ground."""
    attributes: dict[str, object] = {
        "font_size": label.size, "fill": colour, "text_anchor": anchor or "middle",
    }  # fmt: skip
    if label.turn:
        x, y = label.middle
        attributes["transform"] = f"rotate({label.turn} {x:.1f} {y:.1f})"
    if halo:
        # The rim is drawn first, then the letters over it.
        rim = {"stroke": PAPER, "stroke_width": halo, "stroke_linejoin": "round"}
        drawn = _lines(label, attributes | rim)
    else:
        drawn = ""
    own = {"stroke": colour, "stroke_width": label.size / 32} if bold else {}
    return drawn + _lines(label, attributes | own)


def _lines(label: Label, attributes: dict[str, object]) -> str:
    foot = label.size * RISE
    if label.spots:
        xs = " ".join(f"{x:.1f}" for x, _ in label.spots)
        ys = " ".join(f"{y + foot:.1f}" for _, y in label.spots)
        return element("text", escape(plain(label.text)), x=xs, y=ys, **attributes)
    (x, y), lines = label.middle, label.text.split("\n")
    first = y + foot - (len(lines) - 1) * label.size * LINE_HEIGHT / 2
    return "".join(
        element(
            "text", escape(plain(line)), x=x, y=first + number * label.size * LINE_HEIGHT,
            **attributes,
        )
        for number, line in enumerate(lines) if line
    )  # fmt: skip
