"""The number to call back: said at once or in pieces, put right, withheld, not known."""

import re

from sqlalchemy.exc import SQLAlchemyError

from actions.call_back import CALL_BACK, CALLED, TAIL, filed
from actions.early import Early
from actions.offices import nearest, number_of_a_person, place_words
from actions.outcome import Outcome
from actions.summary import summary_of
from actions.turn import Turn
from actions.world import World
from assistant.arranging.phones import FEWEST_ASKED, digits_said, spoken_groups, valid_phone
from assistant.arranging.words import words
from assistant.handover import Summary
from assistant.handover.words import FILE
from assistant.requests import Refusal
from assistant.understanding.text import normalise
from assistant.wording.measures import phone_number
from assistant.wording.phrases import phrase_book

MUMBLED = 6
"""Letters below which what was not understood may be a piece of a number."""
WHOLE = 11
"""Digits of a number beyond which nothing more is waited for."""
LONG = 10
"""Digits from which on a number is no local one."""
_BEGINS = re.compile(r"(?:1[3-9]|0[1-9])\d*")
"""How a mobile number begins, and one with its area code."""
_DANGER_NUMBERS = frozenset({"110", "119", "120", "122"})
_SAYS_ONLY = re.compile(
    r"[\s，,。.、\-0-9零〇一二三四五六七八九幺两个]+"
    r"|(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|\s)+"
)
_INTERRUPTS = frozenset({"emergency", "lost", "bye", "privacy"})


def is_a_piece(turn: Turn) -> bool:
    """Whether nothing but digits is said where a number was asked for: 零零零 is no alarm then."""
    if turn.asked.get("question") != CALL_BACK or not _SAYS_ONLY.fullmatch(normalise(turn.text)):
        return False
    return digits_said(turn.text, FEWEST_ASKED) not in _DANGER_NUMBERS


def call_back_answer(turn: Turn, world: World, text: str) -> Early | None:
    """The answer to "what is your number?"; what is said of it once it is noted."""
    question = turn.asked.get("question")
    if question == CALLED:
        return _after(turn, world, text)
    if question != CALL_BACK:
        return None
    summary = Summary.from_json(turn.asked["summary"])
    digits = turn.phone.number if turn.phone else digits_said(text, FEWEST_ASKED)
    if digits:
        return _digits(digits, turn, world, summary)
    return _none(turn, world, text) or _otherwise(turn, world, text)


def _digits(digits: str, turn: Turn, world: World, summary: Summary) -> Early:
    """A number, or a piece of one that goes on with those before."""
    book, pieces = phrase_book(turn.language), str(turn.asked.get("digits") or "")
    # After a piece eight digits are the rest of it, and no local number.
    alone = digits if not pieces or len(digits) >= LONG else ""
    for number in (pieces + digits, alone):
        if valid_phone(number):
            return Early(filed(valid_phone(number), turn, world, summary), final=True)
    together = pieces + digits
    if len(together) > WHOLE or not _BEGINS.fullmatch(together):
        together = ""
    asked = turn.asked | {"again": True, "digits": together}
    if not together:
        return Early(Outcome(book.reply("call_back_ask_again"), {"asked": asked}), final=True)
    so_far = phone_number(together, turn.language)
    return Early(Outcome(book.reply("call_back_more", digits=so_far), {"asked": asked}), final=True)


def _none(turn: Turn, world: World, text: str) -> Early | None:
    """There is no number, or another way is asked for."""
    said, lists, book = normalise(text), words(FILE), phrase_book(turn.language)
    if turn.intent == "emergency":
        return None
    # Telephones are also sold in shops, but whoever is asked for a number means the number.
    if lists.said("landline", said):
        return Early(Outcome(book.reply("call_back_any"), {"asked": turn.asked}), final=True)
    if lists.said("no_phone", said):
        return _without(turn, world)
    if turn.surely_meant:
        return None
    if lists.said("other_way", said) and not turn.asked.get("again"):
        asked = turn.asked | {"again": True}
        return Early(Outcome(book.reply("call_back_only"), {"asked": asked}), final=True)
    if lists.said("call_time", said):
        told = list(turn.asked["summary"]["said"])
        asked = turn.asked | {"summary": turn.asked["summary"] | {"said": [*told, text]}}
        return Early(Outcome(book.reply("call_back_time"), {"asked": asked}), final=True)
    return _without(turn, world) if lists.said("number_withheld", said) else None


def _without(turn: Turn, world: World) -> Early:
    """Nobody can call: where to go instead."""
    book = phrase_book(turn.language)
    place = nearest(turn, world, "community_office")
    if place is None:
        return Early(Outcome(book.reply("call_back_without_place")), final=True)
    fields = place_words(place, turn, "events_call")
    fields.pop("call")
    return Early(Outcome(book.reply("call_back_without", **fields)), final=True)


def _otherwise(turn: Turn, world: World, text: str) -> Early | None:
    """No, yes, a mumble; None where something else is wanted by now."""
    if turn.intent in _INTERRUPTS:
        return None
    said, lists, book = normalise(text), words(), phrase_book(turn.language)
    offered = str(turn.asked.get("phone") or "")
    if offered and (turn.intent == "affirm" or lists.is_said("yes", said)):
        summary = Summary.from_json(turn.asked["summary"])
        return Early(filed(offered, turn, world, summary), final=True)
    if turn.asked.get("sad") and turn.intent in ("chitchat", "out_of_scope", "nlu_fallback"):
        return Early(Outcome(book.reply("sad_more"), {"asked": turn.asked}), final=True)
    if turn.intent == "deny" or lists.said("drop", said) or lists.is_said("no", said):
        return Early(Outcome(book.reply("call_back_dropped")), final=True)
    if not _goes_on(turn, said):
        return None
    if turn.asked.get("again"):
        return Early(Outcome(number_of_a_person(turn, world)), final=True)
    asked = turn.asked | {"again": True}
    return Early(Outcome(book.reply("call_back_ask"), {"asked": asked}), final=True)


def _goes_on(turn: Turn, said: str) -> bool:
    """Whether the sentence may be meant for the question: yes, or a mumble."""
    mumbled = turn.intent == "nlu_fallback" and len(said) < MUMBLED
    return mumbled or turn.intent in ("affirm", "human") or words().is_said("yes", said)


def number_alone(turn: Turn, world: World, text: str) -> Early | None:
    """A telephone number and nothing else, that nobody asked for: shall somebody call?"""
    number = valid_phone(digits_said(text))
    if len(number) < LONG or not _SAYS_ONLY.fullmatch(normalise(text)) or turn.can.callers:
        return None
    if turn.slot("draft") or (turn.asked and not turn.asked.get("open")):
        return None
    summary = summary_of(turn, world)
    asked = {"question": CALL_BACK, "summary": summary.as_json(), "phone": number}
    reply = phrase_book(turn.language).reply(
        "call_back_sure",
        phone=spoken_groups(number),
        tail=phone_number(number[-TAIL:], turn.language),
    )
    return Early(Outcome(reply, {"asked": asked}), final=True)


def _after(turn: Turn, world: World, text: str) -> Early | None:
    """It was noted: the number was wrong, or the call is not wanted any more."""
    if turn.intent in ("emergency", "lost"):
        return None
    said, lists, book = normalise(text), words(FILE), phrase_book(turn.language)
    digits = turn.phone.number if turn.phone else digits_said(text, FEWEST_ASKED)
    wrong = lists.said("wrong_number", said)
    number = valid_phone(digits)
    if not number and wrong and TAIL <= len(digits) < WHOLE and turn.slot("phone"):
        number = valid_phone(str(turn.slot("phone"))[: -len(digits)] + digits)
    try:
        if number:
            return _corrected(number, turn, world)
        if lists.said("call_time", said):
            world.tickets.add(turn.asked["ticket"], text, turn.now)
            noted = book.reply("call_back_time_noted")
            return Early(Outcome(noted, {"asked": turn.asked}), final=True)
        unwanted = lists.said("no_call", said) and not turn.asked.get("closing")
        if unwanted and not turn.surely_meant:
            if isinstance(world.tickets.withdraw(turn.asked["ticket"], turn.now), Refusal):
                return None
            return Early(Outcome(book.reply("call_back_withdrawn"), {"phone": None}), final=True)
    except SQLAlchemyError:
        return Early(Outcome(book.reply("call_back_failed"), {"asked": turn.asked}), final=True)
    if wrong and turn.intent in ("deny", "nlu_fallback", "out_of_scope", "chitchat", "cancel"):
        return Early(Outcome(book.reply("call_back_ask"), {"asked": turn.asked}), final=True)
    return None


def _corrected(number: str, turn: Turn, world: World) -> Early | None:
    changed = world.tickets.correct_phone(turn.asked["ticket"], number, turn.now)
    if isinstance(changed, Refusal):
        return None
    reply = phrase_book(turn.language).reply(
        "call_back_corrected",
        phone=spoken_groups(number),
        tail=phone_number(number[-TAIL:], turn.language),
        code=phone_number(changed.code, turn.language),
    )
    return Early(Outcome(reply, {"phone": number, "asked": turn.asked}), final=True)
