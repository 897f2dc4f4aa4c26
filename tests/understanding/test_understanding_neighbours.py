from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.understanding.neighbours import Neighbours

EAST, NORTH, NORTH_EAST = np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([0.8, 0.6])


@pytest.fixture
def neighbours() -> Neighbours:
    """Ten lines to the east with the labels 0 and 2, ten to the north with 1 and 0."""
    vectors = np.array([[1.0, 0.01 * n] for n in range(10)] + [[0.01 * n, 1.0] for n in range(10)])
    first, second = [0] * 10 + [1] * 10, [2] * 10 + [0] * 10
    return Neighbours(vectors, [np.array(first), np.array(second)], [2, 3], [0.2, 0.4])


def test_near_lines_support_their_labels(neighbours: Neighbours) -> None:
    first, second = neighbours.support(EAST)
    assert int(first.argmax()) == 0
    assert int(second.argmax()) == 2
    first, second = neighbours.support(NORTH)
    assert (int(first.argmax()), int(second.argmax())) == (1, 0)


def test_several_asked_at_once_get_the_same_support(neighbours: Neighbours) -> None:
    each = neighbours.support_each([EAST, NORTH])
    for vector, support in zip([EAST, NORTH], each, strict=True):
        for one, other in zip(support, neighbours.support(vector), strict=True):
            assert np.allclose(one, other, atol=1e-5)
    assert neighbours.support_each([]) == []


def test_far_lines_say_less(neighbours: Neighbours) -> None:
    assert neighbours.support(NORTH_EAST)[0].max() < neighbours.support(EAST)[0].max()


def test_the_second_kind_weighs_twice_as_much(neighbours: Neighbours) -> None:
    first, second = neighbours.support(EAST)
    assert second.min() == pytest.approx(2 * first.min(), rel=0.05)


def test_a_line_is_no_evidence_for_itself() -> None:
    vectors = np.array([[1.0, 0.0], [0.9, 0.436], [0.0, 1.0]])
    alone = Neighbours(vectors, [np.array([0, 1, 1])], [2], [1.0])
    assert int(alone.support(vectors[0])[0].argmax()) == 0
    assert int(alone.support_for_own()[0][0].argmax()) == 1


def test_it_is_the_same_after_saving(neighbours: Neighbours, tmp_path: Path) -> None:
    neighbours.save(tmp_path / "neighbours.npz")
    loaded = Neighbours.load(tmp_path / "neighbours.npz")
    for before, after in zip(neighbours.support(EAST), loaded.support(EAST), strict=True):
        assert after == pytest.approx(before, abs=0.01)
