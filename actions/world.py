"""What the actions work with: the database, the catalogue, the finder, the places people name."""

from dataclasses import dataclass
from functools import cache, cached_property

from sqlalchemy import Engine

from assistant.catalogue import Catalogue, load_catalogue
from assistant.database import connect, upgrade
from assistant.finding import Finder
from assistant.places import Gazetteer
from assistant.settings import Settings, load_settings
from assistant.walking import open_network


@dataclass(frozen=True)
class World:
    """Everything of the assistant package that an action may call."""

    settings: Settings
    engine: Engine

    @property
    def catalogue(self) -> Catalogue:
        """The services as they stand in the file now."""
        return load_catalogue()

    @cached_property
    def finder(self) -> Finder:
        """Finds places."""
        return Finder(self.engine, self.catalogue, open_network(self.engine))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Understands where people say they are."""
        return Gazetteer(self.engine)


def make_world(settings: Settings) -> World:
    """The world of these settings; the database is brought up to date first."""
    engine = connect(settings.database_url)
    upgrade(engine)
    return World(settings, engine)


@cache
def world() -> World:
    """The world of this process, from the environment."""
    return make_world(load_settings())
