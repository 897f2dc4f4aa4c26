"""What docs/benchmarks.md says of directions."""

from collections.abc import Mapping, Sequence
from typing import Any

TEXT = """## Directions

Random walks of up to 1.5 km between the doors of a map, the same ones every time, told in Chinese.
Everything told is checked against the line of the walk and the map alone: each turn and which hand
one leaves the door to, against the bearings of the line; every corner of the line, whether a turn
is told there; "to the end of the road", whether a way leads on; the side of the destination; the
metres told together, which may be off by a tenth; that each landmark is within 40 m and each
crossing at a busy road. A sentence is one numbered line; Valhalla's own English narrative tells the
same walks in more, without metres or anything that is seen. Spoken characters are those of the
whole way, with its lead; a breath has at most 120.
"""

KINDS = {
    "turn": "turns",
    "start": "out of the door",
    "corner": "corners told",
    "end": "ends of roads",
    "side": "sides of the destination",
    "metres": "metres together",
    "landmark": "landmarks",
    "crossing": "crossings",
}


def columns(maps: Sequence[Mapping[str, Any]]) -> list[str]:
    """The head of the table: one column for each map."""
    return ["", *(f"{row['map']}, {row['walks']} walks" for row in maps)]


def lines(maps: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """The lines of the table."""
    agreeing = [[name, *(_of(row["agree"][kind]) for row in maps)] for kind, name in KINDS.items()]
    told = {
        "sentences, mean": "sentences",
        "sentences of Valhalla's narrative, mean": "narrative",
        "most sentences for a quarter of an hour": "most_in_quarter",
        "spoken characters, median": "spoken_p50",
        "spoken characters, 95th percentile": "spoken_p95",
    }
    measured = [[name, *(f"{row[key]:g}" for row in maps)] for name, key in told.items()]
    breath = ["told whole in one breath", *(f"{row['one_breath']:.0%}" for row in maps)]
    return [*agreeing, *measured, breath]


def _of(pair: Sequence[int]) -> str:
    right, told = pair
    return f"{right} of {told}"
