"""The phrase books: complete in both languages, and fit to be read aloud."""

import re

import pytest

from assistant.errors import UsageError
from assistant.paths import REPLIES
from assistant.wording.phrases import LANGUAGES, Said, phrase_book, read_book

KEYS = sorted(phrase_book("zh").keys())
NOT_SPOKEN = re.compile(r"[0-9*#@_/\\<>|\[\]~^`]|https?:|www\.")
LONGEST_BREATH = 120


def test_both_languages_say_the_same_things() -> None:
    assert phrase_book("zh").keys() == phrase_book("en").keys()


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_want_the_same_fields(key: str) -> None:
    assert phrase_book("zh")[key].fields == phrase_book("en")[key].fields


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_speech_holds_nothing_that_cannot_be_said(key: str, language: str) -> None:
    speech = re.sub(r"\{\w+\}", "", phrase_book(language)[key].speech)
    assert not NOT_SPOKEN.search(speech), speech


@pytest.mark.parametrize("key", KEYS)
def test_chinese_speech_fits_in_one_breath(key: str) -> None:
    assert len(phrase_book("zh")[key].speech) <= LONGEST_BREATH


def test_cantonese_and_unknown_languages_are_answered_in_chinese() -> None:
    assert phrase_book("yue")["bye"] == phrase_book("zh")["bye"]


def test_a_field_is_filled_in_each_form() -> None:
    phone = Said("027-0555 0100", "零二七")
    said = phrase_book("zh").said("events_call", phone=phone)
    assert "027-0555 0100" in said.text
    assert "零二七" in said.speech
    assert "0" not in said.speech


@pytest.mark.parametrize(
    ("label", "expected"),
    [("electrician", "an electrician"), ("bank", "a bank"), ("university", "a university"),
     ("umbrella repairer", "an umbrella repairer"), ("ATM", "an ATM")],
)  # fmt: skip
def test_english_articles_follow_the_word(label: str, expected: str) -> None:
    assert expected in phrase_book("en").said("did_you_mean", service=label).text


def test_goodbye_ends_the_session() -> None:
    reply = phrase_book("zh").reply("bye").last()
    assert reply.end_session
    assert not reply.expects_reply


def test_an_entry_without_text_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "zh.yaml"
    path.write_text("greet:\n  speech: 您好\n", encoding="utf-8")
    with pytest.raises(UsageError, match="greet"):
        read_book(path)


def test_the_books_lie_where_they_are_read() -> None:
    assert sorted(path.stem for path in REPLIES.glob("??.yaml")) == sorted(LANGUAGES)
