"""The person of a turn: what is known of them, and remembering or forgetting it."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from sqlalchemy.exc import SQLAlchemyError

from assistant.people import Habits, Known, People, PersonPlace

log = logging.getLogger(__name__)


class Person:
    """One person, known by a key; a database that does not answer is no reason for silence."""

    def __init__(self, key: str, people: People | None, now: datetime) -> None:
        """Without `people` nothing is known and nothing can be kept."""
        self.key = key
        self._people = people
        self._now = now

    @cached_property
    def known(self) -> Known:
        """The person's places and habits; nothing where the database does not answer."""
        if self._people is None:
            return Known()
        try:
            return self._people.known(self.key, self._now.date())
        except SQLAlchemyError as error:
            log.error("what is known of a person could not be read: %s", type(error).__name__)
            return Known()

    def place(self, name: str) -> PersonPlace | None:
        """The person's own place of that name."""
        return self.known.places.get(name)

    @property
    def family(self) -> tuple[str, ...]:
        """The keys of everybody of the household, the person's own first."""
        return (self.key, *self.known.family)

    @property
    def habits(self) -> Habits:
        """How the person walks."""
        return self.known.habits or Habits()

    def remember_place(self, place: PersonPlace) -> bool:
        """Keep a place; False where that was not possible. Raises TooManyPlaces."""
        return self._done(lambda people: people.remember_place(self.key, place, self._now.date()))

    def remember_habits(self, habits: Habits) -> bool:
        """Keep how the person walks; False where that was not possible."""
        return self._done(lambda people: people.remember_habits(self.key, habits, self._now.date()))

    def forget_place(self, name: str) -> bool:
        """Forget a place; False where that was not possible."""
        return self._done(lambda people: people.forget_place(self.key, name))

    def forget(self) -> bool:
        """Forget everything that is stored; False where that was not possible."""
        return self._done(lambda people: people.forget(self.key))

    def _done(self, change: Callable[[People], object]) -> bool:
        if self._people is None:
            return False
        try:
            change(self._people)
        except SQLAlchemyError as error:
            log.error("what is known of a person could not be changed: %s", type(error).__name__)
            return False
        self.look_again()
        return True

    def look_again(self) -> None:
        """What was known may have changed."""
        self.__dict__.pop("known", None)
