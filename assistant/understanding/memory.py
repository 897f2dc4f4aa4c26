"""Rasa's tracker store that keeps recent conversations in memory only, and not for long.

Nothing that a person said reaches a disk. A conversation is forgotten when it has been silent for
too long or when too many newer ones came; one that goes on keeps its last turns and its slots.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.constants import DEFAULT_SENDER_ID
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

_SESSION_START = "action_session_start"


class RecentConversations(TrackerStore):
    """The conversations of the last hours, within fixed bounds of memory."""

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        conversations: int = 2000,
        turns: int = 20,
        minutes: float = 240,
        **kwargs: Any,
    ) -> None:
        """Keep at most `conversations`, `turns` user turns of each, `minutes` after the last."""
        self._most, self._turns, self._seconds = int(conversations), int(turns), minutes * 60
        self._kept: OrderedDict[str, tuple[float, list[Event]]] = OrderedDict()
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation as it is now, and forget what is too old or too much."""
        await self.stream_events(tracker)
        events = self._recent(_since_start(list(tracker.events)), tracker)
        if not events:
            self._kept.pop(tracker.sender_id, None)
            return
        last = max(event.timestamp for event in events)
        self._kept[tracker.sender_id] = (last, events)
        self._kept.move_to_end(tracker.sender_id)
        self._forget(now=last)

    def _recent(self, events: list[Event], tracker: DialogueStateTracker) -> list[Event]:
        """The events from the last user turns on, opened by the slots as they were then."""
        turns = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
        if len(turns) <= self._turns:
            return events
        cut = turns[-self._turns]
        before = DialogueStateTracker.from_events(
            tracker.sender_id or DEFAULT_SENDER_ID, events[:cut], self.domain.slots
        )
        at = events[cut - 1].timestamp
        opening: list[Event] = [
            ActionExecuted(_SESSION_START, timestamp=at),
            SessionStarted(timestamp=at),
            *(
                SlotSet(name, value, timestamp=at)
                for name, value in before.current_slot_values().items()
                if value is not None
            ),
        ]
        if before.active_loop_name:
            opening.append(ActiveLoop(before.active_loop_name, timestamp=at))
        return [*opening, ActionExecuted("action_listen", timestamp=at), *events[cut:]]

    def _forget(self, now: float) -> None:
        while self._kept:
            oldest, (last, _) = next(iter(self._kept.items()))
            if len(self._kept) <= self._most and now - last <= self._seconds:
                return
            del self._kept[oldest]

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of `sender_id` as last saved, or None."""
        if sender_id not in self._kept:
            return None
        return DialogueStateTracker.from_events(
            sender_id,
            self._kept[sender_id][1],
            self.domain.slots,
            max_event_history=self.max_event_history,
        )

    async def keys(self) -> Iterable[str]:
        """The ids of the conversations kept."""
        return tuple(self._kept)


def _since_start(events: Sequence[Event]) -> list[Event]:
    """The events of the session that goes on; nothing from before it or before a restart."""
    for at in range(len(events) - 1, -1, -1):
        event = events[at]
        if isinstance(event, Restarted):
            return list(events[at + 1 :])
        if isinstance(event, ActionExecuted) and event.action_name == _SESSION_START:
            return list(events[at:])
    return list(events)
