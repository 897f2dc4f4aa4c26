"""`assistant find`: the places for one service, without the dialogue."""

import argparse
import json

from assistant import clock, talk
from assistant.commands.common import Commands, needed_location, walker
from assistant.errors import UsageError
from assistant.settings import Settings


def add(commands: Commands) -> None:
    """Add the command."""
    text = "the ranked places for one service"
    command = commands.add("find", _find, text, commands.where, commands.walker)
    command.add_argument("service", metavar="SERVICE", help="a service id of the catalogue")
    command.add_argument("--open-at", metavar="ISO", help="when it has to be open")
    command.add_argument("--limit", type=int, default=5)
    command.add_argument("--json", action="store_true", help="one object a line")


def _find(options: argparse.Namespace, settings: Settings) -> None:
    from actions.world import make_world

    point = needed_location(options)
    if options.limit < 1:
        raise UsageError("--limit must be 1 or more.")
    who = walker(options, settings)
    answer = make_world(settings).finder.find(
        options.service,
        point["lat"],
        point["lon"],
        walker=who,
        now=clock.now(),
        open_at=talk.parse_now(options.open_at),
        limit=options.limit,
        record=False,
        alternatives=False,
    )
    for place in answer.places:
        if options.json:
            print(json.dumps(place.as_json(), ensure_ascii=False))
        else:
            minutes = "-" if place.walk_minutes is None else f"{place.walk_minutes:.0f} min"
            print(f"{minutes:>8}  {place.name}  {place.address or ''}")
    if not answer.places and not options.json:
        print(f"Nothing found for {options.service}.")
