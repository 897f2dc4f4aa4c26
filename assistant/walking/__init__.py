"""The walking network: times and distances on foot, and the way in words."""

from assistant.walking.build import build_network
from assistant.walking.current import open_network
from assistant.walking.directions import Directions, describe
from assistant.walking.ends import OffNetwork
from assistant.walking.network import Network
from assistant.walking.route import Route, Side, Step, Turn
from assistant.walking.straight import DETOUR, Position, Walk, metres_between, straight_walk

__all__ = [
    "DETOUR",
    "Directions",
    "Network",
    "OffNetwork",
    "Position",
    "Route",
    "Side",
    "Step",
    "Turn",
    "Walk",
    "build_network",
    "describe",
    "metres_between",
    "open_network",
    "straight_walk",
]
