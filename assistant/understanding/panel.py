"""Those who judge, together: linear classifiers, nets, the nearest training lines, a tuned encoder.

What the linear classifier for services thinks is evidence for the other two; the nets and the tuned
encoder give a second and a third opinion on services and behaviours; neighbours vote on both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.understanding.lexicon import NAME
from assistant.understanding.neighbours import Neighbours
from assistant.understanding.net import Net
from assistant.understanding.reader import Reading
from assistant.understanding.scorer import Example, Scorer
from assistant.understanding.tuned import Tuned

EMERGENCY = "emergency"
OUT_OF_SCOPE = "out_of_scope"
NO_SERVICE = ""
"""The label of what means none."""
DANGER, CALM = "danger", "calm"

_TRUST_IN_MENDING = 0.6
"""Weight of what is read in the mended message beside the message as heard."""

_NET = 0.4
"""Weight of the net's opinion beside the linear classifiers'."""

_SURER_TOGETHER = 1.3
"""Where they agree, both together are surer than the mean of the two."""

_TUNED = 0.5
"""Weight of the tuned encoder's opinion beside all others."""

_SURER_THREE = 1.1
"""The same with the tuned encoder's opinion."""

_DECLINING = 0.4
"""Margin given to what is not for us, which fewer training lines are about than people say."""

_NEW_NAME = 2.0
"""Margin given to a service whose name was added to the catalogue after training."""

_NAMED, _COVERED = 0.15, 0.4
"""Margin given to a service that is named, and more as the name is more of what was said."""

_DENIED = -1.5

_ON_DANGER = (1.0, 3.0, 1.0, 2.0)
"""What the alarm, the classifier of behaviours, the net and the tuned encoder count where danger is
judged."""


@dataclass(frozen=True)
class Opinion:
    """What all together think of one message, or of one clause of it."""

    behaviours: dict[str, float]
    """The likelihood of each behaviour."""
    services: dict[str, float]
    """The likelihood of each service, and of NO_SERVICE."""
    danger: float
    """The likelihood of danger."""


class Panel:
    """The classifiers, trained. Messages come as their readings: as heard and, maybe, as mended."""

    def __init__(
        self,
        scorers: tuple[Scorer, Scorer, Scorer],
        net: Net,
        neighbours: Neighbours,
        tuned: Tuned,
        names: Sequence[str],
    ) -> None:
        """`scorers` are for services, behaviours and danger; `names` are the catalogue's forms."""
        self._needs, self._behaviours, self._alarm = scorers
        self._net, self._neighbours, self._tuned = net, neighbours, tuned
        self._names = frozenset(names)

    def opinion(self, views: Sequence[Reading]) -> Opinion:
        """What is thought of a message."""
        of_service, of_behaviour = self._neighbours.support(views[-1].example.vector)
        of_net = _blended([self._net.opinions(view.example) for view in views])
        of_tuned = _blended(self._tuned.opinions([view.plain for view in views]))
        margins = _blend([self._needs.margins(view.example) for view in views])
        shares = self._needs.shares(margins)
        evidence = [with_services(view, shares) for view in views]
        by_behaviour = _blend([self._behaviours.margins(each) for each in evidence]) + of_behaviour
        return Opinion(
            self._behaviour_shares(by_behaviour, of_net[0], of_tuned[0]),
            self._service_shares(views, margins + of_service, of_net[1], of_tuned[1]),
            self._danger(evidence, by_behaviour, of_net[0], of_tuned[0]),
        )

    def services_each(self, clauses: Sequence[Reading]) -> list[dict[str, float]]:
        """The likelihood of each service, in each of the clauses."""
        supports = self._neighbours.support_each([clause.example.vector for clause in clauses])
        tuned = self._tuned.opinions([clause.plain for clause in clauses])
        return [
            self._service_shares(
                [clause],
                self._needs.margins(clause.example) + of_service,
                self._net.opinions(clause.example)[1],
                of_tuned,
            )
            for clause, (of_service, _), (_, of_tuned) in zip(clauses, supports, tuned, strict=True)
        ]

    def _behaviour_shares(self, margins: Any, of_net: Any, of_tuned: Any) -> dict[str, float]:
        """The likelihood of each behaviour: what all say."""
        margins = _together(margins, of_net, of_tuned, self._behaviours.sharpness)
        if OUT_OF_SCOPE in self._behaviours.labels:
            margins[self._behaviours.labels.index(OUT_OF_SCOPE)] += _DECLINING
        shares = self._behaviours.shares(margins)
        return dict(zip(self._behaviours.labels, shares.tolist(), strict=True))

    def _danger(
        self, evidence: Sequence[Example], by_behaviour: Any, of_net: Any, of_tuned: Any
    ) -> float:
        """The likelihood of danger: what all but the neighbours say."""
        if EMERGENCY not in self._behaviours.labels:
            return 0.0
        at = self._behaviours.labels.index(EMERGENCY)
        alarm = _blend([self._alarm.margins(each) for each in evidence])
        by_alarm = self._alarm.shares(alarm)[self._alarm.labels.index(DANGER)]
        by_behaviour = self._behaviours.shares(by_behaviour)[at]
        shares = (by_alarm, by_behaviour, np.exp(of_net[at]), np.exp(of_tuned[at]))
        odds = [log_odds(each) for each in shares]
        return likelihood(float(np.average(odds, weights=_ON_DANGER)))

    def _service_shares(
        self, views: Sequence[Reading], margins: Any, of_net: Any, of_tuned: Any
    ) -> dict[str, float]:
        """The likelihood of each service, names that were said taken into account."""
        margins = _together(margins, of_net, of_tuned, self._needs.sharpness)
        raised = dict(zip(self._needs.labels, margins.tolist(), strict=True))
        length = max(1, sum(character.isalnum() for character in views[0].plain))
        links = {(link.service, link.kind): link for view in views for link in view.links}
        for link in links.values():
            before = raised.get(link.service, -1.0)
            if link.denied:
                raised[link.service] = before + _DENIED
            elif link.form not in self._names:
                raised[link.service] = before + _NEW_NAME
            elif link.kind == NAME:
                covered = min(1.0, (link.end - link.start) / length)
                raised[link.service] = before + _NAMED + _COVERED * covered
        values = self._needs.shares(np.array(list(raised.values())))
        return dict(zip(raised, values.tolist(), strict=True))

    def save(self, directory: Path) -> None:
        """Write everything but the names into `directory`."""
        for name, scorer in zip(_SCORERS, self._scorers(), strict=True):
            scorer.save(directory / f"{name}.npz")
        self._net.save(directory / "net.npz")
        self._neighbours.save(directory / "neighbours.npz")
        self._tuned.save(directory / "tuned.npz")

    @classmethod
    def load(cls, directory: Path, names: Sequence[str]) -> Panel:
        """The panel that was saved into `directory`."""
        needs, behaviours, alarm = (Scorer.load(directory / f"{name}.npz") for name in _SCORERS)
        net = Net.load(directory / "net.npz")
        neighbours = Neighbours.load(directory / "neighbours.npz")
        tuned = Tuned.load(directory / "tuned.npz")
        return cls((needs, behaviours, alarm), net, neighbours, tuned, names)

    def _scorers(self) -> tuple[Scorer, Scorer, Scorer]:
        return self._needs, self._behaviours, self._alarm


_SCORERS = ("needs", "behaviours", "alarm")


def with_services(reading: Reading, shares: Any) -> Example:
    """The reading, with the likelihood of each service as further evidence."""
    example = reading.example
    return Example(example.marks, np.concatenate([example.vector, shares]).astype(np.float32))


def _blend(margins: Sequence[Any]) -> Any:
    """The margins of the views of one message as one."""
    if len(margins) == 1:
        return margins[0]
    heard, mended = margins
    return (1 - _TRUST_IN_MENDING) * heard + _TRUST_IN_MENDING * mended


def _blended(opinions: Sequence[tuple[Any, Any]]) -> list[Any]:
    """What is thought of the views of one message, for each kind of label, as one."""
    return [_blend(each) for each in zip(*opinions, strict=True)]


def _together(margins: Any, of_net: Any, of_tuned: Any, sharpness: float) -> Any:
    """The margins, with the net's and the tuned encoder's opinion in the same measure."""
    both = _SURER_TOGETHER * _seconded(margins, of_net / sharpness, _NET)
    return _SURER_THREE * _seconded(both, of_tuned / sharpness, _TUNED)


def _seconded(margins: Any, other: Any, weight: float) -> Any:
    """The margins, with another opinion to so much."""
    return (1 - weight) * margins + weight * other


def log_odds(share: float) -> float:
    """The logarithm of the odds of a likelihood; at most 9, as nothing is surer."""
    kept = min(max(float(share), 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def likelihood(odds: float) -> float:
    """The likelihood of which `odds` are the logarithm of the odds."""
    return 1 / (1 + math.exp(-odds))
