"""The search for one service around one person: enough candidates, walked to, ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from assistant.facilities.store import Candidate, candidates
from assistant.finding.place import FoundPlace
from assistant.finding.ranking import WORTH_SECONDS, Key, found_place, is_closed, is_offered, rank
from assistant.finding.walker import Walker
from assistant.finding.walks import Walks
from assistant.walking import Position, Walk

RADIUS_METRES = 10_000.0
"""Nobody walks farther; what lies beyond is as good as missing."""

FIRST_POOL = 30
"""Candidates that are walked to at first, or three times what is asked for."""

POOL_GROWTH = 3
LARGEST_POOL = 400

PLANNED_MINUTES = 15
"""Planned places within this walk are worth a word."""

PLANNED_SHOWN = 2


@dataclass(frozen=True)
class Question:
    """Who wants what, where and when."""

    position: Position
    walker: Walker
    now: datetime
    open_at: datetime | None
    limit: int


@dataclass(frozen=True)
class Ranked:
    """A place with what its rank came from."""

    key: Key
    place: FoundPlace
    walk: Walk | None
    closed: bool
    """Whether the person would stand before a closed door."""


@dataclass(frozen=True)
class Found:
    """Everything a search brought up, best first."""

    ranked: tuple[Ranked, ...]
    planned: tuple[FoundPlace, ...]


class Search:
    """One person's search; walks are measured once however often the circle grows."""

    def __init__(self, session: Session, walks: Walks, question: Question) -> None:
        self._session = session
        self._walks = walks
        self._question = question
        self._walked: dict[str, Walk | None] = {}

    def run(self, service_id: str) -> Found:
        """The ranked places for one service, at least as many as wanted if there are as many.

        No facility that was not looked at could stand among them: it lies farther in a straight
        line than the last of them is on foot.
        """
        wanted = self._question.limit
        size = max(FIRST_POOL, POOL_GROWTH * wanted)
        while True:
            pool = candidates(
                self._session, [service_id], *self._question.position, RADIUS_METRES, size
            )
            found = self._rank(service_id, pool)
            if len(pool) < size or size >= LARGEST_POOL:
                return found
            if _is_settled(found.ranked[:wanted], wanted, self._seconds_to(pool[-1])):
                return found
            size = min(size * POOL_GROWTH, LARGEST_POOL)

    def _seconds_to(self, candidate: Candidate) -> float:
        return candidate.metres / self._question.walker.pace

    def _rank(self, service_id: str, pool: Sequence[Candidate]) -> Found:
        self._walk_to([item for item in pool if item.facility.id not in self._walked])
        question = self._question
        ranked, planned = [], []
        for candidate in pool:
            facility = candidate.facility
            walk = self._walked[facility.id]
            arrival = question.open_at or question.now + timedelta(
                seconds=walk.seconds if walk else 0
            )
            place = found_place(candidate, walk, [service_id], question.now, question.open_at)
            if is_offered(facility, arrival, question.walker.wheelchair):
                key = rank(place, walk, arrival, question.walker.wheelchair)
                ranked.append(Ranked(key, place, walk, is_closed(place, arrival)))
            elif facility.status == "planned" and _is_near(place):
                planned.append(place)
        ranked.sort(key=lambda item: item.key)
        planned.sort(key=lambda place: (place.walk_minutes, place.id))
        return Found(tuple(ranked), tuple(planned[:PLANNED_SHOWN]))

    def _walk_to(self, new: Sequence[Candidate]) -> None:
        targets = [(item.facility.lat, item.facility.lon) for item in new]
        for item, walk in zip(new, self._walks.to(targets), strict=True):
            self._walked[item.facility.id] = walk


def _is_near(place: FoundPlace) -> bool:
    return place.walk_minutes is not None and place.walk_minutes <= PLANNED_MINUTES


def _is_settled(best: Sequence[Ranked], wanted: int, seconds_beyond: float) -> bool:
    """Whether nothing that takes `seconds_beyond` or more can stand among the best."""
    if len(best) < wanted:
        return False
    last = best[-1].key
    beyond: Key = (False, seconds_beyond > WORTH_SECONDS, False, 0, seconds_beyond, "")
    return last < beyond
