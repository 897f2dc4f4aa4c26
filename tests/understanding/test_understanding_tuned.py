from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.understanding import meaning
from assistant.understanding.net import Lesson
from assistant.understanding.tuned import LAYERS, Tuned, packed, rows_of
from assistant.understanding.tuning import tune

SAID = {
    "配钥匙": 0, "打把钥匙": 0, "钥匙丢了配一把": 0, "copy a key": 0,
    "修灯": 1, "灯坏了": 1, "家里灯不亮": 1, "the lamp is dead": 1,
}  # fmt: skip
LINES = list(SAID) * 40
GROUPS = list(range(len(LINES)))


def _lesson(counts: tuple[int, int] = (1, 1)) -> Lesson:
    label = np.array([SAID[text] for text in LINES])
    known = (np.full(len(LINES), counts[0]), np.full(len(LINES), counts[1]))
    return Lesson([], (label, 1 - label), known, (2, 3))


@pytest.fixture(scope="module")
def tuned() -> Tuned:
    return tune(LINES, GROUPS, _lesson())


@pytest.mark.parametrize(
    ("said", "behaviour", "service"), [("多配把钥匙", 0, 1), ("客厅的灯灭了", 1, 0)]
)
def test_both_labels_are_learnt(tuned: Tuned, said: str, behaviour: int, service: int) -> None:
    of_behaviour, of_service = tuned.opinions([said])[0]
    assert int(of_behaviour.argmax()) == behaviour
    assert int(of_service.argmax()) == service


def test_opinions_are_logarithms_of_shares_in_the_order_asked(tuned: Tuned) -> None:
    asked = ["配钥匙", "灯坏了", "配钥匙"]
    first, other, again = tuned.opinions(asked)
    for opinion, width in zip(first, (2, 3), strict=True):
        assert opinion.shape == (width,)
        assert np.exp(opinion).sum() == pytest.approx(1, abs=1e-5)
    assert np.allclose(first[0], again[0], atol=1e-4)
    assert not np.allclose(first[0], other[0], atol=0.1)


def test_nothing_asked_is_nothing_answered(tuned: Tuned) -> None:
    assert tuned.opinions([]) == []


def test_the_encoder_of_all_others_stays_as_it_was(tuned: Tuned) -> None:
    before = meaning.vectors(["配钥匙"])
    tuned.opinions(["配钥匙"])
    assert np.array_equal(meaning.vectors(["配钥匙"]), before)
    fresh = meaning.encoder.__wrapped__()
    for name in (*LAYERS, "table"):
        assert np.array_equal(getattr(meaning.encoder(), name), getattr(fresh, name)), name


def test_what_does_not_count_is_not_learnt() -> None:
    of_behaviour, of_service = tune(LINES, GROUPS, _lesson((0, 1))).opinions(["配钥匙"])[0]
    assert int(of_service.argmax()) == 1
    assert np.exp(of_service).max() > np.exp(of_behaviour).max()


def test_of_a_group_one_line_is_drawn() -> None:
    # Every line has a copy with the other label: what is drawn more often, the line, prevails.
    label = np.array([SAID[text] for text in LINES])
    both = np.concatenate([label, 1 - label])
    ones = np.ones(len(both))
    lesson = Lesson([], (both, both), (ones, ones), (2, 2))
    of_behaviour, _ = tune(LINES * 2, GROUPS * 2, lesson).opinions(["灯坏了"])[0]
    assert int(of_behaviour.argmax()) == 1
    assert np.exp(of_behaviour).max() < 0.9


def test_saved_and_loaded_it_says_the_same(tuned: Tuned, tmp_path: Path) -> None:
    tuned.save(tmp_path / "tuned.npz")
    again = Tuned.load(tmp_path / "tuned.npz")
    for one, other in zip(
        tuned.opinions(["灯又坏了"])[0], again.opinions(["灯又坏了"])[0], strict=True
    ):
        assert np.allclose(one, other, atol=0.05)


def test_rows_of_the_table_can_be_packed_again() -> None:
    encoder, pieces = meaning.encoder(), np.array([5, 77, 4_000, 120_000])
    assert np.array_equal(packed(encoder, pieces, rows_of(encoder, pieces)), encoder.table[pieces])


def test_rows_beyond_the_table_s_reach_are_cut() -> None:
    encoder, pieces = meaning.encoder(), np.array([5])
    far = rows_of(encoder, pieces) + 100.0
    assert (packed(encoder, pieces, far) == 255).all()
