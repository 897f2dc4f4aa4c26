"""The tables of facilities, named places, unmet needs, imports and the walking network in use."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database import Base


class Facility(Base):
    """Somebody who offers services at a place. Written through `saving.save_facilities`."""

    __tablename__ = "facility"
    __table_args__ = (UniqueConstraint("source", "ref", name="uq_facility_source_ref"),)

    id: Mapped[str] = mapped_column(String(260), primary_key=True)
    """The `ref`; where another source took that before, `ref@source`."""
    ref: Mapped[str] = mapped_column(String(120))
    """The id that the source itself uses."""
    source: Mapped[str] = mapped_column(String(120))
    """Who says so: "osm", a street office, a survey."""
    origin: Mapped[str] = mapped_column(String(255), index=True)
    """The imported file that the row came from."""
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    lat: Mapped[float] = mapped_column(Float)
    """Degrees, WGS-84."""
    lon: Mapped[float] = mapped_column(Float)
    cell: Mapped[int] = mapped_column(BigInteger, index=True)
    """The H3 cell, see `cells.cell_of`."""
    address: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    opening_hours: Mapped[str | None] = mapped_column(Text)
    """OpenStreetMap syntax; None: unknown."""
    wheelchair: Mapped[str | None] = mapped_column(String(10))
    """"yes", "no", "limited"; None: unknown."""
    floor: Mapped[str | None] = mapped_column(Text)
    eligibility: Mapped[str | None] = mapped_column(Text)
    """Who may use it; None: unknown."""
    bring: Mapped[str | None] = mapped_column(Text)
    """What to bring along; None: unknown."""
    status: Mapped[str] = mapped_column(String(12))
    """One of `records.STATUSES`."""
    status_until: Mapped[date | None] = mapped_column(Date)
    """The day on which a planned place, or one closed for now, is expected to be open."""
    verified_on: Mapped[date | None] = mapped_column(Date)
    """The day on which somebody last checked it."""


class FacilityService(Base):
    """One service of one facility. Carries the cell, so that one index finds what is near."""

    __tablename__ = "facility_service"
    __table_args__ = (
        Index("ix_facility_service_place", "service_id", "cell"),
        # The primary key is then part of the index above: a search reads nothing else.
        {"sqlite_with_rowid": False},
    )

    facility_id: Mapped[str] = mapped_column(
        ForeignKey("facility.id", ondelete="CASCADE"), primary_key=True
    )
    service_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    cell: Mapped[int] = mapped_column(BigInteger)
    price_note: Mapped[str | None] = mapped_column(Text)


class NamedPlace(Base):
    """A place that people name when they say where they are."""

    __tablename__ = "named_place"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(40))
    """"estate", "building", "street", "station", "school", "landmark" and the like."""
    lat: Mapped[float] = mapped_column(Float)
    """Degrees, WGS-84."""
    lon: Mapped[float] = mapped_column(Float)
    parent_id: Mapped[str | None] = mapped_column(String(120), index=True)
    """The estate of a building."""
    key: Mapped[str] = mapped_column(Text, index=True)
    """The name as it is looked up: simplified script, folded."""
    origin: Mapped[str] = mapped_column(String(255), index=True)
    """The imported file that the row came from."""


class UnmetNeed(Base):
    """A need that nothing near could meet: what, roughly where, when; never who."""

    __tablename__ = "unmet_need"
    __table_args__ = (UniqueConstraint("service_id", "cell", "at", "reason", name="uq_unmet_need"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    service_id: Mapped[str] = mapped_column(String(60))
    cell: Mapped[int] = mapped_column(BigInteger)
    """A coarse H3 cell, about two kilometres across, see `cells.coarse_cell_of`."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """The full hour."""
    reason: Mapped[str] = mapped_column(String(20))
    """One of `store.REASONS`."""


class ImportRun(Base):
    """An import that changed something. The newest id tells readers that theirs is out of date."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    origin: Mapped[str] = mapped_column(String(255))
    """The imported file."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class WalkingNetwork(Base):
    """The walking network in use; at most one row."""

    __tablename__ = "walking_network"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    directory: Mapped[str] = mapped_column(Text)
    extracts: Mapped[str] = mapped_column(Text)
    """JSON: the extracts that it was built from, name to digest."""
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
