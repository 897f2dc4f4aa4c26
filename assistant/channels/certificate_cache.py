"""Certificates fetched from the platform's own host, and kept for a day."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.verification import Store

from assistant.channels.certificates import (
    Chain,
    Signer,
    check_chain,
    checked_key,
    public_roots,
    read_chain,
)
from assistant.channels.channel import Refused

SECONDS = 3.0
"""The longest that a fetch may take, everything included."""

LARGEST = 64 * 1024
"""Bytes of a certificate file; the real ones have less than ten thousand."""

KEPT = timedelta(days=1)
LATER = timedelta(minutes=1)
"""After this time a fetch that failed is tried again."""

MOST = 32
"""Addresses that are remembered, of either kind."""

AT_ONCE = 4
"""Fetches at a time: strangers can make us fetch, though only from the platform's host."""


class FetchedCertificates:
    """The keys of one signer. The address must have been checked before."""

    def __init__(
        self,
        signer: Signer,
        roots: Store | None = None,
        open_client: Callable[[], httpx.AsyncClient] = httpx.AsyncClient,
    ) -> None:
        self._signer = signer
        self._roots = roots
        self._open_client = open_client
        self._chains: dict[str, tuple[datetime, Chain]] = {}
        self._failed: dict[str, datetime] = {}
        self._fetching = 0

    async def key(self, address: str, at: datetime) -> rsa.RSAPublicKey:
        """The key of the certificate there, which an authority vouches for at `at`."""
        chain = self._kept(address, at) or await self._fetched(address, at)
        return self._checked(chain, at)

    def _kept(self, address: str, at: datetime) -> Chain | None:
        fetched_at, chain = self._chains.get(address, (None, None))
        return chain if fetched_at is not None and at - fetched_at < KEPT else None

    async def _fetched(self, address: str, at: datetime) -> Chain:
        """Only what holds is kept, so that nobody can fill the memory with other files."""
        failed_at = self._failed.get(address)
        if failed_at is not None and at - failed_at < LATER:
            return self._older(address, self._signer.refusal("No certificate could be fetched."))
        if self._fetching >= AT_ONCE:  # says nothing about this address: not remembered
            return self._older(address, self._signer.refusal("Too many are being fetched."))
        try:
            chain = read_chain(await self._fetch(address))
            self._checked(chain, at)
        except (httpx.HTTPError, TimeoutError, ValueError, Refused) as error:
            _make_room(self._failed)
            self._failed[address] = at
            refusal = self._signer.refusal("The certificate could not be fetched.")
            return self._older(address, error if isinstance(error, Refused) else refusal)
        _make_room(self._chains)
        self._chains[address] = (at, chain)
        return chain

    def _older(self, address: str, refusal: Refused) -> Chain:
        """Yesterday's certificate, which serves while it holds. Raises the refusal without one."""
        if address not in self._chains:
            raise refusal
        return self._chains[address][1]

    async def _fetch(self, address: str) -> bytes:
        self._fetching += 1
        try:
            return await self._content_of(address)
        finally:
            self._fetching -= 1

    async def _content_of(self, address: str) -> bytes:
        content = b""
        async with (
            asyncio.timeout(SECONDS),
            self._open_client() as client,
            client.stream(
                "GET",
                address,
                headers={"Accept-Encoding": "identity"},
                follow_redirects=False,
                timeout=SECONDS,
            ) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise ValueError("no file there")
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > LARGEST:
                    raise ValueError("too large")
        return content

    def _checked(self, chain: Chain, at: datetime) -> rsa.RSAPublicKey:
        key = checked_key(chain[0], self._signer, at)
        check_chain(chain, self._signer, at, self._roots or public_roots())
        return key


def _make_room(memory: dict[str, Any]) -> None:
    """Drop the oldest where it is full."""
    if len(memory) >= MOST:
        del memory[next(iter(memory))]
