"""Hand-overs in which nothing happens: nobody is left waiting without a word."""

import asyncio
import logging
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant import clock
from assistant.gateway.delivery import Delivery
from assistant.handover import Ending, Handover
from assistant.handover.keeping import end_idle, untold
from assistant.requests import Details, Filing, Tickets, desks_of, kinds

log = logging.getLogger(__name__)

EVERY_SECONDS = 15.0
CALL_BACK = "call_back"
"""The kind of the ticket."""


class HandoverWatch:
    """Gives back what was left alone; who left a number and was not served is called back."""

    def __init__(self, engine: Engine, secret: bytes, delivery: Delivery) -> None:
        self._engine = engine
        self._secret = secret
        self._delivery = delivery

    async def keep_watching(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Once. Whatever fails: it is looked again later, and the others are told."""
        try:
            ended = await asyncio.to_thread(self._ended, clock.now())
        except SQLAlchemyError as error:
            log.error("hand-overs could not be looked at: %s", type(error).__name__)
            return
        except Exception:
            log.exception("hand-overs could not be looked at")
            return
        for held in ended:
            try:
                await self._tell(held)
            except Exception:
                log.exception("that a hand-over ended could not be told")

    def _ended(self, now: datetime) -> list[Handover]:
        """Those that are over by now, and those of which a stop left the person untold."""
        end_idle(self._engine, self._secret, now)
        return untold(self._engine, self._secret, now)

    async def _tell(self, held: Handover) -> None:
        if held.ending is Ending.IDLE:
            await self._delivery.ended(held, "handover_idle")
        elif await asyncio.to_thread(self._file_call, held):
            await self._delivery.ended(held, "handover_untaken_called")
        else:
            await self._delivery.ended(held, "handover_untaken")

    def _file_call(self, held: Handover) -> bool:
        """Whether a call back was noted; the others must not wait for one that was not."""
        kind, summary = kinds()[CALL_BACK], held.summary
        if not summary.phone:
            return False
        details = Details(
            summary.said, summary.place, phone=summary.phone, language=summary.language
        )
        desk = desks_of(kind.desks)[0]
        filing = Filing(f"handover/{held.id}", held.person or "", kind.id, desk.id, details)
        try:
            Tickets(self._engine, self._secret).file(filing, clock.now())
        except SQLAlchemyError as error:
            log.error("a call back could not be taken down: %s", type(error).__name__)
            return False
        return True
