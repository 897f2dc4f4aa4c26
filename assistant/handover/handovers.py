"""Hand-overs as the person meets them: asked for, gone on in, ended; nothing twice or lost."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, and_, func, select, update

from assistant.handover.handover import (
    LONGEST_MESSAGE,
    OPEN,
    Author,
    Contact,
    Ending,
    Handover,
    Message,
    Reason,
    State,
    Summary,
)
from assistant.handover.rows import HANDOVER, MESSAGE, HandoverReader
from assistant.people.sealing import Sealer
from assistant.storing import insert_new, retried, transaction

_IS_OPEN = HANDOVER.c.state.in_(OPEN)


class Handovers:
    """Safe to use from many threads and processes; cheap to make.

    Methods that write are one transaction each. Any may raise OperationalError where the database
    is busy for more than five seconds or gone.
    """

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._reader = HandoverReader(Sealer(secret))

    def ask(self, person: str, reason: Reason, summary: Summary, now: datetime) -> Handover:
        """Puts a conversation into the queue. One that is there already stays as it is."""
        return retried(lambda: self._ask(person, reason, summary, now))

    def _ask(self, person: str, reason: Reason, summary: Summary, now: datetime) -> Handover:
        theirs = and_(HANDOVER.c.person == person, _IS_OPEN)
        with transaction(self._engine) as connection:
            identity = secrets.token_hex(16)
            row: dict[str, object] = {
                "id": identity,
                "person": person,
                "state": State.QUEUED,
                "reason": reason,
                "urgent": False,
                "clerk": "",
                "ending": None,
                "asked_at": now,
                "changed_at": now,
                "summary": self._reader.sealed(summary.as_json(), identity, "summary"),
                "contact": None,
            }
            made = None
            while made is None:  # another one may end between the two
                insert_new(connection, HANDOVER, row)
                made = self._reader.one(connection, theirs)
            return made

    def of(self, person: str) -> Handover | None:
        """The open hand-over of that conversation."""
        with self._engine.connect() as connection:
            return self._reader.one(connection, and_(HANDOVER.c.person == person, _IS_OPEN))

    def ahead_of(self, handover: Handover) -> int:
        """How many wait that were there before: urgent ones go first."""
        earlier = HANDOVER.c.asked_at < handover.asked_at
        urgent = HANDOVER.c.urgent
        before = earlier & urgent if handover.urgent else earlier | urgent
        waiting = and_(HANDOVER.c.state == State.QUEUED, HANDOVER.c.id != handover.id, before)
        with self._engine.connect() as connection:
            found = connection.scalar(select(func.count()).select_from(HANDOVER).where(waiting))
        return int(found or 0)

    def reach(self, handover: str, contact: Contact) -> None:
        """Notes where the person can be answered."""
        content = {"channel": contact.channel, "user": contact.user}
        sealed = self._reader.sealed(content, handover, "contact")

        def work() -> None:
            with transaction(self._engine) as connection:
                noted = update(HANDOVER).where(HANDOVER.c.id == handover)
                connection.execute(noted.values(contact=sealed))

        retried(work)

    def note_phone(self, held: Handover, phone: str) -> None:
        """The number under which the person can be called, said while waiting."""
        content = replace(held.summary, phone=phone).as_json()
        sealed = self._reader.sealed(content, held.id, "summary")

        def work() -> None:
            with transaction(self._engine) as connection:
                noted = update(HANDOVER).where(HANDOVER.c.id == held.id)
                connection.execute(noted.values(summary=sealed))

        retried(work)

    def hear(self, handover: str, request: str, text: str, now: datetime) -> bool:
        """Takes down what the person says; False where that message is known already."""

        def work() -> bool:
            with transaction(self._engine) as connection:
                return self._reader.say(
                    connection, handover, request, Author.PERSON, text[:LONGEST_MESSAGE], now
                )

        return retried(work)

    def tell(self, handover: str, request: str, text: str, now: datetime) -> None:
        """Leaves a note of the assistant for the person, such as that nobody came."""

        def work() -> None:
            with transaction(self._engine) as connection:
                self._reader.say(connection, handover, request, Author.ASSISTANT, text, now)

        retried(work)

    def mark_urgent(self, handover: str) -> None:
        """Danger was heard: it goes to the front."""

        def work() -> None:
            with transaction(self._engine) as connection:
                marked = update(HANDOVER).where(HANDOVER.c.id == handover)
                connection.execute(marked.values(urgent=True))

        retried(work)

    def collect(self, person: str) -> list[Message]:
        """What the others said that did not reach the person yet; each is given once.

        Of hand-overs that are over, too: what was said last must not be lost.
        """
        return retried(lambda: self._collect(person))

    def _collect(self, person: str) -> list[Message]:
        theirs = select(HANDOVER.c.id).where(HANDOVER.c.person == person)
        untold = and_(
            MESSAGE.c.handover_id.in_(theirs), MESSAGE.c.author != Author.PERSON, ~MESSAGE.c.told
        )
        with self._engine.connect() as connection:
            if connection.scalar(select(MESSAGE.c.id).where(untold).limit(1)) is None:
                return []
        with transaction(self._engine) as connection:
            taken = update(MESSAGE).where(untold).values(told=True).returning(MESSAGE.c.id)
            ids: Sequence[int] = list(connection.scalars(taken))
            return self._reader.messages(connection, MESSAGE.c.id.in_(ids))

    def keep(self, messages: Sequence[int]) -> None:
        """These messages did not reach the person after all."""

        def work() -> None:
            with transaction(self._engine) as connection:
                kept = update(MESSAGE).where(MESSAGE.c.id.in_(messages))
                connection.execute(kept.values(told=False))

        retried(work)

    def end(self, handover: str, ending: Ending, now: datetime) -> bool:
        """Gives the conversation back to the assistant; False where it was over already."""

        def work() -> bool:
            with transaction(self._engine) as connection:
                ended = update(HANDOVER).where(HANDOVER.c.id == handover, _IS_OPEN)
                values = {"state": State.ENDED, "ending": ending, "changed_at": now}
                return connection.execute(ended.values(values)).rowcount > 0

        return retried(work)
