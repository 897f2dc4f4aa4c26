"""The part of docs/benchmarks.md about bookings."""

from collections.abc import Mapping, Sequence
from typing import Any

WAYS = {"ours": "this assistant", "naive": "look, then write"}
HEAD = (
    "database", "way", "attempts", "attempts/s", "booked", "p50 ms", "p95 ms", "full",
    "asked to wait", "sold twice", "missing", "doubles",
)  # fmt: skip
TEXT = """## Bookings by many at once

Four processes book, move and drop for 60 people among 27 half hours with one, three or eight
places, at least 10,000 attempts. Every wish is sent one to three times with the same key, as a
client does that lost the answer; every two processes send the same wishes with the same keys. The
clock jumps by up to two hours, ahead or back, with every attempt. Each process is killed {deaths}
times (SIGKILL) in the middle of its statements, before a commit or between the commit and the
answer, and is started again: {killed} deaths. What a process is told it writes to a file of its own
before it goes on; at the end the files are held against the database. "Sold twice" counts places
that were given away at any moment and do not exist; "missing" bookings that somebody was told of
and that are not as they were told; "doubles" places held twice by one person, wishes that were
booked twice, codes that mean two bookings. Beside it the obvious way runs with the same processes:
look whether there is room, then write, without unique keys. "Full" are the refusals for want of
places; "asked to wait" counts answers that the database was busy for five seconds. A booking's time
is that of the whole transaction, with all who wait for the same slot.
"""


def section(figures: Sequence[Mapping[str, Any]]) -> tuple[str, Sequence[str], list[list[str]]]:
    """The text, and the head and the rows of the table."""
    rows = [
        [row["database"], WAYS[row["way"]], f"{row['attempts']:,}", str(row["rate"]),
         f"{row['made']:,}", f"{row['p50']:.1f}", f"{row['p95']:.1f}", f"{row['full']:,}",
         *(str(row[name]) for name in ("busy", "oversold", "missing", "doubles"))]
        for row in figures
    ]  # fmt: skip
    killed = figures[0]["killed"]
    text = TEXT.format(killed=killed, deaths=killed // 4)
    return text, HEAD, rows
