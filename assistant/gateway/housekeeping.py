"""What has to be done once a day while the assistant runs."""

import asyncio
import logging
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant import clock
from assistant.booking import Provider
from assistant.booking.personal import erase_old
from assistant.handover import keeping as handovers
from assistant.people import People
from assistant.requests import keeping, voices
from assistant.settings import Settings

log = logging.getLogger(__name__)

EVERY_SECONDS = 24 * 3600.0
SETTLED_AFTER = timedelta(days=3)
"""How long providers have to mark a booking as done or missed."""
ANSWERED_WITHIN = timedelta(days=14)
"""How long residents have to say whether what was reported is mended."""


async def keep_house(
    people: People, provider: Provider, engine: Engine, settings: Settings
) -> None:
    """Once a day, forget who did not come back, and whose bookings and reports are long over.

    A defect in one of the steps is logged and keeps none of the others from being done.
    """
    while True:
        now = clock.now()
        steps = (
            partial(forget_unseen, people, settings.keep_days, now.date()),
            partial(settle_bookings, provider, now),
            partial(erase_bookings, engine, settings.booking_keep_days, now),
            partial(keep_requests, engine, settings.request_keep_days, now),
            partial(erase_handovers, engine, settings.handover_keep_days, now),
        )
        for step in steps:
            try:
                await asyncio.to_thread(step)
            except Exception:
                log.exception("a part of the day's work failed")
        await asyncio.sleep(EVERY_SECONDS)


def settle_bookings(provider: Provider, now: datetime) -> None:
    """Take what nobody marked for done, some days after; a busy database waits a day."""
    try:
        count = provider.settle(now - SETTLED_AFTER, now)
    except SQLAlchemyError as error:
        log.error("old bookings could not be settled: %s", type(error).__name__)
        return
    if count:
        log.info("%d bookings that nobody marked were taken for done", count)


def forget_unseen(people: People, days: int, today: date) -> None:
    """Forget who was last here before so many days; a database that is busy waits a day."""
    try:
        count = people.forget_unseen(today - timedelta(days=days))
    except SQLAlchemyError as error:
        log.error("old homes could not be deleted: %s", type(error).__name__)
        return
    if count:
        log.info("%d people who did not come back were forgotten", count)


def erase_bookings(engine: Engine, days: int, now: datetime) -> None:
    """Forget who had the bookings that ended so many days ago; a busy database waits a day."""
    try:
        count = erase_old(engine, now - timedelta(days=days))
    except SQLAlchemyError as error:
        log.error("old bookings could not be erased: %s", type(error).__name__)
        return
    if count:
        log.info("%d old bookings do not say any more whose they were", count)


def keep_requests(engine: Engine, days: int, now: datetime) -> None:
    """Close reports that nobody answers, forget whose the old ones were; a busy one waits a day."""
    try:
        closed = keeping.settle(engine, now - ANSWERED_WITHIN, now)
        erased = keeping.erase_old(engine, now - timedelta(days=days))
        dropped = voices.drop_old(engine, now)
    except SQLAlchemyError as error:
        log.error("old reports could not be erased: %s", type(error).__name__)
        return
    if closed or erased or dropped:
        log.info(
            "reports: %d closed unanswered, %d without a person now; %d voices' words deleted",
            closed,
            erased,
            dropped,
        )


def erase_handovers(engine: Engine, days: int, now: datetime) -> None:
    """Forget what was said to a person so many days ago; a busy database waits a day."""
    try:
        count = handovers.erase_old(engine, now - timedelta(days=days))
    except SQLAlchemyError as error:
        log.error("old hand-overs could not be erased: %s", type(error).__name__)
        return
    if count:
        log.info("%d old hand-overs do not say any more whose they were", count)
