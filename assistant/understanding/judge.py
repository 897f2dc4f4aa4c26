"""Judges a message: what the person wants, which services are meant, whether anyone is in danger.

The panel says how likely each is; here it is decided. Words of danger make
danger likelier. A clause may name what the whole message hides. No Rasa here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.understanding.hearing import Hearing
from assistant.understanding.panel import EMERGENCY, NO_SERVICE, Panel, likelihood, log_odds
from assistant.understanding.reader import Reader, Reading
from assistant.understanding.text import normalise

EMERGENCY_SERVICE = "emergency_service"

ALARM = 0.4
"""From this likelihood of danger on, a message is an emergency."""

_WORDS_OF_DANGER = 2.5
"""What words of danger add to the logarithm of the odds. They are no evidence for the classifiers:
these would trust a list that was made with the training data in view too much."""

_SECOND_ERRAND = 0.7
"""A clause names a further service if it is at least this likely by itself."""

_LONE_ERRAND = 0.9
"""The same where the whole message seems to mean none, or is at a loss which."""

_AT_A_LOSS = 0.4
"""The likelihood of the best service below which that is so."""

_UNSURE, _SURE = 0.6, 0.8
"""A clause says what is wanted where the whole message leaves that so unsure and the clause is so
sure: 我八十三了，腿脚不好，去最近的菜场要多久."""

_WHERE = "set_location"
_UNSURE_WHERE = 0.9
"""The same where it is said where somebody is: people say that before they say what they need."""

_ERRANDS = frozenset({"find", "book", "detail", "directions"})
"""Behaviours that may be about several services at once."""

_SYMPTOMS = "health_advice"
_DOCTORS = frozenset(
    {"community_health_center", "hospital", "clinic", "dental", "tcm_clinic", "vaccination"}
)
"""Services of which one is meant where symptoms are told: the answer says where to ask."""

_REPORT = "report"
_DESKS = frozenset({"property_management", "feedback_report", "community_office"})
"""Who deals with what is reported; what is broken (a bus stop, a playground) is named second."""

_IDLE_ODDS = 20.0
"""No service is answered only if that is this many times likelier than that one is meant."""

OVERALL = "*"
"""The key of all behaviours together."""

Likelihoods = dict[str, float]
Ranked = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Judgement:
    """What a message means."""

    behaviours: Ranked
    """Every behaviour with its likelihood, likeliest first."""
    services: Ranked
    """The services meant, best first; several if several errands were named."""
    candidates: Ranked
    """The likeliest services, whether meant or not: to ask which of two is meant."""
    emergency: bool
    danger: float
    """The likelihood of danger, words of danger counted; also below what makes an emergency."""
    errands: tuple[str, ...] = ()
    """The services meant, in the order in which they were said."""
    mended: str = ""
    """The likeliest sentence that sounds like the message, sign by sign (see `Hearing`)."""


@dataclass(frozen=True)
class Known:
    """What else is kept from training."""

    names: tuple[str, ...]
    """The forms that the catalogue had."""
    idle: Likelihoods
    """The share of utterances of each behaviour that mean no service."""


@dataclass(frozen=True)
class _Said:
    """A clause that names a service."""

    clause: Reading
    service: str
    likelihood: float


class Judge:
    """Decides by what the panel thinks of a message and of its clauses."""

    def __init__(self, panel: Panel, hearing: Hearing, known: Known) -> None:
        self._panel, self._hearing, self._known = panel, hearing, known

    def judge(self, reader: Reader, text: str) -> Judgement:
        """What `text` (not empty) means."""
        views, clauses = self._read(reader, text)
        whole = self._panel.opinion(views)
        likely = whole.behaviours
        danger = whole.danger
        if any(reader.dangers.found(view.plain) for view in views):
            danger = likelihood(log_odds(danger) + _WORDS_OF_DANGER)
        emergency = danger >= ALARM
        if emergency:
            likely = _certain(likely, EMERGENCY)
        elif _likeliest(likely) == EMERGENCY:
            likely = {each: p for each, p in likely.items() if each != EMERGENCY}
        denied = {link.service for view in views for link in view.links if link.denied}
        idle = self._is_idle(whole.services[NO_SERVICE], likely)
        said = self._said(clauses, denied) if _may_be_errand(likely) else []
        if idle or _likeliest(likely) == _WHERE:
            likely = self._wanted(likely, said)
        meant = {} if idle else _best(whole.services)
        if idle and _likeliest(likely) == _SYMPTOMS:
            meant = _likeliest_of(_DOCTORS, whole.services)
        if meant and _likeliest(likely) == _REPORT:
            meant = _likeliest_of(_DESKS, whole.services) | meant
        if _likeliest(likely) in _ERRANDS:
            meant = _with_clauses(meant, said)
        services, errands = tuple(meant.items()), _as_said(meant, said)
        if emergency:
            others = tuple(each for each in services if each[0] != EMERGENCY_SERVICE)
            services = ((EMERGENCY_SERVICE, likely[EMERGENCY]), *others[:1])
        candidates = _ranked({s: p for s, p in whole.services.items() if s != NO_SERVICE})[:5]
        mended = self._mended(text, views)
        return Judgement(_ranked(likely), services, candidates, emergency, danger, errands, mended)

    def _read(self, reader: Reader, text: str) -> tuple[list[Reading], list[Reading]]:
        """The message as heard and, if that differs, as mended; and its clauses."""
        plain = reader.plain(text)
        mended = self._hearing.mend(plain)
        texts = [text] if mended == plain else [text, mended]
        readings = reader.read_all([*texts, *reader.clauses(texts[-1])])
        return readings[: len(texts)], readings[len(texts) :]

    def _mended(self, text: str, views: Sequence[Reading]) -> str:
        """The mended message; in a view, dialect words may have been replaced by longer ones."""
        said = normalise(text)
        return views[-1].plain if views[0].plain == said else self._hearing.mend(said)

    def _said(self, clauses: Sequence[Reading], denied: set[str]) -> list[_Said]:
        """The clauses that name a service, in their order."""
        said = []
        for clause, shares in zip(clauses, self._panel.services_each(clauses), strict=True):
            service = _likeliest(shares)
            if service in denied or service in (NO_SERVICE, EMERGENCY_SERVICE):
                continue
            if shares[service] >= _SECOND_ERRAND:
                said.append(_Said(clause, service, shares[service]))
        return said

    def _wanted(self, behaviours: Likelihoods, said: Sequence[_Said]) -> Likelihoods:
        """What is wanted where the message names no service: maybe a clause is surer of it."""
        if _is_unsure(behaviours) and _likeliest(behaviours) not in _ERRANDS:
            for each in said:
                own = self._panel.opinion([each.clause]).behaviours
                wanted = _likeliest(own)
                if each.likelihood >= _LONE_ERRAND and wanted in _ERRANDS and own[wanted] >= _SURE:
                    return own
        return behaviours

    def _is_idle(self, share: float, behaviours: Likelihoods) -> bool:
        """Whether no service is meant: by the words, and by what is usual for the behaviour."""
        usual = sum(p * self._known.idle.get(each, 0.5) for each, p in behaviours.items())
        overall = self._known.idle[OVERALL]
        odds = share / max(1e-9, 1 - share)
        return odds * (usual / max(1e-9, 1 - usual)) * ((1 - overall) / overall) > _IDLE_ODDS

    def save(self, directory: Path) -> None:
        """Write everything learnt into `directory`."""
        directory.mkdir(parents=True, exist_ok=True)
        self._panel.save(directory)
        self._hearing.save(directory / "hearing.z")
        known = json.dumps(asdict(self._known), ensure_ascii=False)
        (directory / "known.json").write_text(known, encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Judge:
        """The judge that was saved into `directory`."""
        stored = json.loads((directory / "known.json").read_text(encoding="utf-8"))
        known = Known(tuple(stored["names"]), stored["idle"])
        panel = Panel.load(directory, known.names)
        return cls(panel, Hearing.load(directory / "hearing.z"), known)


def _likeliest(shares: Likelihoods) -> str:
    return max(shares, key=lambda each: shares[each])


def _best(shares: Likelihoods) -> Likelihoods:
    """The likeliest service, with its likelihood if one is meant at all."""
    service = _likeliest({each: p for each, p in shares.items() if each != NO_SERVICE})
    rest = 1 - shares[NO_SERVICE]
    return {service: shares[service] / rest if rest else 0.0}


def _likeliest_of(some: frozenset[str], shares: Likelihoods) -> Likelihoods:
    """The likeliest of some services, compared with these only; none where none is known."""
    known = {each: p for each, p in shares.items() if each in some}
    if not known:
        return {}
    service = _likeliest(known)
    return {service: known[service] / sum(known.values())}


def _may_be_errand(behaviours: Likelihoods) -> bool:
    return _likeliest(behaviours) in _ERRANDS or _is_unsure(behaviours)


def _is_unsure(behaviours: Likelihoods) -> bool:
    likeliest = _likeliest(behaviours)
    return behaviours[likeliest] < (_UNSURE_WHERE if likeliest == _WHERE else _UNSURE)


def _with_clauses(meant: Likelihoods, said: Sequence[_Said]) -> Likelihoods:
    """The service of the whole message, if it has one, then those of its clauses."""
    if max(meant.values(), default=0.0) < _AT_A_LOSS:
        sure = {e.service: e.likelihood for e in said if e.likelihood >= _LONE_ERRAND}
        return sure or meant
    return meant | {e.service: e.likelihood for e in said if e.service not in meant}


def _as_said(meant: Likelihoods, said: Sequence[_Said]) -> tuple[str, ...]:
    """The services in the order in which clauses named them; one of the whole message first."""
    order = [each.service for each in said]
    return tuple(sorted(meant, key=lambda each: order.index(each) if each in order else -1))


def _ranked(shares: Likelihoods) -> Ranked:
    return tuple(sorted(shares.items(), key=lambda each: -each[1]))


def _certain(likely: Likelihoods, behaviour: str) -> Likelihoods:
    """The likelihoods with `behaviour` as certain as the likeliest one, and no less than ALARM."""
    most = max(0.9, *likely.values())
    rest = 1 - most
    others = sum(p for each, p in likely.items() if each != behaviour) or 1.0
    return {each: most if each == behaviour else p * rest / others for each, p in likely.items()}
