"""Ways from a sentence to a place: ours, and two obvious ones over the same names."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from rapidfuzz.fuzz import partial_ratio
from rapidfuzz.process import extract
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.facilities.tables import Facility, NamedPlace
from assistant.places import Gazetteer
from assistant.places.names import fold
from assistant.walking.straight import Position, metres_between

Way = Callable[[str, Position | None], list[str]]
"""The names of the places that a sentence may mean, one if it is sure."""

CUT_OFFS = (60, 65, 70, 75, 80, 85, 90, 95)


def ours(gazetteer: Gazetteer) -> Way:
    """The gazetteer; what has to be asked about is several names."""

    def find(text: str, near: Position | None) -> list[str]:
        found = gazetteer.resolve(text, near)
        if found.hit:
            return [found.hit.name]
        return [choice.name.partition("（")[0] for choice in found.choices]

    return find


class Names:
    """All names of a database, in both languages, with their places."""

    def __init__(self, engine: Engine) -> None:
        self._places: defaultdict[str, list[tuple[str, Position]]] = defaultdict(list)
        with Session(engine) as session:
            for table in (NamedPlace, Facility):
                columns = (table.name, table.name_en, table.lat, table.lon)
                for name, english, lat, lon in session.execute(select(*columns)):
                    for key in {fold(name), fold(english or "")}:
                        if len(key) > 1:
                            self._places[key].append((name, (lat, lon)))
        self._keys = sorted(self._places, key=lambda key: (-len(key), key))

    def exact(self, text: str, near: Position | None) -> list[str]:
        """The longest name that stands in the sentence."""
        said = fold(text)
        key = next((key for key in self._keys if key in said), None)
        return [self._nearest(key, near)] if key else []

    def alike(self, cut_off: float) -> Way:
        """The name most alike to a part of the sentence, letter by letter, if it is enough."""

        def find(text: str, near: Position | None) -> list[str]:
            said = fold(text)
            found = extract(said, self._keys, scorer=partial_ratio, score_cutoff=cut_off, limit=20)
            if not found:
                return []
            key, *_ = max(found, key=lambda item: (item[1], len(item[0])))
            return [self._nearest(key, near)]

        return find

    def _nearest(self, key: str, near: Position | None) -> str:
        places: Sequence[tuple[str, Position]] = self._places[key]
        if near is None:
            return places[0][0]
        return min(places, key=lambda place: metres_between(near, place[1]))[0]
