"""A town with two estates, and notices for the tests of the bulletin."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine, insert

from assistant.bulletin import Bulletin, Notice, Place
from assistant.bulletin.notice_file import read_notice
from assistant.bulletin.notice_import import NoticeReport, import_notices
from assistant.clock import ZONE
from assistant.facilities.tables import NamedPlace

NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
"""A Monday."""
SECRET = b"s" * 32
ESTATES = ("银杏苑", "银杏苑1栋", "银杏苑3栋", "银杏苑10栋", "溪畔人家")
GINKGO_3 = Place((30.2620, 114.5409), ("银杏苑3栋",))
CREEKSIDE = Place((30.2650, 114.5349), ("溪畔人家",))

PLAIN: dict[str, Any] = {
    "id": "water",
    "subject": "water_off",
    "title_zh": "停水",
    "title_en": "Water off",
    "what_zh": "换水管",
    "what_en": "Pipes are replaced",
    "starts": "2026-11-24T09:00",
    "ends": "2026-11-24T16:00",
    "ask_zh": "物业",
    "ask_en": "the property office",
}
"""A notice for everybody."""


def entry(**changed: Any) -> dict[str, Any]:
    """An entry of a file; what is None is left out."""
    return {name: value for name, value in (PLAIN | changed).items() if value is not None}


def for_(*places: str, **changed: Any) -> dict[str, Any]:
    """An entry for those estates and buildings."""
    where = {"where_zh": "、".join(places), "where_en": "some houses"}
    return entry(places=list(places), **where, **changed)


def notice(**changed: Any) -> Notice:
    return read_notice(entry(**changed), ESTATES)


class Town:
    """A database with the two estates, and the file with its notices."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.path = folder / "posted.yaml"
        self.bulletin = Bulletin(engine, SECRET)
        with engine.begin() as connection:
            for name in ESTATES:
                kind = "building" if name.endswith("栋") else "estate"
                row = {"id": name, "name": name, "kind": kind, "lat": 30.2, "lon": 114.5}
                connection.execute(insert(NamedPlace).values(row | {"key": name, "origin": "t"}))

    def posts(self, *entries: dict[str, Any]) -> NoticeReport:
        """Imports a file with these entries."""
        self.path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
        return import_notices(self.engine, self.path)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)
