"""Which offer is meant, by its words, its number, or as the only one of the nearest place."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.arranging.draft import Draft, Step
from assistant.arranging.heard import Heard
from assistant.arranging.words import any_word
from assistant.booking import Kind, Offer
from assistant.understanding.text import normalise


def with_offer(
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
    named = _named(offers, heard.text) or _to_the_door(first, heard)
    if named:
        return replace(draft, offer=named.id), ()
    if len(first) == 1:
        return replace(draft, offer=first[0].id), ()
    return draft, tuple(first)


def _to_the_door(offers: Sequence[Offer], heard: Heard) -> Offer | None:
    """The one offer that comes to the home, where an address is told."""
    coming = [each for each in offers if each.to_the_home]
    return coming[0] if heard.door and len(coming) == 1 else None


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
    return replace(draft, offer=named.id)


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
