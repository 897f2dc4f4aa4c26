"""The command line: `assistant chat | serve | import | find | understand | converse`."""

import argparse
import asyncio
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.exc import OperationalError

from assistant import clock, talk
from assistant.client import STATE, assistant
from assistant.errors import UsageError
from assistant.paths import DEMO
from assistant.places import parse_point
from assistant.settings import Settings, load_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 well, 2 wrong usage, 1 any other failure."""
    options = _parser().parse_args(arguments)
    try:
        settings = load_settings(database=options.database, home=options.home)
        logging.basicConfig(
            level=settings.log_level, format="%(asctime)s %(levelname)s %(message)s"
        )
        return int(options.run(options, settings) or 0)
    except UsageError as error:
        print(error, file=sys.stderr)
        return error.status
    except OperationalError as error:
        print(f"The database does not answer: {error.orig}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--database", metavar="URL", help="the database (ASSISTANT_DATABASE)")
    common.add_argument("--home", metavar="DIR", help="folder for working files (ASSISTANT_HOME)")
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--at", metavar="LAT,LON", help='a position, or "demo" for the demo home')
    where.add_argument("--crs", default="wgs84", choices=("wgs84", "gcj02", "bd09"))
    person = argparse.ArgumentParser(add_help=False)
    person.add_argument("--user", metavar="ID", help="who talks; a new person without it")
    person.add_argument("--channel", default="chat", choices=("chat", "speaker", "operator"))
    reach = argparse.ArgumentParser(add_help=False)
    reach.add_argument("--url", help="a running `assistant serve`")
    reach.add_argument("--now", metavar="ISO", help="fix the clock, for example 2026-05-01T09:30")

    parser = argparse.ArgumentParser(prog="assistant", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: Any, text: str, *parents: argparse.ArgumentParser) -> Any:
        command = commands.add_parser(name, help=text, description=text, parents=[common, *parents])
        command.set_defaults(run=run)
        return command

    add("chat", _chat, "a conversation in the terminal", where, person, reach)
    serve = add("serve", _serve, "start all services; Ctrl-C stops them")
    serve.add_argument("--state", type=Path, help=argparse.SUPPRESS)
    load = add("import", _import, "load an OpenStreetMap extract or a table of facilities")
    load.add_argument("kind", choices=("osm", "facilities"))
    load.add_argument("file", type=Path)
    find = add("find", _find, "the ranked places for one service", where)
    find.add_argument("service", metavar="SERVICE", help="a service id of the catalogue")
    find.add_argument("--pace", type=float, metavar="M_PER_S", help="walking pace")
    find.add_argument("--wheelchair", action="store_true")
    find.add_argument("--open-at", metavar="ISO", help="when it has to be open")
    find.add_argument("--limit", type=int, default=5)
    find.add_argument("--json", action="store_true", help="one object a line")
    add("understand", _understand, "what the sentences on standard input mean", reach)
    add("converse", _converse, "answer a conversation on standard input", where, person, reach)
    return parser


def _location(options: argparse.Namespace) -> dict[str, Any] | None:
    if options.at is None:
        return None
    if options.at == "demo":
        home = yaml.safe_load((DEMO / "demo.yaml").read_text(encoding="utf-8"))["home"]
        return {name: home[name] for name in ("lat", "lon", "label", "label_en")}
    point = parse_point(options.at, options.crs)
    return {"lat": point.lat, "lon": point.lon}


def _notice(options: argparse.Namespace) -> str:
    if options.at != "demo":
        return ""
    demo = yaml.safe_load((DEMO / "demo.yaml").read_text(encoding="utf-8"))
    return f"{demo['name']} / {demo['name_en']}: {demo['label']}"


def _chat(options: argparse.Namespace, settings: Settings) -> None:
    location, now = _location(options), talk.parse_now(options.now)
    with assistant(settings, options.url) as found:
        speaker = talk.Speaker(found, options.channel, location, options.user, now)
        talk.chat(speaker, options.channel, _notice(options))


def _converse(options: argparse.Namespace, settings: Settings) -> None:
    location, now = _location(options), talk.parse_now(options.now)
    with assistant(settings, options.url) as found:
        users = iter([options.user]) if options.user else iter(())
        speakers = (
            talk.Speaker(found, options.channel, location, next(users, None), now)
            for _ in iter(int, 1)
        )
        talk.converse(speakers, sys.stdin)


def _understand(options: argparse.Namespace, settings: Settings) -> None:
    now = talk.parse_now(options.now) or clock.now()
    with assistant(settings, options.url) as found:
        talk.understand(found, sys.stdin, now)


def _serve(options: argparse.Namespace, settings: Settings) -> None:
    from assistant.gateway.serve import serve

    state = options.state or settings.home / STATE
    asyncio.run(serve(settings, state, lambda line: print(line, flush=True)))


def _import(options: argparse.Namespace, settings: Settings) -> int:
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
    result = import_osm(engine, catalogue, options.file, settings.home, now, progress=_progress)
    print(result.summary())
    return 0


def _progress(line: str) -> None:
    print(line, flush=True)


def _find(options: argparse.Namespace, settings: Settings) -> None:
    from actions.world import make_world
    from assistant.finding import Walker

    point = _location(options)
    if point is None:
        raise UsageError("Say where: --at LAT,LON, or --at demo.")
    if options.limit < 1:
        raise UsageError("--limit must be 1 or more.")
    pace = settings.pace if options.pace is None else options.pace
    if not 0.2 <= pace <= 3.0:
        raise UsageError("--pace must be between 0.2 and 3.0 metres a second.")
    world = make_world(settings)
    answer = world.finder.find(
        options.service,
        point["lat"],
        point["lon"],
        walker=Walker(pace=pace, wheelchair=options.wheelchair),
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


if __name__ == "__main__":
    sys.exit(main())
