"""Being taken along step by step: one reply for each thing said on the way."""

from assistant.walking.guide import Guide
from assistant.walking.straight import Position
from assistant.walking.words import Told, Words
from assistant.wording.directions import caution_said
from assistant.wording.reply import Reply

Move = tuple[Reply, int]
"""What is said, and the number of the step that the person is at now."""


def step_reply(guide: Guide, index: int) -> Reply:
    """The step of that number from 0, once more or for the first time.

    A number that is too large stands for the last step: a way that is worked out anew from
    nearer by has fewer of them.
    """
    index = _within(guide, index)
    return _reply(guide, guide.step(index), index)


def start_reply(guide: Guide, *, avoid_steps: bool = False, wheelchair: bool = False) -> Move:
    """The first step, after what somebody who avoids steps has to know."""
    warning = caution_said(
        guide.route, guide.language, avoid_steps=avoid_steps, wheelchair=wheelchair
    )
    first = step_reply(guide, 0)
    spoken = Reply(speech=warning.speech, text=warning.text)
    return (spoken.then(first) if warning.text else first), 0


def next_reply(guide: Guide, index: int) -> Move:
    """下一步, or the sign of a step was reached."""
    last = len(guide) - 1
    if index >= last:
        return _already(guide, "last_already", last), last
    if index + 1 == last:
        return arrived_reply(guide)
    return step_reply(guide, index + 1), index + 1


def previous_reply(guide: Guide, index: int) -> Move:
    """上一步."""
    index = _within(guide, index)
    if index == 0:
        return _already(guide, "first_already", 0), 0
    return step_reply(guide, index - 1), index - 1


def reached_reply(guide: Guide, index: int) -> Move:
    """到了: the end of a step, or of the way."""
    if index >= len(guide) - 2:
        return arrived_reply(guide)
    return next_reply(guide, index)


def arrived_reply(guide: Guide) -> Move:
    """The end of the way."""
    last = len(guide) - 1
    return _reply(guide, guide.arrived(), last), last


def located_reply(guide: Guide, position: Position) -> Move | None:
    """我走对了吗: the step that somebody at `position` is at; None for somebody off the way."""
    if guide.is_off(position):
        return None
    index = guide.at(position)
    if index == len(guide) - 1:
        return arrived_reply(guide)
    number, count = guide.number(index + 1), guide.count(len(guide))
    told = guide.phrase("here_now", number=number, count=count, step=guide.bare_step(index))
    return _reply(guide, told, index), index


def rerouted_reply(guide: Guide) -> Move:
    """我走错了, with a `guide` made anew from where the person is now."""
    return _reply(guide, guide.phrase("rerouted", step=guide.step(0)), 0), 0


def lost_reply(language: str) -> Reply:
    """我走错了, where nobody knows where the person is: asks what is seen around."""
    return _plain("lost", language)


def no_way_reply(language: str) -> Reply:
    """我走错了, where no way is known from the new position."""
    return _plain("none", language)


def _plain(key: str, language: str) -> Reply:
    read, heard = Words(language, aloud=False), Words(language, aloud=True)
    return Reply(
        speech=heard.say("guide", key),
        text=read.say("guide", key),
        suggestions=read.several("guide", "lost_suggestions"),
    )


def _already(guide: Guide, key: str, index: int) -> Reply:
    return _reply(guide, guide.phrase(key, step=guide.bare_step(index)), index)


def _reply(guide: Guide, told: Told, index: int) -> Reply:
    left = len(guide) - 1 - index
    key = {0: "done_suggestions", 1: "last_suggestions"}.get(left, "suggestions")
    return Reply(speech=told.speech, text=told.text, suggestions=guide.suggestions(key))


def _within(guide: Guide, index: int) -> int:
    return max(0, min(index, len(guide) - 1))
