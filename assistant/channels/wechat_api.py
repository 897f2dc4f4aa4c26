"""WeChat's customer-service interface: what is said later, without having been asked.

It is for verified accounts, and up to five messages within 48 hours of somebody's own message.
"""

import time
from collections.abc import Callable
from typing import Any

import httpx

from assistant.channels.wechat_interface import Interface, Token, token_in
from assistant.channels.wechat_text import suggestions_of, wechat_text
from assistant.wording.reply import Reply

SEND = "/cgi-bin/message/custom/send"
TOKEN = "/cgi-bin/stable_token"  # noqa: S105 - a path, not a secret


class WeChatApi(Interface):
    """Sends messages for one account."""

    name = "WeChat"
    token_codes = frozenset({40001, 40014, 42001})

    def __init__(
        self, base: str, app_id: str, secret: str, timer: Callable[[], float] = time.monotonic
    ) -> None:
        """`base` is where the interface is; `app_id` and `secret` are the account's."""
        super().__init__(base, timer)
        self._account = {"appid": app_id, "secret": secret}

    async def say(self, user: str, reply: Reply) -> bool:
        """Send the reply; False where it was not taken."""
        return await self.send(SEND, {"touser": user} | message_of(reply))

    async def ask_token(self, client: httpx.AsyncClient, *, forced: bool) -> Token:
        """A token: the one in use, as long as it holds, unless a new one is `forced`."""
        body = {"grant_type": "client_credential", **self._account, "force_refresh": forced}
        return token_in(await self.post(client, TOKEN, body))


def message_of(reply: Reply) -> dict[str, Any]:
    """The reply as a text, or where something is suggested, as a menu to tap on."""
    suggestions = suggestions_of(reply)
    if not suggestions:
        return {"msgtype": "text", "text": {"content": wechat_text(reply)}}
    items = [
        {"id": str(100 + number), "content": words}
        for number, words in enumerate(suggestions, start=1)
    ]
    head = wechat_text(reply, links=False)
    menu = {"head_content": head, "list": items, "tail_content": ""}
    return {"msgtype": "msgmenu", "msgmenu": menu}
