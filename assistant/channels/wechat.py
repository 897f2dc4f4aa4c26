"""WeChat: an Official Account (公众号) whose messages come to us."""

from typing import ClassVar

from assistant.channel_settings import ChannelSettings
from assistant.channels.channel import Answer, Request
from assistant.channels.wechat_account import PLAIN, Account
from assistant.channels.wechat_api import WeChatApi
from assistant.channels.wechat_cipher import MessageCipher
from assistant.channels.wechat_envelope import Envelope
from assistant.channels.wechat_menu import menu
from assistant.channels.wechat_text import wechat_text
from assistant.errors import UsageError
from assistant.wording.reply import Reply


class WeChat(Account):
    """An Official Account."""

    name: ClassVar[str] = "wechat"
    received: ClassVar[Answer] = Answer(b"success", PLAIN)
    """WeChat takes it in plain words in every mode; the person sees no error."""

    def echo(self, request: Request) -> bytes:
        """The echo string, once the signature fits."""
        return self._envelope.echo(request).encode("utf-8", "replace")

    def text(self, reply: Reply) -> str:
        """With links to tap on."""
        return wechat_text(reply)


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
