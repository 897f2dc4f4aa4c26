"""The steps of a route as a person would tell them: small jogs and straight bits drawn together."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.walking.passages import Passage
from assistant.walking.route import Step, Turn, turn_between

JOG_METRES = 25.0
"""A stretch shorter than this between two turns is part of the turn."""

SHORT_METRES = 60.0
"""A stretch shorter than this in the same direction is not told by itself."""

AHEAD = frozenset({Turn.STRAIGHT, Turn.SLIGHT_LEFT, Turn.SLIGHT_RIGHT})
ABOUT_FACE = frozenset({Turn.BACK, Turn.SHARP_LEFT, Turn.SHARP_RIGHT})


def legs(steps: Sequence[Step]) -> list[Step]:
    """The few stretches that `steps` come down to."""
    return _straightened(_without_jogs(steps))


def _without_jogs(steps: Sequence[Step]) -> list[Step]:
    kept: list[Step] = []
    for step in steps:
        if kept and _is_jog(kept[-1]):
            joined = _joined_turn(kept[-1], step)
            # Right and at once right again is not "turn back".
            if joined.turn not in ABOUT_FACE:
                kept[-1] = joined
                continue
        kept.append(step)
    if len(kept) > 1 and _is_jog(kept[-1]):
        kept[-2:] = [_followed(kept[-2], kept[-1])]
    return kept


def _is_jog(step: Step) -> bool:
    return step.metres < JOG_METRES and not step.passages


def _joined_turn(jog: Step, step: Step) -> Step:
    """One turn for a jog and what follows it."""
    turn = Turn.START if jog.turn is Turn.START else turn_between(jog.coming, step.heading)
    return replace(
        step,
        turn=turn,
        at=jog.at,
        coming=jog.coming,
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
    return same_street or short


def _followed(step: Step, following: Step) -> Step:
    """One stretch, under the name of its longer part."""
    longer = step if step.metres >= following.metres and step.street else following
    named = longer if longer.street else step
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
