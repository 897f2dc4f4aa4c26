"""Where a sentence says that somebody is: own places, named ones, the answer to "which one?"."""

import re
from typing import Any

from actions.turn import Here, Turn
from actions.world import World
from assistant.people.place_words import Purpose, own_place
from assistant.places import NamedPoint, Resolution
from assistant.places.buildings import bare_building
from assistant.understanding.text import normalise

MOST_NAMED = 3
"""Places of one name that are told apart at a time."""


def place_in(world: World, turn: Turn) -> Resolution:
    """The place named in this turn."""
    near = turn.here.position if turn.here else None
    # Rasa's form looks at the words again that made it ask.
    answered = turn.asked if turn.asked.get("said") != turn.text else {}
    options = [_point(option) for option in answered.get("options") or ()]
    chosen = world.gazetteer.choose(options, turn.text, near) if options else None
    if chosen:
        return Resolution(chosen)
    own = asked_from(turn)
    if own and own[1]:
        return Resolution(_point(own[1].as_slot()))
    found = world.gazetteer.resolve(turn.text, near)
    anchored = answered.get("anchored")
    if anchored and found.hit:
        # "银杏苑" after "哪儿的邮局": the post office there, not the estate.
        beside = world.gazetteer.resolve(f"我在{found.hit.name}旁边那个{anchored}", near)
        return beside if beside.hit else found
    if found.hit is None and not found.choices:
        return _completed(world, turn) or found
    return found


_AROUND = re.compile(
    r"(?:[0-9零〇一二三四五六七八九十百两]+(?:栋|幢|座|号楼|号院|号|单元|室|楼|层|弄|门|期)?|"
    r"我|们|现在|就|在|住|家|是|的|了|这|那|里|儿|边|门口|大门|[东南西北正后侧]门|附近|旁|对面|小区|呢|啊|呀|吧|哈|嗯)*|"
    r"(?:i'?m|i am|we|are|at|in|near|by|the|of|my|home|is|live|building|block|unit|room|floor|gate|"
    r"please|next|to|[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|[\s,.])*"
)
"""What stands around the name of a place in a sentence that says only where somebody is."""


def says_only_where(text: str, found: Resolution) -> bool:
    """Whether the sentence is nothing but the place that was found in it."""
    mention = normalise(found.mention or "")
    before, named, after = normalise(text).partition(mention)
    bare = "".join(sign for sign in f"{before} {after}" if sign not in "，。！？,!?")
    return bool(found.hit and mention and named) and bool(_AROUND.fullmatch(bare.strip()))


def asked_from(turn: Turn) -> tuple[str, Here | None] | None:
    """The own place from which this turn asks, and where that is; None where it names none."""
    own = own_place(turn.text)
    if own is None or own.purpose is not Purpose.USED:
        return None
    return own.name, turn.own_place(own.name)


def here_of(found: Resolution) -> Here | None:
    """The place as a "here", called as the person called it: 柳溪邮局后面, 银杏苑3栋2单元."""
    hit = found.hit
    if hit is None:
        return None
    name = f"{hit.name}{found.unit or ''}"
    said = found.relation.said(name, "zh") if found.relation else name
    return Here(hit.lat, hit.lon, said, (found.called("en") or "") if hit.name_en else "")


def options_of(found: Resolution) -> list[dict[str, Any]]:
    """The places among which the person has to choose, for the open question."""
    return [
        Here(point.lat, point.lon, point.name, point.name_en or "").as_slot()
        for point in found.choices[:MOST_NAMED]
    ]


def open_question(found: Resolution, turn: Turn) -> dict[str, Any]:
    """What has to be asked about a place of which there are several, or that is near something."""
    question: dict[str, Any] = {"options": options_of(found), "anchor": found.anchor_wanted}
    question["said"] = turn.text
    if found.anchor_wanted:
        at = turn.text.find(found.anchor_wanted)
        question["anchored"] = turn.text[max(0, at) :]
    return question


def named(options: list[dict[str, Any]], language: str) -> str:
    """The options in a row."""
    names = [Here(**option).name(language) for option in options]
    return (", " if language == "en" else "、").join(names)


def _point(option: dict[str, Any]) -> NamedPoint:
    return NamedPoint(
        option["label"], option["label_en"] or None, "option", option["lat"], option["lon"]
    )


def _completed(world: World, turn: Turn) -> Resolution | None:
    """ "3栋" after "我在银杏苑": the building of the place that was just said."""
    number = bare_building(turn.text)
    if number is None or turn.here is None or not turn.here.label:
        return None
    found = world.gazetteer.resolve(f"我在{turn.here.label}{number}", turn.here.position)
    return found if found.hit and not found.building_unknown else None
