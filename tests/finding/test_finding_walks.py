"""Walks: from the network, else estimated and marked so."""

import logging

import pytest
from errands_town import ErrandsTown, at
from finding_town import HERE, Town
from valhalla import ValhallaError

from assistant.finding import Walker
from assistant.finding.walks import Walks
from assistant.walking import DETOUR, Position, Walk, metres_between

NORTH = (HERE[0] + 0.01, HERE[1])


class Broken(Town):
    """A network whose files went bad."""

    def matrix(self, *_: object, **__: object) -> list[Walk | None]:
        raise failure()

    def route(self, *_: object, **__: object) -> None:
        raise failure()


def failure() -> ValhallaError:
    error = ValhallaError("Unknown")
    error.code, error.http_code, error.message = 199, 400, "Unknown"
    return error


def town() -> tuple[Town, list[Position]]:
    found = Town()
    found.add("near", 5)
    found.add("nowhere", None)
    return found, list(found.walks)


def test_the_network_is_asked_for_this_walker() -> None:
    network, targets = town()
    walks = Walks(network, HERE, Walker(0.8, wheelchair=True, avoid_steps=True)).to(targets)
    assert walks == [Walk(300, 300.0), None]
    assert network.asked == [(0.8, True, True)]


def test_without_targets_nobody_is_asked() -> None:
    network, _ = town()
    assert Walks(network, HERE, Walker(1.0)).to([]) == []
    assert network.asked == []


@pytest.mark.parametrize("kind", ["missing", "off", "broken"])
def test_where_no_network_knows_walks_are_estimates(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    network = {"missing": None, "off": Town(off=True), "broken": Broken()}[kind]
    with caplog.at_level(logging.WARNING):
        [walk] = Walks(network, HERE, Walker(0.5)).to([NORTH])
    assert walk is not None
    assert walk.estimated
    straight = metres_between(HERE, NORTH)
    assert walk.metres == round(straight * DETOUR)
    assert walk.seconds == pytest.approx(straight * DETOUR / 0.5)
    assert bool(caplog.records) == (kind == "broken")


def test_off_the_network_is_asked_once_only() -> None:
    network = Town(off=True)
    walks = Walks(network, HERE, Walker(1.0))
    walks.to([NORTH])
    walks.to([NORTH])
    assert len(network.asked) == 1


def test_routes() -> None:
    network, [near, nowhere] = town()
    walks = Walks(network, HERE, Walker(1.0))
    route = walks.route_to(near)
    assert route is not None
    assert route.metres == 300
    assert walks.route_to(nowhere) is None


@pytest.mark.parametrize("network", [None, Town(off=True), Broken()])
def test_no_route_without_a_network_that_works(network: Town | None) -> None:
    assert Walks(network, HERE, Walker(1.0)).route_to(NORTH) is None


def test_between_places_from_the_origin_on() -> None:
    town = ErrandsTown()
    east, west = at(100, 0), at(-200, 0)
    table = Walks(town, HERE, Walker(0.5)).between([east, west])
    assert [[walk and walk.metres for walk in row] for row in table] == [
        [0, 120, 240],
        [120, 0, 360],
        [240, 360, 0],
    ]
    assert table[0][1] == Walk(120, 240.0)


def test_who_is_at_the_door_need_not_walk_to_it() -> None:
    class SetBack(ErrandsTown):
        def walk(self, a: Position, b: Position, pace: float) -> Walk:
            return Walk(80, 80.0)

    table = Walks(SetBack(), HERE, Walker(1.0)).between([NORTH, NORTH])
    assert [[walk and walk.metres for walk in row] for row in table] == [
        [0, 80, 80],
        [80, 0, 0],
        [80, 0, 0],
    ]


@pytest.mark.parametrize("kind", ["missing", "off", "broken"])
def test_between_places_walks_are_estimates_where_no_network_knows(kind: str) -> None:
    network = {"missing": None, "off": ErrandsTown(off=True), "broken": Broken()}[kind]
    walks = Walks(network, HERE, Walker(0.5))
    walks.to([NORTH])
    [[here, there], [back, _]] = walks.between([NORTH])
    assert here is not None
    assert (here.metres, here.estimated) == (0, True)
    assert there is not None
    assert there.estimated
    assert there == back
