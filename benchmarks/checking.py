"""What directions tell, checked one thing after the other; everything told is counted."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.walking import Route, metres_between
from assistant.walking.passages import Pass
from assistant.walking.plan import LAST_GAP_METRES, Plan, Stretch, plan
from assistant.walking.route import Turn
from assistant.walking.straight import bearing, length
from assistant.walking.telling import FIRST_GAP_METRES, UNSAID_METRES, Teller
from assistant.walking.words import Words
from benchmarks.agreement import Line, is_side, is_turn, right_of
from benchmarks.walks import Area, Walked

SEEN_METRES = 40.0
"""A landmark at a turn is at most so far from it."""

CROSSED_METRES = 25.0
"""A road that is crossed is at most so far from where the crossing is told."""

TELLING_METRES = 30.0
"""A corner of the line counts as told where a turn is told this near to it."""

CORNER_DEGREES = 60
METRES_SHARE, METRES_LEAST = 0.1, 50.0
"""How far the told metres together may be off the line: rounding, and stretches too short to
be measured aloud."""

_TOLD_METRES = re.compile(r"大约([\d.]+)(米|公里)")
_SAID = {
    Turn.RIGHT: "右转", Turn.LEFT: "左转", Turn.SHARP_RIGHT: "右后方", Turn.SHARP_LEFT: "左后方",
    Turn.SLIGHT_RIGHT: "右前方", Turn.SLIGHT_LEFT: "左前方", Turn.BACK: "掉头",
}  # fmt: skip


@dataclass
class Tally:
    """How much was told, how much of it is so, and what is not."""

    told: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, kind: str, agrees: bool, what: str) -> None:
        """Note one thing told."""
        self.told[kind] += 1
        self.right[kind] += agrees
        if not agrees:
            self.wrong.append(f"{kind}: {what}")

    def share(self, kind: str) -> float:
        """How much of what was told of that kind is so, 0 to 1."""
        return self.right[kind] / self.told[kind] if self.told[kind] else 1.0


def check(area: Area, walked: Walked, tally: Tally) -> None:
    """Count everything that is told in Chinese of one way."""
    route, name = walked.route, walked.end.name
    words = Words("zh", aloud=False)
    chosen = plan(route, area.seen(name), name, words)
    if not chosen.pieces:
        return
    sentences = [Teller(chosen, words).listed(i) for i in range(len(chosen.pieces))]
    title = f"{walked.start.name} → {name}"
    line = Line(route.line[1:-1])
    corners = dict(_corners(line, chosen))
    _check_turns(chosen, sentences, line, corners, tally, title)
    _check_ends(area, chosen, sentences, tally, title)
    _check_untold(route, line, list(corners.values()), tally, title)
    _check_sights(area, chosen, tally, title)
    _check_crossings(area, chosen, line, corners, tally, title)
    _check_metres(route, sentences, tally, title)
    if route.side and route.last_gap <= LAST_GAP_METRES:
        agrees = is_side(route.side, line, walked.end.position)
        said = {"left": "左手边", "right": "右手边"}[route.side.value] in sentences[-1]
        tally.count("side", agrees and said, f"{title}: {sentences[-1]}")


def _corners(line: Line, chosen: Plan) -> Iterator[tuple[int, float]]:
    """By stretch where it begins, in metres along the line."""
    passed = 0.0
    for stretch in _stretches(chosen):
        passed = line.metres_to(stretch.leg.at, passed)
        yield id(stretch), passed


def _stretches(chosen: Plan) -> list[Stretch]:
    return [stretch for piece in chosen.pieces for stretch in piece]


def _check_turns(
    chosen: Plan,
    sentences: list[str],
    line: Line,
    corners: dict[int, float],
    tally: Tally,
    title: str,
) -> None:
    for piece, sentence in zip(chosen.pieces, sentences, strict=True):
        for stretch in piece:
            turn, angles = stretch.leg.turn, line.angles_at(corners[id(stretch)])
            if turn is Turn.START:
                _check_start(chosen, sentence, line, tally, title)
                continue
            said = turn is Turn.STRAIGHT or _SAID[turn] in sentence
            what = f"{title}: {sentence} {[round(angle) for angle in angles]}"
            tally.count("turn", said and is_turn(turn, angles), what)


def _check_ends(area: Area, chosen: Plan, sentences: list[str], tally: Tally, title: str) -> None:
    """走到头: no way leads on."""
    for piece, sentence in zip(chosen.pieces, sentences, strict=True):
        if sentence.startswith("走到头"):
            leg = piece[0].leg
            tally.count("end", not area.roads.goes_on(leg.at, leg.coming), f"{title}: {sentence}")


def _check_start(chosen: Plan, sentence: str, line: Line, tally: Tally, title: str) -> None:
    """出门左转: one looks from the door to the way."""
    hand = re.match(r"出门(左转|右转)", sentence)
    door = chosen.route.line[0]
    if hand is None or metres_between(door, line.at(0)) > FIRST_GAP_METRES:
        return
    coming = bearing(door, line.at(0))
    angles = [right_of(bearing(line.at(s), line.at(s + 20)), coming) for s in (0, 8, 16, 25)]
    turn = Turn.LEFT if hand.group(1) == "左转" else Turn.RIGHT
    agrees = is_turn(turn, angles) or is_turn(Turn(f"sharp_{turn.value}"), angles)
    tally.count("start", agrees, f"{title}: {sentence} {[round(angle) for angle in angles]}")


def _check_untold(route: Route, line: Line, told: list[float], tally: Tally, title: str) -> None:
    """Corners where another way could be taken, and whether a turn is told there."""
    passed = 0.0
    for step in route.steps[1:]:
        passed = line.metres_to(step.at, passed)
        angles = line.angles_at(passed)
        if not angles or min(map(abs, angles)) < CORNER_DEGREES:
            continue
        if passed < TELLING_METRES or passed > line.metres - UNSAID_METRES:
            continue
        near = min(abs(passed - other) for other in told)
        what = f"{title}: {passed:.0f} m {[round(angle) for angle in angles]}"
        tally.count("corner", near <= TELLING_METRES, what)


def _check_sights(area: Area, chosen: Plan, tally: Tally, title: str) -> None:
    for stretch in _stretches(chosen):
        if stretch.sight:
            at = stretch.leg.at
            metres = metres_between(area.place(stretch.sight.chinese, at), at)
            tally.count("landmark", metres <= SEEN_METRES, f"{title}: {stretch.sight.chinese}")
    if chosen.door:
        door = chosen.route.line[-1]
        metres = metres_between(area.place(chosen.door.chinese, door), door)
        tally.count("landmark", metres <= SEEN_METRES, f"{title}: {chosen.door.chinese}")


def _check_crossings(
    area: Area, chosen: Plan, line: Line, corners: dict[int, float], tally: Tally, title: str
) -> None:
    for stretch in _stretches(chosen):
        for passage in stretch.leg.passages:
            if passage.kind is Pass.CROSSING:
                where = line.at(corners[id(stretch)] + passage.after + passage.metres / 2)
                metres = area.roads.metres_from_crossing(where)
                what = f"{title}: {stretch.leg.street} after {passage.after:.0f} m, {metres:.0f}"
                tally.count("crossing", metres <= CROSSED_METRES, what)


def _check_metres(route: Route, sentences: list[str], tally: Tally, title: str) -> None:
    told = sum(
        float(figure) * (1000 if unit == "公里" else 1)
        for sentence in sentences
        for figure, unit in _TOLD_METRES.findall(sentence)
    )
    from_door = route.first_gap > FIRST_GAP_METRES
    to_door = route.last_gap > LAST_GAP_METRES
    walked = length(route.line[0 if from_door else 1 : None if to_door else -1])
    climbed = sum(p.metres for step in route.steps for p in step.passages if p.flights)
    least = max(METRES_LEAST, METRES_SHARE * walked) + climbed
    tally.count("metres", abs(told - walked) <= least, f"{title}: {told:.0f} for {walked:.0f}")
