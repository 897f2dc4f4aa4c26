"""Tunes the sentence encoder: its weights go on learning, with TensorFlow, which Rasa brings.

Only this, once, needs TensorFlow; the tuned encoder is asked without it (`tuned`). The network is
Google's: pieces of words, three rows of windows over them that add to what comes in, a sum over the
sentence, and four dense layers (multilingual universal sentence encoder, the convolutional one;
Yang et al. 2019, arXiv:1907.04307).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from assistant.understanding import meaning
from assistant.understanding.net import KINDS, Lesson
from assistant.understanding.tuned import (
    BRANCHES,
    LAYERS,
    LOUDNESS,
    PIECE_ROWS,
    PIECES,
    WINDOWS,
    Tuned,
    packed,
    rows_of,
)

Array = Any
Tensor = Any

_EPOCHS, _BATCH = 8, 128
_PACE, _WARMING_UP = 2e-3, 100
"""The pace of Adam: it grows for so many steps, then falls evenly to nearly nothing."""

_PIECES_DROPPED, _SUM_DROPPED, _VECTOR_DROPPED = 0.1, 0.3, 0.3
_SMOOTHING = 0.1
"""The share of a label that is given to all others."""

_MISHEARD = 0.35
"""How often the noisy copy of a line is learnt from, in place of the line."""

_LONGEST = 48
"""Pieces; what follows is left out while learning."""

_DRAWN_TOGETHER = 50
"""Batches that are sorted by length together, so that those of one batch are about as long."""


def tune(texts: Sequence[str], groups: Sequence[int], lesson: Lesson) -> Tuned:
    """Learn from plain `texts`, whose labels `lesson` has; the same always gives nearly the same.

    A text and its noisy copy are of one group; of these, one is drawn each time.
    """
    tf.random.set_seed(0)
    random = np.random.default_rng(0)
    network = _Network(meaning.encoder(), _numbers(texts), lesson.widths, random)
    steps = _EPOCHS * math.ceil(len(set(groups)) / _BATCH)
    for step, rows in enumerate(_batches(groups, network.numbers, random), start=1):
        pace = _PACE * min(1.0, step / _WARMING_UP) * max(0.02, 1 - step / steps)
        network.learn(rows, lesson, pace)
    return Tuned(network.weights())


def _numbers(texts: Sequence[str]) -> list[Array]:
    """The numbers of the pieces of each text."""
    cut = meaning.encoder().sp.encode
    return [
        np.array(cut(text, out_type=int, add_bos=True, add_eos=True)[:_LONGEST]) for text in texts
    ]


def _batches(
    groups: Sequence[int], numbers: Sequence[Array], random: np.random.Generator
) -> Iterator[Array]:
    """Rows to learn from together: each epoch, one row of every group."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for row, group in enumerate(groups):
        first.setdefault(group, row)
        last[group] = row
    originals, copies = np.array(list(first.values())), np.array([last[g] for g in first])
    for _ in range(_EPOCHS):
        drawn = np.where(random.random(len(originals)) < _MISHEARD, copies, originals)
        drawn = random.permutation(drawn)
        for start in range(0, len(drawn), _BATCH * _DRAWN_TOGETHER):
            block = drawn[start : start + _BATCH * _DRAWN_TOGETHER]
            block = np.array(sorted(block, key=lambda row: len(numbers[row])))
            batches = [block[at : at + _BATCH] for at in range(0, len(block), _BATCH)]
            yield from (batches[at] for at in random.permutation(len(batches)))


class _Network:
    """The encoder and the heads as TensorFlow learns them."""

    def __init__(
        self,
        encoder: Any,
        numbers: Sequence[Array],
        widths: tuple[int, int],
        random: np.random.Generator,
    ) -> None:
        self._encoder = encoder
        self._pieces = np.unique(np.concatenate(list(numbers)))
        self.numbers = [np.searchsorted(self._pieces, each) for each in numbers]
        self._layers = {name: _variable(getattr(encoder, name)) for name in LAYERS}
        for name in BRANCHES:
            for at, values in enumerate(getattr(encoder, name)):
                self._layers[f"{name} {at}"] = _variable(values)
        for head, width in zip(KINDS, widths, strict=True):
            drawn = random.normal(0, 0.05, (meaning.WIDTH, width))
            self._layers[head] = _variable(drawn)
            self._layers[f"{head} offset"] = _variable(np.zeros(width))
        self._table = _variable(rows_of(encoder, self._pieces))
        self._adam = tf.keras.optimizers.legacy.Adam()
        self._adam_of_table = tf.keras.optimizers.legacy.Adam()
        label, count = tf.TensorSpec((None,), tf.int32), tf.TensorSpec((None,), tf.float32)
        given = tf.TensorSpec((None, None), tf.int32)
        given_all = [given, label, label, count, count]
        self._step = tf.function(self._learn, input_signature=given_all, autograph=False)

    def learn(self, rows: Array, lesson: Lesson, pace: float) -> None:
        """One step down the slope of the cross entropy, for the examples `rows`."""
        self._adam.learning_rate = self._adam_of_table.learning_rate = pace
        longest = max(len(self.numbers[row]) for row in rows)
        given = np.full((len(rows), longest), -1, dtype=np.int32)
        for at, row in enumerate(rows):
            given[at, : len(self.numbers[row])] = self.numbers[row]
        labels = [each[rows].astype(np.int32) for each in lesson.labels]
        counts = [each[rows].astype(np.float32) for each in lesson.counts]
        self._step(given, *labels, *counts)

    def weights(self) -> dict[str, Array]:
        """What was learnt, as `Tuned` takes it."""
        kept = {name: each.numpy() for name, each in self._layers.items()}
        rows = packed(self._encoder, self._pieces, self._table.numpy())
        return kept | {PIECES: self._pieces, PIECE_ROWS: rows}

    def _learn(
        self, given: Tensor, behaviour: Tensor, service: Tensor, of_b: Tensor, of_s: Tensor
    ) -> None:
        layers = list(self._layers.values())
        with tf.GradientTape() as tape:
            vectors = tf.nn.dropout(self._vectors(given) * LOUDNESS, _VECTOR_DROPPED)
            loss = 0.0
            for head, labels, counts in zip(KINDS, (behaviour, service), (of_b, of_s), strict=True):
                raised = vectors @ self._layers[head] + self._layers[f"{head} offset"]
                loss += tf.reduce_mean(counts * _surprise(raised, labels))
        *slopes, of_table = tape.gradient(loss, [*layers, self._table])
        self._adam.apply_gradients(zip(slopes, layers, strict=True))
        self._adam_of_table.apply_gradients([(of_table, self._table)])

    def _vectors(self, given: Tensor) -> Tensor:
        """The vectors of sentences; `given` has a row of pieces for each, filled up with -1."""
        w, small = self._layers, float(self._encoder.eps)
        there = tf.cast(given >= 0, tf.float32)[:, :, None]
        heard = tf.cast(tf.random.uniform(tf.shape(given)) > _PIECES_DROPPED, tf.float32)
        pieces = tf.nn.embedding_lookup(self._table, tf.maximum(given, 0)) * heard[:, :, None]
        even = _evened(pieces @ w["proj_W"] + w["proj_b"], w["ln_g_all"], w["ln_b_all"], small)
        seen = [pieces]
        for at, values in enumerate(tf.split(even, len(WINDOWS), axis=-1)):
            for layer in ("1", "2"):
                values += tf.nn.relu(
                    _windows(values * there, w[f"w{layer} {at}"], WINDOWS[at]) + w[f"b{layer} {at}"]
                )
            seen.append(values)
        even = _evened(tf.concat(seen, axis=-1), w["ln_g"], w["ln_b"], small) * there
        length = tf.reduce_sum(there, axis=1)
        whole = tf.reduce_sum(even, axis=1) @ w["cnn_W"] + length * w["cnn_b"]
        whole = tf.nn.dropout(whole * tf.math.rsqrt(length), _SUM_DROPPED)
        first = tf.nn.relu(whole @ w["d0"])
        second = tf.nn.relu(whole @ w["p1"] + first @ w["d1"])
        third = tf.nn.relu(second @ w["d2"])
        made = tf.tanh(second @ w["p3"] + third @ w["d3"])
        square = tf.reduce_sum(made * made, axis=-1, keepdims=True)
        return made * tf.math.rsqrt(tf.maximum(square, small))


def _variable(values: Array) -> Any:
    return tf.Variable(np.asarray(values, dtype=np.float32))


def _evened(values: Tensor, gain: Tensor, offset: Tensor, small: float) -> Tensor:
    """Each row with a mean of 0 and a spread of 1, then stretched and moved."""
    values = values - tf.reduce_mean(values, axis=-1, keepdims=True)
    spread = tf.reduce_mean(values * values, axis=-1, keepdims=True)
    return values * tf.math.rsqrt(spread + small) * gain + offset


def _windows(values: Tensor, weights: Tensor, length: int) -> Tensor:
    """What every window of so many pieces says; the longer part of an even one lies ahead."""
    before = (length - 1) // 2
    filled = tf.pad(values, [[0, 0], [before, length - 1 - before], [0, 0]])
    width = weights.shape[1]
    return tf.nn.conv1d(filled, tf.reshape(weights, (length, width, width)), 1, "VALID")


def _surprise(raised: Tensor, labels: Tensor) -> Tensor:
    """The cross entropy of each row with its label, of which a share is given to the others."""
    width = raised.shape[-1]
    wanted = tf.one_hot(labels, width) * (1 - _SMOOTHING) + _SMOOTHING / width
    return tf.nn.softmax_cross_entropy_with_logits(wanted, raised)
