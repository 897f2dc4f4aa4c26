"""`assistant reach`: what is within fifteen minutes on foot, by group of services."""

import argparse
import json

from assistant import clock, talk
from assistant.commands.common import Commands, needed_location, walker
from assistant.finding import Reach
from assistant.settings import Settings


def add(commands: Commands) -> None:
    """Add the command."""
    text = "what is within reach on foot, and what is missing"
    command = commands.add("reach", _reach, text, commands.where, commands.walker)
    command.add_argument("--now", metavar="ISO", help="when the doors are looked at")
    command.add_argument("--json", action="store_true", help="one object a line for each service")


def _reach(options: argparse.Namespace, settings: Settings) -> None:
    from actions.world import make_world

    point, who = needed_location(options), walker(options, settings)
    now = talk.parse_now(options.now) or clock.now()
    world = make_world(settings)
    try:
        found = world.finder.reach(point["lat"], point["lon"], walker=who, now=now)
    finally:
        world.engine.dispose()
    _print(found, as_json=options.json)


def _print(found: Reach, *, as_json: bool) -> None:
    if as_json:
        for group, service in found.services():
            line = {
                "group": group.id,
                "service": service.service_id,
                "minutes": service.minutes,
                "metres": service.place.walk_metres,
                "place": service.place.as_json(),
            }
            print(json.dumps(line, ensure_ascii=False))
        return
    for item in found.groups:
        print(f"{item.group.name_zh} / {item.group.name_en}: {item.counts[-1]}")
        for service in item.services:
            print(f"{service.minutes:>8.0f} min  {service.service_id}  {service.place.name}")
    if found.lacking:
        print("Not as near as the norm: " + ", ".join(item.service_id for item in found.lacking))
    if not found.groups:
        print("Nothing found within 15 minutes.")
