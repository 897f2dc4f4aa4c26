"""Asking WeChat's and WeCom's interfaces for something: the token, and one message at a time."""

import asyncio
import json
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

import httpx

from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

SECONDS = 5.0
"""Longest wait for an answer of the interface."""

MARGIN_SECONDS = 300.0
"""A token is not used in its last minutes: the platform renews it then."""


class Token(NamedTuple):
    """What lets us in."""

    value: str
    seconds: float
    """How long it holds."""


class NoToken(Exception):  # noqa: N818 - no error of ours: the platform does not let us in
    """The interface gave no token; the message is its number for the reason."""


class Interface(ABC):
    """One platform's interface, with one token for all that ask."""

    name: ClassVar[str]
    token_codes: ClassVar[frozenset[int]]
    """What it answers to a token that holds no longer."""

    def __init__(self, base: str, timer: Callable[[], float] = time.monotonic) -> None:
        self._base = base
        self._timer = timer
        self._token = ""
        self._until = 0.0
        self._lock = asyncio.Lock()

    @abstractmethod
    async def ask_token(self, client: httpx.AsyncClient, *, forced: bool) -> Token:
        """A token from the platform. Raises NoToken, httpx.HTTPError or ValueError."""

    @abstractmethod
    async def say(self, user: str, reply: Reply) -> bool:
        """Says something to somebody; whether the platform took it."""

    async def send(self, path: str, body: dict[str, Any]) -> bool:
        """Whether the platform took the message. What it refuses is logged by number only."""
        # A client for each message: they are few, and days may lie between them.
        async with httpx.AsyncClient(base_url=self._base, timeout=SECONDS) as client:
            try:
                code = await self._try(client, path, body)
            except NoToken as refused:
                log.warning("%s gave no token: %s.", self.name, refused)
                return False
            except (httpx.HTTPError, ValueError) as error:
                # Its text would hold the address, and with it the token.
                log.warning("%s did not answer: %s.", self.name, type(error).__name__)
                return False
        if code != 0:
            log.warning("%s did not take a message: %d.", self.name, code)
        return code == 0

    def code_in(self, content: Any) -> int:
        """The platform's number in its answer to a message. Raises ValueError."""
        return number_in(content)

    async def post(self, client: httpx.AsyncClient, path: str, body: Any, **query: str) -> Any:
        """What the interface answers; Chinese goes as it is, as escapes would be shown."""
        response = await client.post(
            path,
            params=query,
            content=json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"),
            headers={"Content-Type": "application/json; charset=utf-8"},
        )
        response.raise_for_status()
        return response.json()

    async def _try(self, client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> int:
        """The platform's number for what became of it, 0 where all is well."""
        token = await self._valid_token(client)
        code = self.code_in(await self.post(client, path, body, access_token=token))
        if code in self.token_codes:
            token = await self._valid_token(client, refused=token)
            code = self.code_in(await self.post(client, path, body, access_token=token))
        return code

    async def _valid_token(self, client: httpx.AsyncClient, refused: str = "") -> str:
        """The token in use; another one where it ran out or is the `refused` one."""
        async with self._lock:
            if self._token and self._token != refused and self._timer() < self._until:
                return self._token
            given = await self.ask_token(client, forced=False)
            if given.value == refused:
                given = await self.ask_token(client, forced=True)
            self._token = given.value
            self._until = self._timer() + max(given.seconds - MARGIN_SECONDS, 0.0)
            return self._token


def token_in(content: Any) -> Token:
    """The token in an answer. Raises NoToken, ValueError."""
    if not isinstance(content, dict):
        raise ValueError("no object")
    value, seconds = content.get("access_token"), content.get("expires_in")
    if not isinstance(value, str) or not value or not isinstance(seconds, int | float):
        raise NoToken(number_in(content))
    return Token(value, float(seconds))


def number_in(content: Any) -> int:
    """The number in an answer. Raises ValueError where there is none."""
    code = content.get("errcode") if isinstance(content, dict) else None
    if not isinstance(code, int):
        raise ValueError("no errcode")
    return code


class _WithoutQuery(logging.Filter):
    """httpx logs each address it asks, and there the token and WeCom's secret stand."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                each.copy_with(query=None) if isinstance(each, httpx.URL) else each
                for each in record.args
            )
        return True


logging.getLogger("httpx").addFilter(_WithoutQuery())
