"""`assistant tickets`: a clerk at work: what was reported, whose it is, begun, done, asked."""

import argparse
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any

import yaml

from assistant.codes import is_code
from assistant.commands.common import Commands
from assistant.commands.desks import OpenDesk, at_desk
from assistant.commands.printing import print_objects, print_table
from assistant.errors import UsageError
from assistant.paths import DATA
from assistant.requests import Desk, Kind, Status, Ticket, TicketDesk, Tickets, desks, kinds
from assistant.requests.ticket import OPEN, Refusal
from assistant.settings import Settings

CALLS = DATA / "requests" / "calls.yaml"


class Counter(OpenDesk):
    """What the commands work with."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        super().__init__(settings, now)
        self.tickets = Tickets(self.engine, self.secret)
        self.desk = TicketDesk(self.engine, self.secret)

    def ticket(self, given: str) -> Ticket:
        """The open ticket with a code, or any with an id. Raises UsageError."""
        given = unicodedata.normalize("NFKC", given)  # digits as a Chinese keyboard writes them
        found = self.tickets.with_code(given) if is_code(given) else self.tickets.ticket(given)
        if found is None:
            what = "that is open has the code" if given.isdecimal() else "has the id"
            raise UsageError(f"No ticket {what} {given}.", status=1)
        return found


Work = Callable[[argparse.Namespace, Counter], None]


def add(commands: Commands) -> None:
    """Add the command and what it can do."""
    text = "a desk's side of reports: what is open, assign, begin, done, and whom to ask then"
    whole = commands.add("tickets", at_desk(Counter, _list), text)
    actions = whole.add_subparsers(dest="action", required=True, metavar="ACTION")
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    # Where they are left out here, what stands before the action holds.
    common.add_argument("--database", metavar="URL", help="the database")
    common.add_argument("--home", metavar="DIR", help="folder for working files")
    common.add_argument("--now", metavar="ISO", help="fix the clock")

    def action(name: str, work: Work, told: str, **argument: Any) -> argparse.ArgumentParser:
        parser = actions.add_parser(name, help=told, description=told, parents=[common])
        parser.set_defaults(run=at_desk(Counter, work))
        if argument:
            parser.add_argument("subject", **argument)
        return parser

    which = {"metavar": "CODE|ID"}
    listed = action("list", _list, "what is open, the oldest first")
    states = [str(status) for status in Status]
    listed.add_argument("--status", nargs="+", choices=states, help="in these states only")
    listed.add_argument("--desk", metavar="ID", help="of this desk only")
    shown = action("show", _show, "everything about one, with its history", **which)
    assign = action("assign", _assign, "give it to a desk; the resident is told", **which)
    assign.add_argument("--desk", required=True, metavar="ID", help="see `tickets desks`")
    action("begin", _begin, "the desk is at it; the resident is told", **which)
    done = action("done", _done, "it is done; the resident is asked if it is mended", **which)
    done.add_argument("--what", required=True, metavar="TEXT", help="what was done; it is told")
    calls = action("calls", _calls, "what is done and nobody was told: whom to call")
    called = action("called", _called, "somebody was called", metavar="CALL", type=int)
    called.add_argument("--mended", choices=("yes", "no"), help="what the resident says")
    known = action("desks", _desks, "the desks and their telephone numbers")
    for parser in (listed, shown, calls, known):
        parser.add_argument("--json", action="store_true", help="one object a line")


def _list(options: argparse.Namespace, counter: Counter) -> None:
    wanted = [_desk(options.desk).id] if options.desk else None
    statuses = [Status(each) for each in options.status or OPEN]
    found = counter.desk.open(wanted, statuses)
    if options.json:
        print_objects(map(_object, found))
        return
    print_table([_row(ticket) for ticket in found])
    again = sum(ticket.reopened > 0 for ticket in found)
    print(f"Tickets: {len(found)}. Not mended the first time: {again}.")


def _show(options: argparse.Namespace, counter: Counter) -> None:
    ticket = counter.ticket(options.subject)
    changes = counter.desk.history(ticket.id)
    if options.json:
        history = [
            {"status": each.status, "desk": each.desk, "by": each.by, "at": each.at.isoformat()}
            for each in changes
        ]
        print_objects([_object(ticket) | {"history": history}])
        return
    details = ticket.details
    lines = [
        ("code", ticket.code),
        ("kind", _kind(ticket).title_zh),
        ("status", ticket.status + (f", reopened {ticket.reopened}x" if ticket.reopened else "")),
        ("desk", _desk_name(ticket.desk)),
        ("place", details.place),
        ("since", details.since),
        ("phone", details.phone),
        *(("said", words) for words in details.words),
        ("done", details.done),
    ]
    print_table([(name, text) for name, text in lines if text])
    print_table([(f"{c.at:%Y-%m-%d %H:%M}", c.status, c.desk, f"by {c.by}") for c in changes])


def _assign(options: argparse.Namespace, counter: Counter) -> None:
    desk, before = _desk(options.desk), counter.ticket(options.subject)
    _changed(counter.desk.assign(before.id, desk.id, counter.now), before, counter)


def _begin(options: argparse.Namespace, counter: Counter) -> None:
    before = counter.ticket(options.subject)
    _changed(counter.desk.begin(before.id, counter.now), before, counter)


def _done(options: argparse.Namespace, counter: Counter) -> None:
    what = options.what.strip()
    if not what:
        raise UsageError("Say what was done: --what TEXT. The resident is told.")
    before = counter.ticket(options.subject)
    _changed(counter.desk.finish(before.id, what, counter.now), before, counter)


def _changed(after: Ticket | Refusal, before: Ticket, counter: Counter) -> None:
    """Prints what became of it. Raises UsageError where nothing could."""
    if isinstance(after, Ticket):
        print_table([_row(after)])
        return
    found = counter.tickets.ticket(before.id) or before
    hint = " Assign it first." if found.status is Status.ACCEPTED else ""
    raise UsageError(f"That cannot be done: the ticket is {found.status}.{hint}", status=1)


def _calls(options: argparse.Namespace, counter: Counter) -> None:
    calls = [
        {"call": news.id, "since": news.at.isoformat()} | _object(ticket) | {"say": _say(ticket)}
        for news, ticket in counter.desk.calls(counter.now)
    ]
    if options.json:
        print_objects(calls)
        return
    for each in calls:
        phone = each["phone"] or "no number known"
        print(f"{each['call']}  {phone}  code {each['code']}\n    {each['say']}")
    print(f"Calls to make: {len(calls)}. After each: `assistant tickets called CALL --mended …`.")


def _say(ticket: Ticket) -> str:
    """What the clerk says, in the resident's language."""
    language = "en" if ticket.details.language == "en" else "zh"
    words = yaml.safe_load(CALLS.read_text(encoding="utf-8"))
    done = ticket.details.done.rstrip("。.！! ")
    what = words[f"what_{language}"].format(what=done) if done else ""
    known = desks().get(ticket.desk)
    desk = known.name(language) if known else ticket.desk
    said = words[language].format(desk=desk, title=_kind(ticket).title(language), what=what)
    return "".join(c if c.isprintable() else " " for c in said)


def _called(options: argparse.Namespace, counter: Counter) -> None:
    waiting = {news.id for news, _ in counter.desk.calls(counter.now)}
    mended = {"yes": True, "no": False}.get(options.mended)
    after = None
    if options.subject in waiting:
        after = counter.desk.called(options.subject, counter.now, mended)
    if not isinstance(after, Ticket):
        raise UsageError(f"No call {options.subject} is waiting to be made.", status=1)
    print_table([_row(after)])


def _desks(options: argparse.Namespace, counter: Counter) -> None:
    if options.json:
        print_objects(
            {"id": d.id, "name_zh": d.name_zh, "name_en": d.name_en, "phone": d.phone}
            | {"hours": d.hours, "service": d.service, "fallback": d.fallback}
            for d in desks().values()
        )
        return
    print_table([(d.id, d.name_zh, d.phone, d.service, d.fallback) for d in desks().values()])


def _desk(given: str) -> Desk:
    """The desk of that id. Raises UsageError."""
    found = desks().get(given)
    if found is None:
        raise UsageError(f'There is no desk "{given}"; known: {", ".join(desks())}.')
    return found


def _desk_name(desk: str) -> str:
    known = desks().get(desk)
    return f"{desk} ({known.name_zh})" if known else desk


def _kind(ticket: Ticket) -> Kind:
    """The kind of a ticket; one that the file no longer has goes by its id."""
    return kinds().get(ticket.kind) or Kind(ticket.kind, ticket.kind, ticket.kind, (), False)


def _object(ticket: Ticket) -> dict[str, Any]:
    found = {"id": ticket.id, "code": ticket.code, "kind": ticket.kind, "desk": ticket.desk}
    found |= {"status": ticket.status, "filed_at": ticket.filed_at.isoformat()}
    found |= {"changed_at": ticket.changed_at.isoformat()}
    return found | {"reopened": ticket.reopened} | ticket.details.as_json()


def _row(ticket: Ticket) -> tuple[str, ...]:
    again = f"again {ticket.reopened}x" if ticket.reopened else ""
    details = ticket.details
    known = (details.place, details.since, details.phone, " / ".join(details.words))
    filed = f"{ticket.filed_at:%Y-%m-%d %H:%M}"
    return (filed, ticket.code, ticket.status, again, ticket.desk, _kind(ticket).title_zh, *known)
