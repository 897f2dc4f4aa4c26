"""Puts the figures into docs/scores.md, with the change against the last committed ones."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "scores.md"
NAMES = {
    "ours": "ours",
    "keywords": "a plain keyword matcher",
    "stock": "Rasa's stock recipe (DIET, 5 epochs)",
}
_HEAD = """# Scores of understanding

Written by `make score`; what each part of the understanding does is in
[understanding.md](understanding.md).

Scored on lines that other authors wrote than the training lines and that are never trained on
(`data/nlu/held_out/`). Noise is what a speech recogniser does: so many per cent of the Chinese
characters come out as words or characters that sound alike, are lost or doubled
(`assistant/understanding/noise.py`; of English words, so many per cent are misspelt). The noise
that is scored never puts the same word in another's place as the noise that is trained on.

"First service": the service named first is one of those labelled; "strictly", it is the one
labelled first. "One of two": one of the two that the assistant would ask about is labelled.
Emergencies are left out of both, as they all mean the same desk. "Out of scope" counts what is not
for us and is declined as such; "refused wrongly", what is for us (small talk aside) and is
declined.
"""
_AIMS = {
    "behaviour": ("behaviour", {"0": ">= 0.95", "10": ">= 0.90", "17": ">= 0.85"}),
    "first_service": ("first service", {"0": ">= 0.95", "10": ">= 0.90", "17": ">= 0.85"}),
    "first_service_strict": ("first service, strictly", {}),
    "one_of_two": ("one of two", {"0": ">= 0.98"}),
    "emergency_recall": ("emergencies: recall", {"0": ">= 0.99"}),
    "emergency_precision": ("emergencies: precision", {"0": ">= 0.95"}),
    "out_of_scope_recall": ("out of scope: recall", {"0": ">= 0.90"}),
    "declined_recall": ("out of scope, declined or taken for small talk", {}),
    "false_refusals": ("refused wrongly", {"0": "<= 0.03"}),
    "calibration_error": ("calibration error of the behaviour (ECE)", {}),
}


def last_committed() -> dict[str, Any]:
    """The figures as last committed; empty where there are none."""
    shown = subprocess.run(
        ["git", "show", "HEAD:docs/scores.json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
    )  # fmt: skip
    if shown.returncode:
        return {}
    figures: dict[str, Any] = json.loads(shown.stdout)
    return figures


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _change(value: float | None, before: float | None) -> str:
    if value is None or before is None or abs(value - before) < 0.0005:
        return _figure(value)
    return f"{_figure(value)} ({value - before:+.3f})"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def _totals(ours: dict[str, Any], before: dict[str, Any]) -> str:
    rows = []
    for key, (name, aims) in _AIMS.items():
        row = [name]
        for percent, now in ours["totals"].items():
            old = before.get("totals", {}).get(percent, {}).get(key)
            row += [_change(now[key], old), aims.get(percent, "")]
        rows.append(row)
    return _table(["ours", "clean", "aim", "10 % noise", "aim", "17 % noise", "aim"], rows)


def _ways(figures: dict[str, Any]) -> str:
    rows = []
    for way, name in NAMES.items():
        if way not in figures:
            continue
        own = figures[way]
        clean, noisy = own["totals"]["0"], own["totals"]["10"]
        stale = "" if own["split"] == figures["about"]["split"] else " (trained on earlier lines)"
        rows.append(
            [
                name + stale,
                _figure(clean["behaviour"]),
                _figure(noisy["behaviour"]),
                _figure(clean["first_service"]),
                _figure(noisy["first_service"]),
                _figure(clean["emergency_recall"]),
                _figure(clean["emergency_precision"]),
                _figure(clean["out_of_scope_recall"]),
                *(str(own[key]) for key in ("p50_ms", "p95_ms", "memory_mb", "training_s")),
            ]
        )
    head = [
        "way", "behaviour", "at 10 %", "first service", "at 10 %", "emergencies: recall",
        "precision", "out of scope", "p50 ms", "p95 ms", "memory MB", "training, s of CPU",
    ]  # fmt: skip
    return _table(head, rows)


def _by_noise(tables: dict[str, Any], keys: list[str], first: str, names: list[str]) -> str:
    """One row for each name, one column for each key and noise level."""
    rows = []
    for name, clean in tables["0"].items():
        row = [name, str(clean["lines"])]
        for key in keys:
            row += [_figure(tables[percent].get(name, {}).get(key)) for percent in tables]
        if "instead" in clean:
            row.append(clean["instead"])
        rows.append(row)
    columns = [f"{each}{'' if p == '0' else f' at {p} %'}" for each in names for p in tables] + (
        ["instead"] if any("instead" in row for row in tables["0"].values()) else []
    )
    return _table([first, "lines", *columns], rows)


def _listed(pairs: list[list[str]], what: str) -> str:
    if not pairs:
        return f"{what}: none.\n"
    return f"{what}:\n\n" + "\n".join(f"- {text} → {other}" for text, other in pairs) + "\n"


def _times(times: dict[str, Any]) -> str:
    seen = [
        [row["date"], row["lines"], row["right"], row["silently_wrong"]]
        for row in times["first_sight"]
    ]
    text = (
        "Utterances by authors who had not seen the grammar, as they were read at first sight; "
        "what they showed to be misread has been mended since, and they are in "
        "`tests/times/said.csv`. Right: the same start, and the same end or one that differs by at "
        "most an hour, as people differ about how long an afternoon or an appointment is. "
        "Silently wrong: another start, and not marked as ambiguous. Aims: >= 0.97 right, "
        "< 0.005 silently wrong.\n\n"
    )
    text += _table(["first read", "lines", "right", "silently wrong"], seen) + "\n"
    return text + (_unread(times) if times["lines"] else "") + _misheard(times)


def _misheard(times: dict[str, Any]) -> str:
    """What the mending of misheard times brings, on all lines."""
    rows = [
        [f"{percent} %", *(f"{share:.3f}" for way in ways.values() for share in way)]
        for percent, ways in times["misheard"].items()
    ]
    head = ["noise", "right, as heard", "silently wrong", "right, mended", "silently wrong"]
    return (
        f"\nAll {times['all']} lines, those among them that the grammar was mended for, as a "
        "recogniser hears them; misheard times are mended by what people say here "
        "(`assistant/times/mending.py`):\n\n" + _table(head, rows) + "\n"
    )


def _unread(times: dict[str, Any]) -> str:
    """The figures of an author whose lines nobody who mends the grammar has read."""
    text = (
        f"\n{times['lines']} utterances that nobody who mends the grammar has read: "
        f"{times['right']:.3f} right, {times['silently_wrong']:.3f} silently wrong.\n\n"
    )
    rows = [
        ["start right", _figure(times["start_right"])],
        ["start and end right", _figure(times["right"])],
        ["nothing seen where there is no time", _figure(times["nothing_seen"])],
        ["problems recognised", _figure(times["problems"])],
        ["ambiguous ones marked", _figure(times["ambiguous_marked"])],
        ["marked though plain", _figure(times["needlessly_marked"])],
        ["p95, ms", str(times["p95_ms"])],
    ]
    wrong = "\n".join(f"- {text} ({now}): {got}" for text, now, got in times["wrong"])
    return text + _table(["time words", "share"], rows) + f"\n\nWrong ones:\n\n{wrong or 'none'}\n"


def write(figures: dict[str, Any]) -> str:
    """Write the document; the table of totals, to print."""
    ours, about = figures["ours"], figures["about"]
    committed = last_committed()
    totals = _totals(ours, committed.get("ours", {}))
    number = ours["totals"]["0"]["lines"]
    parts = [
        _HEAD,
        f"Measured {about['date']} on {about['machine']}, with {number} lines. In brackets: the "
        "change against the figures committed before.\n",
        totals + "\n",
        "## Beside others\n\nTrained and scored on the same lines.\n",
        _ways(figures) + "\n",
        "## Emergencies\n",
        _listed(ours["missed"], "Missed (text → answered)"),
        _listed(ours["alarms"], "False alarms (text → meant)"),
        "## Time words\n",
        _times(figures["times"]),
        "## Calibration\n",
        "![How often the answer is right at each confidence](pictures/reliability.svg)\n",
        "## By variety\n",
        _by_noise(
            ours["varieties"],
            ["behaviour", "first_service"],
            "variety",
            ["behaviour", "first service"],
        )
        + "\n",
        "## By author\n",
        _by_noise(
            {"0": ours["authors"]},
            ["behaviour", "first_service"],
            "author",
            ["behaviour", "first service"],
        )
        + "\n",
        "## By behaviour\n",
        _by_noise(ours["behaviours"], ["recall", "precision"], "behaviour", ["recall", "precision"])
        + "\n",
        "## Taken for each other\n",
        _table(["meant", "answered", "times"], [list(map(str, c)) for c in ours["confusions"]])
        + "\n",
        "## By service\n",
        _by_noise(ours["services"], ["first"], "service", ["first"]),
    ]
    DOCUMENT.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return f"{totals}\n\n{_ways(figures)}\n\nWritten: {DOCUMENT}"
