"""After the race: what stands in the database beside what the clients were told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Engine, RowMapping, Table, select

from assistant.booking.booking import ACTIVE, Status
from assistant.booking.rows import BOOKING, CHANGE, SLOT
from benchmarks.bookings.naive import NAIVE, NAIVE_CHANGE
from benchmarks.bookings.wishes import CAPACITY

_Slot = tuple[str, datetime]


@dataclass(frozen=True)
class Verdict:
    """What went wrong; all zero where nothing did."""

    oversold: int
    """Places that were given away at some moment and do not exist."""
    miscounted: int
    """Slots whose count of taken places is not what their bookings hold."""
    missing: int
    """Bookings that somebody was told of and that are not as they were told."""
    untold: int
    """Bookings that nobody was told of: places that nobody will use."""
    doubles: int
    """Places held twice by one person, wishes booked twice, codes that mean two bookings."""
    broken_histories: int
    """Bookings whose written changes do not lead to what they are."""

    @property
    def flawless(self) -> bool:
        """Whether nothing went wrong."""
        return not any(asdict(self).values())


def judge(engine: Engine, answers: Iterable[Mapping[str, Any]]) -> Verdict:
    """Our tables after the race."""
    bookings, slots, changes = _rows(engine, BOOKING, SLOT, CHANGE)
    held: Counter[_Slot] = Counter()
    for row in _active(bookings):
        held[row["offer_id"], row["start"]] += row["quantity"]
    wrong = sum(slot["taken"] != held.pop((slot["offer_id"], slot["start"]), 0) for slot in slots)
    missing, untold = _compared(bookings, answers)
    return Verdict(
        _oversold(bookings, changes), wrong + len(held), missing, untold, _doubles(bookings),
        _broken(bookings, changes),
    )  # fmt: skip


def judge_naive(engine: Engine, answers: Iterable[Mapping[str, Any]]) -> Verdict:
    """The tables of the naive way after the race; it keeps no counts."""
    bookings, changes = _rows(engine, NAIVE, NAIVE_CHANGE)
    missing, untold = _compared(bookings, answers)
    return Verdict(
        _oversold(bookings, changes), 0, missing, untold, _doubles(bookings),
        _broken(bookings, changes),
    )  # fmt: skip


def _rows(engine: Engine, *tables: Table) -> list[list[RowMapping]]:
    with engine.connect() as connection:
        return [
            list(connection.execute(select(table).order_by(*table.primary_key)).mappings())
            for table in tables
        ]


def _oversold(bookings: Sequence[RowMapping], changes: Sequence[RowMapping]) -> int:
    """By the changes one after the other, as they were written: a place that was given away twice
    and given back later was given away twice."""
    rows = {row["id"]: row for row in bookings}
    at: dict[str, datetime] = {}
    held: Counter[_Slot] = Counter()
    most: Counter[_Slot] = Counter()
    for change in changes:
        row = rows[change["booking_id"]]
        offer, quantity = row["offer_id"], row["quantity"]
        if row["id"] in at:
            held[offer, at.pop(row["id"])] -= quantity
        if change["status"] in ACTIVE:
            slot = offer, change["start"]
            at[row["id"]] = change["start"]
            held[slot] += quantity
            most[slot] = max(most[slot], held[slot])
    return sum(max(0, count - CAPACITY[offer]) for (offer, _), count in most.items())


def _compared(
    bookings: Sequence[RowMapping], answers: Iterable[Mapping[str, Any]]
) -> tuple[int, int]:
    """How many are not as told, and how many nobody was told of.

    A booking stands where nobody was told that it was dropped, and at a time that somebody was
    told; one that somebody was told was dropped does not stand.
    """
    statuses, starts = defaultdict(set), defaultdict(set)
    for answer in answers:
        if "id" in answer:
            statuses[answer["id"]].add(answer["status"])
            starts[answer["id"]].add(datetime.fromisoformat(answer["start"]))
    rows = {row["id"]: row for row in bookings}
    missing = 0
    for booking, told in statuses.items():
        row = rows.get(booking)
        dropped = Status.CANCELLED in told
        stands = row is not None and row["status"] in ACTIVE
        as_told = row is not None and row["start"] in starts[booking]
        missing += stands == dropped or not as_told
    return missing, len(rows.keys() - statuses.keys())


def _doubles(bookings: Sequence[RowMapping]) -> int:
    active = _active(bookings)
    kinds = (
        Counter((row["person"], row["offer_id"], row["start"]) for row in active),
        Counter(row["request"] for row in bookings),
        Counter(row["code"] for row in active),
    )
    return sum(count - 1 for kind in kinds for count in kind.values())


def _broken(bookings: Sequence[RowMapping], changes: Sequence[RowMapping]) -> int:
    histories = defaultdict(list)
    for change in changes:
        histories[change["booking_id"]].append((change["status"], change["start"]))
    broken = len(histories.keys() - {row["id"] for row in bookings})
    for row in bookings:
        history = histories[row["id"]]
        ended = [status not in ACTIVE for status, _ in history]
        # It begins with the booking, ends at most once, at the end, and leads to what is there;
        # nothing is written down twice.
        good = history and history[-1] == (row["status"], row["start"]) and not any(ended[:-1])
        twice = any(one == other for one, other in pairwise(history))
        broken += not good or twice
    return broken


def _active(bookings: Sequence[RowMapping]) -> list[RowMapping]:
    return [row for row in bookings if row["status"] in ACTIVE]
