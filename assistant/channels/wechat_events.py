"""What a message of WeChat or WeCom says, once it is known to be theirs."""

import re
from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Any
from xml.etree.ElementTree import Element

from assistant.channels.channel import Event, EventKind, Refused
from assistant.channels.wechat_menu import Menu
from assistant.channels.wechat_xml import text_in

LONGEST_ID = 128
"""Characters of an OpenID (28) or a UserID (64), with room."""

CAME = frozenset({"subscribe", "scan", "enter_agent"})
"""Events of somebody who came: followed the account, scanned its code, opened the application."""

ANSWERED = CAME | {"unsubscribe", "click", "location_select"}
"""Of the others we only say that they came. The position that a phone reports by itself (LOCATION)
is one of them: it is no question, and is not kept."""

NOT_READABLE = "收到不支持的消息类型"
"""What WeChat writes in the place of a picture that moves, or of anything it does not pass on."""


def read_event(message: Element, at: datetime, menu: Menu) -> Event | None:
    """What happened, None where nothing is to be said to it. Raises Refused.

    `at` is when it came.
    """
    name = text_in(message, "Event").lower() if _kind(message) == "event" else ""
    if _kind(message) == "event" and name not in ANSWERED:
        return None  # some of them are nobody's: not even a sender stands there
    user, account = _id(message, "FromUserName"), _id(message, "ToUserName")
    extra = {"account": account, "at": int(at.timestamp())}
    if name:
        return _happening(message, name, user, extra, menu)
    number = text_in(message, "MsgId")
    return _said(message, user, number or f"{user}:{_created(message)}", extra)


def _said(message: Element, user: str, message_id: str, extra: Mapping[str, Any]) -> Event:
    kind = _kind(message)
    if kind == "location":
        place = _position(message, text_in(message, "Label"))
        return Event(EventKind.TEXT, user, location=place, message_id=message_id, extra=extra)
    words = {"text": "Content", "voice": "Recognition"}
    text = text_in(message, words[kind]) if kind in words else ""
    if not text or NOT_READABLE in text:
        return Event(EventKind.UNREADABLE, user, message_id=message_id, extra=extra)
    return Event(EventKind.TEXT, user, text=text, message_id=message_id, extra=extra)


def _happening(
    message: Element, name: str, user: str, extra: Mapping[str, Any], menu: Menu
) -> Event | None:
    """Something done, not said. It has no number of its own: who and when make one."""
    message_id = f"{user}:{_created(message)}:{name}"
    if name in CAME:
        return Event(EventKind.LAUNCH, user, message_id=message_id, extra=extra)
    if name == "unsubscribe":
        return Event(EventKind.LEAVE, user, message_id=message_id, extra=extra)
    if name == "click":
        words = menu.words(text_in(message, "EventKey"))
        if not words:
            return None
        return Event(EventKind.TEXT, user, text=words, message_id=message_id, extra=extra)
    sent = message.find("SendLocationInfo")
    place = _position(sent, text_in(sent, "Poiname") or text_in(sent, "Label"))
    return Event(EventKind.TEXT, user, location=place, message_id=message_id, extra=extra)


def _kind(message: Element) -> str:
    return text_in(message, "MsgType").lower()


def _position(element: Element | None, label: str) -> dict[str, Any]:
    """A place picked on Tencent's map: X is the latitude there. Raises Refused."""
    try:
        lat, lon = (float(text_in(element, name)) for name in ("Location_X", "Location_Y"))
    except ValueError as error:
        raise Refused("a location without a position", 400) from error
    if not (isfinite(lat) and isfinite(lon)):
        raise Refused("a location without a position", 400)
    return {"lat": lat, "lon": lon, "crs": "gcj02", "label": label}


def _id(message: Element, name: str) -> str:
    found = text_in(message, name)
    if not 0 < len(found) <= LONGEST_ID:
        raise Refused("a message of nobody", 400)
    return found


def _created(message: Element) -> str:
    created = text_in(message, "CreateTime")
    if not re.fullmatch(r"[0-9]{1,12}", created):
        raise Refused("a message of no time", 400)
    return created
