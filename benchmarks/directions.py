"""Directions against the geometry of their ways, and how many sentences they take."""

import os
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

from assistant.paths import ROOT
from assistant.walking.actors import ActorPool
from assistant.walking.build import TILES
from assistant.wording.breath import in_one_breath
from assistant.wording.directions import directions_reply
from benchmarks.checking import Tally, check
from benchmarks.figures import percentile
from benchmarks.walks import PACE, Area, Walked, demo_area, map_area

WALKS = 300
SEED = 11
KINDS = ("turn", "start", "corner", "end", "side", "metres", "landmark", "crossing")
QUARTER_SECONDS = 900.0
MANY = 7
"""More sentences than this nobody keeps in mind for a walk of a quarter of an hour."""
NANJING = "nanjing_xinjiekou.osm.pbf"


def measure(folder: Path, walks: int = WALKS) -> list[dict[str, Any]]:
    """One row of figures for each map: the demo, and Nanjing's where ASSISTANT_GEO has it."""
    areas: dict[str, Callable[[], Area]] = {"demo": lambda: demo_area(folder / "demo")}
    extract = Path(os.environ.get("ASSISTANT_GEO") or ROOT.parent / "shared" / "geo") / NANJING
    if extract.is_file():
        areas["nanjing"] = lambda: map_area(folder / "nanjing", extract)
    rows = []
    for name, make in areas.items():
        print(f"directions in {name} …", flush=True)
        rows.append({"map": name, **_one_map(make(), walks)})
    return rows


def _one_map(area: Area, count: int) -> dict[str, Any]:
    tally, told = Tally(), []
    actors = ActorPool(area.network.directory / TILES, size=1)
    for walked in area.walks(count, SEED):
        check(area, walked, tally)
        told.append(_lengths(area, walked) | _narrative(actors, walked))
    for line in tally.wrong:
        print(f"  {line}", flush=True)
    quarter = [row for row in told if row["seconds"] <= QUARTER_SECONDS]
    return {
        "walks": count,
        "agree": {kind: [tally.right[kind], tally.told[kind]] for kind in KINDS},
        "sentences": round(mean(row["sentences"] for row in told), 1),
        "most_in_quarter": max(row["sentences"] for row in quarter),
        "over_seven": sum(row["sentences"] > MANY for row in quarter),
        "narrative": round(mean(row["narrative"] for row in told), 1),
        "english_words": round(mean(row["english_words"] for row in told)),
        "narrative_words": round(mean(row["narrative_words"] for row in told)),
        "spoken_p50": percentile([row["spoken"] for row in told], 50),
        "spoken_p95": percentile([row["spoken"] for row in told], 95),
        "one_breath": round(mean(row["spoken"] == row["breath"] for row in told), 3),
        "breath_most": max(row["breath"] for row in told),
    }


def _lengths(area: Area, walked: Walked) -> dict[str, float]:
    """Sentences, characters spoken in all and before the first pause, English words."""
    name = walked.end.name
    chinese = directions_reply(walked.route, name, area.seen(name), "zh")
    english = directions_reply(walked.route, walked.end.name_en or name, area.seen(name), "en")
    return {
        "seconds": walked.route.seconds,
        "sentences": chinese.text.count("\n"),
        "spoken": len(chinese.speech),
        "breath": len(in_one_breath(chinese, "zh")[0].speech),
        "english_words": len(english.text.split()),
    }


def _narrative(actors: ActorPool, walked: Walked) -> dict[str, float]:
    """How many sentences and words Valhalla's own English takes for the same way."""
    ends = [{"lat": lat, "lon": lon} for lat, lon in (walked.route.line[1], walked.route.line[-2])]
    options = {"pedestrian": {"walking_speed": PACE * 3.6, "alley_factor": 1, "driveway_factor": 1}}
    with actors.lend() as actor:
        trip = actor.route(
            {"locations": ends, "costing": "pedestrian", "costing_options": options}
        )["trip"]
    told = [maneuver["instruction"] for leg in trip["legs"] for maneuver in leg["maneuvers"]]
    return {
        "narrative": len(told),
        "narrative_words": sum(len(sentence.split()) for sentence in told),
    }
