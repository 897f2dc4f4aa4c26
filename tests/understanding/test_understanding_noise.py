from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from assistant.understanding.features import sound
from assistant.understanding.noise import PARTS, SCORING, TRAINING, Noise, part_of
from assistant.understanding.reader import reader
from assistant.understanding.text import normalise

HELD_OUT = Path(__file__).resolve().parents[2] / "data" / "nlu" / "held_out"


def _chinese_lines() -> list[str]:
    lines = []
    for path in sorted(HELD_OUT.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            lines += [normalise(row["text"]) for row in csv.DictReader(file)]
    return [line for line in lines if not line.isascii()][:600]


def _spoil(text: str, rate: float, part: str, seed: int = 1) -> str:
    return Noise(rate, seed, part).spoil(text, reader().words.cut(text))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("rate", [0.1, 0.17])
def test_about_so_many_characters_come_out_wrong(part: str, rate: float) -> None:
    lines = _chinese_lines()
    wrong = sum(Levenshtein.distance(line, _spoil(line, rate, part)) for line in lines)
    assert wrong / sum(map(len, lines)) == pytest.approx(rate, rel=0.2)


def test_the_same_seed_gives_the_same_noise_and_another_does_not() -> None:
    lines = _chinese_lines()
    first = [_spoil(line, 0.2, TRAINING) for line in lines]
    assert first == [_spoil(line, 0.2, TRAINING) for line in lines]
    assert first != [_spoil(line, 0.2, TRAINING, seed=2) for line in lines]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("character", ["五", "灯", "修", "药"])
def test_what_is_written_in_its_place_belongs_to_the_part(part: str, character: str) -> None:
    heard = {_spoil(character, 0.95, part, seed) for seed in range(60)}
    others = {each for each in heard if len(each) == 1 and each != character}
    assert others
    assert all(part_of(each) == part and sound(each) == sound(character) for each in others)


def test_words_are_put_in_place_of_words_that_sound_alike() -> None:
    heard = {_spoil("五金店", 0.6, SCORING, seed) for seed in range(80)}
    assert len(heard) > 5
    assert any(len(each) == 3 and each[2] == "店" and each[:2] != "五金" for each in heard)


def test_english_words_are_misspelt_and_numbers_are_kept() -> None:
    heard = {_spoil("where can i copy a key at 1201", 0.9, SCORING, seed) for seed in range(20)}
    assert all("1201" in each for each in heard)
    assert any("where" not in each for each in heard)


def test_no_noise_changes_nothing_and_another_part_is_refused() -> None:
    assert _spoil("附近哪里能配钥匙", 0.0, SCORING) == "附近哪里能配钥匙"
    with pytest.raises(ValueError, match="no noise"):
        Noise(0.1, 1, "testing")
