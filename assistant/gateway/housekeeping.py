"""What has to be done once a day while the assistant runs."""

import asyncio
import logging
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant import clock
from assistant.booking.personal import erase_old
from assistant.people import People
from assistant.settings import Settings

log = logging.getLogger(__name__)

EVERY_SECONDS = 24 * 3600.0


async def keep_house(people: People, engine: Engine, settings: Settings) -> None:
    """Once a day, forget who did not come back, and who had the bookings that are long over."""
    while True:
        now = clock.now()
        await asyncio.to_thread(forget_unseen, people, settings.keep_days, now.date())
        await asyncio.to_thread(erase_bookings, engine, settings.booking_keep_days, now)
        await asyncio.sleep(EVERY_SECONDS)


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
