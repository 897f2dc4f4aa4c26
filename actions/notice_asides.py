"""Notices where a sentence sounds like something else: 家里停水了; and what follows after them."""

import re
from dataclasses import replace
from datetime import timedelta

from actions.bookings.open_draft import with_question
from actions.bulletin import LIVED_AT, NOTICES, answer_to, cuts_off, kept, places_of, tell
from actions.early import Early
from actions.outcome import Outcome
from actions.reports.filing import take_down
from actions.turn import Turn
from actions.where import here_of, place_in
from actions.world import World
from assistant.bulletin import Asked, Posted, asked_in
from assistant.bulletin.words import bulletin_words
from assistant.requests import kind_of
from assistant.understanding.text import normalise
from assistant.wording.bulletin import NoticeWriter
from assistant.wording.phrases import Said, phrase_book

HEARD = frozenset(
    {"find", "detail", "out_of_scope", "chitchat", "nlu_fallback", "set_location", "help"}
)
"""Behaviours of sentences that may ask for notices all the same."""
OF_THE_BOARD = frozenset({"community_notice", "community_event"})
"""Services that are no other need than the notices."""
TOLD_OF = frozenset({"find", "report"})
"""Behaviours of sentences that tell of an outage: 家里停水了."""
GOING_ON = frozenset({"more", "affirm"})
"""Behaviours with which somebody wants the next one."""
SHORT = {"zh": 5, "en": 16}
"""Characters of an answer in which no other need is meant, whatever it sounds like: 找谁问."""
BESIDES = {"zh": 4, "en": 14}
"""Characters of a sentence that names a day and hardly anything else: 那后天呢, and on Friday?"""
PLACE_NAME = 10
"""Characters of a sentence that may be no more than the name of an estate."""
_ABOUT = re.compile(r"有关|相关|关于|\b(?:for|about)\b")
A_MOMENT = timedelta(minutes=1)
"""How long "now" is for somebody who tells of an outage."""
ANSWERS = (
    HEARD | GOING_ON | {"events", "detail", "human", "repeat", "select", "report", "deny", "book"}
)
"""Behaviours that may go on with the notices that were told."""


def about_notices(turn: Turn, world: World, text: str) -> Early | None:
    """What `text` asks of the notices; None where it asks nothing of them."""
    if turn.asked.get("question") == NOTICES and turn.intent in ANSWERS:
        after = _after(turn, world, normalise(text))
        if after:
            return Early(after, final=True)
        if not text and turn.asked.get("last"):
            # No more was told than where somebody lives: the notice is still spoken of.
            return Early(Outcome(slots={"asked": turn.asked}))
    if turn.intent == "report" or turn.intent in HEARD:
        return _asked(turn, world, asked_in(text, turn.now), text)
    return None


def _after(turn: Turn, world: World, said: str) -> Outcome | None:
    """The next notice, whom to ask, the place that was asked for, the report all the same."""
    asked, words, book = turn.asked, bulletin_words(), phrase_book(turn.language)
    anew = asked_in(turn.text, turn.now)
    if anew.groups and _ABOUT.search(said):
        return answer_to(replace(anew, notices=True), turn, world)
    if len(said) > SHORT[turn.language] and _of_else(turn):
        return None
    if words.said("stop", said) and not turn.services:
        return Outcome(book.reply("bulletin_stopped"))
    if asked.get("report") and words.said("report", said):
        wish = asked["report"]
        return take_down(wish, kind_of(wish), turn, world)
    last = kept([asked["last"]], turn, world) if asked.get("last") else []
    another_day = _of_another_day(anew, turn, world)
    if another_day:
        return another_day
    again = words.said("again", said) and not (anew.subjects or words.said("whom", said))
    if last and again:
        return _once_more(last[0], turn, world)
    if last and words.said("whom", said):
        whom = NoticeWriter(last[0], turn.now, turn.language).ask
        return Outcome(book.reply("bulletin_told", notices=whom), {"asked": asked})
    if words.said("next", said) or (turn.intent in GOING_ON and asked["rest"]):
        rest = kept(asked["rest"], turn, world)
        if rest:
            return tell(rest, Said("", ""), turn, world, where=asked["where"])
        return Outcome(book.reply("bulletin_no_more"))
    elsewhere = _of_another_place(turn, world, said)
    if elsewhere:
        return elsewhere
    # What is asked anew is answered by the action, with the place that was named.
    waiting = asked.get("where") and turn.intent != "events"
    return _now_placed(turn, world) if waiting else None


def _once_more(last: Posted, turn: Turn, world: World) -> Outcome:
    """The one that was told last, and whether to go on."""
    rest = kept(turn.asked["rest"], turn, world)
    told = tell([last, *rest], Said("", ""), turn, world, where=bool(turn.asked.get("where")))
    asked = {**(told.slots or {})["asked"], "open": not rest}
    return replace(told, slots={**(told.slots or {}), "asked": asked})


def _of_another_day(anew: Asked, turn: Turn, world: World) -> Outcome | None:
    """后天呢: a day that is named and nothing else."""
    wish = turn.asked.get("wish")
    if not wish or anew.start is None or anew.subjects or anew.notices or turn.surely_meant:
        return None
    if len(anew.text) - len(anew.time_said) > BESIDES[turn.language]:
        return None
    before = asked_in(wish, turn.now)
    asked = replace(before, start=anew.start, end=anew.end, time_said=anew.time_said)
    return answer_to(asked, turn, world)


def _of_another_place(turn: Turn, world: World, said: str) -> Outcome | None:
    """银杏苑的: an estate that is named and nothing else."""
    if not said or len(said) > PLACE_NAME or turn.intent == "events" or not turn.asked.get("wish"):
        return None
    hit = world.gazetteer.resolve(turn.text, turn.here.position if turn.here else None)
    if not (hit.hit and hit.certain and hit.hit.kind in LIVED_AT):
        return None
    return answer_to(asked_in(turn.asked["wish"], turn.now), turn, world, local=True)


def _of_else(turn: Turn) -> bool:
    """Whether another service is surely meant: 还有别的药店吗."""
    return turn.surely_meant and bool(set(turn.services) - OF_THE_BOARD)


def _now_placed(turn: Turn, world: World) -> Outcome | None:
    """The place was asked for and is known now."""
    wish = asked_in(turn.asked["wish"], turn.now)
    told_before = bool(turn.asked.get("last"))
    here = here_of(place_in(world, turn))
    if here is None and turn.here is None:
        return None
    slots = {"here": here.as_slot()} if here and turn.here is None else {}
    turn.note(slots)
    outcome = answer_to(wish, turn, world, local=told_before)
    return outcome.after(Outcome(slots=slots)) if outcome else None


def _asked(turn: Turn, world: World, asked: Asked, text: str) -> Early | None:
    if asked.where or asked.programme:
        return None
    if turn.intent in HEARD and (asked.notices or (asked.going_on and asked.groups)):
        return _final(answer_to(asked, turn, world), turn, world)
    if cuts_off(asked) and turn.intent in TOLD_OF:
        return _told(turn, world, asked, text)
    if asked.subjects and asked.when and turn.intent in HEARD:
        owed = cuts_off(asked)
        return _final(answer_to(asked, turn, world, owed=owed, depends=True), turn, world)
    return None


def _told(turn: Turn, world: World, asked: Asked, text: str) -> Early | None:
    """An outage is told of: it may be a planned one. A report is taken down if it is not."""
    if asked.start is None:
        asked = replace(asked, start=turn.now, end=turn.now + A_MOMENT)
    placed = bool(places_of(turn, world))
    outcome = answer_to(asked, turn, world, owed=False, depends=not placed)
    if outcome is None or outcome.reply is None or outcome.slots is None:
        if turn.services[:1] != ("community_notice",) or not placed:
            return None
        title = bulletin_words().subjects[asked.subjects[0]].title(turn.language)
        none = phrase_book(turn.language).reply("bulletin_none_now", title=title)
        # Nobody is sent to the notice board with dry taps: it is taken down.
        filed = take_down(text, kind_of(text), turn, world)
        return Early(filed.after(Outcome(none)), final=True)
    still = phrase_book(turn.language).reply("bulletin_report_still")
    slots = {"asked": outcome.slots["asked"] | {"report": turn.text}}
    return _final(Outcome(outcome.reply.then(still), slots), turn, world)


def _final(outcome: Outcome | None, turn: Turn, world: World) -> Early | None:
    """The outcome as all there is to say, with the question of a booking that is open."""
    return Early(with_question(outcome, turn, world), final=True) if outcome else None
