"""Judges a message: what the person wants, which services are meant, whether anyone is in danger.

Three linear classifiers over the same reading. What the one for services thinks is evidence for the
other two; a neural net gives a second opinion on services and behaviours. Words of danger lower the
likelihood from which on the alarm is given. No Rasa here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.understanding.hearing import Hearing
from assistant.understanding.lexicon import NAME
from assistant.understanding.neighbours import Neighbours
from assistant.understanding.net import Net
from assistant.understanding.reader import Reader, Reading
from assistant.understanding.scorer import Example, Scorer

EMERGENCY = "emergency"
OUT_OF_SCOPE = "out_of_scope"
EMERGENCY_SERVICE = "emergency_service"
NO_SERVICE = ""
"""The label of what means none."""
DANGER, CALM = "danger", "calm"

ALARM = 0.42
"""From this likelihood of danger on, a message is an emergency."""

ALARM_WITH_WORDS = 0.022
"""The same where words of danger were said. The words are no evidence for the classifiers: these
would trust a list that was made with the training data in view too much."""

_TRUST_IN_MENDING = 0.6
"""Weight of what is read in the mended message beside the message as heard."""

_NET_ON_BEHAVIOURS, _NET_ON_SERVICES = 0.4, 0.4
"""Weight of the net's opinion beside the linear classifiers'."""

_SURER_TOGETHER = 1.3
"""Where they agree, both together are surer than the mean of the two."""

_DECLINING = 0.4
"""Margin given to what is not for us, which fewer training lines are about than people say."""

_NEW_NAME = 1.5
"""Margin given to a service whose name was added to the catalogue after training."""

_NAMED, _COVERED = 0.1, 0.3
"""Margin given to a service that is named, and more as the name is more of what was said."""

_DENIED = -1.0
_SECOND_ERRAND = 0.7
"""A clause names a further service if it is at least this likely by itself."""


_ERRANDS = frozenset({"find", "book", "detail", "directions"})
"""Behaviours that may be about several services at once."""

_IDLE_ODDS = 20.0
"""No service is answered only if that is this many times likelier than that one is meant."""

OVERALL = "*"
"""The key of all behaviours together."""


@dataclass(frozen=True)
class Judgement:
    """What a message means."""

    behaviours: tuple[tuple[str, float], ...]
    """Every behaviour with its likelihood, likeliest first."""
    services: tuple[tuple[str, float], ...]
    """The services meant, best first; several if several errands were named."""
    candidates: tuple[tuple[str, float], ...]
    """The likeliest services, whether meant or not: to ask which of two is meant."""
    emergency: bool
    danger: float
    """The likelihood of danger, also below what makes an emergency."""
    errands: tuple[str, ...] = ()
    """The services meant, in the order in which they were said."""


@dataclass(frozen=True)
class Known:
    """What else is kept from training."""

    names: tuple[str, ...]
    """The forms that the catalogue had."""
    idle: dict[str, float]
    """The share of utterances of each behaviour that mean no service."""


class Judge:
    """The classifiers, trained."""

    def __init__(
        self,
        needs: Scorer,
        behaviours: Scorer,
        alarm: Scorer,
        net: Net,
        neighbours: Neighbours,
        hearing: Hearing,
        known: Known,
    ) -> None:
        self._needs, self._behaviours, self._alarm = needs, behaviours, alarm
        self._net, self._neighbours = net, neighbours
        self._hearing = hearing
        self._known = known
        self._names = frozenset(known.names)

    def judge(self, reader: Reader, text: str) -> Judgement:
        """What `text` (not empty) means."""
        views, parts = self._read(reader, text)
        of_service, of_behaviour = self._neighbours.support(views[-1].example.vector)
        opinions = [self._net.opinions(view.example) for view in views]
        of_net = [_blend(each) for each in zip(*opinions, strict=True)]
        margins = _blend([self._needs.margins(view.example) for view in views])
        shares = self._needs.shares(margins)
        evidence = [with_services(view, shares) for view in views]
        likely = self._behaviour_shares(evidence, of_behaviour, of_net[0])
        danger = self._danger(evidence, of_behaviour, of_net[0])
        words = any(reader.dangers.found(view.plain) for view in views)
        emergency = danger >= (ALARM_WITH_WORDS if words else ALARM)
        if emergency:
            likely = _certain(likely, EMERGENCY)
        elif likely.get(EMERGENCY, 0.0) == max(likely.values()):
            likely = {each: p for each, p in likely.items() if each != EMERGENCY}
        ranked = tuple(sorted(likely.items(), key=lambda each: -each[1]))
        by_service = self._service_shares(views, margins + of_service, of_net[1])
        candidates = _ranked({s: p for s, p in by_service.items() if s != NO_SERVICE})[:5]
        services, errands = self._meant(views, parts, by_service, likely)
        if emergency:
            others = tuple(each for each in services if each[0] != EMERGENCY_SERVICE)
            services = ((EMERGENCY_SERVICE, likely[EMERGENCY]), *others[:1])
        return Judgement(ranked, services, candidates, emergency, danger, errands)

    def _read(self, reader: Reader, text: str) -> tuple[list[Reading], list[Reading]]:
        """The message as heard and, if that differs, as mended; and its clauses."""
        plain = reader.plain(text)
        mended = self._hearing.mend(plain)
        texts = [text] if mended == plain else [text, mended]
        readings = reader.read_all([*texts, *reader.clauses(texts[-1])])
        return readings[: len(texts)], readings[len(texts) :]

    def _behaviour_shares(
        self, evidence: Sequence[Example], support: Any, of_net: Any
    ) -> dict[str, float]:
        """The likelihood of each behaviour: what the classifier, the neighbours and the net say."""
        margins = _blend([self._behaviours.margins(each) for each in evidence]) + support
        of_net = of_net / self._behaviours.sharpness
        margins = _SURER_TOGETHER * _seconded(margins, of_net, _NET_ON_BEHAVIOURS)
        if OUT_OF_SCOPE in self._behaviours.labels:
            margins[self._behaviours.labels.index(OUT_OF_SCOPE)] += _DECLINING
        shares = self._behaviours.shares(margins)
        return dict(zip(self._behaviours.labels, shares.tolist(), strict=True))

    def _danger(self, evidence: Sequence[Example], support: Any, of_net: Any) -> float:
        """The likelihood of danger: the alarm, the classifier of behaviours, and twice the net."""
        if EMERGENCY not in self._behaviours.labels:
            return 0.0
        at = self._behaviours.labels.index(EMERGENCY)
        margins = _blend([self._behaviours.margins(each) for each in evidence]) + support
        alarm = _blend([self._alarm.margins(each) for each in evidence])
        by_alarm = self._alarm.shares(alarm)[self._alarm.labels.index(DANGER)]
        by_net = np.exp(of_net[at])
        return _agreed([by_alarm, self._behaviours.shares(margins)[at], by_net, by_net])

    def _service_shares(
        self, views: Sequence[Reading], margins: Any, of_net: Any
    ) -> dict[str, float]:
        """The likelihood of each service, names that were said taken into account."""
        margins = _seconded(margins, of_net / self._needs.sharpness, _NET_ON_SERVICES)
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
        values = self._needs.shares(_SURER_TOGETHER * np.array(list(raised.values())))
        return dict(zip(raised, values.tolist(), strict=True))

    def _meant(
        self,
        views: Sequence[Reading],
        parts: Sequence[Reading],
        shares: dict[str, float],
        behaviours: dict[str, float],
    ) -> tuple[tuple[tuple[str, float], ...], tuple[str, ...]]:
        """The service of the whole message, then of its clauses; and all as they were said."""
        if self._is_idle(shares[NO_SERVICE], behaviours):
            return (), ()
        best = max((s for s in shares if s != NO_SERVICE), key=lambda service: shares[service])
        rest = 1 - shares[NO_SERVICE]
        meant = {best: shares[best] / rest if rest else 0.0}
        errand = max(behaviours, key=lambda each: behaviours[each]) in _ERRANDS
        denied = {link.service for view in views for link in view.links if link.denied}
        said: dict[str, int] = {}
        asked = parts if errand else ()
        supports = self._neighbours.support_each([part.example.vector for part in asked])
        for number, (part, of_both) in enumerate(zip(asked, supports, strict=True)):
            of_service, _ = of_both
            margins = self._needs.margins(part.example) + of_service
            own = self._service_shares([part], margins, self._net.opinions(part.example)[1])
            service = max(own, key=lambda each: own[each])
            if service in denied or service in (NO_SERVICE, EMERGENCY_SERVICE):
                continue
            if own[service] >= _SECOND_ERRAND:
                meant.setdefault(service, own[service])
                said.setdefault(service, number)
        return tuple(meant.items()), tuple(sorted(meant, key=lambda each: said.get(each, -1)))

    def _is_idle(self, share: float, behaviours: dict[str, float]) -> bool:
        """Whether no service is meant: by the words, and by what is usual for the behaviour."""
        usual = sum(p * self._known.idle.get(each, 0.5) for each, p in behaviours.items())
        overall = self._known.idle[OVERALL]
        odds = share / max(1e-9, 1 - share)
        return odds * (usual / max(1e-9, 1 - usual)) * ((1 - overall) / overall) > _IDLE_ODDS

    def save(self, directory: Path) -> None:
        """Write everything learnt into `directory`."""
        directory.mkdir(parents=True, exist_ok=True)
        for name, scorer in self._parts():
            scorer.save(directory / f"{name}.npz")
        self._net.save(directory / "net.npz")
        self._neighbours.save(directory / "neighbours.npz")
        self._hearing.save(directory / "hearing.z")
        known = json.dumps(asdict(self._known), ensure_ascii=False)
        (directory / "known.json").write_text(known, encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Judge:
        """The judge that was saved into `directory`."""
        parts = [
            Scorer.load(directory / f"{name}.npz") for name in ("needs", "behaviours", "alarm")
        ]
        known = json.loads((directory / "known.json").read_text(encoding="utf-8"))
        hearing = Hearing.load(directory / "hearing.z")
        neighbours = Neighbours.load(directory / "neighbours.npz")
        net = Net.load(directory / "net.npz")
        kept = Known(tuple(known["names"]), known["idle"])
        return cls(parts[0], parts[1], parts[2], net, neighbours, hearing, kept)

    def _parts(self) -> tuple[tuple[str, Scorer], ...]:
        return (("needs", self._needs), ("behaviours", self._behaviours), ("alarm", self._alarm))


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


def _seconded(margins: Any, of_net: Any, weight: float) -> Any:
    """The margins, with the net's opinion (in the same measure) to so much."""
    return (1 - weight) * margins + weight * of_net


def _agreed(likelihoods: Sequence[float]) -> float:
    """Several likelihoods of the same as one: the mean of their odds' logarithms."""
    kept = np.clip(np.array(likelihoods), 1e-4, 1 - 1e-4)
    return float(1 / (1 + np.exp(-np.log(kept / (1 - kept)).mean())))


def _ranked(shares: dict[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(shares.items(), key=lambda each: -each[1]))


def _certain(likely: dict[str, float], behaviour: str) -> dict[str, float]:
    """The likelihoods with `behaviour` as certain as the likeliest one, and no less than ALARM."""
    most = max(0.9, *likely.values())
    rest = 1 - most
    others = sum(p for each, p in likely.items() if each != behaviour) or 1.0
    return {each: most if each == behaviour else p * rest / others for each, p in likely.items()}
