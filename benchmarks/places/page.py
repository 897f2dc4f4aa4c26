"""The part of docs/benchmarks.md about spoken places."""

from collections.abc import Mapping, Sequence
from typing import Any

WAYS = {
    "ours": "this assistant",
    "exact": "longest name that stands in the sentence",
    "alike": "name most alike to a part of it (rapidfuzz)",
}
HEAD = (
    "half", "letters wrong", "way", "right", "asked which", "wrong place", "place seen in none",
)  # fmt: skip
TEXT = """## Where people say they are

Sentences written down by hand as people say them, about the demo neighbourhood and the middle of
Nanjing, in Chinese and English: names, buildings, exits, corners, dialect, kinds of places such as
邮局后头, chains such as 银杏苑对过儿那个超市门口, and sentences that name no place that is known.
{tuned[all]} of them were looked at while words and limits were chosen; the other {scored[all]}
({scored[places]} with a place) were not, and are what counts. Noise puts letters that sound alike
for others, loses some and doubles some; {copies} copies of each sentence are spoilt. The two
other ways look through the same names, and of several places of one name take the nearest; the
likeness from which a name counts, {cut_off} of 100, is the best one for the first half. "Right" is
the place that was meant, to the building; "place seen in none" counts the sentences that name none.
A sentence takes p50 {seconds[p50]} ms, p95 {seconds[p95]} ms, p99 {seconds[p99]} ms.
"""


def section(figures: Mapping[str, Any]) -> tuple[str, Sequence[str], list[list[str]]]:
    """The text, and the head and the rows of the table."""
    rows = [
        [row["half"], f"{row['rate']:.0%}", WAYS[row["way"]],
         *(f"{row[share]:.0%}" for share in ("right", "asked", "wrong", "false"))]
        for row in figures["rows"]
    ]  # fmt: skip
    return TEXT.format(**figures, **figures["counts"]), HEAD, rows
