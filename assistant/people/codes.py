"""The six digits that a speaker reads out and somebody says back; guessing them is hopeless."""

import re
import secrets
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select

from assistant.errors import UsageError
from assistant.people.sealing import Sealer
from assistant.people.tables import LinkCode, LinkTry

DIGITS = 6
VALID = timedelta(minutes=10)
"""How long a code can be used, and how long a wrong one counts."""

TRIES = 5
"""Wrong codes of one person within that time."""

TRIES_IN_ALL = 50
"""Of everybody together: changing the name does not help who guesses."""

MOST_CODES = 500
"""Codes that are valid at the same time; with more of them, guesses and slips would hit."""

_CODE = cast(Table, LinkCode.__table__)
_TRY = cast(Table, LinkTry.__table__)


class TooManyTries(UsageError):  # noqa: N818 - a state of affairs, caught by name
    """Too many wrong codes, or too many codes at all; it is better in ten minutes."""

    def __init__(self) -> None:
        super().__init__(
            "Too many codes for now. Please try again in ten minutes. 请过十分钟再试。"
        )


class Codes:
    """The codes, in one transaction that no other change interrupts."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def new(self, device: str, now: datetime) -> str:
        """A code for `device`; an earlier one is no longer valid. Raises TooManyTries."""
        self.purge(now)
        self.forget(device)
        if self._count(_CODE) >= MOST_CODES:
            raise TooManyTries
        code = _drawn()
        while self._count(_CODE, _CODE.c.code_hash == self._hash(code)):
            code = _drawn()
        row = {
            "person_id": device,
            "code_hash": self._hash(code),
            "expires_at": now.astimezone(UTC) + VALID,
        }
        self._connection.execute(insert(_CODE).values(row))
        return code

    def take(self, person: str, code: str, now: datetime) -> str | None:
        """The device that read out `code`, which is used up then; None for a wrong one.

        A wrong one is noted. Raises TooManyTries where there were too many, also for a right one.
        """
        self.purge(now)
        tried_by = self._sealer.digest("try", person)
        if (
            self._count(_TRY, _TRY.c.tried_by == tried_by) >= TRIES
            or self._count(_TRY) >= TRIES_IN_ALL
        ):
            raise TooManyTries
        digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", code))
        # By condition, not by check: whoever deletes the row has the code.
        used = (
            delete(_CODE)
            .where(_CODE.c.code_hash == self._hash(digits), _CODE.c.person_id != person)
            .returning(_CODE.c.person_id)
        )
        device: str | None = self._connection.scalar(used)
        if device is None:
            wrong = {"tried_by": tried_by, "at": now.astimezone(UTC)}
            self._connection.execute(insert(_TRY).values(wrong))
        return device

    def forget(self, device: str) -> None:
        """Makes the code of `device` invalid. Wrong tries stay: guessing would be free."""
        self._connection.execute(delete(_CODE).where(_CODE.c.person_id == device))

    def purge(self, now: datetime) -> None:
        """Deletes codes and tries that no longer count."""
        moment = now.astimezone(UTC)
        self._connection.execute(delete(_CODE).where(_CODE.c.expires_at <= moment))
        self._connection.execute(delete(_TRY).where(_TRY.c.at <= moment - VALID))

    def _count(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(table).where(*conditions)
        return self._connection.scalar(counted) or 0

    def _hash(self, code: str) -> str:
        return self._sealer.digest("code", code)


def _drawn() -> str:
    """Six digits, not all of them alike."""
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if len(set(code)) > 1:
            return code
