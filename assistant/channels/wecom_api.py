"""WeCom's interface for messages of an application to a member."""

from typing import Any

import httpx

from assistant.channels.wechat_interface import Interface, Token, number_in, token_in
from assistant.channels.wechat_text import wecom_text
from assistant.wording.reply import Reply

SEND = "/cgi-bin/message/send"
TOKEN = "/cgi-bin/gettoken"  # noqa: S105 - a path, not a secret
EVERYBODY = "@all"
UNKNOWN_MEMBER = 40031
"""WeCom's own number for a UserID that it does not know."""


class WeComApi(Interface):
    """Sends messages of one application."""

    name = "WeCom"
    token_codes = frozenset({40001, 40014, 42001})

    def __init__(self, base: str, corp_id: str, secret: str, agent_id: int) -> None:
        """`base` is where the interface is; the others are the company's and the application's."""
        super().__init__(base)
        self._account = {"corpid": corp_id, "corpsecret": secret}
        self._agent_id = agent_id

    async def say(self, user: str, reply: Reply) -> bool:
        """Send the reply; False where it was not taken."""
        if user.lower() == EVERYBODY or "|" in user:
            return False  # never to more than one
        text = {"content": wecom_text(reply)}
        body = {"touser": user, "msgtype": "text", "agentid": self._agent_id, "text": text}
        return await self.send(SEND, body)

    def code_in(self, content: Any) -> int:
        """The number; an unknown member is told of beside a number that says all is well."""
        code = number_in(content)
        return UNKNOWN_MEMBER if code == 0 and content.get("invaliduser") else code

    async def ask_token(self, client: httpx.AsyncClient, *, forced: bool) -> Token:
        """A token; WeCom gives the one in use until it runs out, whatever is `forced`."""
        response = await client.get(TOKEN, params=self._account)
        response.raise_for_status()
        return token_in(response.json())
