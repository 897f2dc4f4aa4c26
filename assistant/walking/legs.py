"""The steps of a route as a person would tell them: small jogs and straight bits drawn together."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.walking.passages import STEPS, Pass, Passage, grouped
from assistant.walking.route import Step, Turn, turn_between

JOG_METRES = 25.0
"""A stretch shorter than this between two turns is part of the turn."""

STAGGER_METRES = 12.0
"""Where a street ends and goes on so far to one side, both turns are told."""

LAST_JOG_METRES = 8.0
"""A last turn before a stretch shorter than this is not told: one stands before the door."""

ALONG_METRES = 15.0
"""A passage so near to the end of a stretch goes on in the next one."""

SHORT_METRES = 60.0
"""A stretch shorter than this in the same direction is not told by itself."""

AHEAD = frozenset({Turn.STRAIGHT, Turn.SLIGHT_LEFT, Turn.SLIGHT_RIGHT})
ABOUT_FACE = frozenset({Turn.BACK, Turn.SHARP_LEFT, Turn.SHARP_RIGHT})


def legs(steps: Sequence[Step]) -> list[Step]:
    """The few stretches that `steps` come down to."""
    kept = _straightened(_without_jogs(steps))
    return [replace(leg, passages=grouped(leg.passages)) for leg in kept]


def _without_jogs(steps: Sequence[Step]) -> list[Step]:
    kept: list[Step] = []
    for step in steps:
        if kept and _is_jog(kept[-1]):
            joined = _joined_turn(kept[-1], step)
            # Right and at once right again is not "turn back".
            if joined.turn not in ABOUT_FACE and not _is_staggered(kept[-1], joined):
                kept[-1] = joined
                continue
        kept.append(step)
    if len(kept) > 1 and _is_jog(kept[-1]) and is_untold_end(kept[-1]):
        kept[-2:] = [_followed(kept[-2], kept[-1])]
    return kept


def is_untold_end(step: Step) -> bool:
    """Whether `step`, the last one, is too short or too straight to be told by itself."""
    return not step.passages and (step.metres < LAST_JOG_METRES or step.turn in AHEAD)


def _is_jog(step: Step) -> bool:
    return step.metres < JOG_METRES and not step.passages


def _is_staggered(jog: Step, joined: Step) -> bool:
    return jog.at_end and jog.metres >= STAGGER_METRES and joined.turn in AHEAD


def _joined_turn(jog: Step, step: Step) -> Step:
    """One turn for a jog and what follows it."""
    turn = Turn.START if jog.turn is Turn.START else turn_between(jog.coming, step.heading)
    # In the street there is no door that one comes out of, and none after a few steps either.
    nowhere = turn is Turn.START and jog.coming == jog.heading
    return replace(
        step,
        turn=turn,
        at_end=jog.at_end and turn not in AHEAD,
        at=jog.at,
        coming=step.heading if nowhere else jog.coming,
        metres=jog.metres + step.metres,
        seconds=jog.seconds + step.seconds,
        passages=_moved(step.passages, jog.metres),
    )


def _straightened(steps: Sequence[Step]) -> list[Step]:
    kept: list[Step] = []
    for step in steps:
        if kept and step.turn in AHEAD and _goes_without_saying(kept[-1], step):
            kept[-1] = _followed(kept[-1], step)
        else:
            kept.append(step)
    return kept


def _goes_without_saying(step: Step, following: Step) -> bool:
    """Whether one simply walks on."""
    same_street = not following.street or following.street == step.street
    short = min(step.metres, following.metres) < SHORT_METRES
    return same_street or short or _is_one_crossing(step, following)


def _is_one_crossing(step: Step, following: Step) -> bool:
    """Whether a bridge or an underpass and its steps lie in two stretches."""
    if not step.passages or not following.passages:
        return False
    last, first = step.passages[-1], following.passages[0]
    kinds = {last.kind, first.kind}
    return (
        bool(kinds & STEPS)
        and bool(kinds & {Pass.BRIDGE, Pass.UNDERPASS})
        and step.metres - last.after - last.metres + first.after < ALONG_METRES
    )


def _followed(step: Step, following: Step) -> Step:
    """One stretch, under the name of its first long part."""
    short = step.metres < min(SHORT_METRES, following.metres)
    named = following if following.street and (short or not step.street) else step
    return replace(
        step,
        metres=step.metres + following.metres,
        seconds=step.seconds + following.seconds,
        street=named.street,
        street_en=named.street_en,
        passages=(*step.passages, *_moved(following.passages, step.metres)),
    )


def _moved(passages: Sequence[Passage], metres: float) -> tuple[Passage, ...]:
    return tuple(replace(passage, after=passage.after + metres) for passage in passages)
