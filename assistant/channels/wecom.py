"""WeCom (企业微信): an application of a company, for its members; every message is sealed."""

from typing import ClassVar

from assistant.channel_settings import ChannelSettings
from assistant.channels.channel import Answer, Request
from assistant.channels.wechat import checked_base
from assistant.channels.wechat_account import PLAIN, Account
from assistant.channels.wechat_cipher import MessageCipher
from assistant.channels.wechat_envelope import Envelope
from assistant.channels.wechat_menu import menu
from assistant.channels.wechat_text import wecom_text
from assistant.channels.wecom_api import WeComApi
from assistant.errors import UsageError
from assistant.wording.reply import Reply


class WeCom(Account):
    """An application of the company's own; everything is sealed."""

    name: ClassVar[str] = "wecom"
    received: ClassVar[Answer] = Answer(b"", PLAIN)

    def echo(self, request: Request) -> bytes:
        """The echo string, opened."""
        return self._envelope.sealed_echo(request)

    def text(self, reply: Reply) -> str:
        """Without links."""
        return wecom_text(reply)


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
