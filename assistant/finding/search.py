"""The search for one service around one person: enough candidates, walked to, ranked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from assistant.facilities.store import FIRST_RADIUS, Candidate, candidates
from assistant.finding.ranking import Key, Standing, best_beyond, rank
from assistant.finding.visit import Visit, visit
from assistant.finding.walker import Walker
from assistant.finding.walks import Walks
from assistant.walking import Position

RADIUS_METRES = 10_000.0
"""Nobody walks farther; what lies beyond is as good as missing."""

FIRST_POOL = 30
"""Candidates that are walked to at first, or three times what is asked for."""

POOL_GROWTH = 4
LARGEST_POOL = 400

PLANNED_MINUTES = 15
"""Planned places within this walk are worth a word."""


@dataclass(frozen=True)
class Question:
    """Who wants what, where and when."""

    position: Position
    walker: Walker
    now: datetime
    open_at: datetime | None
    limit: int


@dataclass(frozen=True, order=True)
class Ranked:
    """A visit and where it stands."""

    key: Key
    visit: Visit = field(compare=False)

    @property
    def standing(self) -> Standing:
        """How glad the person would be to be sent there."""
        return self.key[0]


@dataclass
class Found:
    """What a search brought up."""

    ranked: list[Ranked] = field(default_factory=list)
    """Places in use, best first."""
    planned: list[Visit] = field(default_factory=list)
    """Places near by that will offer the service one day, nearest first."""

    def is_within(self, minutes: int) -> bool:
        """Whether there is a place in use, open or not, within that walk."""
        return any(_is_within(item.visit, minutes) for item in self.ranked)


class Search:
    """One person's search; nothing is walked to twice however often the circle grows."""

    def __init__(self, session: Session, walks: Walks, question: Question) -> None:
        self._session = session
        self._walks = walks
        self._question = question

    def run(self, service_id: str) -> Found:
        """The places for one service, at least as many as wanted if there are as many.

        No facility that was not looked at could stand among the wanted ones: it lies farther in a
        straight line than the last of them is on foot. (Among the `LARGEST_POOL` nearest, that is.)
        """
        wanted = self._question.limit
        size, circle = max(FIRST_POOL, 3 * wanted), FIRST_RADIUS
        found = Found()
        seen: set[str] = set()
        while True:
            pool = candidates(
                self._session,
                [service_id],
                *self._question.position,
                RADIUS_METRES,
                size,
                first_radius_m=circle,
            )
            self._sort_in([item for item in pool if item.facility.id not in seen], found)
            seen.update(item.facility.id for item in pool)
            if len(pool) < size or size >= LARGEST_POOL or self._is_settled(found, pool[-1]):
                return found
            size = min(size * POOL_GROWTH, LARGEST_POOL)
            circle = pool[-1].metres * math.sqrt(POOL_GROWTH)

    def _is_settled(self, found: Found, farthest: Candidate) -> bool:
        """Whether nothing that lies beyond `farthest` can stand among those wanted."""
        wanted = self._question.limit
        if len(found.ranked) < wanted:
            return False
        beyond = best_beyond(farthest.metres / self._question.walker.pace)
        return found.ranked[wanted - 1].key < beyond

    def _sort_in(self, pool: Sequence[Candidate], found: Found) -> None:
        question, wheelchair = self._question, self._question.walker.wheelchair
        doors = [(item.facility.lat, item.facility.lon) for item in pool]
        for candidate, walk in zip(pool, self._walks.to(doors), strict=True):
            facility = candidate.facility
            if wheelchair and facility.wheelchair == "no":
                continue
            going = visit(facility, walk, question.now, question.open_at)
            if going.is_offered:
                found.ranked.append(Ranked(rank(going, wheelchair, candidate.metres), going))
            elif facility.status == "planned" and _is_within(going, PLANNED_MINUTES):
                found.planned.append(going)
        found.ranked.sort()
        found.planned.sort(key=lambda item: (item.minutes, item.facility.id))


def _is_within(going: Visit, minutes: int) -> bool:
    return going.minutes is not None and going.minutes <= minutes
