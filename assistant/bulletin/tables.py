"""The tables of the bulletin: notices, and whom one was told unasked, as a hash alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database import Base
from assistant.storing import Instant


class BulletinNotice(Base):
    """A notice that is posted."""

    __tablename__ = "bulletin_notice"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    spec: Mapped[dict[str, Any]] = mapped_column(JSON)
    """See `notice.Notice.as_json`."""
    until: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """When it is over for good; None: it comes again and again."""
    dropped: Mapped[bool] = mapped_column(Boolean, default=False)
    """Taken down, by a file that does not have it any more or by hand."""
    origin: Mapped[str] = mapped_column(String(255), index=True)
    """The imported file that it came from."""


class BulletinTold(Base):
    """That somebody was told a notice unasked: they are told once. Deleted when it is over."""

    __tablename__ = "bulletin_told"

    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    """A keyed hash of person, notice and date: it shows neither."""
    until: Mapped[datetime] = mapped_column(Instant, index=True)
