"""The web page as a channel: what it sends, what it gets, what is drawn for it."""

import json
from asyncio import to_thread
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Engine

from assistant import clock
from assistant.channels import Answer, Channel, Event, EventKind, Refused, Request
from assistant.settings import Settings
from assistant.walking import Position
from assistant.web.cards import beside_cards, cards
from assistant.web.guard import check
from assistant.web.memory import Memory, picture_name
from assistant.web.pictures import Pictures
from assistant.web.sessions import Sessions
from assistant.web.stream import Stream
from assistant.wording.reply import Reply

LONGEST_ID = 200
"""Characters of a message's id."""


class WebPage(Channel):
    """The page for residents. What it says later goes to the pages that are open."""

    name: ClassVar[str] = "web"

    def __init__(
        self,
        engine: Engine,
        secret: bytes,
        settings: Settings,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._now = now
        self.sessions = Sessions(secret, settings.keep_days)
        self.memory = Memory()
        self.pictures = Pictures(engine, secret, settings, self.name)
        self.stream = Stream(self.written)

    @property
    def can_push(self) -> bool:
        """Always: a page listens while it is open."""
        return True

    async def read(self, request: Request) -> Event:
        """The message in a request of the page; the cookie says whose it is. Raises Refused."""
        check(request.headers, request.body)
        user = self.sessions.user(request.headers.get("cookie", ""))
        if user is None:
            raise Refused("no session", 401)
        try:
            content = json.loads(request.body)
        except (ValueError, RecursionError) as error:
            raise Refused("not JSON", 400) from error
        if not isinstance(content, dict):
            raise Refused("no object", 400)
        text, message_id = content.get("text", ""), content.get("message_id")
        if not isinstance(text, str) or not isinstance(message_id, str | None):
            raise Refused("text or message_id is no text", 400)
        if message_id is not None and not _is_name(message_id):
            raise Refused("message_id is no name", 400)
        here = _position(content.get("location"))
        location = {"lat": here[0], "lon": here[1], "crs": "wgs84", "label": ""} if here else None
        language = "en" if content.get("language") == "en" else "zh"
        return Event(EventKind.TEXT, user, text, location, message_id, language)

    def write(self, event: Event, reply: Reply) -> Answer:
        """The reply with its cards; nothing to say where somebody else is answering."""
        if not reply.text and not reply.speech:
            return self.silence(event)
        content = self.written(event.user, reply)
        return Answer(json.dumps(content, ensure_ascii=False).encode(errors="replace"))

    def silence(self, event: Event) -> Answer:
        """Received; nothing to show."""
        return Answer(status=204)

    async def push(self, user: str, reply: Reply) -> bool:
        """Says something later; False where no page of the person is open or was a moment ago."""
        if not self.stream.is_there(user):
            return False
        await self.remember(user, reply)
        return self.stream.publish(user, reply)

    async def remember(self, user: str, reply: Reply, here: Position | None = None) -> None:
        """Keep what is needed to call the places by number and to draw them on a map."""
        if here:
            self.memory.note_position(user, here)
        if not reply.places:
            return
        self.memory.note_numbers(user, reply)
        sent = self.memory.position(user)
        start = await to_thread(self.pictures.start, user, reply, sent)
        if start:
            self.memory.keep(user, reply, start)

    def written(self, user: str, reply: Reply) -> dict[str, Any]:
        """The reply as the page gets it: `as_json` and what is shown of its places.

        "cards": one for each place; "shown": the text without what the cards say; "map": the name
        under which it can be drawn, or None; "list": changes where the numbers get another meaning.
        """
        now, numbers = self._now(), self.memory.numbers(user)
        name = picture_name(reply)
        drawable = bool(reply.places) and self.memory.shown(user, name) is not None
        return reply.as_json() | {
            "cards": cards(reply, numbers, now),
            "shown": beside_cards(reply, numbers, now),
            "map": name if drawable else None,
            "list": next((place for place, number in numbers.items() if number == 1), ""),
        }


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_ID and text.isascii() and text.isprintable()


def _position(value: Any) -> Position | None:
    """Latitude and longitude that the browser gave. Raises Refused where they are none."""
    if value is None:
        return None
    try:
        lat, lon = value["lat"], value["lon"]
    except (TypeError, KeyError) as error:
        raise Refused("location without lat and lon", 400) from error
    if not (_is_number(lat, 90) and _is_number(lon, 180)):
        raise Refused("location is not on earth", 400)
    return float(lat), float(lon)


def _is_number(value: Any, most: int) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and bool(abs(value) <= most)
