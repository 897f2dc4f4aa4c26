"""The provider's side of the stories: bookings confirmed, declined and missed between two turns."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from assistant.booking import Booking, Bookings, Provider
from assistant.database import connect
from assistant.requests import Ticket, TicketDesk, Tickets
from assistant.secret import secret_of
from assistant.settings import Settings

TABLES = (
    "notice", "booking_change", "booking", "slot", "closed_day",
    "ticket_news", "ticket_change", "ticket", "voice_words", "voice_seen", "voice_count",
    "handover_message", "handover", "clerk_seen", "bulletin_told",
)  # fmt: skip


class Desk:
    """Works on the bookings of a running assistant."""

    def __init__(self, home: Path) -> None:
        """Nothing is booked any more in that home."""
        self._engine = connect(Settings(home=home).database_url)
        secret = secret_of(home)
        self._bookings, self._provider = (
            Bookings(self._engine, secret),
            Provider(self._engine, secret),
        )
        self._tickets = Tickets(self._engine, secret)
        self._ticket_desk = TicketDesk(self._engine, secret)
        with self._engine.begin() as connection:
            for table in TABLES:
                connection.execute(text(f"DELETE FROM {table}"))

    def does(self, step: Mapping[str, Any], noted: Mapping[str, str], now: str) -> None:
        """One step of a story."""
        at = datetime.fromisoformat(str(step.get("now", now)))
        what = step["provider"]
        if what == "close_day":
            self._provider.close_day(step["code"], date.fromisoformat(step["day"]), "", at)
            return
        code = str(step["code"]).format(**noted).replace(" ", "")
        if what.startswith("ticket_"):
            self._with_ticket(what.removeprefix("ticket_"), code, str(step.get("reason", "")), at)
            return
        booking = self._bookings.with_code(code)
        assert booking, f"nothing is booked with the code {code}"
        if what == "decline":
            done = self._provider.decline(booking.id, str(step.get("reason", "")), at)
        else:
            done = getattr(self._provider, what)(booking.id, at)
        assert isinstance(done, Booking), done

    def _with_ticket(self, what: str, code: str, words: str, at: datetime) -> None:
        ticket = self._tickets.with_code(code)
        assert ticket, f"nothing is reported with the number {code}"
        if what == "assign":
            done = self._ticket_desk.assign(ticket.id, ticket.desk, at)
        elif what == "begin":
            done = self._ticket_desk.begin(ticket.id, at)
        else:
            done = self._ticket_desk.finish(ticket.id, words, at)
        assert isinstance(done, Ticket), done

    def close(self) -> None:
        """Ends the connection."""
        self._engine.dispose()
