"""Small OpenStreetMap files for the tests, written in metres around a middle point."""

import math
from datetime import date
from pathlib import Path
from xml.sax.saxutils import quoteattr

from assistant.facilities.osm_objects import OsmObject

MIDDLE = (30.0, 114.0)
METRES_PER_DEGREE = 111_195.0
Metres = tuple[float, float]


def at(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a point given in metres from the middle."""
    lat, lon = MIDDLE
    east_degree = METRES_PER_DEGREE * math.cos(math.radians(lat))
    return lat + north / METRES_PER_DEGREE, lon + east / east_degree


def point(identity: int, east: float = 0, north: float = 0, **tags: str) -> OsmObject:
    """A node as an object."""
    return OsmObject(f"node/{identity}", _colons(tags), at(east, north))


class OsmText:
    """Collects objects and writes them as OSM XML; points are in metres, ids count up."""

    def __init__(self, first_id: int = 1) -> None:
        self._next = first_id
        self._nodes: dict[Metres, int] = {}
        self._lines: dict[str, list[str]] = {"node": [], "way": [], "relation": []}
        self.edited = date(2026, 3, 1)

    def _id(self) -> int:
        self._next += 1
        return self._next - 1

    def node(self, east: float, north: float, **tags: str) -> int:
        """A node of its own."""
        identity = self._id()
        self._nodes.setdefault((east, north), identity)
        lat, lon = at(east, north)
        self._add("node", identity, f"lat='{lat:.7f}' lon='{lon:.7f}'", "", tags)
        return identity

    def way(self, *points: Metres, **tags: str) -> int:
        """A way; where its points are nodes already, those."""
        nodes = [self._nodes.get(p) or self.node(*p) for p in points]
        refs = "".join(f"<nd ref='{node}'/>" for node in nodes)
        identity = self._id()
        self._add("way", identity, "", refs, tags)
        return identity

    def block(self, east: float, north: float, size: float, **tags: str) -> int:
        """A square with its lower left corner at the point."""
        corners = [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size), (0.0, 0.0)]
        return self.way(*((east + x, north + y) for x, y in corners), **tags)

    def multipolygon(self, *outer: int, **tags: str) -> int:
        """An area made of ways."""
        members = "".join(f"<member type='way' ref='{way}' role='outer'/>" for way in outer)
        identity = self._id()
        self._add("relation", identity, "", members, {"type": "multipolygon", **tags})
        return identity

    def write(self, path: Path) -> Path:
        """Write everything to `path` and return it."""
        lines = [line for kind in self._lines.values() for line in kind]
        path.write_text("\n".join(["<osm version='0.6'>", *lines, "</osm>"]), encoding="utf-8")
        return path

    def _add(self, kind: str, identity: int, more: str, inner: str, tags: dict[str, str]) -> None:
        written = "".join(
            f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in _colons(tags).items()
        )
        stamp = f"version='1' timestamp='{self.edited}T00:00:00Z'"
        self._lines[kind].append(
            f"<{kind} id='{identity}' {stamp} {more}>{inner}{written}</{kind}>"
        )


def _colons(tags: dict[str, str]) -> dict[str, str]:
    """Tags given as keyword arguments: addr__street is addr:street."""
    return {key.replace("__", ":"): value for key, value in tags.items()}
