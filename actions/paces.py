"""How the person walks: heard, kept, said back."""

from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.people import Habits
from assistant.wording.phrases import Said, phrase_book

VERY_SLOW, SLOW, FAST = 0.65, 0.85, 1.15
"""Metres a second up to which, or from which on, a pace has a name."""


def walking(turn: Turn, world: World, text: str) -> Early | None:
    """What `text` says about walking, kept where it is said of oneself."""
    heard = turn.walking
    if heard is None:
        return None
    habits = heard.applied_to(turn.person.habits)
    book = phrase_book(turn.language)
    # At the hotline "she" is the caller.
    if heard.of_other and not turn.slot("caller"):
        reply = book.reply("habits_now", habits=in_words(habits, turn.language))
        return Early(Outcome(reply, {"habits": habits.as_json()}), heard.rest)
    kept = turn.person.remember_habits(habits)
    if heard.takes_back and kept:
        less = in_words(heard.taken_back, turn.language)
        none = {"habits": None}
        return Early(Outcome(book.reply("habits_less", habits=less), none), heard.rest)
    if habits == Habits():
        return Early(Outcome(book.reply("habits_usual"), {"habits": None}), heard.rest)
    key = "habits_set" if kept else "habits_unsaved"
    reply = book.reply(key, habits=in_words(habits, turn.language))
    return Early(Outcome(reply, {"habits": None if kept else habits.as_json()}), heard.rest)


def in_words(habits: Habits, language: str) -> Said:
    """ "走得慢、不走台阶"."""
    book = phrase_book(language)
    keys = [
        _pace_key(habits.pace),
        "walks_wheelchair" if habits.wheelchair else "",
        "walks_pram" if habits.pram else "",
        "walks_no_steps" if habits.avoid_steps else "",
    ]
    parts = [book.said(key) for key in keys if key]
    between = ("、", "，") if language != "en" else (", ", ", ")
    return Said(
        between[0].join(part.text for part in parts),
        between[1].join(part.speech for part in parts),
    )


def _pace_key(pace: float | None) -> str:
    if pace is None:
        return ""
    if pace <= VERY_SLOW:
        return "walks_very_slow"
    if pace <= SLOW:
        return "walks_slow"
    return "walks_fast" if pace >= FAST else ""
