"""The commands that talk: a conversation in the terminal, a scripted one, bare understanding."""

import json
import sys
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from assistant import clock
from assistant.client import Assistant
from assistant.errors import UsageError
from assistant.wording.phrases import phrase_book


class Speaker:
    """One person talking to the assistant through the command line."""

    def __init__(
        self,
        assistant: Assistant,
        channel: str,
        location: dict[str, Any] | None,
        user: str | None,
        now: datetime | None = None,
    ) -> None:
        self._assistant = assistant
        self._channel = channel
        self._location = location
        self._user = user or f"terminal-{uuid.uuid4().hex}"
        self._now = now
        self._started: datetime | None = None

    def say(self, text: str) -> dict[str, Any]:
        """One turn. A clock that was set starts to run with the first one."""
        body: dict[str, Any] = {"user": self._user, "text": text, "channel": self._channel}
        body["message_id"] = uuid.uuid4().hex
        if self._location:
            body["location"] = self._location
        if self._now is not None:
            self._started = self._started or clock.now()
            body["now"] = (self._now + (clock.now() - self._started)).isoformat()
        return self._assistant.chat(body)


def converse(speakers: Iterator[Speaker], lines: Iterable[str]) -> None:
    """Answer the turns of `lines`, one object a turn; a line `---` begins a new conversation."""
    speaker, number = next(speakers), 0
    for line in lines:
        text = line.rstrip("\r\n")
        if text == "---":
            speaker, number = next(speakers), 0
            continue
        number += 1
        answered = speaker.say(text)
        _print({"turn": number, "user": text} | answered)


def understand(assistant: Assistant, lines: Iterable[str], now: datetime) -> None:
    """Print what each line means, in order; `now` is the moment that time words count from."""
    for line in lines:
        _print(assistant.understand(line.rstrip("\r\n"), now))


def chat(speaker: Speaker, channel: str, notice: str) -> None:
    """A conversation in the terminal, until goodbye, Ctrl-D or Ctrl-C."""
    with suppress(ImportError):
        import readline  # noqa: F401 - line editing for input()
    if notice:
        print(notice)
    greeting = phrase_book("zh").reply("greet")
    print(greeting.speech if channel == "speaker" else greeting.text)
    print("(Say what you need, in Chinese or English. Ctrl-D ends.)\n")
    while True:
        try:
            text = input("> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        try:
            reply = speaker.say(text)["reply"]
        except UsageError as error:
            print(error, file=sys.stderr)
            continue
        print(reply["speech"] if channel == "speaker" else reply["text"])
        if reply["suggestions"] and channel != "speaker":
            print(f"   [{' | '.join(reply['suggestions'])}]")
        print()
        if reply["end_session"]:
            return


def parse_now(text: str | None) -> datetime | None:
    """The `--now` of the command line; local time where no zone is given."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        example = "2026-05-01T09:30"
        raise UsageError(f"--now wants a date and time such as {example}, not {text!r}.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)


def _print(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False), flush=True)
