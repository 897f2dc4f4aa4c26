"""The tables of people, their households and places, and of the codes that tie a speaker.

No name, number, label or coordinate stands in them: ids are keyed hashes or random, the rest is
sealed.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, DateTime, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database import Base


class Household(Base):
    """People who share their places."""

    __tablename__ = "household"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Random."""


class Person(Base):
    """Somebody of whom something is kept: a user of a channel, a speaker, a caller."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    """See `keys.person_key`."""
    household_id: Mapped[str] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), index=True
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Habits, and whether it is a tied speaker; opens for this id in this household only."""
    seen_on: Mapped[date] = mapped_column(Date, index=True)


class HouseholdPlace(Base):
    """A place of a household."""

    __tablename__ = "household_place"

    household_id: Mapped[str] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), primary_key=True
    )
    name_hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    """A keyed hash of name and household: "home" is another one in each."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Name, position and labels; opens in this household under this name only."""


class LinkCode(Base):
    """The six digits that a speaker reads out; the row goes when they are used."""

    __tablename__ = "link_code"

    person_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    """The speaker's key; nothing else needs to be kept of it."""
    code_hash: Mapped[str] = mapped_column(String(32), unique=True)
    """A keyed hash."""
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class LinkTry(Base):
    """Wrong digits; the row goes soon, at the next try or code after ten minutes."""

    __tablename__ = "link_try"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    tried_by: Mapped[str] = mapped_column(String(32), index=True)
    """A keyed hash of the key of who tried."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
