"""What the map says of the ground along a way, and whether it says anything at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SURVEYED = frozenset({
    "surface", "smoothness", "wheelchair", "kerb", "incline", "step_count", "tactile_paving",
    "ramp", "ramp:wheelchair", "ramp:stroller", "sidewalk", "sidewalk:both", "sidewalk:left",
    "sidewalk:right", "width",
})  # fmt: skip
"""Tags that somebody only sets who has looked at the ground: where one of them is, steps and
bad pavement would most likely have been drawn too."""

ROUGH_SURFACES = frozenset({
    "cobblestone", "unhewn_cobblestone", "gravel", "pebblestone", "ground", "dirt", "earth",
    "grass", "mud", "sand", "rock", "woodchips", "unpaved",
})  # fmt: skip
ROUGH = frozenset({"bad", "very_bad", "horrible", "very_horrible", "impassable"})
"""Values of `smoothness` that wheels and unsteady feet do not like."""

RAMPS = ("ramp:wheelchair", "ramp:stroller")


@dataclass(frozen=True)
class Ground:
    """What the map says of the ground along a route."""

    known: float = 1.0
    """The share of the way, 0 to 1, that somebody has looked at."""
    rough_metres: float = 0.0
    barred_metres: float = 0.0
    """How much of the way is said to be unfit or hardly fit for a wheelchair, steps left out."""


def ground_note(tags: Mapping[str, str]) -> dict[str, int]:
    """What `build_network` keeps of a way's tags for `ground` and for the passages."""
    rough = tags.get("surface") in ROUGH_SURFACES or tags.get("smoothness") in ROUGH
    facts = {
        "known": not SURVEYED.isdisjoint(tags) or tags.get("highway") == "steps",
        "rough": rough,
        "barred": tags.get("wheelchair") in ("no", "limited"),
        "ramp": any(tags.get(key) == "yes" for key in RAMPS),
    }
    return {key: 1 for key, holds in facts.items() if holds}


def ground(edges: Sequence[Mapping[str, Any]], notes: Mapping[str, Mapping[str, Any]]) -> Ground:
    """The ground along `edges` as Valhalla's `trace_attributes` describes them."""
    whole = known = rough = barred = 0.0
    for edge in edges:
        metres = edge["length"] * 1000
        note = notes.get(str(edge.get("way_id")), {})
        whole += metres
        known += metres * ("known" in note)
        rough += metres * ("rough" in note)
        barred += metres * ("barred" in note and edge.get("use") != "steps")
    return Ground(known / whole if whole else 0.0, rough, barred)
