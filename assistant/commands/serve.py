"""`assistant serve`: everything in one go."""

import argparse
import asyncio
from pathlib import Path

from assistant.client import STATE
from assistant.commands.common import Commands
from assistant.settings import Settings


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add("serve", _serve, "start all services; Ctrl-C stops them")
    command.add_argument("--state", type=Path, help=argparse.SUPPRESS)


def _serve(options: argparse.Namespace, settings: Settings) -> None:
    from assistant.gateway.serve import serve

    state = options.state or settings.home / STATE
    asyncio.run(serve(settings, state, lambda line: print(line, flush=True)))
