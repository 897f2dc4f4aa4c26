"""Residents and a desk for the tests of the room."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Engine, select

from assistant.clock import ZONE
from assistant.facilities.cells import coarse_cell_of
from assistant.people import person_key
from assistant.requests import Details, Filing, Refusal, Ticket, TicketDesk, Tickets
from assistant.requests.news import NEWS
from assistant.requests.rows import TICKET

SECRET = b"r" * 32
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
"""A Monday."""
NUMBER = "13907138642"
ANNA, BERT = (person_key(SECRET, "chat", name) for name in ("王阿姨", "Bert"))
CELL = coarse_cell_of(30.262, 114.541)
DETAILS = Details(("楼道灯不亮",), "银杏苑3栋", "三天了", NUMBER, "zh")

Found = TypeVar("Found")


def later(**told: float) -> datetime:
    """So much after `NOW`."""
    return NOW + timedelta(**told)


def sure(answer: Found | Refusal | None) -> Found:
    """What was asked for; it must not be refused."""
    assert answer is not None
    assert not isinstance(answer, Refusal), answer
    return answer


class Reports:
    """Both sides of the desk."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.tickets = Tickets(engine, SECRET)
        self.desk = TicketDesk(engine, SECRET)

    def filed(self, request: str = "r", person: str = ANNA, **told: Any) -> Ticket:
        """A report; `now` and others may be told."""
        now = told.pop("now", NOW)
        values: dict[str, Any] = {
            "kind": "stairwell_lamp",
            "desk": "property_firm",
            "details": DETAILS,
        }
        values |= told
        return self.tickets.file(Filing(request, person, cell=CELL, **values), now)

    def done(self, request: str = "r", person: str = ANNA, **told: Any) -> Ticket:
        """A report of which the desk says that it is mended."""
        ticket = self.filed(request, person, **told)
        sure(self.desk.assign(ticket.id, ticket.desk, later(hours=1)))
        return sure(self.desk.finish(ticket.id, "换了灯泡", later(hours=2)))

    def now(self, ticket: Ticket) -> Ticket:
        """As it stands in the database."""
        return sure(self.tickets.ticket(ticket.id))

    def history(self, ticket: Ticket) -> list[str]:
        """What it came to, and through whom."""
        return [f"{each.status} {each.by}" for each in self.desk.history(ticket.id)]

    def news_states(self, ticket: Ticket) -> list[tuple[str, str]]:
        """Status and state of all news of a ticket."""
        found = select(NEWS.c.status, NEWS.c.state).where(NEWS.c.ticket_id == ticket.id)
        with self.engine.connect() as connection:
            return [
                (row.status, row.state) for row in connection.execute(found.order_by(NEWS.c.id))
            ]

    def count(self) -> int:
        """How many tickets there are."""
        with self.engine.connect() as connection:
            return len(connection.execute(select(TICKET.c.id)).all())
