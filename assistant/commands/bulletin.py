"""`assistant notices`: what is posted, and taking a notice down."""

import argparse
from datetime import datetime
from typing import Any

from assistant.bulletin import Bulletin, Notice
from assistant.bulletin.notice import AHEAD, DAY
from assistant.bulletin.words import bulletin_words
from assistant.commands.common import Commands
from assistant.commands.desks import OpenDesk, at_desk
from assistant.commands.printing import print_objects, print_table
from assistant.errors import UsageError
from assistant.settings import Settings


class Board(OpenDesk):
    """What the commands work with."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        super().__init__(settings, now)
        self.bulletin = Bulletin(self.engine, self.secret)


def add(commands: Commands) -> None:
    """Add the command and what it can do."""
    text = "notices of the community: what is posted, and taking one down"
    whole = commands.add("notices", at_desk(Board, _list), text)
    actions = whole.add_subparsers(dest="action", required=True, metavar="ACTION")
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    # Where they are left out here, what stands before the action holds.
    common.add_argument("--database", metavar="URL", help="the database")
    common.add_argument("--home", metavar="DIR", help="folder for working files")
    common.add_argument("--now", metavar="ISO", help="fix the clock")
    told = "what is posted and not over, the soonest first"
    listed = actions.add_parser("list", help=told, description=told, parents=[common])
    listed.add_argument("--json", action="store_true", help="one object a line")
    listed.set_defaults(run=at_desk(Board, _list))
    told = "take a notice down; nobody hears it any more"
    drop = actions.add_parser("drop", help=told, description=told, parents=[common])
    drop.add_argument("notice", metavar="ID")
    drop.set_defaults(run=at_desk(Board, _drop))


def _list(options: argparse.Namespace, board: Board) -> None:
    notices = board.bulletin.notices(board.now)
    found = sorted(notices, key=lambda each: (_next(each, board.now), each.id))
    if options.json:
        print_objects(_object(each, board.now) for each in found)
        return
    print_table([_row(each, board.now) for each in found])
    print(f"Notices: {len(found)}.")


def _drop(options: argparse.Namespace, board: Board) -> None:
    if not board.bulletin.drop(options.notice):
        raise UsageError(f'No notice with the id "{options.notice}" is posted.', status=1)
    print(f"Taken down: {options.notice}.")


def _next(notice: Notice, now: datetime) -> tuple[datetime, datetime]:
    """Begin and end of its next time."""
    return next(notice.times(now, now + AHEAD), None) or notice.first


def _object(notice: Notice, now: datetime) -> dict[str, Any]:
    start, end = _next(notice, now)
    return notice.as_json() | {"next": {"start": start.isoformat(), "end": end.isoformat()}}


def _row(notice: Notice, now: datetime) -> tuple[str, ...]:
    groups = bulletin_words().groups
    who = notice.who_zh or "、".join(groups[each].title_zh for each in notice.who if each in groups)
    start, end = _next(notice, now)
    shown = "%Y-%m-%d" if notice.by_days else "%Y-%m-%d %H:%M"
    last = end - DAY if notice.by_days else end
    when = f"{start:{shown}}", f"{last:{shown}}"
    return (*when, notice.id, notice.title_zh, notice.where_zh or "全部", who or "大家")
