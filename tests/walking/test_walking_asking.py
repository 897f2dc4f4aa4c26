from typing import Any

import pytest
from valhalla import ValhallaError
from walking_town import at, built, network, small_town

from assistant.walking.actors import ActorPool
from assistant.walking.asking import CANNOT_PLACE, Asker
from assistant.walking.build import TILES

PLACE = {"lat": 30.0, "lon": 114.0}


class Placed:
    """Stands in for the placer: nothing is blocked, nothing can be moved."""

    def near(self, ends: list[Any]) -> list[bool]:
        for end in ends:
            end.put_on(*end.door)
        return [True for _ in ends]

    def blocked(self, end: object) -> bool:
        return False

    def join(self, end: object) -> bool:
        return False


class Actor:
    """Answers as Valhalla does, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def matrix(self, request: dict[str, Any]) -> dict[str, Any]:
        self.asked += 1
        assert request["verbose"]
        cells = [{"time": 60, "distance": 0.1} for _ in request["targets"]]
        return {
            "sources": [PLACE],
            "targets": [PLACE for _ in request["targets"]],
            "sources_to_targets": [cells],
        }


def asker(actor: object) -> Asker:
    return Asker(actor, {}, 1.0, Placed())  # type: ignore[arg-type]


def test_one_question_is_enough_as_a_rule() -> None:
    actor = Actor()
    walks = asker(actor).walks((30.0, 114.0), [(30.0, 114.0)] * 50)
    assert actor.asked == 1
    assert {walk and walk.metres for walk in walks} == {100}


def real_error(code: int) -> ValhallaError:
    """An error as Valhalla raises it: it cannot be made by hand."""
    origin = at(0, 0)
    far = {170: at(9000, 9000), 154: (39.9, 116.4)}[code]
    request = {
        "sources": [{"lat": origin[0], "lon": origin[1], "search_cutoff": 250}],
        "targets": [{"lat": far[0], "lon": far[1], "search_cutoff": 250}],
        "costing": "pedestrian",
    }
    with ActorPool(built(small_town) / TILES, size=1).lend() as actor:
        with pytest.raises(ValhallaError) as caught:
            actor.matrix(request)
        return caught.value


def test_the_errors_are_those_that_are_expected() -> None:
    assert real_error(170).code in CANNOT_PLACE


class Unwilling(Actor):
    """Fails whenever a certain place is among the targets."""

    def matrix(self, request: dict[str, Any]) -> dict[str, Any]:
        self.asked += 1
        if any(target["lat"] == 31.0 for target in request["targets"]):
            raise real_error(170)
        self.asked -= 1
        return super().matrix(request)


def test_places_that_no_way_leads_to_are_found_by_halving() -> None:
    targets = [(30.0, 114.0)] * 7 + [(31.0, 114.0)]
    walks = asker(Unwilling()).walks((30.0, 114.0), targets)
    assert [walk is None for walk in walks] == [False] * 7 + [True]


def test_other_failures_are_not_hidden() -> None:
    class Broken(Actor):
        def matrix(self, request: dict[str, Any]) -> dict[str, Any]:
            raise RuntimeError("tiles are damaged")

    with pytest.raises(RuntimeError, match="damaged"):
        asker(Broken()).walks((30.0, 114.0), [(30.0, 114.0)])


def test_leg_and_walks_tell_the_same() -> None:
    route = network().route(at(0, 0), at(0, 200), 1.0)
    (walk,) = network().matrix(at(0, 0), [at(0, 200)], 1.0)
    assert route is not None
    assert walk is not None
    assert route.metres == walk.metres
