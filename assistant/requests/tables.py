"""The tables of reports: tickets, what happened to them, what to tell; and voices that are counted.

Who reported stands in them as a keyed hash, everything else about them sealed. A voice that is
counted has nobody behind it.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
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

OPEN = "status IN ('accepted', 'assigned', 'in_progress', 'done')"
"""The tickets that are not over, as SQL."""


class TicketRow(Base):
    """A report of a resident."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("request", name="uq_ticket_request"),
        CheckConstraint("reopened >= 0", name="ck_ticket_reopened"),
        Index("ix_ticket_person", "person", "filed_at"),
        Index("ix_ticket_status", "status", "filed_at"),
        Index(
            "uq_ticket_code",
            "code",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Random."""
    request: Mapped[str] = mapped_column(String(64))
    """The key of the report that it came from: the same report twice is one ticket."""
    code: Mapped[str] = mapped_column(String(8))
    """Digits to be said aloud; unique among the open tickets."""
    kind: Mapped[str] = mapped_column(String(40))
    """See `kinds`."""
    desk: Mapped[str] = mapped_column(String(40))
    """See `desks`."""
    cell: Mapped[int | None] = mapped_column(BigInteger)
    """A coarse H3 cell, about two kilometres across; None: not known."""
    person: Mapped[str | None] = mapped_column(String(24))
    """See `people.keys.person_key`; None once the person is forgotten."""
    status: Mapped[str] = mapped_column(String(12))
    """One of `ticket.Status`."""
    reopened: Mapped[int] = mapped_column(Integer, default=0)
    """How often the resident said that it was not mended after all."""
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Words, place, telephone number, what was done; opens for this id only."""
    filed_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)


class TicketChange(Base):
    """What happened to a ticket, and through whom."""

    __tablename__ = "ticket_change"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    """What it came to."""
    desk: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(12))
    """One of `ticket.By`."""
    at: Mapped[datetime] = mapped_column(Instant)


class TicketNewsRow(Base):
    """Something that a person has to be told about a ticket."""

    __tablename__ = "ticket_news"
    __table_args__ = (Index("ix_ticket_news_state", "state", "at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    """What it came to."""
    at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(12))
    """One of `news.NewsState`."""


class VoiceCount(Base):
    """How many people said something of a kind about a service, roughly where, in which month."""

    __tablename__ = "voice_count"
    __table_args__ = (CheckConstraint("count > 0", name="ck_voice_count"),)

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    """Such as 2026-11."""
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    """One of `voices.VoiceKind`."""
    service: Mapped[str] = mapped_column(String(60), primary_key=True)
    """An id of the catalogue; "" where none was meant."""
    cell: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """A coarse H3 cell, about two kilometres across; 0: not known."""
    count: Mapped[int] = mapped_column(Integer)


class VoiceSeen(Base):
    """That a voice was counted, so that nobody counts twice; deleted when its month is over."""

    __tablename__ = "voice_seen"

    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    """A keyed hash of everything together: it does not show who spoke, nor of what."""
    month: Mapped[str] = mapped_column(String(7), index=True)


class VoiceWords(Base):
    """What somebody said, for the desk to read; deleted after some months. Nobody stands by it."""

    __tablename__ = "voice_words"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Random."""
    kind: Mapped[str] = mapped_column(String(12))
    service: Mapped[str] = mapped_column(String(60))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    day: Mapped[datetime] = mapped_column(Instant, index=True)
    """The midnight with which the day began: the hour would say more than is needed."""
