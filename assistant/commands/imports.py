"""`assistant import`: maps, tables of facilities, offers that can be booked, notices."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import clock
from assistant.commands.common import Commands
from assistant.errors import UsageError
from assistant.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from assistant.booking.offer_import import OfferReport
    from assistant.bulletin.notice_import import NoticeReport


def add(commands: Commands) -> None:
    """Add the command."""
    text = "load an OpenStreetMap extract, a table of facilities, offers to book, or notices"
    command = commands.add("import", _import, text)
    command.add_argument("kind", choices=("osm", "facilities", "offers", "notices"))
    command.add_argument("file", type=Path)


def _import(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.database import connect, upgrade

    if not options.file.is_file():
        raise UsageError(f"There is no file {options.file}.")
    engine = connect(settings.database_url)
    try:
        upgrade(engine)
        return _load(options, settings, engine)
    finally:
        engine.dispose()


def _load(options: argparse.Namespace, settings: Settings, engine: "Engine") -> int:
    from assistant.booking.offer_import import import_offers
    from assistant.bulletin.notice_import import import_notices
    from assistant.catalogue import load_catalogue
    from assistant.facilities.osm_import import import_osm
    from assistant.facilities.table_import import import_table

    catalogue, now = load_catalogue(), clock.now()
    if options.kind == "facilities":
        report = import_table(engine, catalogue, options.file, now)
        print(report.summary())
        for line, reason in report.skipped:
            print(f"{options.file.name}, line {line}: {reason}", file=sys.stderr)
        return 1 if report.skipped else 0
    if options.kind == "offers":
        return _told(import_offers(engine, catalogue, options.file), options.file)
    if options.kind == "notices":
        return _told(import_notices(engine, options.file), options.file)
    result = import_osm(engine, catalogue, options.file, settings.home, now, progress=_progress)
    print(result.summary())
    return 0


def _told(report: "OfferReport | NoticeReport", file: Path) -> int:
    """Prints what was taken over and each slip; the exit status."""
    print(report.summary())
    for name, reason in report.skipped:
        print(f"{file.name}, {name}: {reason}.", file=sys.stderr)
    return 1 if report.skipped else 0


def _progress(line: str) -> None:
    print(line, flush=True)
