"""What WeChat and WeCom have in common: an account whose messages come to us as XML."""

from abc import abstractmethod
from typing import ClassVar

from assistant.channels.channel import Answer, Channel, Event, Refused, Request
from assistant.channels.wechat_envelope import Envelope
from assistant.channels.wechat_events import read_event
from assistant.channels.wechat_interface import Interface
from assistant.channels.wechat_menu import Menu
from assistant.channels.wechat_xml import read_xml, text_message
from assistant.wording.reply import Reply

XML = "application/xml; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"


class Account(Channel):
    """The account. Replies go out in the answer to the message; late ones by the interface."""

    received: ClassVar[Answer]
    """We have it and say nothing."""

    def __init__(self, envelope: Envelope, api: Interface | None, buttons: Menu) -> None:
        """Without `api` nothing is said later."""
        self._envelope = envelope
        self._api = api
        self._menu = buttons

    @abstractmethod
    def echo(self, request: Request) -> bytes:
        """The answer to the check of the address. Raises Refused."""

    @abstractmethod
    def text(self, reply: Reply) -> str:
        """The reply as a text of this platform."""

    async def read(self, request: Request) -> Event | Answer:
        """A message or an event; the check of the address; what needs no words."""
        if request.method == "GET":
            return Answer(self.echo(request), PLAIN)
        if request.method != "POST":
            raise Refused("neither GET nor POST", 405)
        message = read_xml(self._envelope.content(request))
        return read_event(message, request.at, self._menu) or self.received

    def write(self, event: Event, reply: Reply) -> Answer:
        """The reply as a text message."""
        if reply.silent:
            return self.silence(event)
        account, at = str(event.extra["account"]), int(event.extra["at"])
        message = text_message(event.user, account, at, self.text(reply))
        return Answer(self._envelope.wrap(message, at), XML)

    def silence(self, event: Event) -> Answer:
        """That it was received."""
        return self.received

    async def push(self, user: str, reply: Reply) -> bool:
        """Send it by the platform's interface."""
        if not self._api:
            return False
        if reply.silent:
            return True
        return await self._api.say(user, reply)

    @property
    def can_push(self) -> bool:
        """Whether what the interface wants is set."""
        return self._api is not None
