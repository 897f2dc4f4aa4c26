"""What sentences ask of the notices."""

from pathlib import Path

import pytest

from assistant.bulletin import asked_in
from assistant.bulletin.words import bulletin_words
from assistant.errors import UsageError
from tests.bulletin.board import NOW


@pytest.mark.parametrize(
    "said",
    [
        "最近有什么通知", "有冇通告呀", "念一下公告", "樓下貼的通知寫的啥", "any notices?",
        "what's on the notice board", "read me the announcements",
    ],
)  # fmt: skip
def test_notices_as_such(said: str) -> None:
    assert asked_in(said, NOW).notices


@pytest.mark.parametrize(
    "said",
    ["帮我通知我儿子", "没人通知我们", "怎么不通知一声", "I noticed a leak", "到了通知我一下"],
)
def test_what_only_sounds_like_them(said: str) -> None:
    assert not asked_in(said, NOW).notices


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("明天停水吗", "water_off"), ("听日停唔停水", "water_off"), ("啥时候来水", "water_off"),
        ("is the water off tomorrow", "water_off"), ("when will the power be back", "power_off"),
        ("几点来电", "power_off"), ("老年證什麼時候年審", "senior_card"),
        ("when is the fire drill", "fire_drill"), ("垃圾几点收", "rubbish"),
        ("狗要打疫苗是哪天", "dogs"), ("明天要挪车吗", "parking"),
        ("暖气什么时候来", "heating_off"),
    ],
)  # fmt: skip
def test_subjects(said: str, subject: str) -> None:
    assert subject in asked_in(said, NOW).subjects


def test_the_day_and_whether_when_is_asked() -> None:
    asked = asked_in("明天几点停水", NOW)
    assert asked.when
    assert asked.start is not None
    assert (asked.start.day, asked.time_said) == (24, "明天")
    assert asked_in("停水了", NOW).start is None


def test_no_word_of_a_subject_is_a_word_of_a_place() -> None:
    asked = asked_in("附近哪里打疫苗", NOW)
    assert asked.where
    assert not asked.when


def test_a_file_of_words_that_is_not_whole_is_told(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("notices: {words: [], words_en: []}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"words\.yaml is not of the right form"):
        bulletin_words(path)
