"""The tables of bookings: offers, their slots, bookings, what happened to them, what to tell.

Who booked stands in them as a keyed hash; telephone number, address and words are sealed.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database import Base
from assistant.storing import Instant

ACTIVE = "status IN ('pending', 'confirmed')"
"""The bookings that hold their place, as SQL."""


class OfferRow(Base):
    """Something bookable. Written through `offer_import`."""

    __tablename__ = "offer"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    facility_id: Mapped[str] = mapped_column(String(260), index=True)
    """No foreign key: a map that is imported anew must not take bookings along."""
    kind: Mapped[str] = mapped_column(String(20))
    """One of `offer.Kind`."""
    spec: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The offer as `Offer.as_json` writes it."""
    withdrawn: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether nobody can book it any more; what is booked still stands."""
    origin: Mapped[str] = mapped_column(String(255), index=True)
    """The imported file that the row came from."""


class OfferService(Base):
    """One service of one offer."""

    __tablename__ = "offer_service"

    offer_id: Mapped[str] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True
    )
    service_id: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)


class SlotRow(Base):
    """One time of one offer and how much of it is taken; made when somebody first wants it."""

    __tablename__ = "slot"
    __table_args__ = (
        CheckConstraint("taken >= 0", name="ck_slot_taken"),
        CheckConstraint("capacity = 0 OR taken <= capacity", name="ck_slot_capacity"),
    )

    offer_id: Mapped[str] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    capacity: Mapped[int] = mapped_column(Integer)
    """0: no limit."""
    taken: Mapped[int] = mapped_column(Integer, default=0)
    closed: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether the provider takes nobody then."""


class ClosedDay(Base):
    """A day on which a provider takes no bookings for an offer."""

    __tablename__ = "closed_day"

    offer_id: Mapped[str] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    reason: Mapped[str] = mapped_column(Text, default="")


class BookingRow(Base):
    """A place in a slot, held by a person."""

    __tablename__ = "booking"
    __table_args__ = (
        ForeignKeyConstraint(["offer_id", "start"], ["slot.offer_id", "slot.start"]),
        UniqueConstraint("request", name="uq_booking_request"),
        Index("ix_booking_slot", "offer_id", "start"),
        Index("ix_booking_person", "person", "start"),
        Index(
            "uq_booking_code",
            "code",
            unique=True,
            sqlite_where=text(ACTIVE),
            postgresql_where=text(ACTIVE),
        ),
        Index(
            "uq_booking_person_slot",
            "person",
            "offer_id",
            "start",
            unique=True,
            sqlite_where=text(ACTIVE),
            postgresql_where=text(ACTIVE),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Random."""
    request: Mapped[str] = mapped_column(String(64))
    """The key of the wish that it came from: the same wish twice is one booking."""
    code: Mapped[str] = mapped_column(String(8))
    """Digits to be said aloud; unique among the bookings that hold their place."""
    offer_id: Mapped[str] = mapped_column(String(120))
    start: Mapped[datetime] = mapped_column(Instant)
    end: Mapped[datetime] = mapped_column(Instant)
    quantity: Mapped[int] = mapped_column(Integer)
    person: Mapped[str | None] = mapped_column(String(24))
    """See `people.keys.person_key`; None once the person is forgotten."""
    status: Mapped[str] = mapped_column(String(12))
    """One of `booking.Status`."""
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Telephone number, address, age and words; opens for this id only."""
    made_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)


class BookingChange(Base):
    """What happened to a booking, and through whom."""

    __tablename__ = "booking_change"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    booking_id: Mapped[str] = mapped_column(
        ForeignKey("booking.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[str] = mapped_column(String(12))
    """The status from then on."""
    start: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(12))
    """One of `booking.By`."""
    at: Mapped[datetime] = mapped_column(Instant)


class NoticeRow(Base):
    """Something that a person has to be told about a booking."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("booking_id", "kind", "due", name="uq_notice"),
        Index("ix_notice_state", "state", "due"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    booking_id: Mapped[str] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    """One of `notices.NoticeKind`."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """What the provider says to it."""
    due: Mapped[datetime] = mapped_column(Instant)
    """From when on it is to be told."""
    until: Mapped[datetime] = mapped_column(Instant)
    """From when on it is of no use any more."""
    state: Mapped[str] = mapped_column(String(12))
    """One of `notices.NoticeState`."""
