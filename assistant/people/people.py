"""What is kept about people: known, remembered, shared with a tied speaker, forgotten."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import cast

from sqlalchemy import Engine, Table, update
from sqlalchemy.exc import OperationalError

from assistant.clock import ZONE
from assistant.people.changes import change, note
from assistant.people.codes import Codes
from assistant.people.habits import Habits
from assistant.people.person_place import PersonPlace
from assistant.people.rows import Member, Rows
from assistant.people.sealing import Sealer
from assistant.people.tables import Person

log = logging.getLogger(__name__)

_PERSON = cast(Table, Person.__table__)


@dataclass(frozen=True)
class Known:
    """What is known of somebody."""

    places: Mapping[str, PersonPlace] = field(default_factory=dict)
    """By name; "home" is the home."""
    habits: Habits | None = None
    family: tuple[str, ...] = ()
    """The keys of the others who share the places: people and speakers."""

    @property
    def linked(self) -> int:
        """How many others share the places."""
        return len(self.family)


@dataclass(frozen=True)
class Linked:
    """A speaker was tied."""

    others: int
    """How many others share the places now."""
    left_out: tuple[str, ...] = ()
    """Names of the speaker's places for which there was no room."""


class People:
    """Safe to use from many threads and processes; cheap to make.

    Somebody is named by their `keys.person_key`. Every method may raise SQLAlchemyError where the
    database is busy for more than five seconds or gone; then nothing was changed.
    """

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._sealer = Sealer(secret)

    def known(self, person: str, today: date) -> Known:
        """What is known; notes once a day that somebody of whom anything is kept was there."""
        with self._engine.connect() as connection:
            rows = Rows(connection, self._sealer)
            member = rows.member(person)
            if member is None:
                return Known()
            places = rows.places(member.household)
            others = (other.id for other in rows.members(member.household))
            family = tuple(other for other in others if other != person)
        if member.seen_on < today:
            self._note_seen(person, today)
        return Known(places, member.habits, family)

    def remember_place(self, person: str, place: PersonPlace, today: date) -> None:
        """Keeps a place, instead of an earlier one of that name. Raises TooManyPlaces."""
        with change(self._engine) as connection:
            rows = Rows(connection, self._sealer)
            rows.put(rows.enter(person, today).household, place)

    def forget_place(self, person: str, name: str) -> bool:
        """Forgets a place; whether there was one."""
        with change(self._engine) as connection:
            rows = Rows(connection, self._sealer)
            member = rows.member(person)
            if member is None or not rows.drop(member.household, name):
                return False
            rows.remove_if_bare(member)
            return True

    def remember_habits(self, person: str, habits: Habits, today: date) -> None:
        """Keeps how somebody walks; `Habits()` forgets it."""
        with change(self._engine) as connection:
            rows = Rows(connection, self._sealer)
            if habits != Habits():
                rows.save(replace(rows.enter(person, today), habits=habits))
            elif rows.member(person):
                rows.remove_if_bare(rows.save(replace(rows.enter(person, today), habits=None)))

    def forget(self, person: str) -> bool:
        """Forgets everything of somebody; whether there was anything.

        Places shared with other people stay with those; a tied speaker loses them.
        """
        with change(self._engine) as connection:
            Codes(connection, self._sealer).forget(person)
            return Rows(connection, self._sealer).remove(person)

    def forget_household(self, person: str) -> bool:
        """Forgets everybody of the household and its places; whether there was anything."""
        with change(self._engine) as connection:
            rows, codes = Rows(connection, self._sealer), Codes(connection, self._sealer)
            member = rows.member(person)
            for other in rows.members(member.household) if member else ():
                codes.forget(other.id)
            if member:
                rows.remove_household(member.household)
            codes.forget(person)
            return rows.remove(person) or member is not None

    def forget_unseen(self, before: date) -> int:
        """Forgets everybody who was last seen before that day; how many."""
        start = datetime(before.year, before.month, before.day, tzinfo=ZONE)
        with change(self._engine) as connection:
            Codes(connection, self._sealer).purge(start)
            return Rows(connection, self._sealer).remove_unseen(before)

    def new_code(self, device: str, now: datetime) -> str:
        """Six digits for a speaker to read out, valid for ten minutes. Raises TooManyTries."""
        with change(self._engine) as connection:
            return Codes(connection, self._sealer).new(device, now)

    def link(self, person: str, code: str, now: datetime) -> Linked | None:
        """Ties the speaker that read out `code` to the person; None for a wrong or used code.

        The speaker brings its places and those whom it is already tied to; of two places with one
        name the person's stays. Raises TooManyTries.
        """
        today = now.astimezone(ZONE).date()
        with change(self._engine) as connection:
            rows = Rows(connection, self._sealer)
            device = Codes(connection, self._sealer).take(person, code, now)
            if device is None:
                return None
            own = rows.save(replace(rows.enter(person, today), is_speaker=False))
            speaker = rows.enter(device, today)
            left_out: tuple[str, ...] = ()
            if speaker.household != own.household:
                left_out = rows.merge(speaker.household, own.household)
            rows.save(replace(speaker, household=own.household, is_speaker=True))
            return Linked(rows.size(own.household) - 1, left_out)

    def unlink(self, person: str) -> bool:
        """Parts speaker and person; whether they were together.

        The speakers leave, with copies of nothing: one that asks alone, all of them where a person
        asks. Where none is tied, the person leaves the household.
        """
        with change(self._engine) as connection:
            rows = Rows(connection, self._sealer)
            member = rows.member(person)
            members = rows.members(member.household) if member else []
            if member is None or len(members) < 2:
                return False
            for leaving in _leaving(member, members):
                rows.part(leaving)
            return True

    def _note_seen(self, person: str, today: date) -> None:
        seen = update(_PERSON).where(_PERSON.c.id == person, _PERSON.c.seen_on < today)
        try:
            with note(self._engine) as connection:
                connection.execute(seen.values(seen_on=today))
        except OperationalError as error:
            log.warning("It could not be noted that somebody was there: %s", error.orig)


def _leaving(member: Member, members: list[Member]) -> list[Member]:
    speakers = [each for each in members if each.is_speaker]
    return [member] if member.is_speaker or not speakers else speakers
