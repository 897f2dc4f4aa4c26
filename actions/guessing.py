"""What may have been meant, where nothing is sure: asked about, never assumed."""

from typing import Any

from actions.bookings.making import OFFERED
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.wording.phrases import phrase_book


def did_you_mean(world: World, turn: Turn) -> Outcome:
    """Asks about the likeliest service, or which of the two likeliest.

    Where there is none, what was offered just before is offered again.
    """
    book = phrase_book(turn.language)
    guesses = turn.candidates
    if not guesses and turn.asked.get("question") == OFFERED:
        return offered_again(turn.asked, turn, world)
    if not guesses:
        return Outcome(book.reply("did_you_mean_unclear"))
    labels = [_label(guess, turn, world) for guess in guesses]
    if len(guesses) < 2:
        asked = {"question": "did_you_mean", "services": list(guesses)}
        return Outcome(book.reply("did_you_mean", service=labels[0]), {"asked": asked})
    reply = book.reply("which_service", first=labels[0], second=labels[1])
    return Outcome(reply, {"asked": {"question": "which", "services": list(guesses)}})


def offered_again(asked: dict[str, Any], turn: Turn, world: World) -> Outcome:
    """The offer to book of the open question `asked`, once more."""
    label = _label(asked["services"][0], turn, world)
    reply = phrase_book(turn.language).reply("offer_again", service=label)
    return Outcome(reply, {"asked": asked})


def _label(service: str, turn: Turn, world: World) -> str:
    entry = world.catalogue[service]
    return entry.label_en if turn.language == "en" else entry.label_zh
