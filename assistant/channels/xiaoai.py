"""小爱同学: a skill of Xiaomi's. What may be sent and answered: docs/channels/xiaoai.md."""

from typing import Any

from assistant.channels.channel import Answer, Channel, Event, EventKind, Refused, Request
from assistant.channels.json_body import Fields, json_answer, read_object
from assistant.channels.speaking import LONGEST_SHOWN, said_with_options, shortened
from assistant.channels.speaking_invocations import wish_of
from assistant.channels.xiaoai_signature import XiaoAISignature, read_signature
from assistant.settings import Settings
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

ENTER, INSIDE, LEAVE = 0, 1, 2
"""Types of a request."""


class XiaoAI(Channel):
    """The skill of that id."""

    name = "xiaoai"

    def __init__(self, app_id: str, signature: XiaoAISignature) -> None:
        self._app_id = app_id
        self._signature = signature

    async def read(self, request: Request) -> Event | Answer:
        """What happened on the speaker; an answer for events that concern nobody."""
        self._signature.verify(request)
        content = read_object(request.body)
        if content.id("session", "application", "app_id") != self._app_id:
            raise Refused("The request is for another skill.")
        if content.text("request", "event_type"):  # of recordings and players: we start none
            return _answer("", open_mic=False, end=False)
        return _event(content)

    def write(self, event: Event, reply: Reply) -> Answer:
        """Speech, and the text for those who have a screen."""
        if reply.silent:
            return self.silence(event)
        return _answer(
            said_with_options(reply),
            open_mic=reply.expects_reply,
            end=reply.end_session,
            shown=shortened(reply.text, LONGEST_SHOWN),
        )

    def silence(self, event: Event) -> Answer:
        """A short goodbye to those who leave, for the platform wants one; else nothing."""
        if event.kind is EventKind.LEAVE:
            said = phrase_book(event.language).said("bye").speech
            return _answer(said, open_mic=False, end=True)
        return _answer("", open_mic=False, end=False)


def _event(content: Fields) -> Event:
    kind, text = _happened(content)
    user = content.id("context", "device_id") or content.id("session", "user", "user_id")
    if not user or content.flag("request", "is_monitor"):
        kind = EventKind.PROBE
    locale = content.text("request", "locale").lower()
    return Event(
        kind,
        user,
        text,
        message_id=content.id("request", "request_id") or None,
        language="en" if locale.startswith("en") else "zh",
    )


def _happened(content: Fields) -> tuple[EventKind, str]:
    kind = content.number("request", "type")
    if kind == LEAVE:
        return EventKind.LEAVE, ""
    if kind not in (ENTER, INSIDE):
        raise Refused("The request is of no known type.", 400)
    if content.flag("request", "no_response"):
        return EventKind.SILENCE, ""
    opening = kind == ENTER or content.flag("session", "is_new")
    said = content.text("query").strip()
    wish = wish_of(said, opening=opening)
    if wish:
        return EventKind.TEXT, wish
    return (EventKind.LAUNCH if opening or said else EventKind.SILENCE), ""


def _answer(said: str, *, open_mic: bool, end: bool, shown: str = "") -> Answer:
    response: dict[str, Any] = {
        "to_speak": {"type": 0, "text": said},
        "open_mic": open_mic,
        "not_understand": False,
    }
    if shown:
        response["to_display"] = {"type": 0, "text": shown}
    return json_answer(
        {
            "version": "1.0",
            "is_session_end": end,
            "session_attributes": {},
            "response": response,
        }
    )


def xiaoai(settings: Settings) -> XiaoAI | None:
    """The channel, where id, key and secret are set. Raises UsageError for a malformed one."""
    if not (settings.xiaoai_app_id and settings.xiaoai_key_id and settings.xiaoai_secret):
        return None
    signature = read_signature(settings.xiaoai_key_id, settings.xiaoai_secret, settings.public_url)
    return XiaoAI(settings.xiaoai_app_id, signature)


def set_up(settings: Settings, public_url: str) -> list[str]:
    """What to enter on the platform's page."""
    return [
        f"XiaoAI: the HTTPS address of the skill is {public_url.rstrip('/')}/channels/xiaoai",
        "XiaoAI: it must be reached under exactly this host and path, for they are signed.",
    ]
