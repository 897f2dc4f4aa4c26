"""What the commands have in common: the options, and where somebody is."""

import argparse
from collections.abc import Callable
from typing import Any

import yaml

from assistant.errors import UsageError
from assistant.finding import Walker
from assistant.finding.walker import PACES
from assistant.paths import DEMO
from assistant.places import parse_point
from assistant.settings import Settings

Run = Callable[[argparse.Namespace, Settings], int | None]
"""Runs one command; its exit status, None for 0."""


class Commands:
    """Takes up commands; each module of this package has an `add` that adds its own."""

    def __init__(self, description: str | None) -> None:
        self.parser = argparse.ArgumentParser(prog="assistant", description=description)
        self._commands = self.parser.add_subparsers(
            dest="command", required=True, metavar="COMMAND"
        )
        self._common = _options()
        self._common.add_argument("--database", metavar="URL", help="the database")
        self._common.add_argument("--home", metavar="DIR", help="folder for working files")
        self.where = _options()
        """Options of commands that want a position."""
        self.where.add_argument(
            "--at", metavar="LAT,LON", help='a position, or "demo" for the demo home'
        )
        self.where.add_argument("--crs", default="wgs84", choices=("wgs84", "gcj02", "bd09"))
        self.person = _options()
        """Options of commands in which somebody talks."""
        self.person.add_argument("--user", metavar="ID", help="who talks; a new person without it")
        self.person.add_argument(
            "--channel", default="chat", choices=("chat", "speaker", "operator")
        )
        self.running = _options()
        """Options of commands that speak to the whole assistant."""
        self.running.add_argument("--url", help="a running `assistant serve`")
        self.running.add_argument(
            "--now", metavar="ISO", help="fix the clock, for example 2026-05-01T09:30"
        )
        self.walker = _options()
        """Options of commands that count somebody's minutes."""
        self.walker.add_argument("--pace", type=float, metavar="M_PER_S", help="walking pace")
        self.walker.add_argument("--wheelchair", action="store_true")

    def add(
        self, name: str, run: Run, text: str, *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        """A command called `name`, told about in `text`, with the options of `parents`."""
        command = self._commands.add_parser(
            name, help=text, description=text, parents=[self._common, *parents]
        )
        command.set_defaults(run=run)
        return command


def _options() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(add_help=False)


def location(options: argparse.Namespace) -> dict[str, Any] | None:
    """The position of `--at`: {"lat", "lon"} and, of the demo home, its labels; None without it."""
    if options.at is None:
        return None
    if options.at == "demo":
        home = demo()["home"]
        return {name: home[name] for name in ("lat", "lon", "label", "label_en")}
    point = parse_point(options.at, options.crs)
    return {"lat": point.lat, "lon": point.lon}


def needed_location(options: argparse.Namespace) -> dict[str, Any]:
    """The same where a position is needed. Raises UsageError without one."""
    found = location(options)
    if found is None:
        raise UsageError("Say where: --at LAT,LON, or --at demo.")
    return found


def walker(options: argparse.Namespace, settings: Settings) -> Walker:
    """Whose minutes are counted. Raises UsageError for a pace that nobody walks at."""
    pace = settings.pace if options.pace is None else options.pace
    if not PACES[0] <= pace <= PACES[1]:
        raise UsageError(f"--pace must be between {PACES[0]} and {PACES[1]} metres a second.")
    return Walker(pace=pace, wheelchair=options.wheelchair)


def demo() -> dict[str, Any]:
    """What the demo neighbourhood says of itself."""
    content: dict[str, Any] = yaml.safe_load((DEMO / "demo.yaml").read_text(encoding="utf-8"))
    return content
