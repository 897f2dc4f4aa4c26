"""What was meant by the training lines whose meaning is nearest to a message.

A linear classifier draws one border for each label; neighbours know the rare corner that it cuts
off. Their votes are pooled with the classifier's margins.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

Array = Any

_ASKED = 12
"""Neighbours that vote."""

_STEEPNESS = 12.0
"""A neighbour at a cosine of 0.9 has a third of the vote of one at 1."""

_DOUBT = 0.15
"""A vote for nothing: far neighbours together say less than one that is near."""

_FLOOR = 0.02
"""No vote does not rule a label out."""

_AT_ONCE = 1024

_MAIN_AXES = 256
"""Directions, of those along which the lines differ most, in which nearness is measured: as good as
all, and twice as quick."""


class Neighbours:
    """Training lines by their meaning, with one or several labels each."""

    def __init__(
        self,
        vectors: Array,
        labels: Sequence[Array],
        widths: Sequence[int],
        weights: Sequence[float],
        axes: Array = None,
    ) -> None:
        """`vectors` has a row for each line; each of `labels` a number below its width.

        `weights` give, for each kind of label, the margin for each power of e in the votes' share.
        With `axes`, the vectors are along these already.
        """
        self._axes = _main_axes(vectors) if axes is None else axes
        self._vectors = _evened(vectors @ self._axes if axes is None else vectors)
        self._labels = [np.asarray(each, dtype=np.int32) for each in labels]
        self._widths, self._weights = list(widths), list(weights)

    def support(self, vector: Array) -> list[Array]:
        """Margin to add for each label, one row for each kind of label."""
        return self._voted(self._vectors @ _evened(vector @ self._axes))

    def support_each(self, vectors: Sequence[Array]) -> list[list[Array]]:
        """`support` of several: the lines are gone through once for all of them."""
        if not vectors:
            return []
        nearness = self._vectors @ _evened(np.stack(vectors) @ self._axes).T
        return [self._voted(column) for column in np.ascontiguousarray(nearness.T)]

    def support_for_own(self) -> list[Array]:
        """The same for every training line, without the line itself and its copies."""
        rows: list[list[Array]] = []
        for start in range(0, len(self._vectors), _AT_ONCE):
            block = self._vectors[start : start + _AT_ONCE] @ self._vectors.T
            block[block > 1 - 1e-4] = -1.0
            rows += [self._voted(nearness) for nearness in block]
        return [np.stack([row[kind] for row in rows]) for kind in range(len(self._labels))]

    def _voted(self, nearness: Array) -> list[Array]:
        asked = min(_ASKED, len(nearness))
        nearest = np.argpartition(-nearness, asked - 1)[:asked]
        votes = np.exp(_STEEPNESS * (nearness[nearest] - 1))
        total = votes.sum() + _DOUBT
        return [
            weight * np.log(np.bincount(of[nearest], votes, width) / total + _FLOOR)
            for of, width, weight in zip(self._labels, self._widths, self._weights, strict=True)
        ]

    def save(self, path: Path) -> None:
        """Write the lines' vectors and labels into one file."""
        np.savez_compressed(
            path,
            vectors=self._vectors.astype(np.float16),
            axes=self._axes.astype(np.float16),
            labels=np.stack(self._labels),
            widths=np.array(self._widths),
            weights=np.array(self._weights),
        )

    @classmethod
    def load(cls, path: Path) -> Neighbours:
        """What was saved into a file."""
        with np.load(path, allow_pickle=False) as stored:
            labels = list(stored["labels"])
            widths, weights = stored["widths"].tolist(), stored["weights"].tolist()
            axes = stored["axes"].astype(np.float32)
            return cls(stored["vectors"].astype(np.float32), labels, widths, weights, axes)


def _main_axes(vectors: Array) -> Array:
    _, axes = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)
    return np.ascontiguousarray(axes[:, ::-1][:, :_MAIN_AXES], dtype=np.float32)


def _evened(vectors: Array) -> Array:
    """The rows (or the one row) at length 1."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.ascontiguousarray(vectors / np.maximum(length, 1e-9), dtype=np.float32)
