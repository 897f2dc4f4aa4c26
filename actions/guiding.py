"""Being taken along step by step: begun, gone on with, found again after a wrong turn."""

from typing import Any

from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Here, Turn
from actions.ways import Goal, goal_at, goal_of, route_to, seen, shown_place, start_of
from actions.where import here_of
from actions.world import World
from assistant.people.guiding_words import Move, move_of
from assistant.walking.guide import Guide
from assistant.wording.guide import (
    Move as Moved,
)
from assistant.wording.guide import (
    located_reply,
    lost_reply,
    next_reply,
    no_way_reply,
    previous_reply,
    reached_reply,
    rerouted_reply,
    start_reply,
    step_reply,
)
from assistant.wording.phrases import phrase_book

STEP, ASTRAY, ARRIVED = "step", "astray", "arrived"
"""The open questions on the way: whether a step is done; where the person is now; none any more."""

ENDS = frozenset({"bye", "deny", "find", "book", "report", "human", "greet"})
"""Behaviours that have nothing to do with the way any more."""


def next_step(turn: Turn, world: World, text: str) -> Early | None:
    """The next thing to say to somebody on the way; None where the turn is about something else."""
    move = move_of(text)
    way = turn.slot("guide")
    if move is Move.BEGIN:
        return _begin(turn, world)
    question = turn.asked.get("question")
    if question == ARRIVED and move in (Move.REACHED, Move.NEXT):
        return Early(Outcome(phrase_book(turn.language).reply("arrived_well")), final=True)
    if move is Move.ASTRAY and way is None and turn.shown["places"] and turn.start:
        way = _way(turn, world)
    elif question not in (STEP, ASTRAY, None):
        return None
    if way is None or turn.ordinal is not None:
        return None
    if question == ASTRAY or turn.moved or move is Move.ASTRAY:
        return _found_again(way, turn, world)
    if move is None and turn.intent == "affirm" and question == STEP:
        move = Move.NEXT
    if move is None or (turn.intent in ENDS and turn.surely_meant):
        return None
    guide = _guide(way, turn, world)
    if guide is None:
        return None
    index = int(way["step"])
    moved = {
        Move.NEXT: next_reply,
        Move.PREVIOUS: previous_reply,
        Move.REACHED: reached_reply,
    }.get(move, _checked)(guide, index)
    return _left(moved, way, len(guide))


def _begin(turn: Turn, world: World) -> Early | None:
    """带我走: to the place that is being talked about."""
    place = shown_place(turn, world, turn.chosen)
    start = start_of(turn, world, turn.chosen)
    if place is None or start is None:
        return None
    service = turn.shown["places"][turn.chosen][1]
    goal = goal_at(place, turn)
    guide = _made(goal, start, turn, world)
    if guide is None:
        return Early(Outcome(no_way_reply(turn.language)), final=True)
    walker = turn.walker
    moved = start_reply(guide, avoid_steps=walker.avoid_steps, wheelchair=walker.wheelchair)
    way = {"goal": goal.as_slot(service), "start": start.as_slot(), "outdoors": False}
    return _left(moved, way, len(guide))


def _way(turn: Turn, world: World) -> dict[str, Any] | None:
    """The way to the place that was last spoken of, for somebody who went without being led."""
    place = shown_place(turn, world, turn.chosen)
    if place is None or turn.start is None:
        return None
    goal = goal_at(place, turn).as_slot(turn.shown["places"][turn.chosen][1])
    return {"goal": goal, "start": turn.start.as_slot(), "outdoors": False, "step": 0}


def _checked(guide: Guide, index: int) -> Moved:
    """我走对了吗, where no position is known: the step once more."""
    return step_reply(guide, index), index


def _found_again(way: dict[str, Any], turn: Turn, world: World) -> Early | None:
    """Where the person is now is sent or said; else it is asked for."""
    here = Here(**turn.moved) if turn.moved else _said(turn, world)
    if here is None:
        slots = {"asked": {"question": ASTRAY}, "guide": way}
        return Early(Outcome(lost_reply(turn.language), slots), final=True)
    if turn.moved:
        guide = _guide(way, turn, world)
        located = located_reply(guide, (here.lat, here.lon)) if guide else None
        if guide and located:
            return _left(located, way, len(guide))
    anew = way | {"start": here.as_slot(), "outdoors": True}
    guide = _guide(anew, turn, world)
    if guide is None:
        return Early(Outcome(no_way_reply(turn.language)), final=True)
    return _left(rerouted_reply(guide), anew, len(guide))


def _said(turn: Turn, world: World) -> Here | None:
    near = (turn.here.lat, turn.here.lon) if turn.here else None
    return here_of(world.gazetteer.resolve(turn.text, near))


def _guide(way: dict[str, Any], turn: Turn, world: World) -> Guide | None:
    start = Here(**way["start"])
    goal = goal_of(way["goal"], start, turn, world)
    outdoors = bool(way["outdoors"])
    return _made(goal, start, turn, world, outdoors=outdoors) if goal else None


def _made(
    goal: Goal, start: Here, turn: Turn, world: World, *, outdoors: bool = False
) -> Guide | None:
    route = route_to(goal, start, turn, world)
    if route is None:
        return None
    sights = seen(world, goal.sign)
    return Guide(route, sights, goal.name, turn.language, arrival=goal.arrival, outdoors=outdoors)


def _left(moved: Moved, way: dict[str, Any], count: int) -> Early:
    reply, index = moved
    arrived = index >= count - 1
    slots: dict[str, Any] = {"guide": None if arrived else way | {"step": index}}
    slots["asked"] = {"question": ARRIVED if arrived else STEP}
    return Early(Outcome(reply, slots), final=True)
