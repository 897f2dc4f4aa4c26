"""The scoring lines: what people say and mean, clean and as a recogniser hears it."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.understanding.noise import SCORING, Noise
from assistant.understanding.reader import reader
from assistant.understanding.text import normalise

HELD_OUT = Path(__file__).resolve().parents[2] / "data" / "nlu" / "held_out"
NOISE_LEVELS = (0, 10, 17)
"""Per cent of characters that are wrong; old people's speech is recognised with 9 to 17."""

_SEED = 2026


@dataclass(frozen=True)
class Line:
    """One scoring line."""

    text: str
    behaviour: str
    services: tuple[str, ...]
    """Best first; empty where none is meant."""
    variety: str
    """mandarin, northern, wuhan, sichuan, wu, cantonese, traditional, english or mixed."""
    author: str
    """The file that it comes from."""


def held_out() -> list[Line]:
    """All scoring lines, in the order of the files."""
    lines = []
    for path in sorted(HELD_OUT.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                services = tuple(filter(None, row["services"].split("|")))
                lines.append(
                    Line(row["text"], row["behaviour"], services, row["variety"], path.stem)
                )
    return lines


def spoilt(lines: list[Line], percent: int) -> list[Line]:
    """The lines with so many per cent of their characters wrong; what would be empty is kept."""
    texts = spoilt_texts([line.text for line in lines], percent)
    return [replace(line, text=text) for line, text in zip(lines, texts, strict=True)]


def spoilt_texts(texts: list[str], percent: int) -> list[str]:
    """The same for texts alone."""
    if not percent:
        return texts
    noise, words = Noise(percent / 100, _SEED, SCORING), reader().words
    noisy = []
    for text in texts:
        plain = normalise(text)
        heard = noise.spoil(plain, words.cut(plain))
        noisy.append(heard if heard.strip() else text)
    return noisy
