from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understanding.hearing import Hearing

SAID = [
    "附近哪里能配钥匙", "配钥匙的地方在哪", "五金店在哪", "附近有五金店吗", "我想买个灯泡",
    "洗衣店几点关门", "洗衣店在哪里", "他配药是真的吗", "去药店配药", "打印店在哪", "打印几张纸",
    "灯泡坏了", "门口武警来了", "武警叔叔来了没有",
]  # fmt: skip


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return Hearing.train(SAID, ["五金店", "配钥匙", "洗衣店", "打印店"])


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("附近有武警店吗", "附近有五金店吗"),
        ("哪里能配要是", "哪里能配钥匙"),
        ("洗衣电在哪里", "洗衣店在哪里"),
        ("我想买个等泡", "我想买个灯泡"),
    ],
)
def test_words_that_only_sound_right_are_mended(hearing: Hearing, heard: str, said: str) -> None:
    assert hearing.mend(heard) == said


@pytest.mark.parametrize("said", ["他配药是真的吗", "武警来了", "where is the 五金店", "……", "ok"])
def test_what_makes_sense_is_left_alone(hearing: Hearing, said: str) -> None:
    assert hearing.mend(said) == said


def test_long_messages_are_left_alone(hearing: Hearing) -> None:
    assert hearing.mend("武警店" * 30) == "武警店" * 30


def test_it_is_the_same_after_saving(hearing: Hearing, tmp_path: Path) -> None:
    hearing.save(tmp_path / "hearing.z")
    assert Hearing.load(tmp_path / "hearing.z").mend("哪里能配要是") == "哪里能配钥匙"
