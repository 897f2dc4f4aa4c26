"""Takes what was heard into a booking in the making, and tells what has to be asked next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.arranging.choosing import with_offer
from assistant.arranging.draft import Draft, Step
from assistant.arranging.filling import filled
from assistant.arranging.fitting import Fit, Fitter, Why
from assistant.arranging.heard import Heard
from assistant.booking import Bookings, Kind, Need, Offer
from assistant.times import read_times


@dataclass(frozen=True)
class Stand:
    """How a booking in the making stands."""

    draft: Draft
    step: Step
    """What has to be asked or said next."""
    offer: Offer | None = None
    choices: tuple[Offer, ...] = ()
    """The offers among which the person has to choose."""
    fit: Fit | None = None
    """The slots that are proposed, where a time is asked for."""
    noted: bool = False
    """Whether something else was told than what is still asked for."""
    wrong_age: bool = False
    """Whether the offer is not for somebody of that age; then nothing is asked."""

    @property
    def slot(self) -> datetime | None:
        """The begin of the slot that is wanted."""
        return self.draft.wanted


class Arranger:
    """Works on drafts; keeps nothing itself."""

    def __init__(self, bookings: Bookings) -> None:
        self._bookings = bookings

    def take(self, draft: Draft, heard: Heard, offers: Sequence[Offer], now: datetime) -> Stand:
        """The draft with what was heard; `offers` are those of the draft, the nearest first."""
        before = draft
        heard = _with_time_before(draft, heard)
        draft, choices = with_offer(draft, heard, offers)
        offer = next((each for each in offers if each.id == draft.offer), None)
        if offer and draft.wanted and not self._bookings.slot(offer, draft.wanted):
            # Another offer than before, which does not take place then.
            draft = replace(draft, start="")
        draft = filled(draft, heard, offer)
        if offer is None:
            draft = _time_kept(draft, heard, now)
            return Stand(draft.asking(Step.OFFER), Step.OFFER, choices=choices)
        if not draft.moves and draft.age is not None and not offer.fits_age(draft.age):
            return Stand(draft, Step.AGE, offer, wrong_age=True)
        draft, fit = self._with_time(draft, heard, offer, now)
        step = missing(draft, offer)
        if step is Step.TIME and fit is None:
            fit = self._fitter(draft, offer, now).open()
        if step is Step.TIME and fit:
            starts = tuple(slot.start.isoformat() for slot in fit.proposed)
            draft = replace(draft, proposed=starts)
        told = draft.told != before.told
        # Something else was told than what was asked for.
        beside = told and before.asked == step and not heard.times
        return Stand(draft.asking(step, anew=told), step, offer, fit=fit, noted=beside)

    def lost(self, draft: Draft, offer: Offer, now: datetime) -> Stand:
        """The slot that was wanted has been taken by somebody else."""
        wanted = draft.wanted
        assert wanted is not None  # noqa: S101 - it was about to be booked
        fit = self._fitter(draft, offer, now).near(wanted, Why.FULL)
        starts = tuple(slot.start.isoformat() for slot in fit.proposed)
        draft = replace(draft, start="", proposed=starts).asking(Step.TIME)
        return Stand(draft, Step.TIME, offer, fit=fit)

    def _with_time(
        self, draft: Draft, heard: Heard, offer: Offer, now: datetime
    ) -> tuple[Draft, Fit | None]:
        fitter = self._fitter(draft, offer, now)
        picked = _picked(draft, heard)
        if picked:
            return replace(draft, start=picked.isoformat(), proposed=()), None
        proposed = [datetime.fromisoformat(each) for each in draft.proposed]
        if heard.times:
            fit = fitter.fit(heard.times)
            draft = _time_kept(draft, heard, now)
        elif heard.busy_until:
            fit = fitter.after(heard.busy_until)
        elif (
            heard.other_time
            or (heard.no and draft.asked == Step.TIME and proposed)
            or (heard.later and (proposed or draft.wanted))
        ):
            fit = fitter.others([*proposed, *([draft.wanted] if draft.wanted else [])])
        elif heard.shift and draft.wanted:
            wanted = draft.wanted + heard.shift
            fit = fitter.at(wanted)
        elif heard.earlier and draft.wanted:
            fit = fitter.before(draft.wanted)
        elif heard.soonest and not draft.start:
            fit = fitter.soonest()
        elif draft.start:
            return draft, None
        elif proposed:
            return draft, self._again(offer, proposed)
        else:
            return draft, None
        if draft.wanted and _holds_still(draft.wanted, heard):
            return draft, None
        start = fit.slot.start.isoformat() if fit.slot else ""
        return replace(draft, start=start, proposed=()), fit

    def _again(self, offer: Offer, proposed: Sequence[datetime]) -> Fit:
        slots = self._bookings.slots(offer, min(proposed), max(proposed).replace(second=59))
        known = tuple(slot for slot in slots if slot.start in proposed)
        return Fit(proposed=known, why=Why.SEVERAL if known else Why.NOTHING)

    def _fitter(self, draft: Draft, offer: Offer, now: datetime) -> Fitter:
        return Fitter(self._bookings, offer, now, draft.places)


def _holds_still(wanted: datetime, heard: Heard) -> bool:
    """Whether the slot that was chosen lies in the part of the day that is said now."""
    return any(
        not said.by_clock and said.start and said.end and said.start <= wanted < said.end
        for said in heard.times
    )


def missing(draft: Draft, offer: Offer) -> Step:
    """What has to be asked next; CONFIRM where nothing is missing."""
    limited = offer.age_from is not None or offer.age_below is not None
    if not draft.moves and limited and draft.age is None:
        return Step.AGE
    if not draft.start:
        return Step.TIME
    if draft.moves:
        return Step.CONFIRM
    if offer.kind is Kind.ORDER and offer.most > 1 and not draft.quantity:
        return Step.QUANTITY
    wanted = (
        (Need.PROBLEM, Step.PROBLEM, draft.note),
        (Need.ADDRESS, Step.ADDRESS, draft.address),
        (Need.PHONE, Step.PHONE, draft.phone),
    )
    for need, step, known in wanted:
        if need in offer.needs and not known:
            return step
    if Need.SYMPTOMS in offer.needs and draft.symptoms and draft.symptoms_agreed is None:
        return Step.SYMPTOMS
    return Step.CONFIRM


def _time_kept(draft: Draft, heard: Heard, now: datetime) -> Draft:
    """The draft with the time that was said, for what is said next."""
    if not heard.times:
        return draft
    return replace(draft, time_text=heard.times[-1].text, time_at=now.isoformat())


def _with_time_before(draft: Draft, heard: Heard) -> Heard:
    """What was heard, with the time that was said before it was known of which offer."""
    if draft.asked != Step.OFFER or heard.times or not draft.time_text:
        return heard
    times = read_times(draft.time_text, datetime.fromisoformat(draft.time_at))
    return replace(heard, times=tuple(times))


def _picked(draft: Draft, heard: Heard) -> datetime | None:
    """Which of the proposed slots is meant, by yes, by number, earlier or later."""
    if not draft.proposed or draft.asked != Step.TIME:
        return None
    proposed = [datetime.fromisoformat(each) for each in draft.proposed]
    if heard.ordinal is not None:
        at = heard.ordinal - 1 if heard.ordinal > 0 else heard.ordinal
        return proposed[at] if -1 <= at < len(proposed) else None
    if heard.times:
        return None
    if len(proposed) == 1:
        return proposed[0] if heard.yes or heard.soonest else None
    if heard.earlier or heard.soonest or (heard.yes and draft.tries > 1):
        return proposed[0]
    return proposed[-1] if heard.later else None
