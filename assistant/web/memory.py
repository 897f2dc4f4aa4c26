"""What was told to whom in the last half an hour: enough to draw it once more on a map."""

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.walking import Position
from assistant.web.cards import numbers_of
from assistant.wording.reply import Reply

KEPT_SECONDS = 1_800.0
MOST_SHOWN = 12
"""Answers of one person that can still be drawn."""
MOST_PEOPLE = 20_000


@dataclass(frozen=True)
class Shown:
    """An answer with places, as it can be drawn."""

    places: tuple[Mapping[str, Any], ...]
    numbers: Mapping[str, int]
    start: Position
    """From where the walks were told."""


@dataclass
class _Person:
    at: float
    sent: Position | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    shown: OrderedDict[str, Shown] = field(default_factory=OrderedDict)


class Memory:
    """In memory only; who says nothing for half an hour is forgotten. Safe to use from threads."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer` counts seconds from any beginning."""
        self._timer = timer
        self._people: OrderedDict[str, _Person] = OrderedDict()
        self._lock = threading.Lock()

    def note_position(self, user: str, position: Position) -> None:
        """The person sent where they are."""
        with self._lock:
            self._person(user).sent = position

    def position(self, user: str) -> Position | None:
        """The position that the person sent last."""
        with self._lock:
            person = self._known(user)
            return person.sent if person else None

    def note_numbers(self, user: str, reply: Reply) -> None:
        """The numbers by which places can be called after this reply."""
        with self._lock:
            person = self._person(user)
            person.numbers = numbers_of(reply, person.numbers)

    def numbers(self, user: str) -> Mapping[str, int]:
        """The numbers by which places can be called."""
        with self._lock:
            person = self._known(user)
            return dict(person.numbers) if person else {}

    def keep(self, user: str, reply: Reply, start: Position) -> None:
        """Keep the places of a reply, told as they lie from `start`."""
        with self._lock:
            person = self._person(user)
            name = picture_name(reply)
            person.shown[name] = Shown(reply.places, dict(person.numbers), start)
            person.shown.move_to_end(name)
            while len(person.shown) > MOST_SHOWN:
                person.shown.popitem(last=False)

    def shown(self, user: str, name: str) -> Shown | None:
        """The answer of that name, if this person got it and it is not too old."""
        with self._lock:
            person = self._known(user)
            return person.shown.get(name) if person else None

    def _known(self, user: str) -> _Person | None:
        self._forget_old()
        return self._people.get(user)

    def _person(self, user: str) -> _Person:
        self._forget_old()
        now = self._timer()
        person = self._people.setdefault(user, _Person(now))
        person.at = now
        self._people.move_to_end(user)
        return person

    def _forget_old(self) -> None:
        oldest = self._timer() - KEPT_SECONDS
        while self._people:
            person = next(iter(self._people.values()))
            if person.at >= oldest and len(self._people) <= MOST_PEOPLE:
                return
            self._people.popitem(last=False)


def picture_name(reply: Reply) -> str:
    """The name of a reply's picture: the same for the same places."""
    told = json.dumps(reply.places, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:16]
