"""Colours: contrast for weak eyes, and differences for people of any colour vision."""

from itertools import combinations

import pytest

from assistant.maps import style
from assistant.maps.shapes import Kind

# Machado, Oliveira and Fernandes 2009, full severity, for linear RGB.
VISIONS = {
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour: str) -> float:
    return sum(
        share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)
    )


def lab(colour: str, vision: str) -> tuple[float, float, float]:
    """The colour as somebody sees it, in CIE L*a*b* under daylight."""
    rgb = [
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True))))
        for row in VISIONS[vision]
    ]
    xyz = [
        sum(a * b for a, b in zip(row, rgb, strict=True)) / white
        for row, white in zip(
            (
                (0.4124, 0.3576, 0.1805),
                (0.2126, 0.7152, 0.0722),
                (0.0193, 0.1192, 0.9505),
            ),
            (0.9505, 1.0, 1.089),
            strict=True,
        )
    ]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(a: str, b: str, vision: str) -> float:
    return float(
        sum((p - q) ** 2 for p, q in zip(lab(a, vision), lab(b, vision), strict=True)) ** 0.5
    )


def over(colour: str, ground: str, opacity: float) -> str:
    parts = (
        round(int(colour[i : i + 2], 16) * opacity + int(ground[i : i + 2], 16) * (1 - opacity))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def shade(layers: int) -> str:
    colour = style.GROUND
    for _ in range(layers):
        colour = over(style.REACH, colour, style.REACH_OPACITY)
    return colour


@pytest.mark.parametrize("vision", VISIONS)
def test_what_means_something_can_be_told_apart(vision: str) -> None:
    for a, b in combinations((style.MARKER, style.ROUTE, style.REACH), 2):
        assert apart(a, b, vision) > 12, (a, b)
    for colour in (style.MARKER, style.ROUTE, style.HERE, style.REACH):
        for ground in (style.GROUND, shade(3), style.LOOKS[Kind.GREEN].fill):
            assert apart(colour, ground, vision) > 35, (colour, ground)


@pytest.mark.parametrize("vision", VISIONS)
def test_the_three_areas_differ_and_are_no_water_and_no_park(vision: str) -> None:
    shades = [shade(layers) for layers in range(4)]
    for a, b in combinations(shades, 2):
        assert apart(a, b, vision) > 4, (a, b)
    for each in shades[1:]:
        assert apart(each, style.LOOKS[Kind.WATER].fill, vision) > 8
        assert apart(each, style.LOOKS[Kind.GREEN].fill, vision) > 6


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        (style.PAPER, style.MARKER),
        (style.PAPER, style.ROUTE),
        (style.HERE, style.PAPER),
        (style.HERE, shade(3)),
        (style.INK, shade(3)),
        (style.REACH_INK, style.PAPER),
        (style.STREET_INK, style.PAPER),
        (style.STREET_INK, style.LOOKS[Kind.MAJOR].stroke),
        (style.STREET_INK, shade(2)),
        (style.LANDMARK_INK, style.PAPER),
        (style.LANDMARK_INK, style.LOOKS[Kind.GREEN].fill),
        (style.RIVER_INK, style.LOOKS[Kind.WATER].fill),
    ],
)
def test_words_have_enough_contrast(ink: str, paper: str) -> None:
    lighter, darker = sorted((luminance(ink), luminance(paper)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_numbers_and_names_are_large_on_a_phone() -> None:
    phone = 360 / style.CANVAS
    assert 2 * style.MARKER_RADIUS >= 44
    assert style.NAME_TEXT * phone >= 13
    assert style.STREET_TEXT * phone >= 10
