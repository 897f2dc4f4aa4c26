"""Turns of people as Rasa would hand them to the actions, with a real database and map."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import NeighbourAction
from actions.world import World
from tests.support.running import MONDAY_MORNING

DEMO_HOME: dict[str, Any] = {
    "lat": 30.262014,
    "lon": 114.540949,
    "label": "银杏苑3栋",
    "label_en": "Ginkgo Court",
}


@dataclass
class Someone:
    """Talks to single actions; keeps the slots as Rasa does."""

    world: World
    name: str
    channel: str = "chat"
    language: str = "zh"
    slots: dict[str, Any] = field(default_factory=dict)
    now: str = MONDAY_MORNING
    asked_for_place: bool = False
    """Whether the last action left the place to be asked for."""

    def says(
        self,
        action: type[NeighbourAction],
        text: str,
        *services: str,
        intent: str = "find",
        here: dict[str, Any] | None = None,
        entities: tuple[dict[str, Any], ...] = (),
        message_id: str = "",
    ) -> str:
        """What the action answers, as text; "" where it says nothing."""
        metadata = {"channel": self.channel, "now": self.now}
        if here:
            metadata["here"] = here  # type: ignore[assignment]
        if message_id:
            metadata["message_id"] = message_id
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": list(entities),
            "language": self.language,
            "services": [{"id": service, "confidence": 0.9} for service in services],
            "metadata": metadata,
        }
        tracker = Tracker(self.name, self.slots, message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action(self.world).run(dispatcher, tracker, {}))
        self.slots |= {e["name"]: e["value"] for e in events if e["event"] == "slot"}
        self.asked_for_place = any(e["event"] == "followup" for e in events)
        return "\n".join(message["custom"]["text"] for message in dispatcher.messages)

    def comes_back(self) -> None:
        """Days later: Rasa has forgotten the conversation."""
        self.slots = {}
