"""A small made-up town as an OpenStreetMap file, laid out in metres around a middle point."""

import atexit
import math
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from assistant.walking import Network, build_network
from assistant.walking.extracts import clean_copy

MIDDLE = (30.0, 114.0)
METRES_PER_DEGREE = 111_195.0


def at(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a point given in metres from the middle of the town."""
    lat, lon = MIDDLE
    return (
        lat + north / METRES_PER_DEGREE,
        lon + east / (METRES_PER_DEGREE * math.cos(math.radians(lat))),
    )


class Town:
    """Collects nodes and ways in metres and writes them as OSM XML."""

    def __init__(self, first_id: int = 1) -> None:
        self._ids: dict[tuple[float, float], int] = {}
        self._next = first_id
        self._node_tags: dict[int, dict[str, str]] = {}
        self._ways: list[tuple[int, list[int], dict[str, str]]] = []

    def _new_id(self) -> int:
        self._next += 1
        return self._next - 1

    def node(self, east: float, north: float, **tags: str) -> int:
        """The node at this point, made where there is none yet."""
        key = (east, north)
        if key not in self._ids:
            self._ids[key] = self._new_id()
        self._node_tags.setdefault(self._ids[key], {}).update(_colons(tags))
        return self._ids[key]

    def way(self, *points: tuple[float, float], **tags: str) -> int:
        """A way through these points; neighbouring ways join where they share a point."""
        nodes = [self.node(*point) for point in points]
        identifier = self._new_id()
        self._ways.append((identifier, nodes, _colons(tags)))
        return identifier

    def write(self, path: Path) -> Path:
        """Write everything to `path` and return it."""
        lines = ["<osm version='0.6' generator='test'>"]
        positions = {identifier: key for key, identifier in self._ids.items()}
        for identifier in sorted(positions):
            lat, lon = at(*positions[identifier])
            attributes = f"id='{identifier}' version='1' lat='{lat:.7f}' lon='{lon:.7f}'"
            lines.append(f"<node {attributes}>{_tags(self._node_tags[identifier])}</node>")
        for identifier, nodes, tags in self._ways:
            refs = "".join(f"<nd ref='{node}'/>" for node in nodes)
            lines.append(f"<way id='{identifier}' version='1'>{refs}{_tags(tags)}</way>")
        lines.append("</osm>")
        path.write_text("\n".join(lines), encoding="utf-8")
        return path


def _colons(tags: dict[str, str]) -> dict[str, str]:
    return {key.replace("__", ":"): value for key, value in tags.items()}


def _tags(tags: dict[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())


def small_town(first_id: int = 1) -> Town:
    """Two crossing streets, a river with one bridge, a stepped short cut, an unjoined footpath.

    中山路 runs east-west through the middle, 解放路 north-south over 望江桥 (north 250 to 300);
    江北街 lies beyond the river, 坡上街 is reached by steps at east 200 or the long way round by
    a ramp at east 500, and 孤岛路 at north -1500 is joined to nothing.
    """
    town = Town(first_id)
    streets = {"highway": "residential"}
    middle = [(east, 0.0) for east in range(-500, 501, 100)]
    town.way(*middle, name="中山路", name__en="Zhongshan Road", **streets)
    town.way((0, -400), (0, -200), (0, 0), (0, 200), (0, 250), name="解放路", **streets)
    town.way((0, 250), (0, 300), name="望江桥", bridge="yes", layer="1", **streets)
    town.way((0, 300), (0, 400), name="解放路", **streets)
    town.way((-400, 400), (0, 400), (400, 400), name="江北街", **streets)
    town.way((200, 0), (200, 40), highway="steps", incline="up")
    town.way((100, 40), (200, 40), (500, 40), name="坡上街", **streets)
    town.way((500, 0), (500, 40), highway="footway")
    town.way((0, -1500), (100, -1500), (200, -1500), name="孤岛路", highway="footway")
    town.way((-300, 270), (-5, 270), (300, 270), waterway="river", name="清江")
    return town


def grid_town() -> Town:
    """Eight by eight streets 200 m apart, and east of them a river with one bridge.

    In the block between 200 and 400 lies an indoor passage that is joined to nothing. East of the
    river, at east 1450, a path runs at east 1600 and is reached over the bridge at north 1400
    only; a footpath on an island at east 1520, north 300 is joined to nothing. Far off, at north
    5000, there is a small network of another place.
    """
    town = Town()
    lines = range(0, 1401, 200)
    for number, line in enumerate(lines):
        along = [(float(x), float(line)) for x in lines]
        town.way(*along, name=f"横{number}路", highway="residential")
        across = [(float(line), float(y)) for y in lines]
        town.way(*across, name=f"纵{number}路", highway="residential")
    town.way((290, 300), (310, 300), highway="footway", indoor="yes")
    town.way((1450, -500), (1450, 500), (1450, 1350), (1450, 2000), waterway="river")
    town.way((1400, 1400), (1600, 1400), highway="residential", bridge="yes", name="东桥")
    east = [(1600.0, float(y)) for y in range(0, 1401, 200)]
    town.way(*east, highway="footway", name="东岸步道")
    town.way((1510, 300), (1530, 300), highway="footway")
    town.way((1490, -500), (1490, 1200), waterway="canal")
    town.way((1560, -500), (1560, 1200), waterway="canal")
    town.way((0, 5000), (100, 5000), highway="footway")
    return town


def rough_town() -> Town:
    """A gravel path, a street nobody has looked at, and two flights of steps.

    The path runs from the middle to east 100, the street on to east 200; steps without a ramp lead
    from there to a paved path at north 40 to 200, steps with one from the middle to south 60.
    """
    town = Town()
    town.way((0, 0), (100, 0), highway="footway", surface="gravel")
    town.way((100, 0), (200, 0), name="无名路", highway="residential")
    town.way((200, 0), (200, 40), highway="steps", incline="up")
    town.way((200, 40), (200, 200), highway="footway", surface="paving_stones")
    town.way((0, 0), (0, -40), highway="steps", ramp__stroller="yes")
    town.way((0, -40), (0, -60), highway="footway", surface="asphalt")
    return town


@cache
def built(make: Callable[[], Town]) -> Path:
    """The folder of the network of a town, built once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    extract = folder / "town.osm.pbf"
    clean_copy(make().write(folder / "town.osm"), extract)
    build_network([extract], folder / "network")
    return folder / "network"


@cache
def network(make: Callable[[], Town] = small_town) -> Network:
    """The network of a town, opened once for all tests."""
    return Network(built(make))
