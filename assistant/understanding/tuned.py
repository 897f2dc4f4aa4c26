"""The sentence encoder, tuned to what people say here: a third opinion on behaviours and services.

The encoder of `meaning` knows languages, but not what neighbours ask for. `tuning` lets it learn
on from the training lines, with a softmax for behaviours and one for services above it. It is asked
with the package's own code, only its weights are others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np

from assistant.understanding import meaning
from assistant.understanding.net import KINDS, log_shares

Array = Any
Weights = Mapping[str, Array]

LAYERS = (
    *("proj_W", "proj_b", "ln_g_all", "ln_b_all", "ln_g", "ln_b", "cnn_W", "cnn_b"),
    *("d0", "d1", "d2", "d3", "p1", "p3"),
)
"""The encoder's weights that are tuned, by the package's names."""

BRANCHES = ("w1", "b1", "w2", "b2")
"""Those of which it has one for each length of its windows; `w1 0` is the first."""

WINDOWS = (2, 3, 5)
"""These lengths, in pieces of words."""

PIECES, PIECE_ROWS = "pieces", "piece rows"
"""The pieces whose rows of the encoder's table were tuned, and these rows."""

LOUDNESS = 10.0
"""How long the encoder's vector, of length 1, is where the heads read it."""


class Tuned:
    """The tuned encoder with its heads."""

    def __init__(self, weights: Weights) -> None:
        """`weights` are the encoder's (see LAYERS, BRANCHES, PIECES) and, for each of KINDS, those
        of a softmax above it: `behaviour` and `behaviour offset`.
        """
        self._weights = dict(weights)
        self._encoder = copy(meaning.encoder())
        for name in LAYERS:
            setattr(self._encoder, name, weights[name])
        for name in BRANCHES:
            setattr(self._encoder, name, [weights[f"{name} {at}"] for at in range(len(WINDOWS))])
        self._encoder.table = self._encoder.table.copy()
        self._encoder.table[weights[PIECES]] = weights[PIECE_ROWS]

    def opinions(self, texts: Sequence[str]) -> list[tuple[Array, Array]]:
        """The logarithms of the likelihoods of each behaviour and service, for each plain text."""
        if not texts:
            return []
        vectors = self._encoder.encode(list(texts)) * np.float32(LOUDNESS)
        behaviours, services = (
            log_shares(vectors @ self._weights[head] + self._weights[f"{head} offset"])
            for head in KINDS
        )
        return list(zip(behaviours, services, strict=True))

    def save(self, path: Path) -> None:
        """Write the weights into one file."""
        halved = {
            name: each if each.dtype != np.float32 else each.astype(np.float16)
            for name, each in self._weights.items()
        }
        np.savez_compressed(path, **halved)

    @classmethod
    def load(cls, path: Path) -> Tuned:
        """The encoder that was saved into a file."""
        with np.load(path, allow_pickle=False) as stored:
            weights = {name: stored[name] for name in stored.files}
        return cls(
            {n: w.astype(np.float32) if w.dtype == np.float16 else w for n, w in weights.items()}
        )


def rows_of(encoder: Any, pieces: Array) -> Array:
    """The rows of the encoder's table for these pieces, as numbers that can be learnt from."""
    chunk = pieces % len(encoder.scale)
    rows = encoder.table[pieces].astype(np.float32)
    return rows * encoder.scale[chunk, None] + encoder.lo[chunk, None]


def packed(encoder: Any, pieces: Array, rows: Array) -> Array:
    """Rows as the encoder's table holds them: in 256 steps."""
    chunk = pieces % len(encoder.scale)
    steps = (rows - encoder.lo[chunk, None]) / encoder.scale[chunk, None]
    return np.clip(np.rint(steps), 0, 255).astype(np.uint8)
