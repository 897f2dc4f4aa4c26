"""What smart speakers have in common: what is said while they wait, and what may be too long."""

import re

from assistant.wording.breath import BREATH
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply, join_spoken

LONGEST_SHOWN = 1_000
"""Characters of a text on a screen or in the companion app."""

LONGEST_SAID = 1_000
"""Characters that are said at most, come what may; an answer has a tenth of that."""

_SENTENCE = re.compile(r"[^。！？.!?\n]+[。！？.!?\n]*\s*|[。！？.!?\n]+\s*")
_AT_THE_ENDS = "。！？；，、.!?;, "


def options(reply: Reply) -> tuple[str, ...]:
    """What may be said next. Where a place is asked for, suggestions are for those who can tap."""
    if reply.ask_location or not reply.expects_reply:
        return ()
    return tuple(visible(suggestion) for suggestion in reply.suggestions)


def reprompt(reply: Reply) -> str:
    """What is said to somebody who stays silent."""
    book = phrase_book(reply.language)
    if reply.ask_location:
        return book.said("speaker_where").speech
    choices = [option.strip(_AT_THE_ENDS) for option in options(reply)]
    if len(choices) > 1:
        return book.said("speaker_options_two", first=choices[0], second=choices[1]).speech
    if choices:
        return book.said("speaker_options_one", first=choices[0]).speech
    return book.said("speaker_listening").speech


def said_with_options(reply: Reply) -> str:
    """The speech, for platforms without a reprompt: what may be said next comes at its end.

    Not where the speech asks something itself, and only where both fit in one breath.
    """
    if not options(reply) or "？" in reply.speech or "?" in reply.speech:
        return shortened(reply.speech, LONGEST_SAID)
    both = join_spoken(visible(reply.speech), reprompt(reply))
    return both if len(both) <= BREATH["zh"] else shortened(reply.speech, LONGEST_SAID)


def visible(text: str) -> str:
    """`text` without signs that neither show nor sound: JSON makes six bytes of each of them."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)


def shortened(text: str, longest: int) -> str:
    """As many whole sentences of `text` as fit; where not even one does, its beginning."""
    text = visible(text)
    if len(text) <= longest:
        return text
    kept = ""
    for sentence in _SENTENCE.findall(text):
        if len(kept) + len(sentence.rstrip()) > longest:
            break
        kept += sentence
    return kept.rstrip() or text[: longest - 1] + "…"
