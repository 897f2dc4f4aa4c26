"""The provider's side of the stories: bookings confirmed, declined and missed between two turns."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from assistant.booking import Booking, Bookings, Provider
from assistant.database import connect
from assistant.secret import secret_of
from assistant.settings import Settings

TABLES = ("notice", "booking_change", "booking", "slot", "closed_day")


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
        booking = self._bookings.with_code(code)
        assert booking, f"nothing is booked with the code {code}"
        if what == "decline":
            done = self._provider.decline(booking.id, str(step.get("reason", "")), at)
        else:
            done = getattr(self._provider, what)(booking.id, at)
        assert isinstance(done, Booking), done

    def close(self) -> None:
        """Ends the connection."""
        self._engine.dispose()
