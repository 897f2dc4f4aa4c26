"""`assistant errands`: several services in one walk, without the dialogue."""

import argparse
import json

from assistant import clock, talk
from assistant.commands.common import Commands, needed_location, walker
from assistant.finding import Tour
from assistant.settings import Settings


def add(commands: Commands) -> None:
    """Add the command."""
    text = "one walk for several services, the best order worked out"
    command = commands.add("errands", _errands, text, commands.where, commands.walker)
    command.add_argument(
        "services", metavar="SERVICE", nargs="+", help="service ids of the catalogue, up to six"
    )
    command.add_argument("--in-order", action="store_true", help="keep the order given")
    command.add_argument("--back", action="store_true", help="count the way back, too")
    command.add_argument("--now", metavar="ISO", help="when the walk begins")
    command.add_argument("--json", action="store_true", help="one object for the whole walk")


def _errands(options: argparse.Namespace, settings: Settings) -> None:
    from actions.world import make_world

    point = needed_location(options)
    who = walker(options, settings)
    world = make_world(settings)
    try:
        tour = world.finder.tour(
            options.services,
            point["lat"],
            point["lon"],
            walker=who,
            now=talk.parse_now(options.now) or clock.now(),
            in_order=options.in_order,
            back=options.back,
            record=False,
        )
    finally:
        world.engine.dispose()
    _print(tour, as_json=options.json)


def _print(tour: Tour, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(tour.as_json(), ensure_ascii=False))
        return
    for number, stop in enumerate(tour.stops, start=1):
        wait = f", {stop.wait_minutes:.0f} min to wait" if stop.wait_minutes >= 1 else ""
        print(
            f"{number}. {stop.leg_minutes:>4.0f} min  {stop.arrive:%H:%M}  {stop.place.name}"
            f"  ({', '.join(stop.services)}{wait})"
        )
    if tour.back_minutes is not None:
        print(f"   {tour.back_minutes:>4.0f} min  back")
    print(
        f"{tour.walk_minutes:.0f} min on foot ({tour.walk_metres} m), about"
        f" {tour.whole_minutes:.0f} min in all{', estimated' if tour.estimated else ''}."
    )
    for item in tour.unmet:
        print(f"Left out, the doors do not allow it: {item.service_id} ({item.place.name}).")
    for service in tour.missing:
        print(f"Nothing found for {service}.")
