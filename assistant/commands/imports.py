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
    from assistant.booking.offer_import import OfferReport
    from assistant.bulletin.notice_import import NoticeReport


def add(commands: Commands) -> None:
    """Add the command."""
    text = "load an OpenStreetMap extract, a table of facilities, offers to book, or notices"
    command = commands.add("import", _import, text)
    command.add_argument("kind", choices=("osm", "facilities", "offers", "notices"))
    command.add_argument("file", type=Path)


def _import(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.booking.offer_import import import_offers
    from assistant.bulletin.notice_import import import_notices
    from assistant.catalogue import load_catalogue
    from assistant.database import connect, upgrade
    from assistant.facilities.osm_import import import_osm
    from assistant.facilities.table_import import import_table

    if not options.file.is_file():
        raise UsageError(f"There is no file {options.file}.")
    engine = connect(settings.database_url)
    upgrade(engine)
    catalogue, now = load_catalogue(), clock.now()
    if options.kind == "facilities":
        report = import_table(engine, catalogue, options.file, now)
        print(report.summary())
        for line, reason in report.skipped:
            print(f"{options.file.name}, line {line}: {reason}", file=sys.stderr)
        return 1 if report.skipped else 0
    if options.kind in ("offers", "notices"):
        if options.kind == "offers":
            taken: OfferReport | NoticeReport = import_offers(engine, catalogue, options.file)
        else:
            taken = import_notices(engine, options.file)
        print(taken.summary())
        for name, reason in taken.skipped:
            print(f"{options.file.name}, {name}: {reason}.", file=sys.stderr)
        return 1 if taken.skipped else 0
    result = import_osm(engine, catalogue, options.file, settings.home, now, progress=_progress)
    print(result.summary())
    return 0


def _progress(line: str) -> None:
    print(line, flush=True)
