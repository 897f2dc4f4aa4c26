"""Small things that are said in a row: counts, and names one after the other."""

from collections.abc import Sequence

from assistant.wording.numbers import en_number, zh_number
from assistant.wording.phrases import Said, phrase_book


def count_said(number: int, language: str) -> Said:
    """A count before what is counted: 2 is 两 there."""
    if language == "en":
        return Said(str(number), en_number(number))
    return Said(str(number), "两" if number == 2 else zh_number(number))


def in_a_row(items: Sequence[Said], language: str) -> Said:
    """The items one after the other, "and" before the last; nothing of none."""
    if len(items) < 2:
        return items[0] if items else Said("", "")
    text, speech = ((", " if language == "en" else mark) for mark in ("、", "，"))
    most = Said(
        text.join(item.text for item in items[:-1]), speech.join(item.speech for item in items[:-1])
    )
    return phrase_book(language).said("and_last", most=most, last=items[-1])
