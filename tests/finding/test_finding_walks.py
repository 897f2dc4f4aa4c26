"""Walks: from the network, else estimated and marked so."""

import logging

import pytest
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
