"""What the people of the race want: offers with few places, and many wishes for the same ones."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert

from assistant.booking import Kind, Offer, Wish
from assistant.booking.offer import ConfirmedBy
from assistant.booking.rows import OFFER
from assistant.clock import ZONE

NOON = datetime(2026, 5, 12, 12, tzinfo=ZONE)
"""Now, before the clock jumps."""

JUMP_MINUTES = 120
"""How far the clock jumps at most, ahead or back, with every attempt."""

PEOPLE = 60
RUSH, RUSH_STEPS = 0.6, 6
"""The share of wishes that go to one slot, and for how many steps it is the same one."""

SLOTS = tuple(NOON + timedelta(minutes=60 + 30 * n) for n in range(9))
"""Half hours of the afternoon: with the clock two hours ahead some are over or too soon."""

_SERIES: dict[str, Any] = {
    "starts": datetime(2026, 5, 1, 9, tzinfo=ZONE),
    "rule": "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16,17;BYMINUTE=0,30",
    "on_holidays": True,
    "lead_minutes": 30,
    "cancel_minutes": 30,
}
OFFERS = (
    Offer("race-1", "f", ("s",), Kind.APPOINTMENT, "一", "one", capacity=1, **_SERIES),
    Offer("race-3", "f", ("s",), Kind.APPOINTMENT, "三", "three", capacity=3, most=2, **_SERIES),
    Offer(
        "race-8", "f", ("s",), Kind.EVENT, "八", "eight", capacity=8, most=3,
        confirmed_by=ConfirmedBy.PROVIDER, **_SERIES,
    ),
)  # fmt: skip
CAPACITY = {offer.id: offer.capacity for offer in OFFERS}


@dataclass(frozen=True)
class Step:
    """What one client does next, and how often it asks for it."""

    number: int
    kind: str
    """book, cancel or move."""
    wish: Wish
    which: int
    """Chooses among the bookings that the client knows, for cancel and move."""
    times: int


def steps(seed: str, first: int) -> Iterator[Step]:
    """The steps of a client from `first` on; the same seed wants the same with the same keys.

    The first one is a booking of the last slot of the offer with one place: everybody wants it.
    """
    number = first
    while True:
        dice = random.Random(f"{seed}/{number}")
        kind = dice.choices(("book", "cancel", "move"), (6, 2, 3))[0] if number else "book"
        offer, start = dice.choice(OFFERS), dice.choice(SLOTS)
        if dice.random() < RUSH or not number:
            offer, start = _rushed(number // RUSH_STEPS)
        wish = Wish(
            f"{seed}/{number}", offer.id, start, f"person-{dice.randrange(PEOPLE)}",
            dice.randint(1, offer.most),
        )  # fmt: skip
        yield Step(number, kind, wish, dice.randrange(1000), dice.randint(1, 3))
        number += 1


def _rushed(turn: int) -> tuple[Offer, datetime]:
    """What all clients want at about the same time."""
    dice = random.Random(turn)
    return (dice.choice(OFFERS), dice.choice(SLOTS)) if turn else (OFFERS[0], SLOTS[-1])


def put_up(engine: Engine) -> None:
    """Writes the offers of the race into the database."""
    with engine.begin() as connection:
        for offer in OFFERS:
            row: dict[str, Any] = {
                "id": offer.id,
                "facility_id": offer.facility,
                "kind": offer.kind,
            }
            row |= {"withdrawn": False, "origin": "race"}
            connection.execute(insert(OFFER).values(spec=offer.as_json(), **row))
