"""Takes what was heard into a booking in the making, and tells what has to be asked next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.arranging.draft import Draft, Step
from assistant.arranging.fitting import Fit, Fitter, Why
from assistant.arranging.heard import Heard
from assistant.arranging.words import any_word
from assistant.booking import Bookings, Kind, Need, Offer, Slot
from assistant.times import read_times
from assistant.understanding.text import normalise


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
        heard = _with_time_before(draft, heard)
        draft = _with_words(draft, heard)
        draft, choices = _with_offer(draft, heard, offers)
        offer = next((each for each in offers if each.id == draft.offer), None)
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
        return Stand(draft.asking(step), step, offer, fit=fit)

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
        elif (
            heard.other_time
            or (heard.no and draft.asked == Step.TIME and proposed)
            or (heard.later and (proposed or draft.wanted))
        ):
            fit = fitter.others([*proposed, *([draft.wanted] if draft.wanted else [])])
        elif heard.soonest and not draft.start:
            fit = fitter.soonest()
        elif draft.start:
            return draft, None
        elif proposed:
            return draft, self._again(offer, proposed)
        else:
            return draft, None
        start = fit.slot.start.isoformat() if fit.slot else ""
        return replace(draft, start=start, proposed=()), fit

    def _again(self, offer: Offer, proposed: Sequence[datetime]) -> Fit:
        slots = self._bookings.slots(offer, min(proposed), max(proposed).replace(second=59))
        known = tuple(slot for slot in slots if slot.start in proposed)
        return Fit(proposed=known, why=Why.SEVERAL if known else Why.NOTHING)

    def _fitter(self, draft: Draft, offer: Offer, now: datetime) -> Fitter:
        return Fitter(self._bookings, offer, now, draft.places)


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


def _with_words(draft: Draft, heard: Heard) -> Draft:
    """The draft with everything that was heard but time and offer."""
    found: dict[str, object] = {}
    if heard.quantity:
        found["quantity"] = heard.quantity
    if heard.age is not None:
        found["age"] = heard.age
    if heard.phone:
        found["phone"] = heard.phone
    elif heard.wrong_phone:
        found["phone"] = ""
    if draft.asked == Step.ADDRESS and heard.address:
        found["address"] = _address(draft, heard)
    elif heard.wrong_address:
        found |= {"address": "", "address_of": ""}
    if draft.asked == Step.PROBLEM and heard.text.strip():
        found["note"] = heard.text.strip()
    if heard.symptoms and not draft.symptoms:
        found["symptoms"] = heard.symptoms
    if draft.asked == Step.SYMPTOMS and (heard.yes or heard.no):
        found["symptoms_agreed"] = heard.yes
    return replace(draft, **found)  # type: ignore[arg-type]


def _address(draft: Draft, heard: Heard) -> str:
    """The address as said; a bare door is one of the home that was named, if one was."""
    if heard.yes:
        return draft.address_of
    if heard.unknown:
        return draft.address_of
    if not heard.has_door and draft.tries < 2:
        return ""
    named = draft.address_of and draft.address_of not in heard.address
    bare = named and len(heard.address) <= len("十二号楼三单元一二零一室")
    return f"{draft.address_of}{heard.address}" if bare else heard.address


def _with_offer(
    draft: Draft, heard: Heard, offers: Sequence[Offer]
) -> tuple[Draft, tuple[Offer, ...]]:
    """The draft with the offer that is meant, or the offers among which to choose."""
    if heard.other_place and draft.offer:
        here = next((each.facility for each in offers if each.id == draft.offer), "")
        others = [each for each in offers if each.facility != here]
        if others:
            ids = tuple(each.id for each in others)
            return replace(draft, offers=ids, offer=ids[0], start="", proposed=()), ()
    if draft.offer and not draft.moves:
        return _corrected(draft, heard, offers), ()
    if draft.offer:
        return draft, ()
    first = _at_the_nearest(offers)
    if draft.asked == Step.OFFER and heard.ordinal in range(1, len(first) + 1):
        assert heard.ordinal is not None  # noqa: S101 - it is in a range
        return replace(draft, offer=first[heard.ordinal - 1].id), ()
    named = _named(offers, heard.text)
    if named:
        return replace(draft, offer=named.id), ()
    if len(first) == 1:
        return replace(draft, offer=first[0].id), ()
    return draft, tuple(first)


def _corrected(draft: Draft, heard: Heard, offers: Sequence[Offer]) -> Draft:
    """Another offer of the same place is named: 还是送到家吧."""
    here = [each for each in offers if each.id == draft.offer]
    named = _named(
        [each for each in offers if here and each.facility == here[0].facility], heard.text
    )
    if named is None or named.id == draft.offer or draft.asked in (Step.PROBLEM, Step.ADDRESS):
        return draft
    if here and any_word(here[0].words, normalise(heard.text)):
        return draft
    return replace(draft, offer=named.id, start=draft.start)


def _named(offers: Sequence[Offer], text: str) -> Offer | None:
    """The offer whose words are said most; None where none is, or several are."""
    said = normalise(text)
    counts = [(any_word(each.words, said), each) for each in offers]
    most = max((count for count, _ in counts), default=0)
    best = [each for count, each in counts if count == most and most]
    if len({each.facility for each in best}) > 1:
        best = [each for each in best if each.facility == best[0].facility]
    return best[0] if len(best) == 1 else None


def _at_the_nearest(offers: Sequence[Offer]) -> list[Offer]:
    """The offers of the nearest place; what takes place now and then only where nothing else."""
    usual = [each for each in offers if each.kind not in (Kind.EVENT, Kind.COURSE)] or list(offers)
    return [each for each in usual if each.facility == usual[0].facility] if usual else []


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
    if heard.earlier or heard.soonest:
        return proposed[0]
    return proposed[-1] if heard.later else None


def slot_of(bookings: Bookings, offer: Offer, start: datetime) -> Slot | None:
    """The slot of `offer` that begins at `start`."""
    found = bookings.slots(offer, start, start.replace(second=59))
    return found[0] if found else None
