"""Shortest paths on foot straight from OpenStreetMap data, without any of the project's code.

Ways that people may walk on become a graph of their nodes, every place is put on the nearest
stretch of the largest connected piece, and Dijkstra does the rest.
"""

import math
from itertools import pairwise
from pathlib import Path

import networkx as nx
import osmium
from osmium.osm import Node, Way

EARTH_METRES = 6_371_009.0
WALKABLE = {
    "footway", "path", "pedestrian", "steps", "living_street", "residential", "service",
    "unclassified", "tertiary", "tertiary_link", "secondary", "secondary_link", "primary",
    "primary_link", "trunk", "trunk_link", "track", "road", "corridor", "cycleway",
}  # fmt: skip
FORBIDDEN = {"no", "private"}

Position = tuple[float, float]
Flat = tuple[float, float]


class ShortestPaths:
    """Distances on foot in one extract."""

    def __init__(self, path: Path, middle: Position) -> None:
        self._middle = middle
        self._graph = self._largest_piece(path)
        self._stretches = [
            (a, b, self._graph.nodes[a]["flat"], self._graph.nodes[b]["flat"])
            for a, b in self._graph.edges
        ]

    def metres(self, origin: Position, targets: list[Position]) -> list[float]:
        """The walk from door to door to each of the targets."""
        graph = self._graph.copy()
        first_gap = self._join(graph, origin, -1)
        last_gaps = [self._join(graph, target, -2 - i) for i, target in enumerate(targets)]
        found = nx.single_source_dijkstra_path_length(graph, -1, weight="metres")
        return [first_gap + found[-2 - i] + gap for i, gap in enumerate(last_gaps)]

    def _largest_piece(self, path: Path) -> nx.Graph:
        positions: dict[int, Flat] = {}
        graph = nx.Graph()
        for item in osmium.FileProcessor(str(path)):
            if isinstance(item, Node):
                positions[item.id] = self._flat((item.location.lat, item.location.lon))
            elif isinstance(item, Way) and _may_be_walked(dict(item.tags)):
                nodes = [node.ref for node in item.nodes if node.ref in positions]
                for a, b in pairwise(nodes):
                    graph.add_node(a, flat=positions[a])
                    graph.add_node(b, flat=positions[b])
                    graph.add_edge(a, b, metres=math.dist(positions[a], positions[b]))
        largest = max(nx.connected_components(graph), key=len)
        return nx.Graph(graph.subgraph(largest))

    def _flat(self, position: Position) -> Flat:
        """Metres east and north of the middle; exact to a thousandth over a few kilometres."""
        north = math.radians(position[0] - self._middle[0]) * EARTH_METRES
        east = math.radians(position[1] - self._middle[1]) * EARTH_METRES
        return east * math.cos(math.radians(self._middle[0])), north

    def _join(self, graph: nx.Graph, position: Position, name: int) -> float:
        """Put a place on the nearest stretch, as a node of its own; the gap in metres."""
        here = self._flat(position)
        a, b, foot, gap = min(
            ((a, b, *_foot(here, p, q)) for a, b, p, q in self._stretches), key=lambda item: item[3]
        )
        # Places on one stretch walk along it directly.
        beside = [n for n in graph if n < 0 and graph.nodes[n]["stretch"] == (a, b)]
        graph.add_node(name, flat=foot, stretch=(a, b))
        for end in (a, b, *beside):
            graph.add_edge(name, end, metres=math.dist(foot, graph.nodes[end]["flat"]))
        return float(gap)


def _may_be_walked(tags: dict[str, str]) -> bool:
    if tags.get("highway") not in WALKABLE or tags.get("motorroad") == "yes":
        return False
    allowed = tags.get("foot", tags.get("access", "yes"))
    return allowed not in FORBIDDEN


def _foot(p: Flat, a: Flat, b: Flat) -> tuple[Flat, float]:
    """The point of the stretch from `a` to `b` that is nearest to `p`, and how far it is."""
    along = (b[0] - a[0], b[1] - a[1])
    square = along[0] ** 2 + along[1] ** 2
    share = ((p[0] - a[0]) * along[0] + (p[1] - a[1]) * along[1]) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    foot = (a[0] + share * along[0], a[1] + share * along[1])
    return foot, math.dist(p, foot)
