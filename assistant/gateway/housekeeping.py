"""What has to be done once a day while the assistant runs."""

import asyncio
import logging
from datetime import date, timedelta

from sqlalchemy.exc import SQLAlchemyError

from assistant import clock
from assistant.people import People

log = logging.getLogger(__name__)

EVERY_SECONDS = 24 * 3600.0


async def keep_house(people: People, days: int) -> None:
    """Once a day, forget everybody who did not come back for so many days."""
    while True:
        await asyncio.to_thread(forget_unseen, people, days, clock.now().date())
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
