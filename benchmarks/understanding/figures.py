"""What the answers to the scoring lines are worth: shares from 0 to 1, with the number of lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.understanding.lines import Line

EMERGENCY, OUT_OF_SCOPE, CHITCHAT = "emergency", "out_of_scope", "chitchat"
BINS = 10

Answer = dict[str, Any]
"""A parsers.Answer as it comes back from JSON."""

Pair = tuple[Line, Answer]


def share(right: Iterable[bool]) -> float | None:
    """How many are true; None of nothing."""
    counted = list(right)
    return round(sum(counted) / len(counted), 4) if counted else None


def behaviour_right(pair: Pair) -> bool:
    """Whether the behaviour is the one labelled."""
    return bool(pair[1]["behaviour"] == pair[0].behaviour)


def first_right(pair: Pair) -> bool:
    """Whether the service named first is one of those labelled."""
    services = pair[1]["services"]
    return bool(services) and services[0] in pair[0].services


def first_is_first(pair: Pair) -> bool:
    """Whether the service named first is the one labelled first."""
    services = pair[1]["services"]
    return bool(services) and services[0] == pair[0].services[0]


def one_of_two(pair: Pair) -> bool:
    """Whether one of the two that would be asked about is labelled."""
    asked = list(dict.fromkeys([*pair[1]["services"][:1], *pair[1]["candidates"]]))
    return any(service in pair[0].services for service in asked[:2])


def with_service(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs whose line means a service; emergencies, which always mean the same one, not."""
    return [p for p in pairs if p[0].services and p[0].behaviour != EMERGENCY]


def totals(pairs: list[Pair]) -> dict[str, Any]:
    """The figures of the first table."""
    meant = with_service(pairs)
    knows_services = any(answer["services"] is not None for _, answer in pairs)
    return {
        "lines": len(pairs),
        "behaviour": share(map(behaviour_right, pairs)),
        "lines_with_service": len(meant),
        "first_service": share(map(first_right, meant)) if knows_services else None,
        "first_service_strict": share(map(first_is_first, meant)) if knows_services else None,
        "one_of_two": share(map(one_of_two, meant)) if knows_services else None,
        **emergencies(pairs),
        **out_of_scope(pairs),
        "calibration_error": calibration_error(reliability(pairs)),
    }


def emergencies(pairs: list[Pair]) -> dict[str, Any]:
    """Recall and precision of the alarm."""
    raised = [line for line, answer in pairs if answer["behaviour"] == EMERGENCY]
    real = [answer for line, answer in pairs if line.behaviour == EMERGENCY]
    return {
        "emergency_recall": share(answer["behaviour"] == EMERGENCY for answer in real),
        "emergency_precision": share(line.behaviour == EMERGENCY for line in raised),
    }


def out_of_scope(pairs: list[Pair]) -> dict[str, Any]:
    """How many sentences that are not for us are declined, and how many of ours are too.

    Small talk counts on neither side: it is no task, and declining it does no harm.
    """
    foreign = [answer for line, answer in pairs if line.behaviour == OUT_OF_SCOPE]
    ours = [a for line, a in pairs if line.behaviour not in (OUT_OF_SCOPE, CHITCHAT)]
    return {
        "out_of_scope_recall": share(answer["behaviour"] == OUT_OF_SCOPE for answer in foreign),
        "declined_recall": share(
            answer["behaviour"] in (OUT_OF_SCOPE, CHITCHAT) for answer in foreign
        ),
        "false_refusals": share(answer["behaviour"] == OUT_OF_SCOPE for answer in ours),
    }


def missed_emergencies(pairs: list[Pair]) -> list[list[str]]:
    """Text and answer of every emergency that raised no alarm."""
    return [
        [line.text, answer["behaviour"]]
        for line, answer in pairs
        if line.behaviour == EMERGENCY and answer["behaviour"] != EMERGENCY
    ]


def false_alarms(pairs: list[Pair]) -> list[list[str]]:
    """Text and label of everything else that raised one."""
    return [
        [line.text, line.behaviour]
        for line, answer in pairs
        if line.behaviour != EMERGENCY and answer["behaviour"] == EMERGENCY
    ]


def by_behaviour(pairs: list[Pair]) -> dict[str, dict[str, Any]]:
    """Recall and precision of every behaviour."""
    return {
        behaviour: {
            "lines": sum(line.behaviour == behaviour for line, _ in pairs),
            "recall": share(behaviour_right(p) for p in pairs if p[0].behaviour == behaviour),
            "precision": share(behaviour_right(p) for p in pairs if p[1]["behaviour"] == behaviour),
        }
        for behaviour in sorted({line.behaviour for line, _ in pairs})
    }


def by_service(pairs: list[Pair]) -> dict[str, dict[str, Any]]:
    """How often the service labelled first comes first, and what comes instead."""
    found: dict[str, list[Pair]] = {}
    for pair in with_service(pairs):
        found.setdefault(pair[0].services[0], []).append(pair)
    return {
        service: {
            "lines": len(own),
            "first": share(map(first_right, own)),
            "instead": _commonest(
                (p[1]["services"] or ["none"])[0] for p in own if not first_right(p)
            ),
        }
        for service, own in sorted(found.items())
    }


def _commonest(names: Iterable[str]) -> str:
    counted = Counter(names).most_common(2)
    return ", ".join(f"{name} {count}" for name, count in counted)


def by_group(pairs: list[Pair], group: Callable[[Line], str]) -> dict[str, dict[str, Any]]:
    """Behaviour and first service by a property of the line."""
    names = sorted({group(line) for line, _ in pairs})
    table = {}
    for name in names:
        own = [pair for pair in pairs if group(pair[0]) == name]
        table[name] = {
            "lines": len(own),
            "behaviour": share(map(behaviour_right, own)),
            "first_service": share(map(first_right, with_service(own))),
        }
    return table


def confusions(pairs: list[Pair], most: int = 20) -> list[list[Any]]:
    """The pairs of behaviours taken for each other most often: meant, answered, how often."""
    counted = Counter(
        (line.behaviour, answer["behaviour"])
        for line, answer in pairs
        if line.behaviour != answer["behaviour"]
    )
    return [[meant, answered, count] for (meant, answered), count in counted.most_common(most)]


def reliability(pairs: list[Pair]) -> list[list[float]]:
    """How often the answer is right at each confidence: mean confidence, share right, number."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for pair in pairs:
        confidence = pair[1]["confidence"]
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, behaviour_right(pair)))
    return [
        [
            round(sum(c for c, _ in each) / len(each), 4),
            round(sum(right for _, right in each) / len(each), 4),
            len(each),
        ]
        for each in bins
        if each
    ]


def service_reliability(pairs: list[Pair]) -> list[list[float]]:
    """The same for the first service: the likelihood that decides between acting and asking."""
    found = [
        (line, answer | {"behaviour": first, "confidence": answer["surest"]})
        for line, answer in with_service(pairs)
        if answer["candidates"]
        for first in ["find" if answer["candidates"][0] in line.services else "other"]
    ]
    return reliability([(_as_find(line), answer) for line, answer in found])


def _as_find(line: Line) -> Line:
    return Line(line.text, "find", line.services, line.variety, line.author)


def calibration_error(curve: list[list[float]]) -> float:
    """The expected calibration error: the mean gap between confidence and share right.

    Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, eq. 3; ten bins.
    """
    total = sum(number for _, _, number in curve) or 1
    return round(sum(abs(sure - right) * number for sure, right, number in curve) / total, 4)
