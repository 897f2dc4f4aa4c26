"""A few Valhalla actors, each lent to one thread at a time."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from tempfile import NamedTemporaryFile
from typing import Any

from valhalla import Actor

from assistant.walking.configuration import configuration

CACHE_BYTES = 64 * 1024 * 1024
FAR_METRES = 100_000
"""Nobody walks farther; pairs beyond it are not asked for."""

MOST_PAIRS = 2500
"""Origins times targets that one matrix may have."""


class ActorPool:
    """Lends actors. One that two threads use at once crashes the process, and each costs about
    20 MB, so there are only as many as the machine can keep busy.
    """

    def __init__(self, tiles: Path, size: int = min(4, max(2, os.cpu_count() or 2))) -> None:
        self._free: LifoQueue[Any] = LifoQueue()
        # A dictionary would be left behind as a file in the folder for temporary ones.
        with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as config:
            json.dump(_config(tiles), config)
            config.flush()
            # All at once: an import may remove the tiles later, and what is open stays readable.
            for _ in range(size):
                self._free.put(Actor(config.name))

    @contextmanager
    def lend(self) -> Iterator[Any]:
        """An actor for this thread alone until the block is left; waits for a free one."""
        actor = self._free.get()
        try:
            yield actor
        finally:
            self._free.put(actor)


def _config(tiles: Path) -> dict[str, Any]:
    config = configuration(tile_extract=str(tiles))
    config["mjolnir"] |= {"max_cache_size": CACHE_BYTES, "use_lru_mem_cache": True}
    # Must stay on: without it a place off the network corrupts memory instead of raising 170.
    config["loki"]["use_connectivity"] = True
    limits = config["service_limits"]
    limits["allow_hard_exclusions"] = True
    limits["pedestrian"] |= {
        "max_matrix_distance": 2.0 * FAR_METRES,
        "max_matrix_location_pairs": MOST_PAIRS,
    }
    return config
