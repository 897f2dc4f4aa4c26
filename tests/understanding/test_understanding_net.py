from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.understanding.net import Lesson, Net
from assistant.understanding.scorer import Example

SAID = {"配钥匙": 0, "配把钥匙": 0, "打钥匙": 0, "修灯": 1, "灯坏了": 1, "灯不亮": 1}


def _example(text: str) -> Example:
    return Example(list(text), np.eye(8, dtype=np.float32)[len(text)])


def _lesson(counts: tuple[int, int] = (1, 1)) -> Lesson:
    # Often enough that the few steps of so small a lesson come to something.
    said = list(SAID.items()) * 40
    label = np.array([number for _, number in said])
    return Lesson(
        [_example(text) for text, _ in said],
        (label, 1 - label),
        (np.full(len(said), counts[0]), np.full(len(said), counts[1])),
        (2, 3),
    )


@pytest.fixture(scope="module")
def net() -> Net:
    return Net.train(_lesson())


@pytest.mark.parametrize(("said", "behaviour", "service"), [("钥匙", 0, 1), ("灯", 1, 0)])
def test_both_labels_are_learnt(net: Net, said: str, behaviour: int, service: int) -> None:
    of_behaviour, of_service = net.opinions(_example(said))
    assert int(of_behaviour.argmax()) == behaviour
    assert int(of_service.argmax()) == service


def test_opinions_are_logarithms_of_shares(net: Net) -> None:
    for opinion, width in zip(net.opinions(_example("钥匙")), (2, 3), strict=True):
        assert opinion.shape == (width,)
        assert np.exp(opinion).sum() == pytest.approx(1, abs=1e-5)


def test_the_same_lesson_gives_the_same_net(net: Net) -> None:
    again = Net.train(_lesson())
    for one, other in zip(
        net.opinions(_example("灯")), again.opinions(_example("灯")), strict=True
    ):
        assert np.allclose(one, other)


def test_what_does_not_count_is_not_learnt() -> None:
    lesson = _lesson((0, 1))
    other = replace(lesson, labels=(1 - lesson.labels[0], lesson.labels[1]))
    first, second = (Net.train(each).opinions(_example("钥匙")) for each in (lesson, other))
    assert np.allclose(first[0], second[0])
    assert int(first[1].argmax()) == 1


def test_nothing_said_is_answered_too(net: Net) -> None:
    assert np.isfinite(net.opinions(Example([], np.zeros(8, dtype=np.float32)))[0]).all()


def test_saved_and_loaded_it_says_the_same(net: Net, tmp_path: Path) -> None:
    net.save(tmp_path / "net.npz")
    again = Net.load(tmp_path / "net.npz")
    for one, other in zip(
        net.opinions(_example("灯坏")), again.opinions(_example("灯坏")), strict=True
    ):
        assert np.allclose(one, other, atol=0.02)
