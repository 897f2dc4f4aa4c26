"""One breath: what is said aloud at a time, and what is left for later."""

import re
from dataclasses import replace

from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

BREATH = {"zh": 120, "en": 320}
"""Characters; a sentence is not cut, so that one long sentence may go beyond."""

_SENTENCE = re.compile(r"[^。！？.!?]+[。！？.!?]+\s*|[^。！？.!?]+$")


def in_one_breath(reply: Reply, language: str) -> tuple[Reply, str]:
    """The reply with what fits in one breath and an offer to go on, and the rest of the words."""
    limit = BREATH[language]
    if len(reply.speech) <= limit:
        return reply, ""
    offer = phrase_book(language).said("go_on").speech
    now, later = "", ""
    for sentence in _SENTENCE.findall(reply.speech):
        if later or (now and len(now) + len(sentence) + len(offer) > limit):
            later += sentence
        else:
            now += sentence
    if not later:
        return reply, ""
    return replace(reply, speech=now + offer), later.strip()


_CLAUSE = re.compile(r"，|(?<=[a-z]), ")


def slower(speech: str) -> str:
    """The same words with a full stop after every clause: a voice makes a longer pause there."""
    return _CLAUSE.sub(lambda comma: "。" if comma.group() == "，" else ". ", speech)
