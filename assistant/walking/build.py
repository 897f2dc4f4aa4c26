"""Building the walking network from OpenStreetMap extracts with Valhalla's own tile builder."""

import json
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import osmium
import valhalla
from osmium.osm import Way

from assistant.errors import UsageError
from assistant.walking.barriers import write_barriers
from assistant.walking.configuration import configuration
from assistant.walking.extracts import merge
from assistant.walking.ground import ground_note
from assistant.walking.straight import bearing

TILES = "tiles.tar"
WAYS = "ways.json"
BARRIERS = "barriers.json"
SIZE = "size"
"""The file that is written last and holds the length of the tiles."""

BUILDER = Path(valhalla.PYVALHALLA_DIR) / "bin" / "valhalla_build_tiles"
"""Called by its full path: the environment's bin folder need not be on PATH."""


def build_network(
    extracts: Sequence[Path],
    directory: Path,
    progress: Callable[[str], None] = lambda line: None,
) -> None:
    """Build the network of `extracts` (sorted `.osm.pbf`) into `directory`, which is made.

    Raises UsageError where the tile builder fails or nothing in the extracts can be walked on.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory, prefix="building-") as folder:
        work = Path(folder)
        source = extracts[0] if len(extracts) == 1 else work / "merged.osm.pbf"
        if len(extracts) > 1:
            progress(f"Putting {len(extracts)} extracts together")
            merge(extracts, source)
        progress("Building the walking network")
        try:
            streets, notes = _way_notes(source)
        except RuntimeError as error:
            raise UsageError(f"The walking network cannot be built: {error}") from error
        if not streets:
            raise UsageError("The walking network cannot be built: there are no streets in it.")
        _run_builder(source, work)
        _pack(work / "tiles", directory / TILES)
        ways = json.dumps(notes, ensure_ascii=False)
        (directory / WAYS).write_text(ways, encoding="utf-8")
        write_barriers(source, directory / BARRIERS)
        (directory / SIZE).write_text(str((directory / TILES).stat().st_size), encoding="utf-8")


def is_whole(directory: Path) -> bool:
    """Whether `build_network` went through in `directory` and its tiles were not cut since.

    Valhalla itself takes damaged tiles for a map without streets.
    """
    try:
        size = (directory / TILES).stat().st_size
        return (directory / SIZE).read_text(encoding="utf-8") == str(size)
    except FileNotFoundError:
        return False


def _run_builder(source: Path, work: Path) -> None:
    (work / "tiles").mkdir()
    config = configuration(tile_dir=str(work / "tiles"))
    config["mjolnir"]["concurrency"] = 2
    # Without it a square is a hole in the network that one has to walk around.
    config["mjolnir"]["pedestrian_areas"] = True
    settings = work / "valhalla.json"
    settings.write_text(json.dumps(config), encoding="utf-8")
    try:
        done = subprocess.run(
            [str(BUILDER), "-c", str(settings), str(source)], capture_output=True, text=True
        )
    except OSError as error:
        raise UsageError(f"The walking network cannot be built: {error}") from error
    if done.returncode:
        lines = [line.removeprefix("  what():").strip() for line in done.stderr.splitlines()]
        lines = [line for line in lines if line]
        reason = lines[-1] if lines else f"the tile builder ended with status {done.returncode}"
        raise UsageError(f"The walking network cannot be built: {reason}")


def _pack(tiles: Path, target: Path) -> None:
    # One file is mapped into memory once for all readers, and stays readable while it is deleted.
    with tarfile.open(target, "w", format=tarfile.USTAR_FORMAT) as archive:
        for tile in sorted(tiles.rglob("*.gph")):
            archive.add(tile, arcname=str(tile.relative_to(tiles)))


def _way_notes(source: Path) -> tuple[int, dict[str, dict[str, Any]]]:
    """The number of streets, and what the tiles do not keep of them and directions want.

    That is English names, in which direction steps lead up, and what is known of the ground.
    """
    streets, notes = 0, dict[str, dict[str, Any]]()
    ways = osmium.FileProcessor(str(source)).with_locations()
    for way in ways.with_filter(osmium.filter.KeyFilter("highway")):
        if not isinstance(way, Way):
            continue
        streets += 1
        tags = dict(way.tags)
        note: dict[str, Any] = dict(ground_note(tags))
        if "name:en" in tags:
            note["en"] = tags["name:en"]
        rise = tags.get("incline", "")
        ends = [(n.lat, n.lon) for n in (way.nodes[0], way.nodes[-1]) if n.location.valid()]
        if tags.get("highway") == "steps" and rise in ("up", "down") and len(ends) == 2:
            uphill = bearing(*ends) if rise == "up" else bearing(*reversed(ends))
            note["rise"] = round(uphill)
        if note:
            notes[str(way.id)] = note
    return streets, notes
