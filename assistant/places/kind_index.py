"""The nearest place of a kind: of a service, or of a kind of named places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, cos, floor, radians

from assistant.places.points import NamedPoint
from assistant.walking.straight import Position, metres_between

CELL_METRES = 500
CELL_DEGREES = CELL_METRES / 111_195

CALLED = 0.7
"""What the way to a place counts whose name holds the word that was said."""

LESS_LIKELY = 250.0
"""Metres that a place may be farther off that is the likelier one."""

SCHOOLS = frozenset({"小学", "中学", "高中", "幼儿园", "大学"})

EXIT = "exit "
"""Before the number of a station's exit: that kind is all exits of that number."""


class KindIndex:
    """Places by what they are, in a grid; built once, then only read."""

    def __init__(self, offers: Iterable[tuple[str, NamedPoint]]) -> None:
        """`offers` are places with a service or a kind; a place may come several times."""
        self._cells: defaultdict[str, defaultdict[tuple[int, int], list[NamedPoint]]]
        self._cells = defaultdict(lambda: defaultdict(list))
        for tag, point in offers:
            self._cells[tag][_cell(point.lat), _cell(point.lon)].append(point)

    def nearest(
        self, tags: Sequence[str], word: str, at: Position, within: float
    ) -> NamedPoint | None:
        """The place with one of the tags nearest to a position, at most `within` metres off.

        The first tag is the likeliest. A place whose name holds `word` is meant rather than
        another one that is a little nearer; of schools, 中学 only means one that is called so.
        """
        ranked = []
        for order, tag in enumerate(tags):
            for metres, point in self._near(tag, at, within):
                called = word in point.name or word in (point.name_en or "").casefold()
                cost = metres * (CALLED if called else 1.0) + order * LESS_LIKELY
                ranked.append((word in SCHOOLS and not called, cost, point.id, point))
        return min(ranked, key=lambda item: item[:3])[-1] if ranked else None

    def metres(self, tags: Sequence[str], at: Position, within: float) -> float | None:
        """How far the nearest place with one of the tags is; None where none is within."""
        found = [metres for tag in tags for metres, _ in self._near(tag, at, within)]
        return min(found, default=None)

    def _near(self, tag: str, at: Position, within: float) -> Iterator[tuple[float, NamedPoint]]:
        cells = self._cells.get(tag)
        if not cells:
            return
        rows = ceil(within / CELL_METRES)
        columns = ceil(rows / max(0.1, cos(radians(at[0]))))
        y, x = _cell(at[0]), _cell(at[1])
        for row in range(y - rows, y + rows + 1):
            for column in range(x - columns, x + columns + 1):
                for point in cells.get((row, column), ()):
                    metres = metres_between(at, point.position)
                    if metres <= within:
                        yield metres, point


def _cell(degrees: float) -> int:
    return floor(degrees / CELL_DEGREES)
