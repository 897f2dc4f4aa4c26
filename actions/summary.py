"""What was said and done so far, for the one who goes on with it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions.bookings.desk import held_by
from actions.lures import holds_secret
from actions.reports.follow_up import open_reports
from actions.turn import Turn
from actions.world import World
from assistant.handover import Summary

SENTENCES = 6
"""The last sentences that a clerk gets to read."""
LONGEST_SENTENCE = 500


def summary_of(turn: Turn, world: World) -> Summary:
    """What was said and done so far, for the clerk."""
    said = said_so_far(turn)
    if not said or said[-1] != turn.text[:LONGEST_SENTENCE]:
        said.append(turn.whole[:LONGEST_SENTENCE])
    # What nobody may know is not passed on either.
    said = [sentence for sentence in said if not holds_secret(sentence)]
    try:
        codes = [booking.code for booking in held_by(turn, world)]
    except SQLAlchemyError:
        codes = []
    codes += [ticket.code for ticket in open_reports(turn, world)]
    known = [world.catalogue[each] for each in turn.shown["services"] if each in world.catalogue]
    english = turn.language == "en"
    return Summary(
        said=tuple(said[-SENTENCES:]),
        answered=str((turn.slot("last_reply") or {}).get("text", ""))[:LONGEST_SENTENCE],
        place=turn.here.name(turn.language) if turn.here else "",
        wish=", ".join(each.label_en if english else each.label_zh for each in known),
        codes=tuple(codes),
        phone=turn.slot("phone") or "",
        language=turn.language,
    )


def said_so_far(turn: Turn) -> list[str]:
    """What was said so far; at the hotline since the number of the caller was told."""
    said: list[str] = []
    for event in turn.tracker.events:
        if event.get("event") == "slot" and event.get("name") == "caller":
            said.clear()  # it was about somebody else
        elif event.get("event") == "user" and event.get("text"):
            said.append(str(event["text"])[:LONGEST_SENTENCE])
        elif _is_forgetting(event):
            said.clear()
    return said


def _is_forgetting(event: Mapping[str, Any]) -> bool:
    """Whether the person asked to be forgotten: the last answer is, too."""
    is_slot = event.get("event") == "slot" and event.get("name") == "last_reply"
    return is_slot and event.get("value") is None
