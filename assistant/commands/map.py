"""`assistant map`: the answer as a picture."""

import argparse
import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from assistant import clock, talk
from assistant.commands.common import Commands, needed_location, walker
from assistant.errors import UsageError
from assistant.finding import Finder, FoundPlace, Walker
from assistant.maps import (
    SIZE,
    Area,
    Backdrop,
    MapContent,
    Marker,
    geojson,
    open_backdrop,
    png,
    svg,
)
from assistant.maps.picture import Size
from assistant.settings import Settings
from assistant.walking import Network, OffNetwork, Position, Route, open_network
from assistant.wording.maps import map_title, name_on_map, note_on_map, walk_on_map

CIRCLES = (5, 8, 15)
"""Minutes of the areas that are drawn."""

PICTURES = (".png", ".svg")
KINDS = (*PICTURES, ".geojson", ".json")

SIDES = (300, 6000)
"""Pixels of a side, at least and at most."""


def add(commands: Commands) -> None:
    """Add the command."""
    text = "a map of the answer: the person, the places, the way, what is in reach"
    command = commands.add("map", _map, text, commands.where, commands.walker)
    command.add_argument(
        "services", metavar="SERVICE", nargs="*", help="a service; several make one walk"
    )
    command.add_argument("--to", type=int, default=1, metavar="N", help="the place led to (1)")
    command.add_argument("--limit", type=int, default=4, help="places shown (4)")
    command.add_argument(
        "--reach", action=argparse.BooleanOptionalAction, default=True,
        help="with or without what is in reach in 5, 8 and 15 minutes",
    )  # fmt: skip
    command.add_argument("--language", default="zh", choices=("zh", "en"))
    command.add_argument("--size", default=f"{SIZE[0]}x{SIZE[1]}", metavar="WxH", help="in pixels")
    command.add_argument("--now", metavar="ISO", help="when the doors are looked at")
    command.add_argument(
        "--output", type=Path, required=True, metavar="FILE", help="ends in .png, .svg or .geojson"
    )


def _map(options: argparse.Namespace, settings: Settings) -> None:
    from actions.world import make_world

    point, who, size = needed_location(options), walker(options, settings), _size(options.size)
    if options.output.suffix.lower() not in KINDS:
        raise UsageError(f"--output must end in one of {', '.join(KINDS)}.")
    world = make_world(settings)
    try:
        here = (point["lat"], point["lon"])
        now = talk.parse_now(options.now) or clock.now()
        places, routes = _answer(world.finder, options, here, who, now)
        network = open_network(world.engine) if options.reach else None
        labels = [world.catalogue[each] for each in options.services]
        language = options.language
        content = MapContent(
            here=here,
            here_name=point.get("label_en" if language == "en" else "label", ""),
            title=map_title(labels, who.pace, who.wheelchair, language),
            language=language,
            markers=tuple(
                _marker(number, place, language, single=len(options.services) == 1)
                for number, place in enumerate(places, start=1)
            ),
            routes=tuple(route.line for route in routes),
            areas=_areas(network, here, who),
            note=note_on_map(places, language),
        )
        backdrop = open_backdrop(world.engine)
        _write(content, options.output, size, backdrop)
    finally:
        world.engine.dispose()
    print(f"Written: {options.output}")
    if backdrop is None and options.output.suffix.lower() in PICTURES:
        print("It has no streets: import the map again (assistant import osm FILE).")


def _marker(number: int, place: FoundPlace, language: str, *, single: bool) -> Marker:
    """A place on the map; its minutes are told where all of them count from the same door."""
    note = walk_on_map(place, language) if single else ""
    return Marker(number, place.lat, place.lon, name_on_map(place, language), note)


def _answer(
    finder: Finder, options: argparse.Namespace, here: Position, who: Walker, now: datetime
) -> tuple[list[FoundPlace], list[Route]]:
    """The places and the way: to one of them, or around all of several services."""
    services: Sequence[str] = options.services
    if not services:
        return [], []
    if len(services) > 1:
        tour = finder.tour(services, *here, walker=who, now=now, record=False)
        stops = [stop.place for stop in tour.stops]
        starts = [here, *((place.lat, place.lon) for place in stops)]
        legs = [
            finder.route(start, (place.lat, place.lon), who)
            for start, place in zip(starts, stops, strict=False)
        ]
        return stops, [leg for leg in legs if leg]
    if options.limit < 1:
        raise UsageError("--limit must be 1 or more.")
    answer = finder.find(
        services[0], *here, walker=who, now=now, limit=options.limit, record=False,
        alternatives=False,
    )  # fmt: skip
    places = list(answer.places)
    if not 0 <= options.to <= max(1, len(places)):
        raise UsageError(f"--to must be between 0 (no way) and {len(places)}.")
    if not places or not options.to:
        return places, []
    goal = places[options.to - 1]
    route = finder.route(here, (goal.lat, goal.lon), who)
    return places, [route] if route else []


def _areas(network: Network | None, here: Position, who: Walker) -> tuple[Area, ...]:
    """What is in reach; nothing where no network knows."""
    if network is None:
        return ()
    try:
        found = network.isochrones(here, CIRCLES, who.pace, who.wheelchair, who.avoid_steps)
    except OffNetwork:
        return ()
    return tuple(Area(minutes, rings) for minutes, rings in zip(CIRCLES, found, strict=True))


def _size(text: str) -> Size:
    match = re.fullmatch(r"(\d{1,5})[x×*](\d{1,5})", text.strip())
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(SIDES[0] <= side <= SIDES[1] for side in size):
        raise UsageError(f"--size must be WxH with sides of {SIDES[0]} to {SIDES[1]} pixels.")
    return size


def _write(content: MapContent, output: Path, size: Size, backdrop: Backdrop | None) -> None:
    kind = output.suffix.lower()
    try:
        if kind == ".png":
            output.write_bytes(png(content, backdrop, size))
        elif kind == ".svg":
            output.write_text(svg(content, backdrop, size), encoding="utf-8")
        else:
            drawn = json.dumps(geojson(content), ensure_ascii=False, indent=1)
            output.write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}.", status=1) from error
