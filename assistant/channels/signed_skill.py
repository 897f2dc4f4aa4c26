"""A speaker's skill whose requests are signed with the platform's certificate."""

from abc import abstractmethod
from datetime import datetime
from typing import ClassVar

from assistant.channels.certificates import SignatureCheck
from assistant.channels.channel import Answer, Channel, Event, Request
from assistant.channels.json_body import Fields, read_object


class SignedSkill(Channel):
    """The skill of that id; each platform names its headers and fields."""

    url_header: ClassVar[str]
    """Tells where the certificate is."""
    signature_header: ClassVar[str]

    def __init__(self, skill_id: str, check: SignatureCheck) -> None:
        self._skill_id = skill_id
        self._check = check

    async def read(self, request: Request) -> Event | Answer:
        """What happened on the device; an answer for events that concern nobody."""
        headers = request.headers
        url, signature = headers.get(self.url_header, ""), headers.get(self.signature_header, "")
        await self._check.verify(url, signature, request.body, request.at)
        content = read_object(request.body)
        self.refuse_others(content, request.at)
        return self.event(content)

    @abstractmethod
    def refuse_others(self, content: Fields, at: datetime) -> None:
        """Raises Refused where the request is old or for another skill."""

    @abstractmethod
    def event(self, content: Fields) -> Event | Answer:
        """What the request tells."""
