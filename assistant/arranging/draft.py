"""A booking in the making."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Step(StrEnum):
    """What has to be known or said next, in the order in which it is asked."""

    OFFER = "offer"
    AGE = "age"
    TIME = "time"
    QUANTITY = "quantity"
    PROBLEM = "problem"
    ADDRESS = "address"
    PHONE = "phone"
    SYMPTOMS = "symptoms"
    """Whether what troubles the person may be passed on."""
    CONFIRM = "confirm"


_TUPLES = ("services", "offers", "proposed", "rest")


@dataclass(frozen=True)
class Draft:
    """What is known so far. Plain JSON goes into Rasa's tracker; nothing of it is stored."""

    request: str
    """The key of the wish: however often it is confirmed, it is booked once."""
    services: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    """Ids of the offers that may be meant, the nearest first."""
    offer: str = ""
    moves: str = ""
    """The id of the booking that is moved; "" for a new one."""
    time_text: str = ""
    """What was said last about the time, to be amended by what is said next."""
    time_at: str = ""
    """When that was said (ISO 8601)."""
    start: str = ""
    """The begin of the slot that is wanted (ISO 8601)."""
    proposed: tuple[str, ...] = ()
    """Begins of the slots that the person was offered last."""
    quantity: int = 0
    """Places; 0: not said."""
    age: float | None = None
    """Years."""
    phone: str = ""
    digits: str = ""
    """The first pieces of a telephone number that is told in pieces."""
    address: str = ""
    home: str = ""
    """The name of the person's home, to which a bare door number is added."""
    address_of: str = ""
    """What was told of the address before its door."""
    note: str = ""
    """What is to be done, in the person's words."""
    symptoms: str = ""
    """What troubles the person, in their words, said by themselves."""
    symptoms_agreed: bool | None = None
    """Whether that may be passed on; None: not asked yet."""
    asked: str = ""
    """The `Step` that was asked for last."""
    tries: int = 0
    """How often in a row it was asked for."""
    paused: bool = False
    """Whether it was broken off by an emergency: it goes on only if the person goes on with it."""
    rest: tuple[str, ...] = ()
    """Services that were wished in the same sentence, to be booked next."""
    rest_wish: str = ""
    """What was said of the next one."""
    length: int = 0
    """How many minutes were wished, where that was said."""
    touched: str = ""
    """When it was spoken of last (ISO 8601)."""

    @property
    def wanted(self) -> datetime | None:
        """The begin of the slot that is wanted."""
        return datetime.fromisoformat(self.start) if self.start else None

    @property
    def places(self) -> int:
        """How many places are wanted."""
        return self.quantity or 1

    @property
    def told(self) -> tuple[object, ...]:
        """What the person told: two drafts that differ in it are not at the same point."""
        return (
            self.offer, self.time_text, self.start, self.quantity, self.age, self.phone,
            self.address, self.address_of, self.note, self.symptoms, self.symptoms_agreed,
        )  # fmt: skip

    def asking(self, step: Step, *, anew: bool = False) -> "Draft":
        """The draft with that question put; `anew` where it is not the same one in vain."""
        again = self.asked == step and not anew
        return replace(self, asked=str(step), tries=self.tries + 1 if again else 1)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        content = asdict(self)
        return content | {name: list(content[name]) for name in _TUPLES}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Draft":
        """The draft that `as_json` wrote."""
        lists = {name: tuple(content[name]) for name in _TUPLES}
        return cls(**{**content, **lists})
