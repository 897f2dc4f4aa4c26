"""`assistant needs`: what a neighbourhood lacks and says, in figures that show nobody."""

import argparse
import re
from typing import Any

import h3.api.basic_int as h3

from assistant import clock
from assistant.commands.common import Commands
from assistant.commands.printing import print_objects, print_table
from assistant.database import connect, upgrade
from assistant.errors import UsageError
from assistant.requests.needs import Need, needs
from assistant.requests.voices import FLOOR, Voices
from assistant.secret import secret_of
from assistant.settings import Settings

_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")


def add(commands: Commands) -> None:
    """Add the command."""
    text = f"what was not found, praised, wished; nothing that fewer than {FLOOR} stand for"
    command = commands.add("needs", _needs, text)
    command.add_argument("--month", metavar="YYYY-MM", help="this month without it; all: every one")
    command.add_argument("--words", action="store_true", help="what was said, of the last 90 days")
    command.add_argument("--json", action="store_true", help="one object a line")


def _needs(options: argparse.Namespace, settings: Settings) -> None:
    now = clock.now()
    month = options.month or f"{now:%Y-%m}"
    if month != "all" and not _MONTH.fullmatch(month):
        raise UsageError(f"--month is a month such as 2026-05, or all, not {month!r}.")
    engine = connect(settings.database_url)
    upgrade(engine)
    try:
        voices = Voices(engine, secret_of(settings.home))
        if options.words:
            _print_words(voices, options.json)
            return
        found = needs(engine, voices, "" if month == "all" else month)
    finally:
        engine.dispose()
    if options.json:
        print_objects(map(_object, found))
        return
    print_table([_row(need) for need in found])
    print(f"Figures: {len(found)}. What is below {FLOOR} is not shown.")


def _print_words(voices: Voices, as_json: bool) -> None:
    heard = voices.heard(clock.now())
    if as_json:
        print_objects(
            {"day": f"{each.day:%Y-%m-%d}", "kind": each.kind, "service": each.service}
            | {"words": each.words}
            for each in heard
        )
        return
    print_table([(f"{h.day:%Y-%m-%d}", h.kind, h.service or "-", h.words) for h in heard])


def _object(need: Need) -> dict[str, Any]:
    lat, lon = _middle(need.cell)
    found: dict[str, Any] = {"month": need.month, "what": need.what, "service": need.service}
    return found | {"lat": lat, "lon": lon, "count": need.count, "voiced": need.voiced}


def _row(need: Need) -> tuple[str, ...]:
    lat, lon = _middle(need.cell)
    where = "-" if lat is None else f"{lat:.3f},{lon:.3f}"
    unit = "people" if need.voiced else "hours"
    return need.month, f"{need.count} {unit}", need.what, need.service or "-", where


def _middle(cell: int | None) -> tuple[float, float] | tuple[None, None]:
    """The middle of the cell, in degrees."""
    if cell is None:
        return None, None
    lat, lon = h3.cell_to_latlng(cell)
    return round(lat, 4), round(lon, 4)
