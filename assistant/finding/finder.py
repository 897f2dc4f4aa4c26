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
from assistant.finding.place import FoundPlace, found_place
from assistant.finding.ranking import CIRCLE_MINUTES, WORTH_MINUTES, Standing
from assistant.finding.reach import Reach, reach_of
from assistant.finding.search import Found, Question, Search
from assistant.finding.tour import Tour
from assistant.finding.touring import plan
from assistant.finding.visit import Visit, visit
from assistant.finding.walker import Walker
from assistant.finding.walks import WalkingNetwork, Walks
from assistant.walking import Position, Route

ENOUGH_MINUTES = 30
"""Where the service asked for is farther than this, one of like use close by is named instead."""

PLANNED_SHOWN = 2

ERRAND_LIMIT = 8
"""Places for each of several errands that must be the best ones."""

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
            answer = self._answer(service_id, found, question)
            unmet = _unmet(answer)
            if alternatives and not found.is_within(ENOUGH_MINUTES):
                other = self._alternative(search, service.alternatives, found)
                if other:
                    answer = _instead(self._answer(*other, question), answer)
            if not answer.places and not store.any_within(session, lat, lon, OUTSIDE_METRES):
                return replace(answer, relaxed=("outside",))
        if record and unmet:
            self.record_unmet(service_id, lat, lon, now, unmet)
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

    def tour(
        self,
        service_ids: Sequence[str],
        lat: float,
        lon: float,
        *,
        walker: Walker,
        now: datetime,
        in_order: bool = False,
        back: bool = False,
        record: bool = True,
    ) -> Tour:
        """One walk for one to six errands: where each is done, in the best order.

        A place is taken only if its doors are open long enough when one gets there, or after a
        short wait. `in_order` keeps the order of `service_ids`; with `back` the way back counts.
        With `record`, needs that were not met are noted. Raises UsageError for an unknown service
        and for too many errands.
        """
        question = Question((lat, lon), walker, now, None, ERRAND_LIMIT)
        with Session(self._engine) as session:
            walks = Walks(self._network, (lat, lon), walker)
            search = Search(session, walks, question)
            found = plan(
                search, walks, question, self._catalogue, service_ids, in_order=in_order, back=back
            )
            if not found.stops and not found.unmet:
                known = store.any_within(session, lat, lon, OUTSIDE_METRES)
                found = replace(found, outside=not known)
        if record and not found.outside:
            for service_id in found.missing:
                self.record_unmet(service_id, lat, lon, now, "none")
            for left_out in found.unmet:
                self.record_unmet(left_out.service_id, lat, lon, now, "closed")
        return found

    def reach(self, lat: float, lon: float, *, walker: Walker, now: datetime) -> Reach:
        """What is within 5, 8 and 15 minutes of a WGS-84 position, and what is missing there."""
        with Session(self._engine) as session:
            walks = Walks(self._network, (lat, lon), walker)
            found = reach_of(session, walks, self._catalogue, (lat, lon), walker, now)
            if not found.groups and not store.any_within(session, lat, lon, OUTSIDE_METRES):
                return Reach(outside=True)
        return found

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
        [walk] = Walks(self._network, (lat, lon), walker).to([(facility.lat, facility.lon)])
        return found_place(visit(facility, walk, now), (lat, lon), service_id)

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

    def _answer(self, service_id: str, found: Found, question: Question) -> Answer:
        def told(going: Visit) -> FoundPlace:
            return found_place(going, question.position, service_id)

        planned = tuple(told(going) for going in found.planned[:PLANNED_SHOWN])
        best = [item.visit for item in found.ranked[: question.limit]]
        if not best:
            return Answer(service_id, planned=planned)
        nearness = self._nearness(service_id, best[0])
        relaxed = {"closed_now": best[0].is_closed, "far": nearness == "far"}
        places = tuple(told(going) for going in best)
        return Answer(
            service_id=service_id,
            places=places,
            nearness=nearness,
            relaxed=tuple(name for name, holds in relaxed.items() if holds),
            planned=planned,
            estimated=places[0].estimated,
        )

    def _nearness(self, service_id: str, best: Visit) -> str:
        if best.minutes is None or best.minutes > CIRCLE_MINUTES:
            return "far"
        norm = self._catalogue[service_id].norm_minutes
        return "near" if norm is not None and best.minutes <= norm else "within"

    def _alternative(
        self, search: Search, service_ids: Sequence[str], asked: Found
    ) -> tuple[str, Found] | None:
        """The service nearest in use that is offered near by, and its places.

        Where nobody far and wide offers what was asked for, a longer walk is better than nothing.
        """
        good_enough = [Standing.SOON]
        if not asked.is_within(WORTH_MINUTES):
            good_enough += [Standing.FAR, Standing.CLOSED]
        found: dict[str, Found] = {}
        for worst in good_enough:
            for service_id in service_ids:
                if service_id not in found:
                    found[service_id] = search.run(service_id)
                if any(item.standing <= worst for item in found[service_id].ranked):
                    return service_id, found[service_id]
        return None


def _instead(other: Answer, asked: Answer) -> Answer:
    """The answer with another service than the one asked for."""
    return replace(
        other,
        service_id=asked.service_id,
        alternative_id=other.service_id,
        relaxed=("alternative", *other.relaxed),
        planned=asked.planned,
        beyond=asked.places[0] if asked.places else None,
    )


def _unmet(answer: Answer) -> str | None:
    if not answer.places:
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
