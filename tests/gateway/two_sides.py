"""A person and clerks who talk through the gateway over HTTP: a real database, a Rasa at its edge.

Where a person is asked for, that Rasa lets the real action hand over.
"""

from collections.abc import Sequence
from typing import Any

import httpx
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import Engine

from actions.arrange import Human
from actions.world import World
from assistant.channels import Channel
from assistant.gateway.app import Gateway
from assistant.gateway.channel_routes import channel_routes
from assistant.gateway.conversations import Conversations
from assistant.gateway.delivery import Delivery
from assistant.gateway.door import Door
from assistant.gateway.queue_routes import QueueDesk
from assistant.gateway.relay import Relay
from assistant.settings import Settings
from tests.gateway.edge import PATIENT, HeldRasa, Web

TOKEN, OPERATOR_TOKEN = "machine-token", "operator-token"


class ActingRasa(HeldRasa):
    """Echoes, but for "人工": then the real action answers."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self._said: dict[str, list[dict[str, Any]]] = {}
        self.slots: dict[str, Any] = {}

    async def turn(
        self, sender: str, text: str, message_id: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        events = self._said.setdefault(sender, [])
        events.append({"event": "user", "text": text})
        if "人工" not in text and "a person" not in text:
            return await super().turn(sender, text, message_id, metadata)
        self.asked.append((sender, text, metadata))
        message = {
            "text": text, "intent": {"name": "human", "confidence": 0.9}, "entities": [],
            "language": "en" if text.isascii() else "zh", "services": [], "metadata": metadata,
        }  # fmt: skip
        tracker = Tracker(sender, self.slots, message, events, False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        await Human(self._world).run(dispatcher, tracker, {})
        return [each["custom"] for each in dispatcher.messages]


class TwoSides:
    """The gateway with its desk; `says` for the person, the rest for clerks."""

    def __init__(self, engine: Engine, settings: Settings, channels: Sequence[Channel] = ()):
        self.world = World(settings, engine)
        self.rasa = ActingRasa(self.world)
        relay = Relay(engine, self.world.secret, self.rasa.parse)
        self.conversations = Conversations(
            self.rasa,
            self.world.secret,
            PATIENT,
            relay,
        )
        named = {channel.name: channel for channel in channels}
        self.delivery = Delivery(named, self.world.handovers)
        desk = QueueDesk(self.world.clerks, self.delivery, (TOKEN, OPERATOR_TOKEN, ""))
        routes = [*desk.routes(), *channel_routes(channels, Door(self.conversations))]

        async def health() -> dict[str, str]:
            return {}

        gateway = Gateway(self.conversations, self.rasa, health, TOKEN, routes)
        self.app = gateway.app()
        self.http = Web(self.app)

    def says(self, words: str, user: str = "anna", **more: Any) -> dict[str, Any]:
        """The reply to the person."""
        response = self.http.post("/api/chat", json={"user": user, "text": words} | more)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def waiting(self, user: str = "anna") -> list[dict[str, Any]]:
        """What a program is given that asks for the person."""
        response = self.http.post("/api/messages", json={"user": user})
        assert response.status_code == 200, response.text
        return list(response.json()["messages"])

    def desk(self, path: str = "", body: Any = None, token: str = TOKEN) -> httpx.Response:
        """The answer to a clerk: GET without a body."""
        headers = {"Authorization": f"Bearer {token}"}
        path = f"/api/queue{path}"
        if body is None:
            return self.http.get(path, headers=headers)
        return self.http.post(path, json=body, headers=headers)

    def queue(self) -> list[dict[str, Any]]:
        """Who waits; Li looks."""
        response = self.desk("?clerk=li")
        assert response.status_code == 200, response.text
        return list(response.json()["queue"])

    def asked(self, words: str = "转人工", user: str = "anna") -> str:
        """The id of the hand-over of somebody who asks for a person while Li is there."""
        before = {each["id"] for each in self.queue()}
        assert self.says(words, user)["handoff"] == "queued"
        [made] = [each["id"] for each in self.queue() if each["id"] not in before]
        return str(made)

    def taken(self, user: str = "anna") -> str:
        """The same; Li has taken it."""
        held = self.asked(user=user)
        assert self.desk(f"/{held}/take", {"clerk": "li"}).status_code == 200
        return held

    def clerk_says(self, held: str, words: str, **more: Any) -> dict[str, Any]:
        """What the desk answers to Li who says something."""
        response = self.desk(f"/{held}/say", {"clerk": "li", "text": words} | more)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def transcript(self, held: str) -> list[tuple[str, str]]:
        """Who said what."""
        found = self.desk(f"/{held}").json()["messages"]
        return [(each["author"], each["text"]) for each in found]

    def close(self) -> None:
        """Ends the event loop."""
        self.http.close()
