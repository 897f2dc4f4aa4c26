"""WeChat: an Official Account (公众号) whose messages come to us."""

from typing import ClassVar

from assistant.channel_settings import ChannelSettings
from assistant.channels.channel import Answer, Channel, Event, Refused, Request
from assistant.channels.wechat_api import WeChatApi
from assistant.channels.wechat_cipher import MessageCipher
from assistant.channels.wechat_envelope import Envelope
from assistant.channels.wechat_events import read_event
from assistant.channels.wechat_menu import Menu, menu
from assistant.channels.wechat_text import wechat_text
from assistant.channels.wechat_xml import read_xml, text_message
from assistant.errors import UsageError
from assistant.wording.reply import Reply

XML = "application/xml; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"

RECEIVED = Answer(b"success", PLAIN)
"""We have it and say nothing: it is not sent again, and the person sees no error."""


class WeChat(Channel):
    """The account. Replies go out in the answer to the message; late ones by the interface."""

    name: ClassVar[str] = "wechat"

    def __init__(self, envelope: Envelope, api: WeChatApi | None, buttons: Menu) -> None:
        """Without `api` nothing is said later."""
        self._envelope = envelope
        self._api = api
        self._menu = buttons

    async def read(self, request: Request) -> Event | Answer:
        """A message or an event; the check of the address; what needs no words."""
        if request.method == "GET":
            return Answer(self._envelope.echo(request).encode("utf-8", "replace"), PLAIN)
        if request.method != "POST":
            raise Refused("neither GET nor POST", 405)
        message = read_xml(self._envelope.content(request))
        return read_event(message, request.at, self._menu) or RECEIVED

    def write(self, event: Event, reply: Reply) -> Answer:
        """The reply as a text, links to tap on included."""
        if reply.silent:
            return self.silence(event)
        account, at = str(event.extra["account"]), int(event.extra["at"])
        message = text_message(event.user, account, at, wechat_text(reply))
        return Answer(self._envelope.wrap(message, at), XML)

    def silence(self, event: Event) -> Answer:
        """`success`, which WeChat takes in plain words in every mode."""
        return RECEIVED

    async def push(self, user: str, reply: Reply) -> bool:
        """Send it by the customer-service interface."""
        if not self._api:
            return False
        if reply.silent:
            return True
        return await self._api.say(user, reply)

    @property
    def can_push(self) -> bool:
        """Whether the AppSecret is set; only a verified account may use it."""
        return self._api is not None


def wechat(settings: ChannelSettings) -> WeChat | None:
    """The channel; None without a token. Raises UsageError where a setting does not fit."""
    if not settings.wechat_token:
        return None
    sealed, pushes = bool(settings.wechat_aes_key), bool(settings.wechat_secret)
    if (sealed or pushes) and not settings.wechat_app_id:
        raise UsageError("ASSISTANT_WECHAT_APP_ID is missing: the key and the secret need it.")
    cipher, api = None, None
    if sealed:
        cipher = MessageCipher(
            "ASSISTANT_WECHAT_AES_KEY", settings.wechat_aes_key, settings.wechat_app_id
        )
    if pushes:
        base = checked_base("ASSISTANT_WECHAT_API", settings.wechat_api)
        api = WeChatApi(base, settings.wechat_app_id, settings.wechat_secret)
    return WeChat(Envelope(settings.wechat_token, cipher), api, menu())


def checked_base(name: str, url: str) -> str:
    """The address of an interface. Raises UsageError where the setting `name` holds none."""
    if not url.startswith(("https://", "http://")):
        raise UsageError(f"{name} must begin with https:// or http://.")
    return url


def set_up(settings: ChannelSettings, public_url: str) -> list[str]:
    """What to enter on WeChat's page; nothing where the channel is off."""
    if not settings.wechat_token:
        return []
    sealed, pushes = bool(settings.wechat_aes_key), bool(settings.wechat_secret)
    mode = "安全模式, with the EncodingAESKey that is set here" if sealed else "明文模式"
    late = "on, if the account is verified" if pushes else "off: ASSISTANT_WECHAT_SECRET is not set"
    return [
        f"WeChat, 服务器配置: URL {public_url.rstrip('/')}/channels/wechat",
        "  Token: the one that is set here (ASSISTANT_WECHAT_TOKEN)",
        f"  消息加解密方式: {mode}",
        f"  late answers: {late}",
    ]
