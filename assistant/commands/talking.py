"""`assistant chat`, `converse` and `understand`: the commands that talk."""

import argparse
import sys

from assistant import clock, talk
from assistant.client import assistant
from assistant.commands.common import Commands, demo, location
from assistant.settings import Settings


def add(commands: Commands) -> None:
    """Add the three commands."""
    whole = (commands.where, commands.person, commands.running)
    commands.add("chat", _chat, "a conversation in the terminal", *whole)
    meaning = "what the sentences on standard input mean"
    commands.add("understand", _understand, meaning, commands.running)
    commands.add("converse", _converse, "answer a conversation on standard input", *whole)


def _chat(options: argparse.Namespace, settings: Settings) -> None:
    where, now = location(options), talk.parse_now(options.now)
    with assistant(settings, options.url) as found:
        speaker = talk.Speaker(found, options.channel, where, options.user, now)
        talk.chat(speaker, options.channel, _notice(options))


def _notice(options: argparse.Namespace) -> str:
    if options.at != "demo":
        return ""
    about = demo()
    return f"{about['name']} / {about['name_en']}: {about['label']}"


def _converse(options: argparse.Namespace, settings: Settings) -> None:
    where, now = location(options), talk.parse_now(options.now)
    with assistant(settings, options.url) as found:
        users = iter([options.user]) if options.user else iter(())
        speakers = (
            talk.Speaker(found, options.channel, where, next(users, None), now)
            for _ in iter(int, 1)
        )
        talk.converse(speakers, sys.stdin)


def _understand(options: argparse.Namespace, settings: Settings) -> None:
    now = talk.parse_now(options.now) or clock.now()
    with assistant(settings, options.url) as found:
        talk.understand(found, sys.stdin, now)
