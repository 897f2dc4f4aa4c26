"""The whole world for the actions: the demo neighbourhood and the real map, a real database."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.world import World, make_world
from assistant.settings import Settings
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
