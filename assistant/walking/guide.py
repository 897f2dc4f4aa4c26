"""The way step by step: one instruction at a time, with the sign that it is done."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import cos, hypot, radians

from assistant.walking.arrival import Arrival, inside
from assistant.walking.plan import Piece, plan
from assistant.walking.route import Route
from assistant.walking.sights import LandmarkFinder
from assistant.walking.straight import EARTH_METRES, Position, length, metres_between
from assistant.walking.telling import Teller
from assistant.walking.words import Told, Words

OFF_METRES = 40.0
"""Somebody farther from the line than this has lost the way; satellites err by half of it."""

ARRIVED_METRES = 20.0
"""Somebody this near to the end of the way is there."""

REACHED_METRES = 10.0
"""Somebody this near to a turn stands at it, and has the next step before them."""


class Guide:
    """The steps of one way in one language.

    The same route and landmarks make the same steps, so that nothing has to be kept between two
    turns of a conversation but the number of the step.
    """

    def __init__(
        self,
        route: Route,
        landmarks: LandmarkFinder,
        target_name: str,
        language: str,
        *,
        arrival: Arrival | None = None,
        outdoors: bool = False,
    ) -> None:
        """As `describe`."""
        self._forms = (Words(language, aloud=False), Words(language, aloud=True))
        self._target = target_name or self._forms[0].say("destination")
        self._route = route
        self._arrival = arrival
        self._plan = plan(route, landmarks, self._target, self._forms[0], outdoors=outdoors)
        self._ends = _ends(route, [_metres(piece) for piece in self._plan.pieces])

    def __len__(self) -> int:
        """How many steps there are; the last one is the arrival."""
        return len(self._plan.pieces) + 1

    @property
    def language(self) -> str:
        """ "zh" or "en"."""
        return self._forms[0].language

    @property
    def route(self) -> Route:
        """The way that is told."""
        return self._route

    def step(self, index: int) -> Told:
        """The instruction of that number from 0; the first one says how many there are, and how
        long it takes in all. Raises IndexError where there is none.
        """
        told = self.bare_step(index)
        if index:
            return told
        if len(self) == 1:
            return self.phrase("one", step=told)
        return self.phrase(
            "first",
            step=told,
            name=Told(*(words.spoken(self._target) for words in self._forms)),
            count=self.count(len(self)),
            minutes=Told(*(words.whole_minutes(self._route.seconds) for words in self._forms)),
        )

    def bare_step(self, index: int) -> Told:
        """The instruction of that number and nothing else. Raises IndexError as `step`."""
        if not 0 <= index < len(self):
            raise IndexError(f"there is no step {index} of {len(self)}")
        return Told(*(self._step(index, words) for words in self._forms))

    def arrived(self) -> Told:
        """What is said to somebody who says to be there."""
        return self.phrase("arrived", arrival=Told(*map(self._arriving, self._forms)))

    def phrase(self, key: str, **fields: Told) -> Told:
        """A phrase of the guide's own, filled in for both forms."""
        texts = {name: told.text for name, told in fields.items()}
        speeches = {name: told.speech for name, told in fields.items()}
        read, heard = self._forms
        return Told(read.say("guide", key, **texts), heard.say("guide", key, **speeches))

    def count(self, number: int) -> Told:
        """So many of something."""
        return Told(*(words.count(number) for words in self._forms))

    def number(self, number: int) -> Told:
        """The one of that number."""
        return Told(*(words.number(number) for words in self._forms))

    def suggestions(self, key: str) -> tuple[str, ...]:
        """Short things that may be said next."""
        return self._forms[0].several("guide", key)

    def at(self, position: Position) -> int:
        """The step that somebody at `position` is at: where the nearest point of the line is."""
        if metres_between(position, self._route.line[-1]) <= ARRIVED_METRES:
            return len(self) - 1
        _, passed = _nearest(self._route.line, position)
        if self._ends and passed >= self._ends[-1] - ARRIVED_METRES / 2:
            return len(self) - 1
        return sum(passed >= end - REACHED_METRES for end in self._ends)

    def is_off(self, position: Position, metres: float = OFF_METRES) -> bool:
        """Whether somebody at `position` is farther from the line than so many metres."""
        return _nearest(self._route.line, position)[0] > metres

    def _step(self, index: int, words: Words) -> str:
        if index == len(self) - 1:
            return self._arriving(words)
        sign = words.say("guide", "see" if index == len(self) - 2 else "tell")
        return words.run_on([Teller(self._plan, words).alone(index), sign])

    def _arriving(self, words: Words) -> str:
        there = Teller(self._plan, words).arriving()
        return words.run_on([there, inside(self._arrival, words) if self._arrival else ""])


def _metres(piece: Piece) -> float:
    return sum(stretch.leg.metres for stretch in piece)


def _ends(route: Route, metres: Sequence[float]) -> list[float]:
    """Where each piece ends, in metres along the line from door to door."""
    walked = length(route.line[1:-1])
    told = sum(metres)
    scale = walked / told if told else 1.0
    return [length(route.line[:2]) + scale * end for end in accumulate(metres)]


def _nearest(line: Sequence[Position], position: Position) -> tuple[float, float]:
    """How far `position` is from the line, and how far along it the nearest point is, in metres."""
    best, passed = (float("inf"), 0.0), 0.0
    for a, b in pairwise(line):
        apart, along = _beside(a, b, position)
        best = min(best, (apart, passed + along))
        passed += metres_between(a, b)
    return best


def _beside(a: Position, b: Position, position: Position) -> tuple[float, float]:
    """The distance of `position` from the stretch from `a` to `b`, and the metres from `a`."""
    degree = radians(1) * EARTH_METRES
    east = cos(radians(a[0])) * degree
    north_b, east_b = (b[0] - a[0]) * degree, (b[1] - a[1]) * east
    north_p, east_p = (position[0] - a[0]) * degree, (position[1] - a[1]) * east
    whole = hypot(north_b, east_b)
    share = (north_p * north_b + east_p * east_b) / whole**2 if whole else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(north_p - share * north_b, east_p - share * east_b), share * whole
