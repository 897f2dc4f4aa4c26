from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.understanding.scorer import Example, Scorer

EXAMPLES = [
    Example([word, f"{word}{n % 3}", "the"], np.array([float(word == "key"), 0.5, n / 40]))
    for n in range(40)
    for word in ("key", "shoe")
]
LABELS = ["keys" if "key" in example.marks else "shoes" for example in EXAMPLES]


def test_learns_and_adds_up_to_one() -> None:
    scorer, unseen = Scorer.train(EXAMPLES, LABELS)
    likely = scorer.probabilities(Example(["key", "the"], np.array([1.0, 0.5, 0.1])))
    assert sum(likely.values()) == pytest.approx(1)
    assert likely["keys"] > 0.9
    assert unseen.shape == (len(EXAMPLES), 2)
    assert [scorer.labels[at] for at in unseen.argmax(axis=1)] == LABELS


def test_many_labels_and_rare_ones() -> None:
    labels = [*LABELS[:-1], "umbrella"]
    scorer, _ = Scorer.train(EXAMPLES, labels)
    assert scorer.labels == ["keys", "shoes", "umbrella"]


def test_unknown_marks_leave_the_vector() -> None:
    scorer, _ = Scorer.train(EXAMPLES, LABELS)
    likely = scorer.probabilities(Example(["nothing", "known"], np.array([1.0, 0.5, 0.1])))
    assert likely["keys"] > likely["shoes"]


def test_saved_and_loaded_it_says_the_same(tmp_path: Path) -> None:
    scorer, _ = Scorer.train(EXAMPLES, LABELS)
    scorer.save(tmp_path / "scorer.npz")
    again = Scorer.load(tmp_path / "scorer.npz")
    for example in EXAMPLES[:6]:
        assert again.probabilities(example) == pytest.approx(
            scorer.probabilities(example), abs=0.01
        )


def test_importance_moves_the_border() -> None:
    unclear = Example(["the"], np.array([0.5, 0.5, 0.1]))
    even, _ = Scorer.train(EXAMPLES, LABELS)
    raised, _ = Scorer.train(EXAMPLES, LABELS, {"keys": 3.0})
    assert raised.margins(unclear)[0] > even.margins(unclear)[0]
