"""Incoming messages: what a request holds, checked."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant import clock
from assistant.errors import UsageError
from assistant.places import to_wgs84
from assistant.places.crs import on_earth, swapped

CHANNELS = ("chat", "speaker", "operator")
LONGEST = 500
"""Characters of a message that are understood at a time; nobody asks for a place in more."""
LONGEST_TELLING = 10_000
"""Characters of a message that can be taken down: somebody tells a long story."""
LONGEST_ID = 200
"""Characters of a user's name and of a message's id."""
LONGEST_LABEL = 60
"""Characters of what a position is called."""


@dataclass(frozen=True)
class Inbound:
    """One message of one person."""

    user: str
    text: str
    channel: str = "chat"
    here: dict[str, Any] | None = None
    """Where the person is, WGS-84: {"lat", "lon", "label", "label_en"}."""
    here_unreadable: bool = False
    here_swapped: bool = False
    """Whether latitude and longitude of the position seem to have changed places."""
    message_id: str | None = None
    now: datetime | None = None
    """A fixed clock; None: the real one."""
    language: str = "zh"
    """The language to answer in before any words told it."""


def read_message(body: Any, *, trusted: bool) -> Inbound:
    """The message in a request's body. Raises UsageError for the one who wrote the request.

    Only a trusted caller may set the clock. A position that cannot be read is no error: the
    person is told, and the words are answered.
    """
    if not isinstance(body, dict):
        raise UsageError("The body must be a JSON object.")
    user, text = body.get("user"), body.get("text", "")
    if not isinstance(user, str) or not user or len(user) > LONGEST_ID:
        raise UsageError('"user" must be a text of 1 to 200 characters.')
    if not isinstance(text, str):
        raise UsageError('"text" must be a text.')
    channel = body.get("channel", "chat")
    if channel not in CHANNELS:
        raise UsageError(f'"channel" must be one of {", ".join(CHANNELS)}.')
    message_id = body.get("message_id")
    if message_id is not None and not _is_id(message_id):
        raise UsageError('"message_id" must be a text of up to 200 characters.')
    here, unreadable, is_swapped = read_location(body.get("location"))
    if body.get("now") is not None and not trusted:
        raise UsageError('"now" can only be set from the command line on this machine.')
    now = read_clock(body.get("now"))
    return Inbound(user, text, channel, here, unreadable, is_swapped, message_id, now)


def _is_id(value: Any) -> bool:
    """Half of a sign of two halves is valid JSON, but no text that could be passed on."""
    if not isinstance(value, str) or len(value) > LONGEST_ID:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in value)


def read_clock(value: Any) -> datetime | None:
    """A moment in a request's body, local where no zone is given. Raises UsageError."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise UsageError('"now" must be a date and time such as 2026-05-01T09:30.') from error
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)


def read_location(value: Any) -> tuple[dict[str, Any] | None, bool, bool]:
    """Where somebody is, WGS-84; else whether it is unreadable, and whether it seems swapped."""
    if value is None:
        return None, False, False
    try:
        lat, lon = float(value["lat"]), float(value["lon"])
    except (TypeError, KeyError, ValueError, OverflowError):
        return None, True, False
    if not on_earth(lat, lon) or swapped(lat, lon):
        return None, True, swapped(lat, lon)
    try:
        lat, lon = to_wgs84(lat, lon, value.get("crs") or "wgs84")
    except (TypeError, ValueError, AttributeError, UsageError):
        return None, True, False
    labels = {name: _label(value.get(name)) for name in ("label", "label_en")}
    return {"lat": lat, "lon": lon, **labels}, False, False


def _label(value: Any) -> str:
    """What a place is called: it is said again to the person, and shown to clerks."""
    return _in_one_line(value)[:LONGEST_LABEL] if isinstance(value, str) else ""


_NODS = re.compile("[👌👍🆗✅🙆]\ufe0f?[\U0001f3fb-\U0001f3ff]?")
"""Signs that mean yes."""


def clean(text: str) -> str:
    """The words as a person said them: one line, no control signs, no leading slash."""
    text = _NODS.sub("好的", text)
    return _in_one_line(text).lstrip("/／").strip()


def _in_one_line(text: str) -> str:
    """Without control signs, and without halves of signs, which could not be written again."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return re.sub(r"\s+", " ", printable).strip()


def has_words(text: str) -> bool:
    """Whether there is any letter, character or digit in it."""
    return any(sign.isalnum() for sign in text)


def language_of(text: str, otherwise: str = "zh") -> str:
    """A first guess for sentences that Rasa does not get to see: "zh" or "en"."""
    if re.search(r"[\u3400-\u9fff]", text):
        return "zh"
    return "en" if re.search(r"[A-Za-z]", text) else otherwise
