"""The key of this installation: hides who is who, seals what is kept about people."""

import contextlib
import os
import secrets
from pathlib import Path

LENGTH = 32
"""Bytes."""


def secret_of(home: Path) -> bytes:
    """The key kept in the home folder, made at the first start; readable by its owner only."""
    path = home / "secret.key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(LENGTH))
    return path.read_bytes()
