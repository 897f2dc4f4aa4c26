"""WeCom (企业微信): an application of a company, for its members; every message is sealed."""

from typing import ClassVar

from assistant.channel_settings import ChannelSettings
from assistant.channels.channel import Answer, Channel, Event, Refused, Request
from assistant.channels.wechat import PLAIN, XML, checked_base
from assistant.channels.wechat_cipher import MessageCipher
from assistant.channels.wechat_envelope import Envelope
from assistant.channels.wechat_events import read_event
from assistant.channels.wechat_menu import Menu, menu
from assistant.channels.wechat_text import wecom_text
from assistant.channels.wechat_xml import read_xml, text_message
from assistant.channels.wecom_api import WeComApi
from assistant.errors import UsageError
from assistant.wording.reply import Reply

RECEIVED = Answer(b"", PLAIN)
"""We have it and say nothing."""


class WeCom(Channel):
    """The application. Replies go out in the answer to the message; late ones by the interface."""

    name: ClassVar[str] = "wecom"

    def __init__(self, envelope: Envelope, api: WeComApi | None, buttons: Menu) -> None:
        """Without `api` nothing is said later."""
        self._envelope = envelope
        self._api = api
        self._menu = buttons

    async def read(self, request: Request) -> Event | Answer:
        """A message or an event; the check of the address; what needs no words."""
        if request.method == "GET":
            return Answer(self._envelope.sealed_echo(request), PLAIN)
        if request.method != "POST":
            raise Refused("neither GET nor POST", 405)
        message = read_xml(self._envelope.content(request))
        return read_event(message, request.at, self._menu) or RECEIVED

    def write(self, event: Event, reply: Reply) -> Answer:
        """The reply as a text, sealed."""
        if reply.silent:
            return self.silence(event)
        account, at = str(event.extra["account"]), int(event.extra["at"])
        message = text_message(event.user, account, at, wecom_text(reply))
        return Answer(self._envelope.wrap(message, at), XML)

    def silence(self, event: Event) -> Answer:
        """An empty answer."""
        return RECEIVED

    async def push(self, user: str, reply: Reply) -> bool:
        """Send it as a message of the application."""
        if not self._api:
            return False
        if reply.silent:
            return True
        return await self._api.say(user, reply)

    @property
    def can_push(self) -> bool:
        """Whether the application's Secret and AgentId are set."""
        return self._api is not None


def wecom(settings: ChannelSettings) -> WeCom | None:
    """The channel; None without a token. Raises UsageError where a setting does not fit."""
    if not settings.wecom_token:
        return None
    if not settings.wecom_aes_key or not settings.wecom_corp_id:
        raise UsageError(
            "ASSISTANT_WECOM_AES_KEY and ASSISTANT_WECOM_CORP_ID must be set: "
            "WeCom seals every message."
        )
    cipher = MessageCipher(
        "ASSISTANT_WECOM_AES_KEY", settings.wecom_aes_key, settings.wecom_corp_id
    )
    return WeCom(Envelope(settings.wecom_token, cipher), _api(settings), menu())


def _api(settings: ChannelSettings) -> WeComApi | None:
    if not settings.wecom_secret:
        return None
    agent = settings.wecom_agent_id
    if not (agent.isascii() and agent.isdigit()):
        raise UsageError("ASSISTANT_WECOM_AGENT_ID must be the application's number, to send.")
    base = checked_base("ASSISTANT_WECOM_API", settings.wecom_api)
    return WeComApi(base, settings.wecom_corp_id, settings.wecom_secret, int(agent))


def set_up(settings: ChannelSettings, public_url: str) -> list[str]:
    """What to enter on WeCom's page; nothing where the channel is off."""
    if not settings.wecom_token:
        return []
    late = "on" if settings.wecom_secret else "off: ASSISTANT_WECOM_SECRET is not set"
    return [
        f"WeCom, 接收消息: URL {public_url.rstrip('/')}/channels/wecom",
        "  Token and EncodingAESKey: the ones that are set here",
        f"  late answers: {late}",
    ]
