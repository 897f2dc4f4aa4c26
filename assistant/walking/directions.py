"""The way in plain words, Chinese and English, to read and to hear."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Protocol

import yaml

from assistant.paths import REPLIES
from assistant.walking.english import english_street
from assistant.walking.legs import legs
from assistant.walking.passages import Pass, Passage
from assistant.walking.route import Route, Side, Step, Turn, turn_between
from assistant.walking.straight import Position, bearing, metres_between
from assistant.wording.numbers import (
    en_metres,
    en_number,
    round_metres,
    zh_count,
    zh_metres,
)

PHRASES_FILE = REPLIES / "directions.yaml"
EDGE_METRES = 30.0
"""What is passed so near to a turn or to the end of a stretch is told there."""

UNSAID_METRES = 15.0
"""Stretches shorter than this are not measured out loud."""

FIRST_GAP_METRES = 50.0
"""A way from the door to the first street that is longer than this has to be told."""

LAST_GAP_METRES = 35.0
SOON_METRES = 30.0


class Landmark(Protocol):
    """Something that is seen from the street."""

    @property
    def name(self) -> str:
        """Its Chinese name."""

    @property
    def name_en(self) -> str | None:
        """Its English name."""


LandmarkFinder = Callable[[float, float], Landmark | None]
"""The best landmark close to a latitude and longitude, if there is one."""


@dataclass(frozen=True)
class Directions:
    """The way, told."""

    text: tuple[str, ...]
    """One sentence for each stretch, distances in figures."""
    spoken: str
    """The same to be said aloud, distances in words."""


def describe(
    route: Route, landmarks: LandmarkFinder, target_name: str, language: str
) -> Directions:
    """Tell `route` in "zh" or "en"; `landmarks` knows what is seen at a turn.

    Without a `target_name` it is the destination that is arrived at.
    """
    target_name = target_name or _phrases()[language]["destination"]
    read = _Teller(route, landmarks, target_name, language, aloud=False).sentences()
    said = _Teller(route, landmarks, target_name, language, aloud=True).sentences()
    return Directions(tuple(read), ("" if language == "zh" else " ").join(said))


@cache
def _phrases() -> Mapping[str, Mapping[str, Any]]:
    phrases: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
        PHRASES_FILE.read_text(encoding="utf-8")
    )
    return phrases


class _Teller:
    """Tells one route in one language, to be read or to be heard."""

    def __init__(
        self,
        route: Route,
        landmarks: LandmarkFinder,
        target_name: str,
        language: str,
        *,
        aloud: bool,
    ) -> None:
        self._route = route
        self._landmarks = landmarks
        self._target = target_name
        self._english = language == "en"
        self._aloud = aloud
        self._words = _phrases()[language]
        self._told: set[str] = {target_name}

    def sentences(self) -> list[str]:
        """One sentence for each stretch, and one for the arrival."""
        stretches = legs(self._route.steps)
        if not stretches:
            return [self._sentence([self._at_once()])]
        told = [self._first(stretches[0])]
        for before, leg in pairwise(stretches):
            clauses = self._turning(leg, before)
            told.append([*clauses, *self._walking(leg, self._walk_key(leg, clauses))])
        told[-1].extend(self._arriving())
        return [self._sentence(clauses) for clauses in told]

    def _sentence(self, clauses: Iterable[str]) -> str:
        text = str(self._words["joint"]).join(filter(None, clauses))
        return text[:1].upper() + text[1:] + str(self._words["end"])

    def _say(self, *keys: str, **fields: str) -> str:
        found: Any = self._words
        for key in keys:
            found = found[key]
        return str(found).format(**fields)

    def _about(self, metres: float) -> str:
        return self._say("about", metres=self._metres(metres))

    def _metres(self, metres: float) -> str:
        if self._aloud:
            return en_metres(metres) if self._english else zh_metres(metres)
        rounded = round_metres(metres)
        if rounded < 1000:
            return f"{rounded} metres" if self._english else f"{rounded}米"
        kilometres = f"{rounded / 1000:g}"
        return f"{kilometres} km" if self._english else f"{kilometres}公里"

    def _street(self, leg: Step) -> str:
        if not self._english:
            return leg.street
        return leg.street_en or english_street(leg.street)

    def _compass(self, heading: float) -> str:
        return str(self._words["compass"][round(heading / 45) % 8])

    def _landmark(self, at: Position) -> str:
        """The name of a landmark near by that was not told yet; may be empty."""
        found = self._landmarks(*at)
        if found is None or {found.name, found.name_en} & self._told:
            return ""
        name = found.name
        if self._english:
            name = found.name_en or (name if name.isascii() else "")
        self._told.add(found.name)
        return name

    def _first(self, leg: Step) -> list[str]:
        """Out of the door and along the first stretch."""
        clauses = []
        if self._route.first_gap > FIRST_GAP_METRES:
            gap = "first_gap_street" if leg.street else "first_gap"
            about = self._about(self._route.first_gap)
            clauses.append(self._say(gap, about=about, street=self._street(leg)))
        walk, start = self._walk_key(leg, clauses), self._start_key(leg)
        if start != "compass" or walk != "walk":
            clauses.append(self._say("start", start, compass=self._compass(leg.heading)))
        else:
            walk = "walk_compass"
        return [*clauses, *self._walking(leg, walk)]

    def _start_key(self, leg: Step) -> str:
        # In the street, or far inside an estate, there is no door to turn left or right at.
        if leg.coming == leg.heading or self._route.first_gap > FIRST_GAP_METRES:
            return "compass"
        return {
            Turn.LEFT: "left",
            Turn.SHARP_LEFT: "left",
            Turn.RIGHT: "right",
            Turn.SHARP_RIGHT: "right",
            Turn.STRAIGHT: "straight",
        }.get(turn_between(leg.coming, leg.heading), "compass")

    def _turning(self, leg: Step, before: Step) -> list[str]:
        turn = self._say("turn", leg.turn.value)
        landmark = self._landmark(leg.at)
        if landmark:
            return [self._say("turn_at", landmark=landmark, turn=turn)]
        if before.metres < SOON_METRES and leg.turn is not Turn.STRAIGHT:
            return [self._say("turn_soon", turn=turn)]
        if leg.street:
            key = "onto" if leg.turn is Turn.STRAIGHT else "turn_into"
            return [self._say(key, turn=turn, street=self._street(leg))]
        return [turn]

    def _walk_key(self, leg: Step, clauses: Sequence[str]) -> str:
        """How the walk is told: the street is named once in a sentence."""
        named = any(self._street(leg) in clause for clause in clauses)
        return "walk_along" if leg.street and not named else "walk"

    def _walking(self, leg: Step, key: str) -> list[str]:
        first, middle, last = _sorted(leg)
        walk = ""
        # A flight of steps is climbed, not measured.
        if leg.metres - sum(p.metres for p in leg.passages) >= UNSAID_METRES:
            fields = {"street": self._street(leg), "compass": self._compass(leg.heading)}
            walk = self._say(key, about=self._about(leg.metres), **fields)
        return [
            *map(self._passage, first),
            walk,
            *self._on_the_way(middle),
            *map(self._passage, last),
        ]

    def _on_the_way(self, passages: Sequence[Passage]) -> list[str]:
        crossings = sum(p.kind is Pass.CROSSING for p in passages)
        others = [self._passage(p) for p in passages if p.kind is not Pass.CROSSING]
        if crossings > 1:
            count = en_number(crossings) if self._english else zh_count(crossings)
            others.append(self._say("crossings", count=count if self._aloud else str(crossings)))
        elif crossings:
            others.append(self._say("on_the_way", passage=self._say("pass", "crossing")))
        return others

    def _passage(self, passage: Passage) -> str:
        if passage.kind is Pass.BRIDGE and passage.name:
            name = passage.name_en or english_street(passage.name)
            return self._say("pass", "bridge_named", name=name if self._english else passage.name)
        return self._say("pass", passage.kind.value)

    def _arriving(self) -> list[str]:
        if self._route.last_gap > LAST_GAP_METRES:
            about = self._about(self._route.last_gap)
            return [self._say("arrive_gap", about=about, name=self._target)]
        side = {Side.LEFT: "left", Side.RIGHT: "right", None: "here"}[self._route.side]
        landmark = self._landmark(self._route.line[-1])
        beside = self._say("arrive_beside", landmark=landmark) if landmark else ""
        return [self._say("arrive", side, name=self._target), beside]

    def _at_once(self) -> str:
        start, end = self._route.line[0], self._route.line[-1]
        return self._say(
            "arrive_at_once",
            name=self._target,
            compass=self._compass(bearing(start, end)),
            about=self._about(metres_between(start, end)),
        )


def _sorted(leg: Step) -> tuple[list[Passage], list[Passage], list[Passage]]:
    """What is passed at the beginning of a stretch, on the way, and at its end."""
    first, middle, last = [], [], []
    for passage in leg.passages:
        if passage.after < EDGE_METRES and passage.after <= leg.metres / 2:
            first.append(passage)
        elif leg.metres - passage.after - passage.metres < EDGE_METRES:
            last.append(passage)
        else:
            middle.append(passage)
    return first, middle, last
