"""The way in plain words, Chinese and English, to read and to hear."""

from dataclasses import dataclass

from assistant.walking.arrival import Arrival, inside
from assistant.walking.plan import plan
from assistant.walking.route import Route
from assistant.walking.sights import Landmark, LandmarkFinder
from assistant.walking.telling import Teller
from assistant.walking.words import PHRASES_FILE, Words

__all__ = ["PHRASES_FILE", "Directions", "Landmark", "LandmarkFinder", "describe"]


@dataclass(frozen=True)
class Directions:
    """The way, told."""

    text: tuple[str, ...]
    """A sentence or two for each stretch, distances in figures, and one for the last metres."""
    spoken: str
    """The same to be said aloud, and shorter: no metres where something seen says it better."""


def describe(
    route: Route,
    landmarks: LandmarkFinder,
    target_name: str,
    language: str,
    *,
    arrival: Arrival | None = None,
    outdoors: bool = False,
) -> Directions:
    """Tell `route` in "zh" or "en"; `landmarks` knows what is seen at a turn.

    Without a `target_name` it is the destination that is arrived at. `arrival` says how to go on
    from the street; `outdoors`, the person does not set out from a door.
    """
    read, heard = Words(language, aloud=False), Words(language, aloud=True)
    target = target_name or read.say("destination")
    chosen = plan(route, landmarks, target, read, outdoors=outdoors)
    told = []
    for words in (read, heard):
        teller = Teller(chosen, words)
        sentences = [teller.listed(number) for number in range(len(chosen.pieces))]
        last = inside(arrival, words) if arrival else ""
        told.append([*(sentences or [teller.arriving()]), *filter(None, [last])])
    return Directions(tuple(told[0]), heard.run_on(told[1]))
