"""People who wait for a person, and clerks who answer them, for the tests of the room."""

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Engine, select

from assistant.clock import ZONE
from assistant.handover import Clerks, Handover, Handovers, Reason, Refusal, Summary
from assistant.handover.rows import HANDOVER, MESSAGE
from assistant.people import person_key

SECRET = b"h" * 32
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
"""A Monday."""
NUMBER = "13907138642"
ANNA, BERT, CARL = (person_key(SECRET, "chat", name) for name in ("王阿姨", "Bert", "Carl"))
SUMMARY = Summary(
    ("楼道灯不亮", "我要找人工"), "记下了", "银杏苑3栋", "电工", ("4711",), NUMBER, "zh"
)

Found = TypeVar("Found")


def later(**told: float) -> datetime:
    """So much after `NOW`."""
    return NOW + timedelta(**told)


def sure(answer: Found | Refusal | None) -> Found:
    """What was asked for; it must not be refused."""
    assert answer is not None
    assert not isinstance(answer, Refusal), answer
    return answer


class Room:
    """Both sides of it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.handovers = Handovers(engine, SECRET)
        self.clerks = Clerks(engine, SECRET)

    def asked(
        self, person: str = ANNA, now: datetime = NOW, summary: Summary = SUMMARY
    ) -> Handover:
        """Somebody who waits."""
        return self.handovers.ask(person, Reason.ASKED, summary, now)

    def taken(self, person: str = ANNA, clerk: str = "li", now: datetime = NOW) -> Handover:
        """Somebody whom the clerk answers."""
        return sure(self.clerks.take(self.asked(person, now).id, clerk, now))

    def now(self, held: Handover) -> Handover:
        """As it stands in the database."""
        return sure(self.clerks.handover(held.id))

    def said(self, held: Handover) -> list[tuple[str, str]]:
        """Who said what."""
        return [(str(each.author), each.text) for each in self.clerks.messages(held.id)]

    def count(self) -> tuple[int, int]:
        """How many hand-overs and messages there are."""
        with self.engine.connect() as connection:
            return (
                len(connection.execute(select(HANDOVER.c.id)).all()),
                len(connection.execute(select(MESSAGE.c.id)).all()),
            )
