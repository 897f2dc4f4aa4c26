"""天猫精灵: a skill of AliGenie. What may be sent and answered: docs/channels/aligenie.md."""

import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.channel_settings import ChannelSettings
from assistant.channels.aligenie_cipher import AliGenieCipher, read_cipher
from assistant.channels.channel import Answer, Channel, Event, EventKind, Refused, Request
from assistant.channels.freshness import refuse_stale
from assistant.channels.json_body import Fields, json_answer, read_object
from assistant.channels.speaking import said_with_options
from assistant.channels.speaking_invocations import wish_of
from assistant.channels.speaking_screens import lines_of, title_of
from assistant.clock import ZONE
from assistant.errors import UsageError
from assistant.wording.reply import Reply

FRESH = timedelta(minutes=5)
SHORTEST_SECRET = 16
"""Characters. The header is all that proves who asks."""

LARGEST_CHECK = 16 * 1024


class AliGenie(Channel):
    """The skill whose requests carry `secret` in the header X-Assistant-Secret."""

    name = "aligenie"

    def __init__(
        self,
        secret: str,
        cipher: AliGenieCipher | None = None,
        files: Mapping[str, bytes] | None = None,
        template: str = "",
    ) -> None:
        """`template` is the id of a screen template made on the platform's page."""
        self._secret = secret
        self._cipher = cipher
        self._files = files or {}
        self._template = template

    @property
    def files(self) -> Mapping[str, bytes]:
        """The file by which the platform sees that the address is ours."""
        return self._files

    async def read(self, request: Request) -> Event | Answer:
        """What was said to the speaker."""
        given = request.headers.get("x-assistant-secret", "")
        if not hmac.compare_digest(_bytes(given), _bytes(self._secret)):
            raise Refused("The secret in the header is missing or wrong.")
        content = read_object(request.body)
        sealed = content.text("securityQuery", longest=len(request.body))
        if sealed:
            content = self._opened(sealed)
        return _event(content, request.at)

    def write(self, event: Event, reply: Reply) -> Answer:
        """Speech; a list where there is a screen and a template for it."""
        if reply.silent:
            return self.silence(event)
        said = said_with_options(reply)
        commands = [_speak(said, listen=reply.expects_reply)]
        if self._template and event.extra.get("screen") and reply.places:
            commands.append(_shown(event, reply, self._template))
        if reply.end_session:
            commands.append({"commandDomain": "AliGenie.System.Control", "commandName": "Exit"})
        return _whole(said, commands, end=reply.end_session)

    def silence(self, event: Event) -> Answer:
        """Nothing is said, and the microphone stays closed."""
        return _whole("", [], end=event.kind is EventKind.LEAVE)

    def _opened(self, sealed: str) -> Fields:
        if self._cipher is None:
            raise Refused("The body is encrypted, and no key is set.", 400)
        return read_object(self._cipher.open(sealed))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _event(content: Fields, at: datetime) -> Event:
    data = content.part("requestData")
    user = data.id("deviceOpenId") or data.id("userOpenId")
    request_id = content.id("requestId")
    screen = data.text("screenStatus") == "online"
    new = content.flag("skillSession", "newSession")
    said = content.text("utterance").strip()
    wish = wish_of(said, opening=new, also=[content.text("skillName")[:40]])
    if not user:  # the simulator on the platform's page: nothing is done for anybody
        return Event(EventKind.PROBE, "", wish, message_id=request_id or None)
    _refuse_old(request_id, at)
    kind = EventKind.TEXT
    if not wish:
        kind = EventKind.LAUNCH if new or said else EventKind.SILENCE
    return Event(kind, user, wish, message_id=request_id, extra={"screen": screen})


def _refuse_old(request_id: str, at: datetime) -> None:
    """The id begins with the time in China: yyyyMMddHHmmssSSS."""
    found = re.match(r"[0-9]{17}(?![0-9])", request_id, re.ASCII)
    if not found:
        raise Refused("The request has no time.", 400)
    try:
        made = datetime.strptime(found[0][:14], "%Y%m%d%H%M%S").replace(tzinfo=ZONE)
    except ValueError:
        raise Refused("The request's time is none.", 400) from None
    refuse_stale(made, at, FRESH)


def _whole(said: str, commands: list[dict[str, Any]], *, end: bool) -> Answer:
    session: dict[str, Any] = {"skillEndNluSession": end}
    return json_answer(
        {
            "returnCode": "0",
            "returnErrorSolution": "",
            "returnMessage": "success",
            "returnValue": {
                "reply": said,
                "replyType": "TEXT",
                "resultType": "RESULT",
                "executeCode": "SUCCESS",
                "skillDialogSession": session,
                "gwCommands": commands,
            },
        }
    )


def _speak(text: str, *, listen: bool) -> dict[str, Any]:
    """The microphone is decided here, not by the type of the result."""
    payload: dict[str, Any] = {
        "type": "text",
        "text": text,
        "expectSpeech": listen,
        "needLight": True,
        "needVoice": True,
    }
    if listen:
        payload["wakeupType"] = "continuity"
    return {"commandDomain": "AliGenie.Speaker", "commandName": "Speak", "payload": payload}


def _shown(event: Event, reply: Reply, template: str) -> dict[str, Any]:
    title = title_of(event.text, reply)
    items = [
        {"number": str(line.number), "name": line.name, "far": line.far, "address": line.address}
        for line in lines_of(reply)
    ]
    data = {"template": template, "dataSource": {"title": title, "items": items}}
    return {
        "commandDomain": "AliGenie.Screen",
        "commandName": "Render",
        "payload": {"pageType": "TPL.RenderTemplate", "pageTitle": title, "data": data},
    }


def aligenie(settings: ChannelSettings) -> AliGenie | None:
    """The channel, where the secret is set. Raises UsageError for files that are not there."""
    if not settings.aligenie_secret:
        return None
    secret = settings.aligenie_secret
    if len(secret) < SHORTEST_SECRET or not (secret.isascii() and secret.isprintable()):
        raise UsageError(
            f"ASSISTANT_ALIGENIE_SECRET must be {SHORTEST_SECRET} or more letters and digits."
        )
    cipher = read_cipher(Path(settings.aligenie_key)) if settings.aligenie_key else None
    files = _check_file(Path(settings.aligenie_check)) if settings.aligenie_check else {}
    return AliGenie(secret, cipher, files, settings.aligenie_template)


def _check_file(path: Path) -> dict[str, bytes]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"ASSISTANT_ALIGENIE_CHECK: {path} cannot be read.") from error
    if not re.fullmatch(r"[A-Za-z0-9._-]+\.txt", path.name) or len(content) > LARGEST_CHECK:
        raise UsageError(f"ASSISTANT_ALIGENIE_CHECK: {path} is not the platform's .txt file.")
    return {f"/aligenie/{path.name}": content}


def set_up(settings: ChannelSettings, public_url: str) -> list[str]:
    """What to enter on the platform's page."""
    address = public_url.rstrip("/")
    lines = [
        f"AliGenie: the webhook of every intent is {address}/channels/aligenie",
        "AliGenie: add the header X-Assistant-Secret with the value of ASSISTANT_ALIGENIE_SECRET.",
    ]
    if settings.aligenie_check:
        lines.append(
            f"AliGenie: its file is at {address}/aligenie/{Path(settings.aligenie_check).name}"
        )
    return lines
