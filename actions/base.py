"""The frame of every action: read the turn, answer it, never fall silent."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asides import early_outcome
from actions.bookings.news import news
from actions.bookings.open_draft import with_question
from actions.closing import with_closing
from actions.outcome import Outcome
from actions.turn import FORM, MISSED, Here, Turn
from actions.world import World, world
from assistant.errors import UsageError
from assistant.wording.breath import in_one_breath
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

WORKERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="action")
"""Finding is done beside the event loop; each thread keeps a router of its own."""


class NeighbourAction(Action, ABC):
    """An action of ours. Subclasses give a `name` and an `answer`."""

    hears_asides = True
    """Whether the action takes the turn first: what is told by the way is heard once a turn."""

    def __init__(self, own_world: World | None = None) -> None:
        self._own_world = own_world

    @property
    def world(self) -> World:
        """What the action works with."""
        return self._own_world or world()

    @abstractmethod
    def name(self) -> str:
        """The name in the domain."""

    @abstractmethod
    def answer(self, turn: Turn) -> Outcome:
        """The reply to this turn and what to remember."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Rasa's entry: answers the turn; a defect of ours becomes a true sentence."""
        loop = asyncio.get_running_loop()
        turn = None
        try:
            turn = Turn(tracker, self.world.settings, self.world.people)
            outcome = await loop.run_in_executor(WORKERS, self._answered, turn)
        except UsageError as error:
            outcome = Outcome(Reply(speech=str(error), text=str(error)))
        except Exception:
            log.exception("%s failed", self.name())
            language = turn.language if turn else "zh"
            outcome = Outcome(phrase_book(language).reply("failed"))
        return self._leave(outcome, turn, dispatcher)

    def _answered(self, turn: Turn) -> Outcome:
        """What is told by the way comes first; then the answer, if anything is left to answer."""
        if not self.hears_asides:
            return self.answer(turn)
        told = news(turn, self.world)
        early, is_all = early_outcome(turn, self.world)
        if early is None:
            outcome = self.answer(turn)
        else:
            outcome = early if is_all else self.answer(turn).after(early)
        if not is_all:
            outcome = with_question(outcome, turn, self.world)
        outcome = outcome.after(told) if told and outcome.reply else outcome
        return with_closing(outcome, turn)

    def _leave(
        self, outcome: Outcome, turn: Turn | None, dispatcher: CollectingDispatcher
    ) -> list[EventType]:
        reply, rest = outcome.reply, ""
        if reply is not None:
            reply, rest = in_one_breath(reply, turn.language if turn else "zh")
            understood = turn.understood if turn else {}
            reply = replace(reply, language=turn.language if turn else "zh")
            reply = replace(reply, start=_start(outcome, turn) if reply.places and turn else None)
            dispatcher.utter_message(json_message=reply.as_json() | understood)
        if turn is None:
            return []
        slots: dict[str, Any] = {"language": turn.language, MISSED: None}
        if turn.moved:
            slots["here"] = slots["sent"] = turn.moved
        if reply is not None:
            kept = reply.as_json()
            slots["last_reply"] = {key: kept[key] for key in ("speech", "text", "suggestions")}
            slots["asked"] = None
        slots |= outcome.slots or {}
        if rest:
            slots["asked"] = {"question": "listen_on", "rest": rest}
        return [*_set_slots(slots, turn.tracker), *_form_events(outcome, turn)]


async def guarded(
    workers: ThreadPoolExecutor,
    work: Callable[[], list[EventType]],
    otherwise: list[EventType],
) -> list[EventType]:
    """The events of `work`, done beside the event loop; `otherwise` where it fails."""
    try:
        return await asyncio.get_running_loop().run_in_executor(workers, work)
    except Exception:
        log.exception("a form could not be filled")
        return otherwise


def _start(outcome: Outcome, turn: Turn) -> dict[str, float] | None:
    """From where the places of the answer were seen."""
    seen = ((outcome.slots or {}).get("shown") or turn.shown).get("here")
    here = Here(**seen) if seen else turn.here
    return {"lat": here.lat, "lon": here.lon} if here else None


def _set_slots(slots: dict[str, Any], tracker: Tracker) -> Sequence[EventType]:
    return [SlotSet(key, value) for key, value in slots.items() if tracker.get_slot(key) != value]


def _form_events(outcome: Outcome, turn: Turn) -> Sequence[EventType]:
    if outcome.ask_place:
        return [FollowupAction(FORM)]
    if outcome.keep_form:
        return []
    if turn.in_form:
        return [ActiveLoop(None), SlotSet("requested_slot", None)]
    return []
