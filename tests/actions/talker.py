"""Somebody of whom more is seen: the last reply, and the sentences so far, as Rasa keeps them."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import text as sql
from sqlalchemy.exc import OperationalError

from actions.base import NeighbourAction
from actions.world import World
from assistant.handover import Handover
from tests.support.desk import TABLES
from tests.support.running import MONDAY_MORNING
from tests.support.someone import Someone

NOW = datetime.fromisoformat(MONDAY_MORNING)
SPOKEN_OF = (
    *TABLES, "handover_message", "handover", "clerk_seen", "voice_count", "voice_seen",
    "voice_words",
)  # fmt: skip


@dataclass
class Talker(Someone):
    """As `Someone`; `reply` is the whole last reply."""

    events: list[dict[str, Any]] = field(default_factory=list)
    reply: dict[str, Any] = field(default_factory=dict)

    def says(
        self,
        action: type[NeighbourAction],
        text: str,
        *services: str,
        intent: str = "find",
        here: dict[str, Any] | None = None,
        entities: tuple[dict[str, Any], ...] = (),
        message_id: str = "",
        whole: str = "",
    ) -> str:
        metadata: dict[str, Any] = {"channel": self.channel, "now": self.now}
        metadata |= {"here": here} if here else {}
        metadata |= {"message_id": message_id} if message_id else {}
        metadata |= {"whole": whole} if whole else {}
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": list(entities),
            "language": self.language,
            "services": [{"id": service, "confidence": 0.9} for service in services],
            "metadata": metadata,
        }
        self.events.append({"event": "user", "text": text})
        events = [*self.events]
        tracker = Tracker(self.name, self.slots, message, events, False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        left = asyncio.run(action(self.world).run(dispatcher, tracker, {}))
        self.events += left
        self.slots |= {each["name"]: each["value"] for each in left if each["event"] == "slot"}
        self.asked_for_place = any(each["event"] == "followup" for each in left)
        said = [each["custom"] for each in dispatcher.messages]
        self.reply = said[-1] if said else {}
        return "\n".join(each["text"] for each in said)

    @property
    def question(self) -> str:
        """What is asked just now."""
        return str((self.slots.get("asked") or {}).get("question", ""))

    @property
    def held(self) -> Handover | None:
        """The hand-over that is open."""
        return self.world.handovers.of(self.name)


def clear(world: World) -> None:
    """Nobody waits, nothing is booked, reported or voiced."""
    with world.engine.begin() as connection:
        for table in SPOKEN_OF:
            connection.execute(sql(f"DELETE FROM {table}"))


def gone(*_: Any) -> Any:
    """A database that does not answer."""
    raise OperationalError("INSERT", {}, Exception("13907138642"))
