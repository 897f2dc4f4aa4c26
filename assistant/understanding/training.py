"""Trains a judge from utterances, noisy copies of them, and the names of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assistant.understanding.hearing import Hearing
from assistant.understanding.judge import OVERALL, Judge, Known
from assistant.understanding.lexicon import Form
from assistant.understanding.neighbours import Neighbours
from assistant.understanding.net import Lesson, Net
from assistant.understanding.noise import TRAINING, Noise
from assistant.understanding.panel import (
    CALM,
    DANGER,
    EMERGENCY,
    NO_SERVICE,
    Panel,
    with_services,
)
from assistant.understanding.reader import Reader, Reading
from assistant.understanding.scorer import Scorer
from assistant.understanding.text import normalise
from assistant.understanding.tuned import Tuned
from assistant.understanding.tuning import tune

Array = Any

_NOISE_RATES = (0.15,)
"""The noise of the copies of every utterance that are learnt too."""

_OF_SERVICE, _OF_BEHAVIOUR = 0.13, 0.22
"""Margin for each power of e in the share of the neighbours' votes, see `Neighbours`."""

_LOUDNESS_FOR_NEEDS = 0.6
"""The meaning of the sentence says less about the service, beside its words, than about the
behaviour."""

_DANGER_COUNTS = 3.0
"""A missed emergency weighs as much as this many false alarms when learning."""


@dataclass(frozen=True)
class Utterance:
    """A message to learn from."""

    text: str
    behaviour: str
    services: tuple[str, ...]
    """Best first; empty where none is meant."""


def train(reader: Reader, utterances: Sequence[Utterance]) -> Judge:
    """Learn from utterances and from the forms of the reader's catalogue."""
    forms = reader.lexicon.forms()
    learnt, groups = _with_noise(reader, utterances)
    readings = reader.read_all([u.text for u in learnt] + [form.text for form in forms])
    groups += range(len(utterances), len(utterances) + len(forms))
    lesson = _lesson(readings, learnt, forms)
    # The nets leave a core idle now and then, and so do the scorers.
    with ThreadPoolExecutor(max_workers=1) as pool:
        nets = pool.submit(_nets, readings, groups, lesson)
        scorers, unseen = _scorers(readings, learnt, forms, groups)
        net, tuned = nets.result()
    needs, behaviours, alarm = scorers
    names = tuple(sorted({form.text for form in forms}))
    neighbours = _neighbours(readings[: len(utterances)], utterances, needs, behaviours)
    of_service, of_behaviour = neighbours.support_for_own()
    needs.calibrate(unseen[0] + of_service, [_service(u) for u in utterances])
    behaviours.calibrate(unseen[1] + of_behaviour, [u.behaviour for u in utterances])
    hearing = Hearing.train(
        (reader.plain(u.text) for u in utterances), (form.text for form in forms)
    )
    known = Known(names, _idle_shares(utterances))
    panel = Panel((needs, behaviours, alarm), net, neighbours, tuned, known.names)
    return Judge(panel, hearing, known)


def _service(utterance: Utterance) -> str:
    return utterance.services[0] if utterance.services else NO_SERVICE


def _nets(readings: Sequence[Reading], groups: Sequence[int], lesson: Lesson) -> tuple[Net, Tuned]:
    return Net.train(lesson), tune([reading.plain for reading in readings], groups, lesson)


def _scorers(
    readings: Sequence[Reading],
    learnt: Sequence[Utterance],
    forms: Sequence[Form],
    groups: Sequence[int],
) -> tuple[tuple[Scorer, Scorer, Scorer], tuple[Array, Array]]:
    """The classifiers of services, of behaviours and of danger.

    With the margins for services and for behaviours that each utterance gets from classifiers that
    have not seen it.
    """
    needs, unseen = Scorer.train(
        [reading.example for reading in readings],
        [_service(u) for u in learnt] + [form.service for form in forms],
        groups=groups,
        loudness=_LOUDNESS_FOR_NEEDS,
    )
    evidence = [
        with_services(reading, shares)
        for reading, shares in zip(readings[: len(learnt)], needs.shares(unseen), strict=False)
    ]
    groups = groups[: len(learnt)]
    originals = len(set(groups))
    behaviours, unseen_behaviours = Scorer.train(
        evidence, [u.behaviour for u in learnt], groups=groups
    )
    alarm, _ = Scorer.train(
        evidence,
        [DANGER if u.behaviour == EMERGENCY else CALM for u in learnt],
        {DANGER: _DANGER_COUNTS},
        groups,
    )
    return (needs, behaviours, alarm), (unseen[:originals], unseen_behaviours[:originals])


def _with_noise(
    reader: Reader, utterances: Sequence[Utterance]
) -> tuple[list[Utterance], list[int]]:
    """The utterances and noisy copies of them, with the number of each one's original."""
    learnt, groups = list(utterances), list(range(len(utterances)))
    for seed, rate in enumerate(_NOISE_RATES):
        noise = Noise(rate, seed, TRAINING)
        for at, utterance in enumerate(utterances):
            plain = normalise(utterance.text)
            heard = noise.spoil(plain, reader.words.cut(plain))
            if heard != plain and heard.strip():
                learnt.append(replace(utterance, text=heard))
                groups.append(at)
    return learnt, groups


def _lesson(
    readings: Sequence[Reading], learnt: Sequence[Utterance], forms: Sequence[Form]
) -> Lesson:
    """The utterances, and the forms of the catalogue, of which only the service is known.

    Labels are numbered as those of the scorers, in their alphabetical order.
    """
    of_service = [_service(u) for u in learnt] + [form.service for form in forms]
    service = {label: at for at, label in enumerate(sorted(set(of_service)))}
    behaviour = {label: at for at, label in enumerate(sorted({u.behaviour for u in learnt}))}
    of_behaviour = [behaviour[u.behaviour] for u in learnt] + [0] * len(forms)
    return Lesson(
        [reading.example for reading in readings],
        (np.array(of_behaviour), np.array([service[label] for label in of_service])),
        (np.repeat([1, 0], [len(learnt), len(forms)]), np.ones(len(readings))),
        (len(behaviour), len(service)),
    )


def _neighbours(
    readings: Sequence[Reading], utterances: Sequence[Utterance], needs: Scorer, behaviours: Scorer
) -> Neighbours:
    """The lines by their meaning, labelled with the scorers' numbers for service and behaviour."""
    service = {label: at for at, label in enumerate(needs.labels)}
    behaviour = {label: at for at, label in enumerate(behaviours.labels)}
    return Neighbours(
        np.stack([reading.example.vector for reading in readings]),
        [
            np.array([service[_service(u)] for u in utterances]),
            np.array([behaviour[u.behaviour] for u in utterances]),
        ],
        [len(service), len(behaviour)],
        [_OF_SERVICE, _OF_BEHAVIOUR],
    )


def _idle_shares(utterances: Sequence[Utterance]) -> dict[str, float]:
    """The share of utterances without a service, of each behaviour and of all together."""
    counted: dict[str, list[int]] = {}
    for utterance in utterances:
        for behaviour in (utterance.behaviour, OVERALL):
            counts = counted.setdefault(behaviour, [1, 2])  # as if one of two were known before
            counts[0] += not utterance.services
            counts[1] += 1
    return {behaviour: idle / all_ for behaviour, (idle, all_) in counted.items()}
