"""The tables of hand-overs: whose a conversation is, what was said then, which clerks are there.

Who was handed over stands in them as a keyed hash; summary, contact and messages are sealed.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database import Base
from assistant.storing import Instant

OPEN = "state IN ('queued', 'human')"
"""The hand-overs that are not over, as SQL."""


class HandoverRow(Base):
    """A hand-over."""

    __tablename__ = "handover"
    __table_args__ = (
        Index(
            "uq_handover_person",
            "person",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        Index("ix_handover_state", "state", "asked_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Random."""
    person: Mapped[str | None] = mapped_column(String(24))
    """See `people.keys.person_key`; one open hand-over each. None once the person is forgotten."""
    state: Mapped[str] = mapped_column(String(12))
    """One of `handover.State`."""
    reason: Mapped[str] = mapped_column(String(16))
    """One of `handover.Reason`."""
    urgent: Mapped[bool] = mapped_column(Boolean)
    clerk: Mapped[str] = mapped_column(String(40))
    ending: Mapped[str | None] = mapped_column(String(12))
    """One of `handover.Ending`."""
    asked_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    summary: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed; opens for this id only."""
    contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed; opens for this id only."""


class HandoverMessage(Base):
    """Something said during a hand-over."""

    __tablename__ = "handover_message"
    __table_args__ = (
        UniqueConstraint("handover_id", "request", name="uq_handover_message_request"),
        Index("ix_handover_message_handover_id", "handover_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    handover_id: Mapped[str] = mapped_column(ForeignKey("handover.id", ondelete="CASCADE"))
    request: Mapped[str] = mapped_column(String(64))
    """The key of the message that it came from: the same message twice is one."""
    author: Mapped[str] = mapped_column(String(12))
    """One of `handover.Author`."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Instant)
    told: Mapped[bool] = mapped_column(Boolean)


class ClerkSeen(Base):
    """When a clerk last looked at the queue."""

    __tablename__ = "clerk_seen"

    clerk: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
