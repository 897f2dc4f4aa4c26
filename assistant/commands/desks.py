"""Desks that clerks work at on the command line: opened for one command, and shut after it."""

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from assistant import clock, talk
from assistant.database import connect, upgrade
from assistant.secret import secret_of
from assistant.settings import Settings


class OpenDesk:
    """A database that is up to date, the installation's secret, and the time by the clock."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self.now = now
        self.engine = connect(settings.database_url)
        upgrade(self.engine)
        self.secret = secret_of(settings.home)


_Desk = TypeVar("_Desk", bound=OpenDesk)


def at_desk(
    make: Callable[[Settings, datetime], _Desk], work: Callable[[argparse.Namespace, _Desk], None]
) -> Callable[[argparse.Namespace, Settings], None]:
    """A command that does `work` at the desk that `make` opens; `--now` sets its clock."""

    def run(options: argparse.Namespace, settings: Settings) -> None:
        now = talk.parse_now(getattr(options, "now", None)) or clock.now()
        desk = make(settings, now.astimezone(clock.ZONE))
        try:
            work(options, desk)
        finally:
            desk.engine.dispose()

    return run
