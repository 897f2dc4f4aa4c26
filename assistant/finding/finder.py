"""Answers needs: the places for a service around a person."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from assistant.catalogue import Catalogue
from assistant.facilities import store
from assistant.finding.answer import Answer
from assistant.finding.place import FoundPlace
from assistant.finding.ranking import WORTH_SECONDS, found_place
from assistant.finding.search import Found, Question, Search
from assistant.finding.walker import Walker
from assistant.finding.walks import WalkingNetwork, Walks
from assistant.walking import Position, Route, metres_between

CIRCLE_MINUTES = 15
"""The edge of the life circle; beyond it is far."""

OUTSIDE_METRES = 20_000.0
"""Where no facility at all is this near, the map does not reach."""

PATIENCE_MILLISECONDS = 200
"""How long noting an unmet need may wait for somebody else's writing."""

_logger = logging.getLogger(__name__)


class Finder:
    """Finds places for services; safe to use from many threads, cheap to make."""

    def __init__(
        self, engine: Engine, catalogue: Catalogue, network: WalkingNetwork | None
    ) -> None:
        """Without a `network`, or off it, walks are estimated and marked so."""
        self._engine = engine
        self._catalogue = catalogue
        self._network = network

    def find(
        self,
        service_id: str,
        lat: float,
        lon: float,
        *,
        walker: Walker,
        now: datetime,
        open_at: datetime | None = None,
        limit: int = 5,
        record: bool = True,
        alternatives: bool = True,
    ) -> Answer:
        """The best `limit` places for a service around a WGS-84 position.

        Doors are looked at on arrival, or at `open_at`. Where nobody near by offers the service and
        `alternatives` are welcome, places for the next best one are named. With `record`, a need
        that was not met is noted. Raises UsageError for an unknown service.
        """
        service = self._catalogue[service_id]
        question = Question((lat, lon), walker, now, open_at, limit)
        with Session(self._engine) as session:
            search = Search(session, Walks(self._network, (lat, lon), walker), question)
            found = search.run(service_id)
            answer = self._answer(service_id, found, limit)
            if alternatives and not _is_worth_it(found):
                answer = self._alternative(search, service.alternatives, answer, limit)
            if not answer.places and not store.any_within(session, lat, lon, OUTSIDE_METRES):
                return replace(answer, relaxed=("outside",))
        if record and (reason := _unmet(answer)):
            self.record_unmet(service_id, lat, lon, now, reason)
        return answer

    def find_many(
        self,
        service_ids: Sequence[str],
        lat: float,
        lon: float,
        *,
        walker: Walker,
        now: datetime,
        limit: int = 5,
        record: bool = True,
    ) -> list[Answer]:
        """One answer for each of several services, in their order."""
        return [
            self.find(service, lat, lon, walker=walker, now=now, limit=limit, record=record)
            for service in service_ids
        ]

    def place(
        self,
        place_id: str,
        service_id: str,
        lat: float,
        lon: float,
        *,
        walker: Walker,
        now: datetime,
    ) -> FoundPlace | None:
        """One place by its id, as seen from a position; None where there is none any more.

        Whatever its status: that is for the caller to tell.
        """
        with Session(self._engine) as session:
            facility = store.get(session, place_id)
        if facility is None:
            return None
        door = (facility.lat, facility.lon)
        walk = Walks(self._network, (lat, lon), walker).to([door])[0]
        candidate = store.Candidate(facility, metres_between((lat, lon), door))
        return found_place(candidate, walk, [service_id], now)

    def route(self, start: Position, end: Position, walker: Walker) -> Route | None:
        """The way between two WGS-84 positions; None where no network knows one."""
        return Walks(self._network, start, walker).route_to(end)

    def record_unmet(
        self, service_id: str, lat: float, lon: float, now: datetime, reason: str
    ) -> None:
        """Note an unmet need, see `store.record_unmet`.

        A database that is busy is not waited for: the person's answer is worth more than the note.
        """
        try:
            with (
                self._engine.connect() as connection,
                _in_a_hurry(connection),
                Session(connection) as session,
            ):
                store.record_unmet(session, service_id, lat, lon, now, reason)
                session.flush()
                connection.commit()
        except OperationalError as error:
            _logger.warning("An unmet need (%s) could not be noted: %s", service_id, error.orig)

    def _answer(self, service_id: str, found: Found, limit: int) -> Answer:
        best = found.ranked[:limit]
        if not best:
            return Answer(service_id, planned=found.planned)
        nearness = self._nearness(service_id, best[0].place)
        relaxed = [
            name
            for name, holds in (("closed_now", best[0].closed), ("far", nearness == "far"))
            if holds
        ]
        return Answer(
            service_id=service_id,
            places=tuple(item.place for item in best),
            nearness=nearness,
            relaxed=tuple(relaxed),
            planned=found.planned,
            estimated=best[0].place.estimated,
        )

    def _nearness(self, service_id: str, place: FoundPlace) -> str:
        if place.walk_minutes is None or place.walk_minutes > CIRCLE_MINUTES:
            return "far"
        norm = self._catalogue[service_id].norm_minutes
        return "near" if norm is not None and place.walk_minutes <= norm else "within"

    def _alternative(
        self, search: Search, service_ids: Sequence[str], answer: Answer, limit: int
    ) -> Answer:
        """The places of the next best service that is near enough, else `answer` as it is."""
        for service_id in service_ids:
            found = search.run(service_id)
            if not _is_worth_it(found):
                continue
            other = self._answer(service_id, found, limit)
            return replace(
                other,
                service_id=answer.service_id,
                alternative_id=service_id,
                relaxed=("alternative", *other.relaxed),
                planned=answer.planned,
            )
        return answer


def _is_worth_it(found: Found) -> bool:
    """Whether there is a place that one would walk to, open or not."""
    return any(item.walk and item.walk.seconds <= WORTH_SECONDS for item in found.ranked)


def _unmet(answer: Answer) -> str | None:
    if not answer.places or answer.alternative_id:
        return "none"
    if answer.nearness == "far":
        return "far"
    return "closed" if "closed_now" in answer.relaxed else None


@contextmanager
def _in_a_hurry(connection: Connection) -> Iterator[None]:
    """Wait less than usual for the lock of an SQLite database."""
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {usual}")
