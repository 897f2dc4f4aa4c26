"""The rows about people, sealed and opened, in one transaction."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, Table, delete, func, insert, select, update

from assistant.errors import UsageError
from assistant.people.habits import Habits
from assistant.people.person_place import PersonPlace, place_name
from assistant.people.sealing import Sealer
from assistant.people.tables import Household, HouseholdPlace, Person

log = logging.getLogger(__name__)

MOST_PLACES = 12
"""Places of a household."""

_HOUSEHOLD = cast(Table, Household.__table__)
_PERSON = cast(Table, Person.__table__)
_PLACE = cast(Table, HouseholdPlace.__table__)


class TooManyPlaces(UsageError):  # noqa: N818 - a state of affairs, caught by name
    """The household has as many places as are kept."""

    def __init__(self) -> None:
        super().__init__(f"No more than {MOST_PLACES} places are kept. 最多记{MOST_PLACES}个地方。")


@dataclass(frozen=True)
class Member:
    """Somebody of a household."""

    id: str
    household: str
    seen_on: date
    habits: Habits | None = None
    is_speaker: bool = False
    """Whether it is a speaker that was tied to the household by its code."""


class Rows:
    """What is kept. A row that cannot be opened is taken for none."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def member(self, person: str) -> Member | None:
        """The person, if anything is kept."""
        found = select(_PERSON).where(_PERSON.c.id == person)
        row = self._connection.execute(found).mappings().one_or_none()
        return self._opened(row) if row else None

    def members(self, household: str) -> list[Member]:
        """Everybody of a household."""
        found = select(_PERSON).where(_PERSON.c.household_id == household).order_by(_PERSON.c.id)
        opened = map(self._opened, self._connection.execute(found).mappings())
        return [member for member in opened if member]

    def size(self, household: str) -> int:
        """How many belong to a household."""
        return self._count(_PERSON, household)

    def enter(self, person: str, today: date) -> Member:
        """The person, seen today; with a household of their own where nothing was kept yet."""
        known = self.member(person)
        if known:
            return self.save(replace(known, seen_on=max(known.seen_on, today)))
        self.remove(person)
        return self.save(Member(person, self._new_household(), today))

    def save(self, member: Member) -> Member:
        """Keeps `member`, in the household that it names."""
        habits = member.habits.as_json() if member.habits else None
        what = {"habits": habits, "is_speaker": member.is_speaker}
        row = {
            "household_id": member.household,
            "sealed": self._sealer.seal(what, _owner(member.id, member.household)),
            "seen_on": member.seen_on,
        }
        changed = update(_PERSON).where(_PERSON.c.id == member.id).values(row)
        if not self._connection.execute(changed).rowcount:
            self._connection.execute(insert(_PERSON).values(row | {"id": member.id}))
        return member

    def remove(self, person: str) -> bool:
        """Deletes the person, and the household with the last one; whether there was anything.

        Tied speakers are no such last ones: they lose the places of who is forgotten.
        """
        gone = delete(_PERSON).where(_PERSON.c.id == person).returning(_PERSON.c.household_id)
        household = self._connection.scalar(gone)
        if household is not None:
            self._close_if_left(household)
        return household is not None

    def part(self, member: Member) -> None:
        """Takes somebody out of the household, with nothing but their own habits."""
        if member.habits:
            alone = replace(member, household=self._new_household(), is_speaker=False)
            self.save(alone)
        else:
            self._connection.execute(delete(_PERSON).where(_PERSON.c.id == member.id))

    def remove_household(self, household: str) -> None:
        """Deletes a household with its places and everybody in it."""
        self._connection.execute(delete(_HOUSEHOLD).where(_HOUSEHOLD.c.id == household))

    def remove_if_bare(self, member: Member) -> None:
        """Deletes somebody of whom nothing is worth keeping any more."""
        alone = self.size(member.household) == 1
        if alone and not member.habits and not self._count(_PLACE, member.household):
            self.remove_household(member.household)

    def merge(self, source: str, target: str) -> tuple[str, ...]:
        """Brings everybody and every place of one household into another.

        Of two places with one name the target's stays. The names of those that found no room.
        """
        places = self.places(target)
        left_out = []
        for name, place in self.places(source).items():
            if len(places) >= MOST_PLACES and name not in places:
                left_out.append(name)
            elif name not in places:
                places[name] = place
                self.put(target, place)
        for member in self.members(source):
            self.save(replace(member, household=target))
        self.remove_household(source)
        return tuple(left_out)

    def places(self, household: str) -> dict[str, PersonPlace]:
        """The places of a household by name, in the order of the names."""
        found = select(_PLACE.c.name_hash, _PLACE.c.sealed).where(
            _PLACE.c.household_id == household
        )
        opened = [
            self._open(sealed, _owner(household, name_hash))
            for name_hash, sealed in self._connection.execute(found)
        ]
        places = sorted((PersonPlace.from_json(what) for what in opened if what), key=_name)
        return {place.name: place for place in places}

    def put(self, household: str, place: PersonPlace) -> None:
        """Keeps a place; one of the same name is replaced. Raises TooManyPlaces."""
        self.drop(household, place.name)
        if self._count(_PLACE, household) >= MOST_PLACES:
            raise TooManyPlaces
        name_hash = self._name_hash(household, place.name)
        row = {
            "household_id": household,
            "name_hash": name_hash,
            "sealed": self._sealer.seal(place.as_json(), _owner(household, name_hash)),
        }
        self._connection.execute(insert(_PLACE).values(row))

    def drop(self, household: str, name: str) -> bool:
        """Deletes a place; whether there was one."""
        name_hash = self._name_hash(household, place_name(name))
        gone = delete(_PLACE).where(
            _PLACE.c.household_id == household, _PLACE.c.name_hash == name_hash
        )
        return bool(self._connection.execute(gone).rowcount)

    def remove_unseen(self, before: date) -> int:
        """Deletes everybody who was not seen since; how many."""
        gone = self._connection.execute(delete(_PERSON).where(_PERSON.c.seen_on < before))
        lived_in = select(_PERSON.c.household_id).where(_PERSON.c.household_id == _HOUSEHOLD.c.id)
        self._connection.execute(delete(_HOUSEHOLD).where(~lived_in.exists()))
        return gone.rowcount

    def _close_if_left(self, household: str) -> None:
        members = self.members(household)
        if all(member.is_speaker for member in members):
            for member in members:
                self.part(member)
            self.remove_household(household)

    def _new_household(self) -> str:
        household = secrets.token_hex(16)
        self._connection.execute(insert(_HOUSEHOLD).values(id=household))
        return household

    def _opened(self, row: RowMapping) -> Member | None:
        household = row["household_id"]
        what = self._open(row["sealed"], _owner(row["id"], household))
        if what is None:
            return None
        habits = Habits.from_json(what["habits"]) if what["habits"] else None
        return Member(row["id"], household, row["seen_on"], habits, what["is_speaker"])

    def _open(self, sealed: bytes, owner: str) -> Mapping[str, Any] | None:
        what = self._sealer.open(sealed, owner)
        if what is None:
            log.warning("A row about a person cannot be opened: damaged, or secret.key is another.")
        return what

    def _name_hash(self, household: str, name: str) -> str:
        return self._sealer.digest("place", household, name)

    def _count(self, table: Table, household: str) -> int:
        counted = select(func.count()).where(table.c.household_id == household)
        return self._connection.scalar(counted) or 0


def _owner(*ids: str) -> str:
    return "/".join(ids)


def _name(place: PersonPlace) -> str:
    return place.name
