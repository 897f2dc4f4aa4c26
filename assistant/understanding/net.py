"""Two small neural nets that learn behaviours and services together: a second opinion.

Marks are embedded (in so many buckets, by their hash), beside the vector of the sentence; one
hidden layer, and a straight way past it, lead to two softmaxes. What they get wrong differs from
what the linear classifiers get wrong, so all together are better than any. The two nets differ by
what they began with, and their opinions are averaged. Written in numpy: a net learns in half a
minute, always the same, and is asked in a fraction of a millisecond.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from assistant.understanding.scorer import Example

Array = Any
Weights = dict[str, Array]

_BUCKETS, _EMBEDDED, _HIDDEN = 65536, 64, 256
_OF_MARKS, _OF_VECTOR = 3.0, 6.0
"""How loud marks and the sentence's vector, both of length 1, come in."""

_SEEDS = (0, 1)
_EPOCHS, _BATCH = 10, 128
_MARKS_DROPPED, _INPUT_DROPPED, _HIDDEN_DROPPED = 0.5, 0.4, 0.5
"""What is left out at random while learning, so that nothing is relied upon alone."""

_SMOOTHING = 0.1
"""The share of a label that is given to all others."""

_EMBEDDING_PACE, _PACE = 2.0, 3e-3
_DECAY = 1e-5


@dataclass(frozen=True)
class Lesson:
    """What the net learns from: examples with the numbers of their labels and what those count."""

    examples: Sequence[Example]
    labels: tuple[Array, Array]
    """Behaviour and service of each example."""
    counts: tuple[Array, Array]
    """0 where the behaviour or the service of an example is not known."""
    widths: tuple[int, int]
    """How many behaviours and services there are."""


class Net:
    """The nets, trained."""

    def __init__(self, members: Sequence[Weights]) -> None:
        self._members = list(members)

    @classmethod
    def train(cls, lesson: Lesson) -> Net:
        """Learn; the same lesson gives the same nets."""
        with ThreadPoolExecutor() as pool:
            return cls(list(pool.map(lambda seed: _Training(lesson, seed).run(), _SEEDS)))

    def opinions(self, example: Example) -> tuple[Array, Array]:
        """The logarithms of the likelihoods of each behaviour and of each service."""
        at, values = _bucketed(example)
        each = [_asked(weights, at, values, example.vector) for weights in self._members]
        behaviours, services = (sum(kind) / len(each) for kind in zip(*each, strict=True))
        return log_shares(behaviours), log_shares(services)

    def save(self, path: Path) -> None:
        """Write the weights into one file."""
        halved = {
            f"{number} {name}": values.astype(np.float16)
            for number, weights in enumerate(self._members)
            for name, values in weights.items()
        }
        np.savez_compressed(path, **halved)

    @classmethod
    def load(cls, path: Path) -> Net:
        """The nets that were saved into a file."""
        members: dict[str, Weights] = {}
        with np.load(path, allow_pickle=False) as stored:
            for key in stored.files:
                number, _, name = key.partition(" ")
                values = stored[key]
                # The embedding stays halved: it is looked up, not multiplied.
                kept = values if name == "embedding" else values.astype(np.float32)
                members.setdefault(number, {})[name] = kept
        return cls(list(members.values()))


KINDS = ("behaviour", "service")


def _asked(weights: Weights, at: list[int], values: Array, vector: Array) -> list[Array]:
    """What one net says: the logarithms of the likelihoods of each label, a row for each kind."""
    embedded = np.tanh(values * _OF_MARKS @ weights["embedding"][at].astype(np.float32))
    given = np.concatenate([embedded, vector * _OF_VECTOR])
    hidden = np.maximum(given @ weights["hidden"] + weights["hidden_offset"], 0)
    return [
        log_shares(
            hidden @ weights[kind] + given @ weights[f"{kind}_past"] + weights[f"{kind}_offset"]
        )
        for kind in KINDS
    ]


def _bucketed(example: Example) -> tuple[list[int], Array]:
    """The buckets of the example's marks and how much of each there is; of length 1."""
    counted = Counter(zlib.crc32(mark.encode()) % _BUCKETS for mark in example.marks)
    values = 1 + np.log(np.array(list(counted.values()), dtype=np.float32))
    return list(counted), values / max(1e-9, float(np.linalg.norm(values)))


def _matrix(examples: Sequence[Example]) -> Array:
    rows = [_bucketed(example) for example in examples]
    ends = np.cumsum([0, *(len(at) for at, _ in rows)])
    values = np.concatenate([values for _, values in rows])
    at = np.concatenate([np.array(at, dtype=np.int32) for at, _ in rows])
    return sparse.csr_matrix((values, at, ends), shape=(len(rows), _BUCKETS))


def log_shares(raised: Array) -> Array:
    """The logarithms of the likelihoods that a softmax gives to each row."""
    raised = raised - raised.max(axis=-1, keepdims=True)
    return raised - np.log(np.exp(raised).sum(axis=-1, keepdims=True))


class _Training:
    """Adagrad for the rows of the embedding, Adam for the rest; both slow down towards the end."""

    def __init__(self, lesson: Lesson, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._lesson = lesson
        self._marks = _matrix(lesson.examples)
        self._vectors = np.stack([each.vector for each in lesson.examples]) * np.float32(_OF_VECTOR)
        width = _EMBEDDED + self._vectors.shape[1]
        self._embedding = self._small(_BUCKETS, _EMBEDDED, 0.1)
        self._moved = np.full(_BUCKETS, 1e-2, dtype=np.float32)
        self._weights = {
            "hidden": self._even(width, _HIDDEN),
            "hidden_offset": np.zeros(_HIDDEN, dtype=np.float32),
        }
        for kind, labels in zip(KINDS, lesson.widths, strict=True):
            self._weights[kind] = self._even(_HIDDEN, labels)
            self._weights[f"{kind}_past"] = self._even(width, labels)
            self._weights[f"{kind}_offset"] = np.zeros(labels, dtype=np.float32)
        self._mean = {name: np.zeros_like(each) for name, each in self._weights.items()}
        self._square = {name: np.zeros_like(each) for name, each in self._weights.items()}

    def _small(self, rows: int, columns: int, size: float) -> Array:
        drawn = self._random.standard_normal((rows, columns), dtype=np.float32)
        return drawn * np.float32(size)

    def _even(self, rows: int, columns: int) -> Array:
        return self._small(rows, columns, (2 / (rows + columns)) ** 0.5)

    def run(self) -> Weights:
        steps = _EPOCHS * -(-len(self._lesson.examples) // _BATCH)
        for step, rows in enumerate(self._batches(), start=1):
            self._learn(rows, step, left=1 - step / steps)
        return {"embedding": self._embedding, **self._weights}

    def _batches(self) -> Iterator[Array]:
        for _ in range(_EPOCHS):
            order = self._random.permutation(len(self._lesson.examples))
            for start in range(0, len(order), _BATCH):
                yield order[start : start + _BATCH]

    def _mask(self, shape: tuple[int, ...], dropped: float) -> Array:
        kept = self._random.random(shape, dtype=np.float32) >= dropped
        return kept.astype(np.float32) / np.float32(1 - dropped)

    def _learn(self, rows: Array, step: int, left: float) -> None:
        """One step down the slope of the cross entropy, for the examples `rows`."""
        w = self._weights
        buckets, marks = self._drawn(rows)
        embedded = np.tanh(marks @ self._embedding[buckets])
        given = np.hstack([embedded, self._vectors[rows]])
        seen = self._mask(given.shape, _INPUT_DROPPED)
        given *= seen
        hidden = given @ w["hidden"] + w["hidden_offset"]
        open_ = (hidden > 0) * self._mask(hidden.shape, _HIDDEN_DROPPED)
        hidden *= open_
        slope: Weights = {}
        of_hidden, of_given = np.zeros_like(hidden), np.zeros_like(embedded)
        for at, kind in enumerate(KINDS):
            raised = hidden @ w[kind] + given @ w[f"{kind}_past"] + w[f"{kind}_offset"]
            wrong = self._wrong(raised, rows, at)
            slope[kind], slope[f"{kind}_past"] = hidden.T @ wrong, given.T @ wrong
            slope[f"{kind}_offset"] = wrong.sum(axis=0)
            of_hidden += wrong @ w[kind].T
            of_given += wrong @ w[f"{kind}_past"][:_EMBEDDED].T
        of_hidden *= open_
        slope["hidden"], slope["hidden_offset"] = given.T @ of_hidden, of_hidden.sum(axis=0)
        of_given += of_hidden @ w["hidden"][:_EMBEDDED].T
        of_given *= seen[:, :_EMBEDDED] * (1 - embedded * embedded)
        self._move_embedding(buckets, marks.T @ of_given, left)
        for name, each in slope.items():
            self._move(name, each, step, left)

    def _drawn(self, rows: Array) -> tuple[Array, Array]:
        """The buckets that the rows' marks are in, and the marks of each, some of them left out."""
        marks = self._marks[rows]
        buckets, at = np.unique(marks.indices, return_inverse=True)
        values = marks.data * self._mask(marks.data.shape, _MARKS_DROPPED) * np.float32(_OF_MARKS)
        return buckets, sparse.csr_matrix((values, at, marks.indptr), (len(rows), len(buckets)))

    def _wrong(self, raised: Array, rows: Array, kind: int) -> Array:
        """How far the likelihoods are from the labels, of each example as much as it counts."""
        wrong = np.exp(log_shares(raised))
        wrong -= np.float32(_SMOOTHING / wrong.shape[1])
        wrong[np.arange(len(rows)), self._lesson.labels[kind][rows]] -= np.float32(1 - _SMOOTHING)
        counts = self._lesson.counts[kind][rows].astype(np.float32) / np.float32(len(rows))
        return wrong * counts[:, None]

    def _move_embedding(self, buckets: Array, slope: Array, left: float) -> None:
        self._moved[buckets] += (slope * slope).mean(axis=1)
        pace = _EMBEDDING_PACE * (0.1 + 0.9 * left) / np.sqrt(self._moved[buckets])
        self._embedding[buckets] -= pace.astype(np.float32)[:, None] * slope

    def _move(self, name: str, slope: Array, step: int, left: float) -> None:
        slope = slope + np.float32(_DECAY) * self._weights[name]
        mean, square = self._mean[name], self._square[name]
        mean += np.float32(0.1) * (slope - mean)
        square += np.float32(0.001) * (slope * slope - square)
        far = np.sqrt(square / np.float32(1 - 0.999**step)) + np.float32(1e-8)
        self._weights[name] -= np.float32((_PACE * left + 1e-5) / (1 - 0.9**step)) * (mean / far)
