"""From the times that were said to the slots that can be had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.booking import Bookings, Kind, Offer, Slot
from assistant.booking.booking import Refusal
from assistant.booking.bookings import Free
from assistant.booking.limits import refused_at
from assistant.times import Problem, TimeSaid
from assistant.times.pieces import Mark

HALF_DAY = timedelta(hours=12)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
APART = timedelta(minutes=50)
"""How far two proposals of one day lie apart, where there is a choice."""
PROPOSED = 2
"""Slots that are proposed at a time: more cannot be kept in mind."""
WINDOWS = (Kind.VISIT, Kind.ORDER)
"""Kinds whose slots are windows: a time in it means the window."""


class Why(StrEnum):
    """Why the time that was said is not simply taken."""

    FULL = "full"
    CLOSED = "closed"
    """The offer does not take place then."""
    CLOSED_DAY = "closed_day"
    """The offer does not take place on that day at all."""
    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    AMBIGUOUS = "ambiguous"
    """Two readings of what was said can be had."""
    SEVERAL = "several"
    """Several slots lie in what was said."""
    OPEN = "open"
    """No time was said yet."""
    NOTHING = "nothing"
    """Nothing is free as far ahead as it can be booked."""
    PROBLEM = "problem"
    """What was said cannot be meant."""


@dataclass(frozen=True)
class Fit:
    """The slot that was meant, or those that can be had instead."""

    slot: Slot | None = None
    proposed: tuple[Slot, ...] = ()
    why: Why | None = None
    problem: Problem | None = None
    said: datetime | None = None
    """The begin of what was said."""


class Fitter:
    """Looks for slots of one offer."""

    def __init__(self, bookings: Bookings, offer: Offer, now: datetime, places: int) -> None:
        self._bookings = bookings
        self._offer = offer
        self._now = now
        self._places = places

    def fit(self, times: Sequence[TimeSaid]) -> Fit:
        """What fits one of `times`; of several that were said the first that can be had."""
        fits = [self._one(said) for said in times]
        taken = next((fit for fit in fits if fit.slot), None)
        return taken or next((fit for fit in fits if fit.why is Why.SEVERAL), fits[0])

    def soonest(self) -> Fit:
        """The first slot that can be had."""
        free = self._all()
        return Fit(free[0].slot) if free else Fit(why=Why.NOTHING)

    def open(self) -> Fit:
        """A proposal where no time was said."""
        free = self._all()
        if not free:
            return Fit(why=Why.NOTHING)
        return Fit(proposed=(free[0].slot,), why=Why.OPEN)

    def others(self, than: Sequence[datetime]) -> Fit:
        """Other slots than those proposed before: later ones, else the first."""
        free = [each for each in self._all() if each.start not in than]
        later = [each for each in free if not than or each.start > max(than)]
        proposed = _spread(later or free)
        return Fit(proposed=proposed, why=Why.SEVERAL if proposed else Why.NOTHING)

    def at(self, moment: datetime) -> Fit:
        """The slot at `moment`, or those near it."""
        return self._by_clock(moment, moment + HOUR, ambiguous=False)

    def before(self, moment: datetime) -> Fit:
        """The last slots of that day before `moment`; where there are none, the nearest."""
        free = [each for each in self._all() if each.start.date() == moment.date()]
        earlier = [each.slot for each in free if each.start < moment][-PROPOSED:]
        return (
            Fit(proposed=tuple(earlier), why=Why.SEVERAL)
            if earlier
            else self.near(moment, Why.FULL)
        )

    def after(self, moment: datetime) -> Fit:
        """The first slots from `moment` on."""
        proposed = _spread([each for each in self._all() if each.start >= moment])
        return Fit(proposed=proposed, why=Why.SEVERAL if proposed else Why.NOTHING)

    def near(self, moment: datetime, why: Why) -> Fit:
        """The slots nearest to `moment`, later ones preferred by half."""
        free = self._all()
        if not free:
            return Fit(why=Why.NOTHING, said=moment)
        same_day = [each for each in free if each.start.date() == moment.date()]

        def distance(each: Free) -> timedelta:
            gap = each.start - moment
            return gap if gap >= timedelta() else -2 * gap

        later = [each for each in free if each.start >= moment]
        nearest = sorted(same_day or later or free, key=distance)[:PROPOSED]
        slots = tuple(sorted((each.slot for each in nearest), key=_start))
        day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        closed = why is Why.CLOSED and not self._slots(day, day + 2 * HALF_DAY)
        return Fit(proposed=slots, why=Why.CLOSED_DAY if closed else why, said=moment)

    def _one(self, said: TimeSaid) -> Fit:
        if said.start is None or said.end is None:
            first = _spread(self._all())
            return Fit(proposed=first, why=Why.PROBLEM, problem=said.problem)
        if said.by_clock and Mark.ABOUT in said.values:
            middle = said.start + (said.end - said.start) / 2
            return self._by_clock(middle, middle + HOUR, ambiguous=said.ambiguous)
        if said.by_clock:
            return self._by_clock(said.start, said.end, ambiguous=said.ambiguous)
        return self._within(said.start, said.end)

    def _by_clock(self, start: datetime, end: datetime, *, ambiguous: bool) -> Fit:
        other = start + HALF_DAY if start.hour < 12 else start - HALF_DAY
        readings = [start, other] if ambiguous and other > self._now else [start]
        had = [slot for slot in map(self._at, readings) if slot]
        if len(had) == 2:
            return Fit(proposed=tuple(sorted(had, key=_start)), why=Why.AMBIGUOUS, said=start)
        if had:
            return Fit(had[0])
        taking_place = [at for at in readings if self._slots(at, at + MINUTE)]
        wanted = taking_place[0] if taking_place else min(readings, key=self._off)
        if end - start > timedelta(hours=1):
            inside = self._within(start, end)
            if inside.slot or inside.why is Why.SEVERAL:
                return inside
        return self.near(wanted, self._why(wanted, wanted + MINUTE))

    def _off(self, moment: datetime) -> timedelta:
        """How far the nearest free slot of that day is; of another day: very far."""
        same_day = [each for each in self._all() if each.start.date() == moment.date()]
        gaps = [abs(each.start - moment) for each in same_day]
        return min(gaps, default=timedelta(days=999))

    def _at(self, moment: datetime) -> Slot | None:
        """The free slot that begins at `moment`; of windows the one that it lies in."""
        if self._offer.kind not in WINDOWS:
            free = self._free(moment, moment + MINUTE)
            return free[0].slot if free else None
        free = self._free(moment - self._offer.length + MINUTE, moment + MINUTE)
        inside = [each.slot for each in free if each.start <= moment < each.slot.end]
        return inside[-1] if inside else None

    def _within(self, start: datetime, end: datetime) -> Fit:
        free = self._free(start, end)
        if len(free) == 1 or (free and self._offer.kind is Kind.ORDER and _one_day(start, end)):
            return Fit(free[0].slot)
        if free:
            return Fit(proposed=_spread(free), why=Why.SEVERAL, said=start)
        return self.near(start, self._why(start, end))

    def _why(self, start: datetime, end: datetime) -> Why:
        """Why nothing that takes place from `start` to `end` can be had."""
        slots = self._slots(start - self._offer.length, end)
        slots = [slot for slot in slots if slot.end > start]
        if not slots:
            refused = refused_at(self._offer, start, self._now)
            return Why.TOO_FAR if refused is Refusal.TOO_FAR else Why.CLOSED
        if self._offer.kind not in WINDOWS and all(slot.start < start for slot in slots):
            return Why.SEVERAL  # it lies inside a slot: those beside it are meant
        refusals = {refused_at(self._offer, slot.start, self._now) for slot in slots}
        if None in refusals:
            return Why.FULL
        return Why.TOO_SOON if Refusal.TOO_SOON in refusals else Why.TOO_FAR

    def _slots(self, start: datetime, end: datetime) -> list[Slot]:
        return self._bookings.slots(self._offer, start, end)

    def _free(self, start: datetime, end: datetime) -> list[Free]:
        return self._bookings.free(self._offer, start, end, self._now, self._places)

    def _all(self) -> list[Free]:
        horizon = self._now + timedelta(days=self._offer.days_ahead + 1)
        return self._free(self._now, horizon)


def _spread(free: Sequence[Free]) -> tuple[Slot, ...]:
    """The first, and the next that is worth a choice."""
    slots = [each.slot for each in free]
    if not slots:
        return ()
    apart = next((slot for slot in slots if slot.start - slots[0].start >= APART), None)
    second = apart or (slots[1] if len(slots) > 1 else None)
    return (slots[0], second) if second else (slots[0],)


def _one_day(start: datetime, end: datetime) -> bool:
    return end - start <= timedelta(days=1)


def _start(slot: Slot) -> datetime:
    return slot.start
