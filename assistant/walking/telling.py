"""A plan of the way put into words, to be read or to be heard."""

from collections.abc import Sequence
from itertools import pairwise

from assistant.walking.english import english_street
from assistant.walking.legs import AHEAD
from assistant.walking.passages import Pass, Passage
from assistant.walking.plan import LAST_GAP_METRES, Plan, Stretch
from assistant.walking.route import Side, Step, Turn, turn_between
from assistant.walking.sights import Sight, Where
from assistant.walking.straight import bearing, metres_between
from assistant.walking.words import Words

EDGE_METRES = 30.0
"""What is passed so near to a turn or to the end of a stretch is told there."""

UNSAID_METRES = 15.0
"""Stretches shorter than this are not measured out loud."""

FIRST_GAP_METRES = 50.0
"""A way from the door to the first street that is longer than this has to be told."""

TIMED_SECONDS = 240.0
"""A walk to something seen that takes this long is told in minutes, so that nobody doubts."""

TOWARDS_METRES = 200.0
"""So far one sees where one is going."""


class Teller:
    """Puts one plan into words."""

    def __init__(self, plan: Plan, words: Words) -> None:
        self._plan = plan
        self._words = words

    def listed(self, number: int) -> str:
        """The piece of that number, from 0, as one sentence of the whole way."""
        return self._told(number, alone=False)

    def alone(self, number: int) -> str:
        """The piece for somebody who stands at its beginning, and how to know where it ends."""
        return self._told(number, alone=True)

    def arriving(self) -> str:
        """Where the destination is, for somebody who has walked there."""
        place = self._place(self._plan.target) if self._plan.pieces else self._at_once()
        return self._words.sentence(self._beside(place))

    def _told(self, number: int, *, alone: bool) -> str:
        pieces = self._plan.pieces
        clauses: list[str] = []
        for place, stretch in enumerate(pieces[number]):
            if number == place == 0:
                clauses.extend(self._first(stretch.leg, alone=alone))
            elif place:
                clauses.extend(self._soon(stretch, pieces[number][0]))
            else:
                clauses.extend(self._next(stretch, pieces[number - 1][-1], here=alone))
        walk = self._words.joined(clauses)
        if number == len(pieces) - 1:
            return self._words.sentence(self._beside(self._arrive(walk, alone=alone)))
        return self._words.sentence(self._until(walk, pieces[number + 1][0]) if alone else walk)

    def _first(self, leg: Step, *, alone: bool) -> list[str]:
        """Out of the door and along the first stretch."""
        say, gap = self._words.say, self._plan.route.first_gap
        street, compass = self._words.street(leg), self._words.compass(leg.heading)
        far = gap > FIRST_GAP_METRES
        clauses = []
        if far:
            line = self._plan.route.line
            key = "first_gap_street" if street else "first_gap"
            there = self._words.compass(bearing(line[0], line[1]))
            about = self._words.about(gap)
            clauses.append(say(key, about=about, street=street, compass=there))
        key = self._start(leg)
        if key != "compass":
            shown = key if self._words.aloud else f"{key}_compass"
            onward = key == "straight"
            start = say("start", shown, compass=compass)
            return [start, *self._walking(leg, named=False, onward=onward)]
        ahead = self._ahead(leg)
        # Told alone, a stretch names at its end what is seen there.
        if ahead and leg.metres <= TOWARDS_METRES and not alone:
            clauses.append(say("start", "towards", compass=compass, landmark=ahead.name))
        elif _begins_with_passage(leg) or leg.metres < UNSAID_METRES:
            clauses.append(say("start", "compass", compass=compass))
        else:
            return [*clauses, *self._walking(leg, named=far, compass=compass)]
        return [*clauses, *self._walking(leg, named=far, onward=True)]

    def _start(self, leg: Step) -> str:
        # In the street, or far inside an estate, there is no door to turn left or right at.
        in_street = not self._plan.at_door or leg.coming == leg.heading
        if in_street or self._plan.route.first_gap > FIRST_GAP_METRES:
            return "compass"
        return {
            Turn.LEFT: "left",
            Turn.SHARP_LEFT: "left",
            Turn.RIGHT: "right",
            Turn.SHARP_RIGHT: "right",
            Turn.STRAIGHT: "straight",
        }.get(turn_between(leg.coming, leg.heading), "compass")

    def _next(self, stretch: Stretch, before: Stretch, *, here: bool) -> list[str]:
        """The turn at the beginning of a stretch, and the walk; `here` one stands there."""
        say, leg, sight = self._words.say, stretch.leg, stretch.sight
        turn, named = self._turning(leg, before.leg)
        if here or sight is None:
            at_end = leg.at_end and named and not here
            told = say("turn_at_end", turn=turn) if at_end else turn
            return [told, *self._walking(leg, named=named, onward=leg.turn in AHEAD)]
        turn = say("turn", leg.turn.value)
        if leg.turn is Turn.STRAIGHT:
            told = say("straight_on_past", landmark=sight.name)
        else:
            told = say(f"turn_{sight.where.value}", landmark=sight.name, turn=turn)
        return [told, *self._walking(leg, named=False, onward=leg.turn in AHEAD)]

    def _soon(self, stretch: Stretch, before: Stretch) -> list[str]:
        """A turn that comes a few steps after another."""
        again = stretch.leg.turn is before.leg.turn
        turn = self._words.say("turn", stretch.leg.turn.value)
        if stretch.leg.turn is not Turn.STRAIGHT:
            turn = self._words.say("turn_again" if again else "turn_soon", turn=turn)
        return [turn, *self._walking(stretch.leg, named=False)]

    def _turning(self, leg: Step, before: Step) -> tuple[str, bool]:
        """The turn without anything seen, and whether it names the street."""
        turn, street = self._words.say("turn", leg.turn.value), self._words.into(leg)
        if not street or any(passage.name == leg.into for passage in leg.passages):
            return turn, False
        if leg.turn is Turn.STRAIGHT:
            return self._words.say("onto", street=street), True
        key = "turn_staying" if leg.into == before.street else "turn_into"
        return self._words.say(key, turn=turn, street=street), True

    def _walking(
        self, leg: Step, *, named: bool, compass: str = "", onward: bool = False
    ) -> list[str]:
        """The walk with what is passed; the street is named once in a sentence, and where one
        was told to go `onward` that is not said again.
        """
        first, middle, last = _sorted(leg)
        walk = ""
        # A flight of steps is climbed, not measured.
        if middle or leg.metres - sum(p.metres for p in leg.passages) >= UNSAID_METRES:
            walk = self._walk(leg, named, compass, onward and not middle)
        if middle:
            walk = self._words.say("on_the_way", walk=walk, passing=self._passing(middle))
            walk = self._words.say("then").join([walk, *map(self._passage, last)])
            last = []
        return [*map(self._passage, first), walk, *map(self._passage, last)]

    def _walk(self, leg: Step, named: bool, compass: str, onward: bool) -> str:
        street = self._words.street(leg)
        key = ("_along" if street and not named else "") + ("_compass" if compass else "")
        about = self._words.about(leg.metres)
        if self._words.aloud and self._ahead(leg):
            if leg.seconds < TIMED_SECONDS and onward and not key:
                return ""
            if leg.seconds < TIMED_SECONDS:
                return self._words.say(f"walk_on{key}", street=street, compass=compass)
            about = self._words.minutes(leg.seconds)
        return self._words.say(f"walk{key}", about=about, street=street, compass=compass)

    def _ahead(self, leg: Step) -> Sight | None:
        """What is seen at the end of a stretch, where the next sentence begins."""
        pieces = self._plan.pieces
        for piece, following in pairwise(pieces):
            if piece[-1].leg is leg:
                return following[0].sight
        return None

    def _passing(self, passages: Sequence[Passage]) -> str:
        """What is passed on the way; the roads that are crossed are counted together."""
        crossings = sum(p.kind is Pass.CROSSING for p in passages)
        told = []
        for passage in passages:
            if passage.kind is not Pass.CROSSING:
                told.append(self._passage(passage, "passing"))
            elif crossings:
                key = "crossing" if crossings == 1 else "crossings"
                told.append(self._words.say("passing", key, count=self._words.count(crossings)))
                crossings = 0
        return self._words.joined(told)

    def _passage(self, passage: Passage, form: str = "pass") -> str:
        key, name = passage.kind.value, passage.name
        if name and passage.kind in (Pass.BRIDGE, Pass.FOOTBRIDGE):
            key += "_named"
            if self._words.english:
                name = passage.name_en or english_street(name)
        return self._words.say(form, key, name=name)

    def _until(self, walk: str, following: Stretch) -> str:
        """The walk with the sign that it is over."""
        say, sight = self._words.say, following.sight
        if sight:
            key = {Where.PAST: "past", Where.BEFORE: "before"}.get(sight.where, "landmark")
            return say("until", key, walk=walk, landmark=sight.name)
        street = self._words.into(following.leg)
        if not street and following.leg.turn in (Turn.STRAIGHT, Turn.BACK):
            return walk
        if not street:
            turn = say("turn", following.leg.turn.value)
            return say("until", "turn", walk=walk, turn=turn)
        return say("until", "end" if following.leg.at_end else "street", walk=walk, street=street)

    def _arrive(self, walk: str, *, alone: bool) -> str:
        route, say = self._plan.route, self._words.say
        # Who hears the whole way has just heard the name; Chinese does without an "it".
        again = self._words.aloud and not alone
        name = say("named_already") if again else self._plan.target
        if not walk:
            return self._place(name)
        if route.side is None and route.last_gap <= LAST_GAP_METRES:
            return say("arrive_here_aloud" if again else "arrive_here", walk=walk, name=name)
        return say("arrive", walk=walk, place=self._place(name))

    def _place(self, name: str) -> str:
        """On which hand the destination is, and how far off the way."""
        route = self._plan.route
        side = {Side.LEFT: "left", Side.RIGHT: "right", None: "here"}[route.side]
        gap = "gap_" if route.last_gap > LAST_GAP_METRES else ""
        return self._words.say(
            "place",
            gap + side,
            name=name,
            about=self._words.about(route.last_gap),
            compass=self._words.compass(bearing(*route.line[-2:])),
        )

    def _beside(self, arrival: str) -> str:
        door = self._plan.door
        if door is None:
            return arrival
        return self._words.say(f"arrive_{door.where.value}", arrival=arrival, landmark=door.name)

    def _at_once(self) -> str:
        start, end = self._plan.route.line[0], self._plan.route.line[-1]
        return self._words.say(
            "arrive_at_once",
            name=self._plan.target,
            compass=self._words.compass(bearing(start, end)),
            about=self._words.about(metres_between(start, end)),
        )


def _begins_with_passage(leg: Step) -> bool:
    return bool(_sorted(leg)[0])


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
    if any(passage.kind is Pass.CROSSING for passage in middle) and len(first) + len(last) > 0:
        # Crossed twice and once more: the roads of one stretch are counted in one place.
        middle += [p for p in (*first, *last) if p.kind is Pass.CROSSING]
        first = [p for p in first if p.kind is not Pass.CROSSING]
        last = [p for p in last if p.kind is not Pass.CROSSING]
    return first, sorted(middle, key=lambda p: p.after), last
