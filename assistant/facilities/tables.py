"""The tables of facilities, named places, unmet needs and the walking network in use."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, DateTime, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.database import Base


class Facility(Base):
    """Somebody who offers services at a place."""

    __tablename__ = "facility"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str | None] = mapped_column(String(200))
    lat: Mapped[float] = mapped_column(Float)
    """Degrees, WGS-84."""
    lon: Mapped[float] = mapped_column(Float)
    address: Mapped[str | None] = mapped_column(String(300))
    phone: Mapped[str | None] = mapped_column(String(80))
    opening_hours: Mapped[str | None] = mapped_column(Text)
    """OpenStreetMap syntax; None: unknown."""
    wheelchair: Mapped[str | None] = mapped_column(String(10))
    """"yes", "no", "limited"; None: unknown."""
    floor: Mapped[str | None] = mapped_column(String(200))
    eligibility: Mapped[str | None] = mapped_column(String(300))
    bring: Mapped[str | None] = mapped_column(String(300))
    status: Mapped[str] = mapped_column(String(12), default="open")
    """"open", "planned", "closed_until" or "closed"."""
    status_until: Mapped[date | None] = mapped_column(Date)
    """The day on which a planned or closed place is expected to open."""
    source: Mapped[str] = mapped_column(String(200))
    verified_on: Mapped[date | None] = mapped_column(Date)
    origin: Mapped[str] = mapped_column(String(200), index=True)
    """The import that the row belongs to."""

    services: Mapped[list["FacilityService"]] = relationship(
        back_populates="facility", cascade="all, delete-orphan", lazy="selectin"
    )


class FacilityService(Base):
    """One service of one facility, with its price; carries the cell so that one index finds it."""

    __tablename__ = "facility_service"
    __table_args__ = (Index("ix_facility_service_place", "service_id", "cell"),)

    facility_id: Mapped[str] = mapped_column(
        ForeignKey("facility.id", ondelete="CASCADE"), primary_key=True
    )
    service_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    cell: Mapped[int] = mapped_column(BigInteger)
    """The H3 cell of the facility."""
    price_note: Mapped[str | None] = mapped_column(String(300))

    facility: Mapped[Facility] = relationship(back_populates="services")


class NamedPlace(Base):
    """A place that people name when they say where they are."""

    __tablename__ = "named_place"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    """"estate", "building", "street", "station", "school", "landmark", …"""
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    parent_id: Mapped[str | None] = mapped_column(String(120), index=True)
    """The estate of a building."""
    key: Mapped[str] = mapped_column(String(200), index=True)
    """The name as it is looked up: simplified script, folded."""
    origin: Mapped[str] = mapped_column(String(200), index=True)


class UnmetNeed(Base):
    """A need that nothing near could meet: what, roughly where, when; never who."""

    __tablename__ = "unmet_need"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    service_id: Mapped[str] = mapped_column(String(60), index=True)
    cell: Mapped[int] = mapped_column(BigInteger)
    """A coarse H3 cell, about two kilometres across."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """The full hour."""
    reason: Mapped[str] = mapped_column(String(20))


class WalkingNetwork(Base):
    """The walking network in use; exactly one row is current."""

    __tablename__ = "walking_network"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    directory: Mapped[str] = mapped_column(Text)
    extracts: Mapped[str] = mapped_column(Text)
    """JSON: the extracts that it was built from, name to digest."""
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
