"""Where the person is: asked for, understood from words or a position, forgotten."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import WORKERS, NeighbourAction, guarded
from actions.find import Find
from actions.homes import called, keep
from actions.offices import nearest
from actions.outcome import Outcome
from actions.turn import FORM, Here, Turn
from actions.where import asked_from, here_of, named, open_question, place_in
from assistant.people import HOME
from assistant.places import Resolution
from assistant.wording.measures import minutes, name_of
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

TRIES = 2
"""How often a place that is not found is asked for again."""
OTHER_SUBJECTS = frozenset(
    {"emergency", "human", "lost", "deny", "bye", "help", "privacy", "repeat", "book", "report"}
)
"""What interrupts the question; anything else without a service is a try to answer it."""


class AskHere(NeighbourAction):
    """The form's question: where are you?"""

    hears_asides = False

    def name(self) -> str:
        """The name in the domain."""
        return "action_ask_here"

    def answer(self, turn: Turn) -> Outcome:
        """The question, put another way the second time."""
        asked = turn.asked
        tries = int(asked.get("tries", 0))
        book, own = phrase_book(turn.language), asked.get("own")
        if asked.get("options"):
            reply = book.reply("here_choices", choices=named(asked["options"], turn.language))
        elif asked.get("anchor"):
            reply = book.reply("here_near_what", kind=asked["anchor"])
        elif tries and asked.get("unknown"):
            reply = book.reply("here_unknown", place=asked["unknown"])
        elif own and (own != HOME or asked.get("where")) and not tries:
            reply = book.reply("own_where", own=called(own, turn.language))
        else:
            reply = book.reply("ask_here_again" if tries else "ask_here")
        return Outcome(replace(reply, ask_location=True), {"asked": asked}, keep_form=True)


class ValidatePlaceForm(NeighbourAction):
    """Understands the answer to "where are you?"; anything else interrupts the form."""

    def name(self) -> str:
        """The name in the domain."""
        return f"validate_{FORM}"

    def answer(self, turn: Turn) -> Outcome:
        """Not used: the form takes bare events."""
        return Outcome()

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """The place as a slot event; no event where the person spoke of something else."""
        turn = Turn(tracker, self.world.settings, self.world.people)
        return await guarded(WORKERS, lambda: self.slots(turn), [SlotSet("here", None)])

    def slots(self, turn: Turn) -> list[EventType]:
        """The events for the form."""
        if turn.metadata.get("here"):
            return [SlotSet("here", turn.metadata["here"])]
        resolution = place_in(self.world, turn)
        here = here_of(resolution)
        if here is not None and turn.intent != "emergency":
            return [SlotSet("here", here.as_slot())]
        if resolution.anchor_wanted:
            asked = {**turn.asked, **open_question(resolution, turn)}
            return [SlotSet("here", None), SlotSet("asked", asked)]
        if turn.surely_meant or turn.intent in OTHER_SUBJECTS:
            return []
        own = asked_from(turn)
        if own and not turn.asked.get("own"):
            # "我家" says where to count from, not yet where that is.
            asked = {**turn.asked, "own": own[0], "where": True}
            return [SlotSet("here", None), SlotSet("asked", asked)]
        if resolution.choices:
            question = open_question(resolution, turn)
            return [SlotSet("here", None), SlotSet("asked", {**turn.asked, **question})]
        tries = int(turn.asked.get("tries", 0)) + 1
        asked = {**turn.asked, "tries": tries, "options": None, "anchor": None}
        asked["unknown"] = resolution.mention
        if tries <= TRIES:
            return [SlotSet("here", None), SlotSet("asked", asked)]
        # Rasa ends a form whose requested slot is taken away.
        return [
            SlotSet("here", None),
            SlotSet("asked", {"question": "given_up"}),
            SlotSet("requested_slot", None),
        ]


class SetLocation(NeighbourAction):
    """The person says where they are, or sends a position."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_set_location"

    def answer(self, turn: Turn) -> Outcome:
        """Remembers the place; goes on with a need that waited for it."""
        book = phrase_book(turn.language)
        if turn.metadata.get("here_sent") and turn.moved is None:
            # The same position once more and no word: silence.
            return Outcome(book.reply("empty"), {"asked": turn.slot("asked")})
        resolution = place_in(self.world, turn)
        sent = turn.metadata.get("here") if turn.metadata.get("here_sent") else None
        here = Here(**sent) if sent else here_of(resolution)
        if here is None and (resolution.choices or resolution.anchor_wanted):
            asked = {"question": "here", "services": list(turn.services)}
            asked |= open_question(resolution, turn)
            return Outcome(slots={"asked": asked}, ask_place=True)
        waiting = turn.asked.get("question") == "here"
        if here is None and turn.services:
            return Find(self.world).answer(turn)
        if here is None:
            return Outcome(book.reply("set_location_what"))
        if turn.services or waiting:
            # The name of a place may sound like a service: 银杏 is no bank.
            meant = turn.services if turn.surely_meant or not waiting else ()
            services = meant or tuple(turn.asked.get("services") or turn.services)
            outcome = Find(self.world).found(turn, services, here)
            return replace(outcome, slots={**(outcome.slots or {}), "here": here.as_slot()})
        if turn.stays_put and turn.person.place(HOME) is None:
            # A speaker stays where it is.
            told = keep(HOME, turn, self.world, here).then(book.reply("what_now"))
            return Outcome(told, {"here": here.as_slot()})
        label = here.name(turn.language)
        if not label:
            label = self.world.gazetteer.label(here.lat, here.lon, turn.language) or ""
        return Outcome(here_known(resolution, label, turn), {"here": here.as_slot()})


def here_known(resolution: Resolution, label: str, turn: Turn) -> Reply:
    """That the place is known now; an unknown building is said to be unknown."""
    book = phrase_book(turn.language)
    key = "here_set" if label else "here_set_unnamed"
    fields = {"place": label} if label else {}
    reply = book.reply(key, **fields)
    if not resolution.building_unknown:
        return reply
    return book.reply("building_unknown", place=label).then(reply)


class Lost(NeighbourAction):
    """Somebody does not know where they are: calm, and a door to go to."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_lost"

    def answer(self, turn: Turn) -> Outcome:
        """The nearest police post, office or open shop where the place is known."""
        book = phrase_book(turn.language)
        doors = ("police_station", "community_office", "convenience_store")
        door = nearest(turn, self.world, *doors, only_open=True)
        if door is None or turn.here is None or not turn.metadata.get("here"):
            return Outcome(book.reply("lost_unknown"))
        label = turn.here.name(turn.language)
        if not label:
            label = self.world.gazetteer.label(turn.here.lat, turn.here.lon, turn.language) or "…"
        reply = book.reply(
            "lost_known",
            place=label,
            name=name_of(door, turn.language),
            minutes=minutes(door, turn.language),
        )
        return Outcome(reply)
