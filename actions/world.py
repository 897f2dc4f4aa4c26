"""What the actions work with: the database, the catalogue, the finder, the places people name."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine

from assistant.booking import Bookings
from assistant.catalogue import Catalogue, load_catalogue
from assistant.database import connect, upgrade
from assistant.finding import Finder
from assistant.handover import Clerks, Handovers
from assistant.people import People, person_key
from assistant.places import Gazetteer
from assistant.places.geocoder import Geocoder, make_geocoder
from assistant.requests import Tickets, Voices
from assistant.secret import secret_of
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

    @property
    def finder(self) -> Finder:
        """Finds places, in the data and on the network of the last import."""
        return Finder(self.engine, self.catalogue, open_network(self.engine))

    @cached_property
    def people(self) -> People:
        """What is kept about people."""
        return People(self.engine, self.secret)

    @cached_property
    def bookings(self) -> Bookings:
        """What can be booked and what is."""
        return Bookings(self.engine, self.secret)

    @cached_property
    def tickets(self) -> Tickets:
        """What was reported."""
        return Tickets(self.engine, self.secret)

    @cached_property
    def handovers(self) -> Handovers:
        """Conversations that a person answers."""
        return Handovers(self.engine, self.secret)

    @cached_property
    def clerks(self) -> Clerks:
        """Those who answer them."""
        return Clerks(self.engine, self.secret)

    @cached_property
    def voices(self) -> Voices:
        """Praise, complaints, ideas and wishes."""
        return Voices(self.engine, self.secret)

    def caller_key(self, number: str) -> str:
        """The key of the person who calls from that telephone number."""
        return person_key(self.secret, "caller", number)

    @cached_property
    def secret(self) -> bytes:
        """The installation's secret."""
        return secret_of(self.settings.home)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Understands where people say they are."""
        return Gazetteer(self.engine, geocoder=self.geocoder)

    @cached_property
    def geocoder(self) -> Geocoder | None:
        """Knows places that the data does not know; None unless one is set."""
        chosen = self.settings
        return make_geocoder(
            chosen.geocoder, chosen.geocoder_key, chosen.geocoder_url, chosen.geocoder_seconds
        )


def make_world(settings: Settings) -> World:
    """The world of these settings; the database is brought up to date first."""
    engine = connect(settings.database_url)
    upgrade(engine)
    return World(settings, engine)


_used: list[World] = []


def use_world(chosen: World) -> None:
    """Let the actions of this process work with `chosen`."""
    _used[:] = [chosen]


def world() -> World:
    """The world of this process; where none was chosen, that of the environment's settings."""
    if not _used:
        use_world(make_world(load_settings()))
    return _used[0]
