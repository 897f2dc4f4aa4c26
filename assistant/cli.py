"""The command line of the fifteen-minute assistant."""

import argparse
import logging
import sys
from collections.abc import Sequence

from sqlalchemy.exc import OperationalError

from assistant.commands import (
    Commands,
    bookings,
    bulletin,
    errands,
    find,
    imports,
    map,
    needs,
    queue,
    reach,
    serve,
    talking,
    tickets,
)
from assistant.errors import UsageError
from assistant.settings import load_settings

MODULES = (
    talking, serve, imports, bookings, tickets, queue, bulletin, needs, find, errands, reach, map,
)  # fmt: skip
"""Whose commands there are, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 well, 2 wrong usage, 1 any other failure."""
    options = parser().parse_args(arguments)
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


def parser() -> argparse.ArgumentParser:
    """What the commands are and how they are called."""
    commands = Commands(__doc__)
    for module in MODULES:
        module.add(commands)
    return commands.parser


if __name__ == "__main__":
    sys.exit(main())
