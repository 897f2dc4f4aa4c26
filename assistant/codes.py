"""Codes of bookings and reports: few digits, said aloud and heard over a telephone."""

import secrets
from collections.abc import Iterator

SHORTEST, LONGEST = 4, 8
"""Digits of a code."""

TRIES_A_LENGTH = 6
"""Codes of one length that are tried before longer ones: the short ones are running out."""


def codes() -> Iterator[str]:
    """Random codes, the short ones first; none begins with a zero."""
    for length in range(SHORTEST, LONGEST + 1):
        for _ in range(TRIES_A_LENGTH):
            yield str(secrets.randbelow(9 * 10 ** (length - 1)) + 10 ** (length - 1))


def is_code(digits: str) -> bool:
    """Whether `digits` can be a code."""
    return (
        digits.isascii()
        and digits.isdecimal()
        and SHORTEST <= len(digits) <= LONGEST
        and digits[0] != "0"
    )
