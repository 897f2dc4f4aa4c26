"""What of an OpenStreetMap extract is drawn."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import osmium
from osmium.osm import Area as OsmArea
from osmium.osm import Node, NodeRef, Way

from assistant.maps.backdrop import keep
from assistant.maps.shapes import LANDMARKS, Kind, Shape, area_kind, bridge_rank, line_kind
from assistant.places.kinds import PlaceKinds, load_place_kinds
from assistant.walking import Position

_KEYS = (
    "highway", "waterway", "railway", "building", "natural", "landuse", "leisure", "place",
    "amenity", "shop", "tourism", "historic", "man_made", "public_transport", "residential",
    "office", "healthcare",
)  # fmt: skip
"""Whatever has none of these keys is not drawn."""

Tags = dict[str, str]


def write_backdrop(source: Path, target: Path) -> None:
    """Keep what is drawn of the extract `source` in the new file `target`."""
    keep(shapes_of(source), target)


def shapes_of(source: Path) -> Iterator[Shape]:
    """Everything of the extract `source` that is drawn."""
    kinds = load_place_kinds()
    wanted = osmium.filter.KeyFilter(*_KEYS)
    objects = osmium.FileProcessor(str(source)).with_locations().with_areas(wanted)
    for item in objects.with_filter(wanted):
        tags = dict(item.tags)
        if isinstance(item, Way):
            yield from _lines(item, tags)
        elif isinstance(item, OsmArea):
            yield from _rings(item, tags, kinds)
        elif isinstance(item, Node) and item.location.valid():
            yield from _landmark(tags, kinds, [(item.lat, item.lon)])


def _lines(way: Way, tags: Tags) -> Iterator[Shape]:
    kind = line_kind(tags)
    points = _positions(way.nodes)
    if kind is None or len(points) < 2 or (way.is_closed() and tags.get("area") == "yes"):
        return
    bridge = bridge_rank(kind, tags)
    if bridge is not None:
        yield Shape(Kind.BRIDGE, points, rank=bridge)
    yield _named(kind, points, tags)


def _rings(area: OsmArea, tags: Tags, kinds: PlaceKinds) -> Iterator[Shape]:
    kind = area_kind(tags)
    if area.from_way() and "highway" in tags and tags.get("area") != "yes":
        # A street that comes back to its beginning is no square.
        kind = None
    rings = list(area.outer_rings())
    outlines = [_positions(ring) for ring in rings]
    # libosmium winds outer rings counter-clockwise and inner ones, the holes, clockwise.
    holes = [_positions(hole) for ring in rings for hole in area.inner_rings(ring)]
    if kind:
        yield from (_named(kind, ring, tags) for ring in [*outlines, *holes] if len(ring) > 2)
    yield from _landmark(tags, kinds, max(outlines, key=len, default=()))


def _landmark(tags: Tags, kinds: PlaceKinds, outline: Sequence[Position]) -> Iterator[Shape]:
    """The name of a place that people know, in the middle of it."""
    rank = LANDMARKS.get(kinds.kind(tags) or "")
    lats, lons = [lat for lat, _ in outline], [lon for _, lon in outline]
    if rank is None or not tags.get("name") or not lats:
        return
    middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    yield _named(Kind.LANDMARK, (middle,), tags, rank)


def _positions(nodes: Iterable[NodeRef]) -> tuple[Position, ...]:
    return tuple((node.lat, node.lon) for node in nodes if node.location.valid())


def _named(kind: Kind, points: tuple[Position, ...], tags: Tags, rank: int = 0) -> Shape:
    return Shape(kind, points, tags.get("name", ""), tags.get("name:en", ""), rank)
