"""Opinions, praise, ideas and wishes: counted for the community, without whose they are."""

import logging
import re
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from actions.early import Early
from actions.offices import about, nearest, office, place_words
from actions.outcome import Outcome
from actions.reports.filing import LEAST
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.facilities.cells import coarse_cell_of
from assistant.handover.words import FILE as HANDOVER
from assistant.paths import DATA
from assistant.requests import Recorded, Voice, VoiceKind
from assistant.understanding.text import normalise
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

FILE = DATA / "requests" / "voices.yaml"
REPORTS = DATA / "requests" / "words.yaml"
GOES_ON = frozenset(
    {"find", "book", "set_location", "directions", "chitchat", "out_of_scope", "nlu_fallback"}
)
"""Behaviours that a sentence which only goes on with an opinion seems to have."""
VOICED = "voiced"
"""No question, but what was noted last."""
WHAT, OFFER = "voice_what", "voice_offer"
"""The open questions: what would you like to say; shall it be noted that this is missing."""
_INTERRUPTS = frozenset({"emergency", "human", "lost", "bye", "help", "privacy", "repeat"})
_WHERE = re.compile(r"哪|\bwhere\b")
_GENERAL = "feedback_report"
"""The service of the catalogue that means giving an opinion itself."""
_EMPTY = (
    "我要", "我想", "想", "给", "提", "个", "点", "一下", "一些", "几句", "意见", "建议", "反馈",
    "你们", "社区", "i have", "i want to", "i'd like to", "give", "make", "some", "feedback",
    "opinion", "suggestion", "comment",
)  # fmt: skip


def opinion(turn: Turn, world: World) -> Outcome:
    """Noted without identity; where what is wished for exists nearby, that is said."""
    if _tells_nothing(turn.text):
        reply = phrase_book(turn.language).reply("voice_ask_what")
        return Outcome(reply, {"asked": {"question": WHAT, "of": turn.text}})
    return voiced(turn, world)


def voiced(turn: Turn, world: World) -> Outcome:
    """The opinion as it was said, noted."""
    service = next((each for each in turn.services if each != _GENERAL), "")
    told_before = str(turn.asked.get("of") or "")
    kind = kind_of_voice(f"{told_before}，{turn.whole}", wished=bool(service))
    if kind is VoiceKind.WISH and service:
        return _wished(service, turn, world)
    reply = recorded(kind, "" if kind is VoiceKind.WISH else service, turn, world)
    return Outcome(reply, {"asked": {"question": VOICED, "kind": str(kind), "open": True}})


def kind_of_voice(text: str, *, wished: bool = False) -> VoiceKind:
    """What somebody voices; a service that is `wished` for without any such word is a wish."""
    said, lists = normalise(text), words(FILE)
    # A complaint before praise: 满意 is heard in 不满意, too.
    if words(HANDOVER).said("anger", said):
        return VoiceKind.COMPLAINT
    for kind in (VoiceKind.WISH, VoiceKind.COMPLAINT, VoiceKind.PRAISE, VoiceKind.IDEA):
        if lists.said(str(kind), said):
            return kind
    return VoiceKind.WISH if wished else VoiceKind.IDEA


def _wished(service: str, turn: Turn, world: World) -> Outcome:
    found = nearest(turn, world, service) if turn.here else None
    reply = recorded(VoiceKind.WISH, service, turn, world)
    if found is None or reply.ticket is None:
        return Outcome(reply)
    fields = place_words(found, turn, "events_call")
    fields.pop("call")
    there = phrase_book(turn.language).reply("voice_wish_exists", **fields)
    return about(found, service, replace(there, ticket=reply.ticket))


def recorded(kind: VoiceKind, service: str, turn: Turn, world: World, said: str = "") -> Reply:
    """That it was noted; `ticket` tells so, too."""
    book = phrase_book(turn.language)
    cell = coarse_cell_of(*turn.here.position) if turn.here else None
    voice = Voice(kind, turn.person.key, service, cell, said or turn.whole)
    try:
        done = world.voices.record(voice, turn.now)
    except SQLAlchemyError as error:
        log.error("a voice could not be noted: %s", type(error).__name__)
        name, phone = office(turn, world)
        return book.reply("voice_failed", office=name, phone=phone)
    if done == Recorded(False):
        return replace(book.reply("voice_known"), ticket=_ticket(kind, done))
    if kind is VoiceKind.IDEA and not words(FILE).said(str(kind), normalise(voice.words)):
        reply = book.reply("voice_wish_bare")  # whatever it is: nobody knows that it is a good one
    elif kind is not VoiceKind.WISH:
        reply = book.reply(f"voice_{kind}")
    elif service:
        reply = book.reply("voice_wish", what=label_of(service, turn, world))
    else:
        reply = book.reply("voice_wish_bare")
    return replace(reply, ticket=_ticket(kind, done))


def _ticket(kind: VoiceKind, done: Recorded) -> dict[str, str]:
    """As the public interface shows what was recorded. Nobody can be found by its id."""
    return {"id": done.id, "kind": str(kind), "status": "recorded"}


def label_of(service: str, turn: Turn, world: World) -> str:
    """What a service is called."""
    entry = world.catalogue[service]
    return entry.label_en if turn.language == "en" else entry.label_zh


def offered(outcome: Outcome, service: str, turn: Turn, world: World) -> Outcome:
    """The answer that nothing was found, with the offer to tell the community."""
    question = phrase_book(turn.language).reply("voice_offer", what=label_of(service, turn, world))
    reply = outcome.reply.then(question) if outcome.reply else question
    asked = {"question": OFFER, "service": service, "said": turn.whole}
    return replace(outcome, reply=reply, slots={**(outcome.slots or {}), "asked": asked})


def opinion_answer(turn: Turn, world: World, text: str) -> Early | None:
    """The answer to either question."""
    question = turn.asked.get("question")
    if question == VOICED:
        return _more_of_it(turn, world, text)
    if turn.intent in _INTERRUPTS or question not in (WHAT, OFFER):
        return None
    said, lists, book = normalise(text), words(), phrase_book(turn.language)
    no = lists.is_said("no", said) or lists.said("drop", said) or turn.intent == "deny"
    if no:
        return Early(Outcome(book.reply("voice_not_noted")), final=True)
    if question == WHAT:
        seeks = _WHERE.search(said) or words(REPORTS).said("seeks", said)
        wanted = turn.intent in ("find", "book") and turn.surely_meant and seeks
        return None if wanted else Early(voiced(turn, world), final=True)
    if not (lists.is_said("yes", said) or turn.intent == "affirm" or "记" in said):
        return None
    service = turn.asked["service"]
    reply = recorded(VoiceKind.WISH, service, turn, world, turn.asked["said"])
    return Early(Outcome(reply), final=True)


def _more_of_it(turn: Turn, world: World, text: str) -> Early | None:
    """贵得要死, right after 食堂的菜太咸了: it is noted as well, and is no small talk."""
    voices = words(FILE)
    if voices.said("more", normalise(text)) and turn.intent in GOES_ON:
        kind = VoiceKind(turn.asked["kind"])
        return Early(Outcome(recorded(kind, "", turn, world), {"asked": turn.asked}), final=True)
    telling = any(voices.said(name, normalise(text)) for name in ("complaint", "praise"))
    if turn.intent not in ("chitchat", "out_of_scope", "nlu_fallback") or not telling:
        return None
    return Early(voiced(turn, world), final=True)


def opinion_voiced(turn: Turn, world: World, text: str) -> Early | None:
    """An opinion that sounds like something else: 那块空地可以建个健身角."""
    sought = turn.intent in ("find", "book", "human", "chitchat", "out_of_scope", "nlu_fallback")
    said = normalise(text)
    if not sought or turn.slot("draft") or _WHERE.search(said):
        return None
    if not words(FILE).said("surely", said):
        return None
    if _tells_nothing(text):
        return Early(opinion(turn, world), final=True)
    return Early(voiced(turn, world), final=True)


def _tells_nothing(text: str) -> bool:
    bare = normalise(text)
    for word in _EMPTY:
        bare = bare.replace(word, "")
    return len(bare.strip(" ，。,.!！")) < LEAST
