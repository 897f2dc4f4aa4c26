"""The map of an answer: the numbered places, the way where there is one goal, what is in reach."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant import clock
from assistant.catalogue import load_catalogue
from assistant.finding import Finder, FoundPlace, Walker
from assistant.maps import Area, MapContent, Marker, open_backdrop, svg
from assistant.people import HOME, Habits, Known, People, person_key
from assistant.settings import Settings
from assistant.walking import OffNetwork, Position, open_network
from assistant.web.cards import is_round, place_of, straight_from
from assistant.web.memory import Shown
from assistant.wording.maps import name_on_map, note_on_map, walk_on_map
from assistant.wording.measures import name_of
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

MINUTES = 15
"""Of the area that is drawn on request."""
MOST_DRAWN = 100
"""Maps that are kept: a page that is opened again wants the same one."""


@dataclass(frozen=True)
class Wanted:
    """How a map is to be drawn."""

    language: str = "zh"
    reach: bool = False
    """With the area that can be reached in fifteen minutes, without the way."""


class Pictures:
    """Draws answers. Its methods block: they are called beside the event loop."""

    def __init__(self, engine: Engine, secret: bytes, settings: Settings, channel: str) -> None:
        self._engine = engine
        self._people = People(engine, secret)
        self._secret = secret
        self._settings = settings
        self._channel = channel
        self._drawn: OrderedDict[tuple[int, Wanted], tuple[Shown, str]] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, user: str, reply: Reply, sent: Position | None) -> Position | None:
        """From where the places of a reply were seen; None where that is not known.

        It is where the person said to be, or the home; whether it is so is told by the distances.
        """
        if not reply.places:
            return None
        place = reply.places[0]
        for known in (_told_start(reply), sent):
            if known and straight_from(known, place):
                return known
        home = self._known(user).places.get(HOME)
        at_home = (home.lat, home.lon) if home else None
        return at_home if at_home and straight_from(at_home, place) else None

    def draw(self, user: str, shown: Shown, wanted: Wanted) -> str:
        """The SVG of an answer, at the person's own pace."""
        key = (id(shown), wanted)
        # One at a time: others wait for an answer of this machine.
        with self._lock:
            kept = self._drawn.get(key)
            if kept and kept[0] is shown:
                return kept[1]
            drawn = svg(self._content(user, shown, wanted), open_backdrop(self._engine))
            self._drawn[key] = (shown, drawn)
            while len(self._drawn) > MOST_DRAWN:
                self._drawn.popitem(last=False)
            return drawn

    def _content(self, user: str, shown: Shown, wanted: Wanted) -> MapContent:
        walker = self._walker(user)
        places = [place_of(place) for place in shown.places]
        in_line = is_round(shown.places)
        goals = places if len(places) == 1 or in_line else []
        book = phrase_book(wanted.language)
        key = "map_pace_wheelchair" if walker.wheelchair else "map_pace"
        pace = book.said(key, pace=f"{walker.pace * 60:.0f}")
        return MapContent(
            here=shown.start,
            title=book.said("map_title", asked=_asked(places, wanted.language), pace=pace).text,
            language=wanted.language,
            markers=tuple(_markers(places, shown, wanted.language, minutes=not in_line)),
            routes=() if wanted.reach else self._ways(shown.start, goals, walker),
            areas=self._areas(shown.start, walker) if wanted.reach else (),
            note=note_on_map(places, wanted.language),
        )

    def _ways(
        self, start: Position, goals: Sequence[FoundPlace], walker: Walker
    ) -> tuple[tuple[Position, ...], ...]:
        """The way to each goal from the one before."""
        finder = Finder(self._engine, load_catalogue(), open_network(self._engine))
        doors = [start, *((goal.lat, goal.lon) for goal in goals)]
        legs = [finder.route(*leg, walker) for leg in pairwise(doors)]
        return tuple(leg.line for leg in legs if leg)

    def _areas(self, start: Position, walker: Walker) -> tuple[Area, ...]:
        network = open_network(self._engine)
        if network is None:
            return ()
        try:
            [rings] = network.isochrones(
                start, (MINUTES,), walker.pace, walker.wheelchair, walker.avoid_steps
            )
        except OffNetwork:
            return ()
        return (Area(MINUTES, rings),)

    def _walker(self, user: str) -> Walker:
        habits = self._known(user).habits or Habits()
        return Walker(
            pace=habits.pace or self._settings.pace,
            wheelchair=habits.wheelchair,
            avoid_steps=habits.avoid_steps or habits.pram,
        )

    def _known(self, user: str) -> Known:
        """What is kept about the person; nothing where the database does not answer."""
        key = person_key(self._secret, self._channel, user)
        try:
            return self._people.known(key, clock.now().date())
        except SQLAlchemyError as error:
            log.error("what is known of a person could not be read: %s", type(error).__name__)
            return Known()


def _told_start(reply: Reply) -> Position | None:
    """The start where the reply itself tells it."""
    start = reply.as_json().get("start")
    return (float(start["lat"]), float(start["lon"])) if isinstance(start, dict) else None


def _asked(places: Sequence[FoundPlace], language: str) -> str:
    if len(places) == 1:
        return name_of(places[0], language)
    return phrase_book(language).said("web_map_places").text


def _markers(
    places: Sequence[FoundPlace], shown: Shown, language: str, *, minutes: bool
) -> Iterator[Marker]:
    """The places; on a round their minutes count from different doors and are left out."""
    for index, place in enumerate(dict.fromkeys(places), start=1):
        number = shown.numbers.get(place.id, index)
        note = walk_on_map(place, language) if minutes else ""
        yield Marker(number, place.lat, place.lon, name_on_map(place, language), note)
