"""Which sentences go on with a booking in the making, whatever behaviour they sound like."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.turn import Turn
from assistant.arranging import Draft, Heard, Step
from assistant.arranging.heard import problem_in, rest_of
from assistant.arranging.words import any_word
from assistant.booking import Need, Offer
from assistant.understanding.text import normalise

QUESTIONS = frozenset(
    {
        "detail", "directions", "help", "human", "lost", "privacy", "list_bookings", "events",
        "repeat", "bye", "nearer", "more",
    }
)  # fmt: skip
"""Behaviours that are answered for themselves, whatever is being asked."""

FREE_WORDS = frozenset({Step.PROBLEM, Step.ADDRESS})
"""What is asked for in words of the person's own."""


MUMBLED = frozenset({"book", "reschedule", "select", "affirm", "deny", "nlu_fallback"})
"""Behaviours of short answers: without a service they are meant for what was asked."""
NOT_FOR_US = frozenset({"out_of_scope", "chitchat"})
SHORT = 10
"""Characters of a sentence that says no more than that any time will do."""


_BESIDE_TIME = re.compile(
    r"行不行|可不可以|好不好|可以|行|好|吗|呢|吧|呀|啊|那|就|换|改|到|成|约|要|我|的|个|是|不对|怎么样|最好|"
    r"\b(?:is|ok|okay|then|please|how about|what about|make it|at|on)\b|\s"
)
"""What may stand beside a time that is an answer: 四点行不行."""


_NO_ADDRESS = re.compile(
    r"^(?:还有|另外|对了|顺便)|[吗么嘛]\s*[?？]?$|会不会|能不能|可不可以|怎么|多少|什么|为啥|"
    r"坏了|不亮|堵|漏|返味|没电|打不开|附近|有没有|有冇|边度|唔使|太贵|几钱|\?$|"
    r"^(?:also|by the way)\b|\b(?:nearby|nearest|where|too expensive)\b"
)
"""What is asked or told besides, when an address is asked for: 还有件事，水池子堵了."""


def answers(draft: Draft, heard: Heard, offers: Sequence[Offer], turn: Turn) -> bool:
    """Whether the sentence goes on with the draft; `offers` are those of the draft."""
    if _surely(draft, heard, offers):
        return True
    if draft.asked == Step.ADDRESS and _NO_ADDRESS.search(normalise(heard.text)):
        return False
    if heard.door and heard.door.has_room and _wants(draft, Need.ADDRESS, offers):
        return True
    other = _other_need(offers, turn)
    if turn.intent in QUESTIONS or (
        other and (turn.intent == "book" or draft.asked not in FREE_WORDS)
    ):
        return False
    if heard.times and turn.intent in NOT_FOR_US and _says_more(heard):
        return False
    if draft.asked in FREE_WORDS or heard.tells:
        return True
    if _tells_more(draft, heard, offers, turn) or _yes_or_no(draft, heard):
        return True
    return turn.intent in MUMBLED and not turn.services


def _says_more(heard: Heard) -> bool:
    """Whether more is said than a time: 今天天气怎么样."""
    return len(problem_in(heard.text, heard.times)) >= len("天气怎样")


def with_problem(draft: Draft, heard: Heard, offers: Sequence[Offer], turn: Turn) -> Draft:
    """What is wrong, said where something else was asked: 厨房下水道返水."""
    if draft.asked == Step.PROBLEM or not _tells_problem(draft, offers, turn):
        return draft
    return replace(draft, note=problem_in(heard.text, heard.times) or draft.note)


def _surely(draft: Draft, heard: Heard, offers: Sequence[Offer]) -> bool:
    """Whether it can be nothing but the answer to what was asked."""
    if heard.phone or heard.wrong_phone or heard.wrong_address:
        return True
    if not draft.asked:
        return False
    soon = heard.soonest and len(heard.text) <= SHORT
    timed = bool(heard.times) and not _BESIDE_TIME.sub("", rest_of(heard.text, heard.times))
    return {
        Step.OFFER: _names_offer(draft, heard, offers),
        Step.ADDRESS: heard.door is not None,
        Step.PHONE: bool(heard.bad_phone) or heard.unknown,
        Step.AGE: heard.age is not None,
        Step.QUANTITY: bool(heard.things or heard.people),
        Step.TIME: heard.ordinal is not None or soon or timed,
        Step.CONFIRM: heard.yes or timed,
    }.get(Step(draft.asked), False)


def _tells_more(draft: Draft, heard: Heard, offers: Sequence[Offer], turn: Turn) -> bool:
    """Whether it tells something that is asked later, or changes what was told before."""
    if heard.other_place or heard.earlier or heard.later or _names_offer(draft, heard, offers):
        return True
    if heard.symptoms and _wants(draft, Need.SYMPTOMS, offers):
        return True
    if heard.door and _wants(draft, Need.ADDRESS, offers):
        return True
    return _tells_problem(draft, offers, turn)


def _tells_problem(draft: Draft, offers: Sequence[Offer], turn: Turn) -> bool:
    meant = turn.intent in ("find", "report") and bool(turn.services)
    return meant and not _other_need(offers, turn) and _wants(draft, Need.PROBLEM, offers)


def _yes_or_no(draft: Draft, heard: Heard) -> bool:
    asked = draft.asked in (Step.TIME, Step.CONFIRM, Step.SYMPTOMS)
    return asked and (heard.yes or heard.no)


def _other_need(offers: Sequence[Offer], turn: Turn) -> bool:
    """Whether another service than those of the draft is surely meant."""
    own = {service for each in offers for service in each.services}
    return turn.surely_meant and not set(turn.services) & own


def _wants(draft: Draft, need: Need, offers: Sequence[Offer]) -> bool:
    return any(need in each.needs for each in offers if each.id == draft.offer)


def _names_offer(draft: Draft, heard: Heard, offers: Sequence[Offer]) -> bool:
    """Whether one of the offers is named where that is asked, or another one than chosen."""
    said = normalise(heard.text)
    asked = [each for each in offers if draft.asked == Step.OFFER or each.id != draft.offer]
    return any(any_word(each.words, said) for each in asked)
