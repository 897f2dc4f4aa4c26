"""A linear classifier over marks and a vector, small on disk and quick to ask.

A support vector machine is trained by scikit-learn; asking needs only numpy and scipy. Small
weights of marks are dropped, the rest is kept sparse. Margins become probabilities by a softmax
whose sharpness is chosen by cross-validation.
"""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

Array = Any

SMALLEST_WEIGHT = 0.03
"""Weights of marks nearer to zero are dropped: 95 % of them, without loss of accuracy."""

_FOLDS = 2
_LEAST_SEEN = 2
"""What one example alone has teaches nothing about others."""

_KEPT = 0.98
"""The share of the vectors' spread that is learnt from."""

_EXACT_ENOUGH = 0.01
"""Learning stops here: more exact weights take twice as long and are right no more often."""

_SHARPNESS = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0)


@dataclass(frozen=True)
class Example:
    """What the scorer learns from or is asked about."""

    marks: Sequence[str]
    vector: Array


class _Weighting:
    """Turns marks into a row of weights: rarer marks weigh more, rows have length 1."""

    def __init__(self, columns: dict[str, int], rarity: Array) -> None:
        self.columns, self.rarity = columns, rarity

    @classmethod
    def of(cls, examples: Sequence[Example]) -> _Weighting:
        seen = Counter(mark for example in examples for mark in set(example.marks))
        kept = sorted(mark for mark, times in seen.items() if times >= _LEAST_SEEN)
        columns = {mark: column for column, mark in enumerate(kept)}
        counts = np.array([seen[mark] for mark in columns], dtype=np.float64)
        rarity = np.log((1 + len(examples)) / (1 + counts)) + 1
        return cls(columns, rarity.astype(np.float32))

    def row(self, marks: Sequence[str]) -> tuple[list[int], Array]:
        counted = Counter(mark for mark in marks if mark in self.columns)
        at = [self.columns[mark] for mark in counted]
        values = np.array([1 + math.log(n) for n in counted.values()], dtype=np.float32)
        values = values * self.rarity[at]
        length = float(np.linalg.norm(values))
        return at, values / length if length else values

    def matrix(self, examples: Sequence[Example]) -> Array:
        """The rows of the examples' marks, sparse."""
        rows = [self.row(example.marks) for example in examples]
        ends = np.cumsum([0, *(len(at) for at, _ in rows)])
        return sparse.csr_matrix(
            (
                np.concatenate([values for _, values in rows]),
                np.concatenate([np.array(at, dtype=np.int32) for at, _ in rows]),
                ends,
            ),
            shape=(len(examples), len(self.columns)),
        )


class Scorer:
    """Tells how likely each label is."""

    def __init__(
        self,
        labels: Sequence[str],
        weighting: _Weighting,
        of_marks: Array,
        of_vector: Array,
        offset: Array,
        sharpness: float,
    ) -> None:
        self.labels = list(labels)
        self.sharpness = sharpness
        self._weighting, self._of_marks = weighting, of_marks
        self._of_vector, self._offset = of_vector, offset

    @classmethod
    def train(
        cls,
        examples: Sequence[Example],
        labels: Sequence[str],
        importance: Mapping[str, float] | None = None,
        groups: Sequence[int] | None = None,
        loudness: float = 1.0,
    ) -> tuple[Scorer, Array]:
        """Learn from `examples`, each with its label; at least two different labels.

        Examples of one group (a sentence and its noisy copies) are seen or unseen together.
        `importance` makes mistakes about a label count more; `loudness` is how long the vectors are
        where the marks are 1. Answered with the margins that each example gets from a scorer that
        has not seen it, for what is built on this one.
        """
        weighting = _Weighting.of(examples)
        dense = np.vstack([example.vector for example in examples])
        axes = _main_axes(dense) * loudness
        matrix = sparse.hstack([weighting.matrix(examples), dense @ axes]).tocsr()
        wanted = np.array(labels)
        folds = _folds(groups if groups is not None else range(len(labels)))
        # The machine learns outside Python's lock: with all data, and without each fold.
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            whole = pool.submit(_machine(importance).fit, matrix, wanted)
            halves = [
                pool.submit(_fit_without, matrix, wanted, importance, folds == fold)
                for fold in range(_FOLDS)
            ]
            machine = whole.result()
            unseen = _unseen_margins(
                matrix, machine.classes_, [half.result() for half in halves], folds
            )
        weights = machine.coef_.astype(np.float32)
        offset = machine.intercept_.astype(np.float32)
        if len(machine.classes_) == 2:
            weights, offset = np.vstack([-weights, weights]), np.array([-offset[0], offset[0]])
        width = len(weighting.columns)
        of_marks = weights[:, :width].T
        of_marks = sparse.csr_matrix(np.where(abs(of_marks) < SMALLEST_WEIGHT, 0, of_marks))
        scorer = cls(
            [str(label) for label in machine.classes_],
            weighting,
            of_marks,
            axes @ weights[:, width:].T,
            offset,
            _best_sharpness(unseen, wanted, machine.classes_),
        )
        return scorer, unseen

    def margins(self, example: Example) -> Array:
        """How far the example is on each label's side; in the order of `labels`."""
        at, values = self._weighting.row(example.marks)
        from_marks = np.zeros(len(self.labels), dtype=np.float32)
        starts, columns, weights = (
            self._of_marks.indptr, self._of_marks.indices, self._of_marks.data,
        )  # fmt: skip
        for row, value in zip(at, values, strict=True):
            span = slice(starts[row], starts[row + 1])
            from_marks[columns[span]] += value * weights[span]
        return from_marks + example.vector @ self._of_vector + self._offset

    def calibrate(self, margins: Array, labels: Sequence[str]) -> None:
        """Choose the sharpness under which `labels` are least surprising, given their `margins`."""
        self.sharpness = _best_sharpness(margins, np.array(labels), np.array(self.labels))

    def probabilities(self, example: Example) -> dict[str, float]:
        """The likelihood of each label; they add up to 1."""
        return dict(zip(self.labels, self.shares(self.margins(example)).tolist(), strict=True))

    def shares(self, margins: Array) -> Array:
        """Margins (a row, or one for each example) as likelihoods that add up to 1."""
        raised = np.exp(self.sharpness * (margins - margins.max(axis=-1, keepdims=True)))
        return raised / raised.sum(axis=-1, keepdims=True)

    def save(self, path: Path) -> None:
        """Write the scorer into one file."""
        kept = self._of_marks
        np.savez_compressed(
            path,
            data=kept.data.astype(np.float16),
            indices=kept.indices.astype(np.uint16),
            indptr=kept.indptr.astype(np.int32),
            rarity=self._weighting.rarity.astype(np.float16),
            of_vector=self._of_vector.astype(np.float16),
            offset=self._offset,
            sharpness=np.array([self.sharpness]),
            labels=_packed(self.labels),
            marks=_packed(list(self._weighting.columns)),
        )

    @classmethod
    def load(cls, path: Path) -> Scorer:
        """The scorer that was saved into a file."""
        with np.load(path, allow_pickle=False) as stored:
            marks, labels = _unpacked(stored["marks"]), _unpacked(stored["labels"])
            of_marks = sparse.csr_matrix(
                (stored["data"].astype(np.float32), stored["indices"], stored["indptr"]),
                shape=(len(marks), len(labels)),
            )
            columns = {mark: column for column, mark in enumerate(marks)}
            return cls(
                labels,
                _Weighting(columns, stored["rarity"].astype(np.float32)),
                of_marks,
                stored["of_vector"].astype(np.float32),
                stored["offset"],
                float(stored["sharpness"][0]),
            )


def _packed(words: Sequence[str]) -> Array:
    """Words as bytes, which compress well and load without unpickling."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def _unpacked(packed: Array) -> list[str]:
    return str(packed.tobytes().decode()).split("\n")


def _main_axes(dense: Array) -> Array:
    """The directions along which the vectors differ most: half as many numbers to learn from.

    They are folded into the weights afterwards, so that asking knows nothing of them.
    """
    spread, axes = np.linalg.eigh(dense.T @ dense)
    share = np.cumsum(spread[::-1]) / spread.sum()
    return axes[:, ::-1][:, : int(np.searchsorted(share, _KEPT)) + 1]


def _machine(importance: Mapping[str, float] | None) -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=1.0, class_weight=importance, random_state=0, tol=_EXACT_ENOUGH)


def _folds(groups: Sequence[int]) -> Array:
    """The fold of each example; those of one group are in the same one."""
    of_group = np.arange(max(groups) + 1) % _FOLDS
    np.random.RandomState(0).shuffle(of_group)
    return of_group[np.array(groups)]


def _fit_without(
    matrix: Array, labels: Array, importance: Mapping[str, float] | None, outside: Array
) -> Any:
    """A machine that has not seen the rows `outside`; None where fewer than two labels are left."""
    known = set(labels[~outside])
    if len(known) < 2:
        return None
    weights = {label: w for label, w in (importance or {}).items() if label in known}
    return _machine(weights or None).fit(matrix[~outside], labels[~outside])


def _unseen_margins(matrix: Array, classes: Array, machines: Sequence[Any], folds: Array) -> Array:
    """The margins of every row from the machine that has not seen it; a row for each example."""
    column = {label: at for at, label in enumerate(classes)}
    margins = np.full((len(folds), len(classes)), -1.0, dtype=np.float32)
    for fold, machine in enumerate(machines):
        outside = folds == fold
        if machine is None or not outside.any():
            continue
        given = machine.decision_function(matrix[outside])
        if given.ndim == 1:
            given = np.column_stack([-given, given])
        at = [column[label] for label in machine.classes_]
        margins[np.ix_(np.flatnonzero(outside), at)] = given
    return margins


def _best_sharpness(margins: Array, labels: Array, classes: Array) -> float:
    """The sharpness under which the right labels are least surprising."""
    right = np.searchsorted(classes, labels)
    best, least = _SHARPNESS[0], math.inf
    for sharpness in _SHARPNESS:
        raised = sharpness * (margins - margins.max(axis=1, keepdims=True))
        log_share = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
        loss = -float(log_share[np.arange(len(labels)), right].sum())
        if loss < least:
            best, least = sharpness, loss
    return best
