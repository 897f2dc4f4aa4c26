"""The key of this installation: hides who is who, seals what is kept about people."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from assistant.errors import UsageError

LENGTH = 32
"""Bytes."""


def secret_of(home: Path) -> bytes:
    """The key kept in the home folder, made at the first start; readable by its owner only.

    Raises UsageError where the file holds no key: a new one would make what is sealed unreadable.
    """
    path = home / "secret.key"
    if not path.exists():
        _make(path)
    secret = path.read_bytes()
    if len(secret) != LENGTH:
        raise UsageError(f"{path} holds no key. Put the one from your backup there.", status=1)
    return secret


def _make(path: Path) -> None:
    """Whole or not at all, and only once, whoever else is starting."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="secret-") as unfinished:
        unfinished.write(secrets.token_bytes(LENGTH))
        unfinished.flush()
        os.fsync(unfinished.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(unfinished.name, path)
