"""One turn of a conversation, read from Rasa's tracker."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker

from actions.person import Person
from assistant import clock
from assistant.channels import Capabilities, capabilities_of
from assistant.finding import Walker
from assistant.people import HOME, Habits, People
from assistant.people.walking_words import HeardWalking, heard_walking
from assistant.settings import Settings
from assistant.storing import message_key
from assistant.times import with_times_mended

_LETTER = re.compile(r"[^\W\d_]")

FORM = "place_form"
MISSED = "missed"
"""The slot that counts turns that were not understood, one after the other."""
NEW_NEEDS = frozenset({"find", "book"})
"""Behaviours that begin something new; the others go on with what was just answered."""
GUESS = 0.35
"""The likelihood below which a service is asked about before it is looked for."""
HOPELESS = 0.2
"""The likelihood below which it is not even asked about."""
RIVAL = 0.5
"""How likely a second service must be, as a share of the first, to be named in the question."""
SURE = 0.6
"""The likelihood from which on a service interrupts the question for the place."""


@dataclass(frozen=True)
class Here:
    """Where the person is."""

    lat: float
    lon: float
    label: str = ""
    label_en: str = ""

    @property
    def position(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.lat, self.lon

    def name(self, language: str) -> str:
        """How the place is called in `language`; may be empty."""
        return (self.label_en or self.label) if language == "en" else self.label

    def as_slot(self) -> dict[str, Any]:
        """The form in which Rasa keeps it."""
        return {"lat": self.lat, "lon": self.lon, "label": self.label, "label_en": self.label_en}


@dataclass(frozen=True)
class Phone:
    """A telephone number in a sentence, digits only, and where it stands."""

    number: str
    start: int
    end: int


class Turn:
    """What the person said and what is known from before."""

    def __init__(self, tracker: Tracker, settings: Settings, people: People | None = None) -> None:
        """Without `people` nobody is known from before."""
        self.tracker = tracker
        self.settings = settings
        self._people = people
        self._noted: dict[str, Any] = {}
        message = tracker.latest_message or {}
        self.intent: str = (message.get("intent") or {}).get("name") or ""
        self.metadata: dict[str, Any] = message.get("metadata") or {}
        self._message = message
        said, mended = message.get("text") or "", message.get("mended") or ""
        self.text: str = with_times_mended(said, mended, self.now)
        """What was said; misheard times are mended."""

    @cached_property
    def language(self) -> str:
        """ "zh" or "en": of this sentence, of an earlier one where this one tells nothing."""
        # Neither digits nor "ok" tell the language.
        telling = len(_LETTER.findall(self.text)) > 3 or not self.text.isascii()
        told = self._message.get("language") if telling else None
        heard = told or self.slot("language") or self._message.get("language") or "zh"
        return "en" if heard == "en" else "zh"

    @property
    def message_id(self) -> str:
        """The id of the message; "" where it has none."""
        return str(self.metadata.get("message_id") or "")

    @property
    def request(self) -> str:
        """The key of what this very message does, so that it is done once; "" without an id."""
        identity = self.message_id
        return message_key(identity, f"{self.person.key}/") if identity else ""

    @cached_property
    def can(self) -> Capabilities:
        """What the channel can do."""
        return capabilities_of(str(self.metadata.get("channel", "chat")))

    @property
    def stays_put(self) -> bool:
        """Whether the device stands somewhere: where it is, the person lives."""
        return self.can.voice

    @property
    def whole(self) -> str:
        """All that was said: `text` is a part of it where somebody told a long story."""
        return str(self.metadata.get("whole") or self.text)

    @cached_property
    def now(self) -> datetime:
        """The moment that the gateway stamped on the turn."""
        stamped = self.metadata.get("now")
        return datetime.fromisoformat(stamped).astimezone(clock.ZONE) if stamped else clock.now()

    @cached_property
    def person(self) -> Person:
        """Who is served: at the hotline the caller, once the number was said."""
        key = self.slot("caller") or self.tracker.sender_id
        return Person(str(key), self._people, self.now)

    def slot(self, name: str) -> Any:
        """A slot, as it was noted in this turn or is known from before."""
        return self._noted[name] if name in self._noted else self.tracker.get_slot(name)

    def note(self, slots: Mapping[str, Any]) -> None:
        """Go on with these slots; "caller" changes who is served."""
        self._noted |= slots
        for name in ("here", "person") if "caller" in slots else ("here",):
            self.__dict__.pop(name, None)

    @cached_property
    def here(self) -> Here | None:
        """Where the person is: newly sent with this turn, known from before, or at home."""
        known = self.moved or self.slot("here") or self.metadata.get("here")
        return Here(**known) if known else self.own_place(HOME)

    @property
    def is_home(self) -> bool:
        """Whether `here` is the home for want of anything nearer at hand."""
        sent = self.moved or self.slot("here") or self.metadata.get("here")
        return not sent and self.here is not None

    def own_place(self, name: str) -> Here | None:
        """The person's own place of that name."""
        place = self.person.place(name)
        return Here(place.lat, place.lon, place.label, place.label_en) if place else None

    @property
    def moved(self) -> dict[str, Any] | None:
        """The position sent with this turn, if it is another one than was sent before."""
        sent: dict[str, Any] | None = self.metadata.get("here")
        return sent if sent and sent != self.slot("sent") else None

    @property
    def start(self) -> Here | None:
        """From where the places just named were seen."""
        seen = self.shown.get("here")
        return Here(**seen) if seen else self.here

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The catalogue ids that were meant, best first."""
        return tuple(item["id"] for item in self._message.get("services") or ())

    @property
    def errands(self) -> tuple[str, ...]:
        """The same in the order in which they were said."""
        said = tuple(self._message.get("errands") or ())
        return said if set(said) == set(self.services) else self.services

    @property
    def surely_meant(self) -> bool:
        """Whether a service was meant beyond doubt: names of places sound like services."""
        items = self._message.get("services") or ()
        sure = any(item["confidence"] >= SURE for item in items)
        return sure and self.intent != "nlu_fallback"

    @property
    def understood(self) -> dict[str, Any]:
        """What was understood, for those who look on: behaviour and services."""
        ranking = [item["name"] for item in self._message.get("intent_ranking") or ()]
        behaviour = next((name for name in ranking if name != "nlu_fallback"), self.intent)
        if self.intent != "nlu_fallback":
            behaviour = self.intent
        return {"behaviour": behaviour, "services": list(self.services)}

    @property
    def candidates(self) -> tuple[str, ...]:
        """One or two catalogue ids that may have been meant where nothing is sure."""
        ranking = self._message.get("service_ranking") or ()
        least = max(HOPELESS, RIVAL * self._best(ranking))
        likely = [item for item in ranking if item["confidence"] >= least]
        return tuple(item["id"] for item in likely[:2])

    @property
    def guessed(self) -> bool:
        """Whether the one service is no more than a guess."""
        items: Sequence[dict[str, Any]] = self._message.get("services") or []
        return len(items) == 1 and bool(items[0]["confidence"] < GUESS)

    @staticmethod
    def _best(ranking: Sequence[dict[str, Any]]) -> float:
        return max((float(item["confidence"]) for item in ranking), default=0.0)

    @property
    def shown(self) -> dict[str, Any]:
        """What was named last: {"services", "places": [[id, service], …], "offset"}."""
        return self.slot("shown") or {"services": [], "places": [], "offset": 0}

    @property
    def asked(self) -> dict[str, Any]:
        """The open question, {} where there is none."""
        return self.slot("asked") or {}

    @property
    def phone(self) -> Phone | None:
        """The telephone number that was said."""
        for entity in self._message.get("entities") or ():
            if entity.get("entity") == "phone":
                return Phone(str(entity["value"]), int(entity["start"]), int(entity["end"]))
        return None

    @property
    def ordinal(self) -> int | None:
        """Which of the list was named in this turn, from 0; -1 is the last one."""
        for entity in self._message.get("entities") or ():
            if entity.get("entity") == "choice":
                number = int(entity["value"])
                return number - 1 if number > 0 else number
        return None

    @property
    def chosen(self) -> int:
        """Which of the list is being talked about, from 0."""
        if self.ordinal is not None:
            return self.ordinal
        kept = self.slot("chosen")
        return int(kept) if kept is not None else 0

    @cached_property
    def walking(self) -> HeardWalking | None:
        """What this sentence says about walking."""
        return heard_walking(self.text)

    @property
    def habits(self) -> Habits:
        """How the one walks for whom this answer is."""
        if self.walking:
            return self.walking.applied_to(self.person.habits)
        answered = self.slot("habits")
        if answered and self.intent not in NEW_NEEDS:
            return Habits.from_json(answered)
        return self.person.habits

    @property
    def walker(self) -> Walker:
        """Whose minutes are counted."""
        usual = self.settings.speaker_pace if self.can.voice else self.settings.pace
        habits = self.habits
        return Walker(
            pace=habits.pace or usual,
            wheelchair=habits.wheelchair,
            avoid_steps=habits.avoid_steps or habits.pram,
        )

    @property
    def in_form(self) -> bool:
        """Whether the place is being asked for."""
        return bool((self.tracker.active_loop or {}).get("name") == FORM)
