"""`assistant queue`: a clerk answers people who want a person, in the running assistant."""

import argparse
import getpass
import sys
import threading
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from assistant.client import Assistant, running_assistant
from assistant.commands.common import Commands
from assistant.commands.printing import plain, print_objects, print_table
from assistant.errors import UsageError
from assistant.settings import Settings

EVERY_SECONDS = 1.0
"""How often it is looked for new messages."""
BACK = "/return"
"""What a clerk types to give a conversation back."""
AUTHORS = {"person": "  客", "clerk": "  我", "assistant": "  机"}

Work = Callable[[argparse.Namespace, Assistant], None]


def add(commands: Commands) -> None:
    """Add the command and what it can do."""
    text = "people who want a person: who waits, take, answer, say, return"
    whole = commands.add("queue", _at_queue(_list), text)
    actions = whole.add_subparsers(dest="action", required=True, metavar="ACTION")
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    # Where they are left out here, what stands before the action holds.
    common.add_argument("--database", metavar="URL", help="the database")
    common.add_argument("--home", metavar="DIR", help="folder for working files")

    def action(name: str, work: Work, told: str, *, one: bool = True) -> argparse.ArgumentParser:
        parser = actions.add_parser(name, help=told, description=told, parents=[common])
        parser.set_defaults(run=_at_queue(work))
        parser.add_argument("--url", help="a running `assistant serve` elsewhere")
        parser.add_argument("--clerk", default=_whoever(), help="your name; people do not see it")
        if one:
            parser.add_argument("id", help="the first digits of its id")
        return parser

    listed = action(
        "list", _list, "who waits, the most urgent first; you count as there", one=False
    )
    shown = action("show", _show, "one of them, with all that was said")
    action("take", _take, "you answer from now on; the assistant keeps quiet")
    said = action("say", _say, "say something to the person")
    said.add_argument("text")
    action("answer", _answer, f"take it and talk: a line is a message, {BACK} ends it")
    action("return", _return, "the assistant answers again")
    action("leave", _leave, "you go; nobody is put into the queue for you", one=False)
    for parser in (listed, shown):
        parser.add_argument("--json", action="store_true", help="one object a line")


def _at_queue(work: Work) -> Callable[[argparse.Namespace, Settings], None]:
    def run(options: argparse.Namespace, settings: Settings) -> None:
        with running_assistant(settings, getattr(options, "url", None)) as found:
            work(options, found)

    return run


def _whoever() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "clerk"


def _list(options: argparse.Namespace, assistant: Assistant) -> None:
    found = assistant.get("/api/queue", clerk=options.clerk)["queue"]
    if options.json:
        print_objects(found)
        return
    if found:
        print_table([_row(each) for each in found])
    waiting = sum(each["state"] == "queued" for each in found)
    print(f"Waiting: {waiting}. Being answered: {len(found) - waiting}.")


def _row(each: dict[str, Any]) -> tuple[str, ...]:
    said = each["summary"]["said"]
    urgent = "URGENT" if each["urgent"] else ""
    asked = f"{datetime.fromisoformat(each['asked_at']):%H:%M}"
    return (
        each["id"][:8], asked, each["state"], each["clerk"], urgent, each["reason"],
        each["channel"], said[-1][:40] if said else "",
    )  # fmt: skip


def _show(options: argparse.Namespace, assistant: Assistant) -> None:
    found = assistant.get(f"/api/queue/{options.id}")
    if options.json:
        print_objects([found])
        return
    _print_summary(found)
    _print_messages(found["messages"])


def _print_summary(found: dict[str, Any]) -> None:
    told = found["summary"]
    lines = [("why", found["reason"]), ("place", told["place"]), ("wanted", told["wish"])]
    lines += [("phone", told["phone"]), ("open", ", ".join(told["codes"]))]
    lines += [("said", said) for said in told["said"]]
    lines.append(("we said", told["answered"]))
    print_table([(name, text) for name, text in lines if text])


def _print_messages(messages: list[dict[str, Any]]) -> None:
    for each in messages:
        unread = "" if each["told"] or each["author"] == "person" else "  (not seen yet)"
        print(f"{AUTHORS[each['author']]}  {plain(each['text'])}{unread}", flush=True)


def _take(options: argparse.Namespace, assistant: Assistant) -> None:
    taken = assistant.post(f"/api/queue/{options.id}/take", {"clerk": options.clerk})
    _print_summary(taken)


def _say(options: argparse.Namespace, assistant: Assistant) -> None:
    _said(options, assistant, options.text)


def _said(options: argparse.Namespace, assistant: Assistant, text: str) -> None:
    body = {"clerk": options.clerk, "text": text, "message_id": uuid.uuid4().hex}
    told = assistant.post(f"/api/queue/{options.id}/say", body)["told"]
    if not told:
        print("  (the person sees it with their next message)", flush=True)


def _return(options: argparse.Namespace, assistant: Assistant) -> None:
    assistant.post(f"/api/queue/{options.id}/return", {"clerk": options.clerk})
    print("Returned to the assistant.")


def _leave(options: argparse.Namespace, assistant: Assistant) -> None:
    assistant.post("/api/queue/leave", {"clerk": options.clerk})
    print("You are not there any more.")


def _answer(options: argparse.Namespace, assistant: Assistant) -> None:
    _take(options, assistant)
    ended = threading.Event()
    listener = threading.Thread(target=_listen, args=(options, assistant, ended), daemon=True)
    listener.start()
    try:
        for line in sys.stdin:
            text = line.strip()
            if ended.is_set():
                break
            if text == BACK:
                _return(options, assistant)
                break
            if text:
                _said(options, assistant, text)
    finally:
        ended.set()
        listener.join(timeout=2 * EVERY_SECONDS)


def _listen(options: argparse.Namespace, assistant: Assistant, ended: threading.Event) -> None:
    """Prints what the person says, until the conversation is over."""
    after = 0
    while not ended.wait(EVERY_SECONDS):
        try:
            assistant.get("/api/queue", clerk=options.clerk)
            found = assistant.get(f"/api/queue/{options.id}", after=str(after))
        except UsageError as error:
            print(error, file=sys.stderr, flush=True)
            continue
        _print_messages([each for each in found["messages"] if each["author"] != "clerk"])
        after = max([after, *(each["id"] for each in found["messages"])])
        if found["state"] == "ended":
            print("It is over. Press Enter.", flush=True)
            ended.set()
