"""Tying a speaker to a person's phone: the speaker reads six digits, the phone says them back."""

from sqlalchemy.exc import SQLAlchemyError

from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.people import HOME, TooManyTries
from assistant.people.link_words import LinkRequest, link_request, spoken_code
from assistant.wording.measures import phone_number
from assistant.wording.phrases import phrase_book

ASKED_CODE = "code"
"""The open question for the six digits."""


def linking(turn: Turn, world: World, text: str) -> Early | None:
    """What `text` asks about tying; also the six digits that were asked for."""
    request = link_request(text)
    if request is None and turn.asked.get("question") == ASKED_CODE:
        code = spoken_code(text)
        request = LinkRequest(code) if code else None
    if request is None:
        return None
    try:
        outcome = _answer(request, turn, world)
    except TooManyTries:
        outcome = Outcome(phrase_book(turn.language).reply("link_blocked"))
    except SQLAlchemyError:
        outcome = Outcome(phrase_book(turn.language).reply("link_failed"))
    return Early(outcome, final=True)


def _answer(request: LinkRequest, turn: Turn, world: World) -> Outcome:
    book = phrase_book(turn.language)
    if request.part:
        parted = world.people.unlink(turn.person.key)
        return Outcome(book.reply("link_removed" if parted else "link_none"))
    if turn.can.voice:
        code = world.people.new_code(turn.person.key, turn.now)
        digits = phone_number(f"{code[:3]} {code[3:]}", turn.language)
        return Outcome(book.reply("link_code", code=digits))
    if request.code is None:
        return Outcome(book.reply("link_ask_code"), {"asked": {"question": ASKED_CODE}})
    return _tie(request.code, turn, world)


def _tie(code: str, turn: Turn, world: World) -> Outcome:
    book = phrase_book(turn.language)
    if not world.people.link(turn.person.key, code, turn.now):
        return Outcome(book.reply("link_wrong"), {"asked": {"question": ASKED_CODE}})
    turn.person.look_again()
    return Outcome(book.reply("link_done" if turn.person.place(HOME) else "link_done_no_home"))
