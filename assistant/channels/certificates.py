"""Certificates that sign requests: whose they are, whether they hold, what they signed."""

import base64
import binascii
import contextlib
import posixpath
import re
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import certifi
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import HashAlgorithm
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from assistant.channels.channel import Refused
from assistant.errors import UsageError

Chain = list[x509.Certificate]
"""The certificate that signs, then those that vouch for it."""


@dataclass(frozen=True)
class Signer:
    """Who signs a platform's requests, and how."""

    name: str
    """The DNS name that the certificate must carry."""
    host: str
    """The only host that the certificate is fetched from."""
    folder: str
    """The beginning of its path there, with slashes at both ends."""
    algorithm: HashAlgorithm
    status: int = 403
    """The status of a refusal."""

    def address(self, url: str) -> str:
        """The address in its plainest form. Raises Refused for any other host or folder."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise self.refusal("The certificate's address is none.") from None
        path = posixpath.normpath(parts.path)
        if not (
            parts.scheme.lower() == "https"
            and "@" not in parts.netloc
            and (parts.hostname or "") == self.host
            and port in (None, 443)
            and path.startswith(self.folder)
            # No escapes, so that the server cannot read another path in it than we do.
            and re.fullmatch(r"[A-Za-z0-9._/-]+", path)
            and not parts.query
            and not parts.fragment
        ):
            raise self.refusal("The certificate lies elsewhere than the platform's.")
        return f"https://{self.host}{path}"

    def refusal(self, reason: str) -> Refused:
        """What to raise."""
        return Refused(reason, self.status)


class Keys(Protocol):
    """Where the keys of a signer come from."""

    async def key(self, address: str, at: datetime) -> rsa.RSAPublicKey:
        """The key of the certificate at `address`, held for good at `at`. Raises Refused."""


class SignatureCheck:
    """Checks that a body was signed by the platform."""

    def __init__(self, signer: Signer, keys: Keys) -> None:
        self.signer = signer
        self._keys = keys

    async def verify(self, url: str, signature: str, body: bytes, at: datetime) -> None:
        """Raises Refused unless `signature` (base64) over `body` is that of the platform."""
        address = self.signer.address(url)
        try:
            signed = base64.b64decode(signature, validate=True)
        except (binascii.Error, ValueError):
            raise self.signer.refusal("The signature is no base64.") from None
        if not signed:
            raise self.signer.refusal("There is no signature.")
        key = await self._keys.key(address, at)
        try:
            key.verify(signed, body, padding.PKCS1v15(), self.signer.algorithm)
        except InvalidSignature:
            raise self.signer.refusal("The signature does not fit the body.") from None


class OwnCertificate:
    """A certificate that the operator put there: it is believed while it is in date."""

    def __init__(self, signer: Signer, chain: Chain) -> None:
        self._signer = signer
        self._leaf = chain[0]

    async def key(self, address: str, at: datetime) -> rsa.RSAPublicKey:
        """The key in the file, whatever the address."""
        return checked_key(self._leaf, self._signer, at)


def own_certificate(path: str, signer: Signer, setting: str) -> OwnCertificate:
    """The certificate in a file of the operator's. Raises UsageError naming the setting."""
    try:
        return OwnCertificate(signer, read_chain(Path(path).read_bytes()))
    except (OSError, ValueError) as error:
        raise UsageError(f"{setting}: {path} is no file with a certificate (PEM).") from error


def read_chain(pem: bytes) -> Chain:
    """The certificates of a PEM file, in its order. Raises ValueError where there is none."""
    return x509.load_pem_x509_certificates(pem)


def checked_key(leaf: x509.Certificate, signer: Signer, at: datetime) -> rsa.RSAPublicKey:
    """The key of a certificate that is in date and carries the signer's name.

    Raises Refused. Who vouches for it is not asked here.
    """
    if not leaf.not_valid_before_utc <= at <= leaf.not_valid_after_utc:
        raise signer.refusal("The certificate is not in date.")
    try:
        extension = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        names = extension.value.get_values_for_type(x509.DNSName)
        key = leaf.public_key()
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError, UnsupportedAlgorithm):
        raise signer.refusal("The certificate's name or key cannot be read.") from None
    if signer.name not in names:
        raise signer.refusal("The certificate is somebody else's.")
    if not isinstance(key, rsa.RSAPublicKey):
        raise signer.refusal("The certificate's key is of another kind.")
    return key


def check_chain(chain: Chain, signer: Signer, at: datetime, roots: Store) -> None:
    """Raises Refused unless one of `roots` vouches for the certificate, at `at`."""
    moment = at.astimezone(UTC).replace(tzinfo=None)  # the builder takes UTC without a zone
    policy = PolicyBuilder().store(roots).time(moment)
    try:
        policy.build_server_verifier(x509.DNSName(signer.name)).verify(chain[0], chain[1:])
    except (VerificationError, ValueError, UnsupportedAlgorithm):
        raise signer.refusal("Nobody that is trusted vouches for the certificate.") from None


@cache
def public_roots() -> Store:
    """The authorities that browsers trust."""
    return Store(_readable(Path(certifi.where()).read_bytes()))


def _readable(pem: bytes) -> list[x509.Certificate]:
    """The certificates of the file: one that the library does not take must not cost the others.

    Among the old roots some break a rule, which is warned of today and refused one day.
    """
    found = []
    for block in re.findall(rb"-----BEGIN CERT.+?-----END CERTIFICATE-----", pem, re.DOTALL):
        with warnings.catch_warnings(), contextlib.suppress(ValueError):
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            found.append(x509.load_pem_x509_certificate(block))
    return found
