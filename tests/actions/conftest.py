"""The whole world for the actions: the demo neighbourhood and the real map, a real database."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.world import World, make_world
from assistant.settings import Settings
from tests.actions.talker import NOW, Talker, clear
from tests.support.someone import Someone


@pytest.fixture(scope="session")
def world(home: Path) -> Iterator[World]:
    """What the actions work with."""
    made = make_world(Settings(home=home))
    yield made
    made.engine.dispose()


@pytest.fixture
def person(world: World) -> Someone:
    """Somebody in a chat whom nobody knows yet."""
    return Someone(world, uuid.uuid4().hex)


@pytest.fixture
def speaker(world: World) -> Someone:
    """Somebody at a smart speaker whom nobody knows yet."""
    return Someone(world, uuid.uuid4().hex, channel="speaker")


@pytest.fixture
def talker(world: World) -> Iterator[Talker]:
    """Somebody in a chat, in a neighbourhood in which nothing was said before."""
    clear(world)
    yield Talker(world, uuid.uuid4().hex[:24])
    clear(world)


@pytest.fixture
def clerk(talker: Talker) -> Iterator[str]:
    """A clerk who is there."""
    talker.world.clerks.look("li", NOW)
    yield "li"
    talker.world.clerks.leave("li")
