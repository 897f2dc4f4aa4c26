"""Valhalla's configuration, reduced to what a walking network in a file needs."""

import copy
from typing import Any

from valhalla.config import get_config

ELSEWHERE = ("admin", "timezone", "landmarks", "traffic_extract", "transit_dir")
"""Files of a server installation that the defaults name and that are neither here nor needed."""


def configuration(tile_extract: str = "", tile_dir: str = "") -> dict[str, Any]:
    """A configuration of its own that reads tiles from a tar file or from a folder."""
    # What get_config returns shares its inner parts with every other caller.
    config: dict[str, Any] = copy.deepcopy(get_config(tile_extract="", tile_dir=""))
    for unused in ELSEWHERE:
        config["mjolnir"].pop(unused, None)
    config["mjolnir"] |= {"tile_extract": tile_extract, "tile_dir": tile_dir}
    return config
