"""OpenStreetMap extracts as the tile builder wants them: sorted, ids above zero, one file."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import osmium
from osmium.osm import Node, Relation, Way

from assistant.errors import UsageError
from assistant.walking.straight import metres_between

KIND = {"n": 0, "w": 1, "r": 2}
SAME_OBJECT_METRES = 1000.0
"""Nodes of one id that lie farther apart than this come from two maps drawn independently."""

NEW_OBJECTS = 50_000_000_000
"""Where the ids of objects that an editor never uploaded (negative ones) are moved to."""

ROOM = 100_000_000_000
"""More ids than any map uses: how far apart maps with the same ids are moved."""


class _SameIdsError(Exception):
    """Two extracts use the same ids for different things."""

    def __init__(self, position: int) -> None:
        self.position = position


def clean_copy(source: Path, target: Path) -> None:
    """Write `source` (`.osm.pbf` or `.osm`) to `target` as a sorted `.osm.pbf` with positive ids.

    Raises UsageError where it cannot be read as OpenStreetMap data.
    """
    if not source.is_file():
        raise UsageError(f"There is no file {source}.")
    try:
        ordered, negative = _survey(source)
        if ordered and not negative and source.name.endswith(".pbf"):
            shutil.copyfile(source, target)
        elif negative:
            with tempfile.TemporaryDirectory(dir=target.parent) as folder:
                positive = Path(folder) / "positive.osm.pbf"
                _copy(source, positive, shift=0)
                _sort(positive, target)
        else:
            _sort(source, target)
    except RuntimeError as error:
        raise UsageError(f"{source} cannot be read as OpenStreetMap data: {error}") from error


def _survey(path: Path) -> tuple[bool, bool]:
    """Whether the objects are in the usual order, and whether any id is negative."""
    with osmium.io.Reader(str(path)) as reader:
        if reader.header().get("sorting") == "Type_then_ID":
            return True, False
    last, ordered, negative = (0, -1), True, False
    for item in osmium.FileProcessor(str(path)):
        here = (KIND.get(item.type_str(), 3), item.id)
        ordered = ordered and here > last
        negative = negative or item.id < 0
        last = here
    return ordered, negative


def _sort(source: Path, target: Path) -> None:
    reader = osmium.MergeInputReader()
    reader.add_file(str(source))
    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        reader.apply(writer)


def merge(extracts: Sequence[Path], target: Path) -> None:
    """Write all of `extracts` (made by `clean_copy`) into one sorted file without repetitions.

    Maps drawn independently may number their objects alike; the later one gets new numbers then,
    which depend on its place in `extracts` only.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        files = list(extracts)
        while True:
            try:
                _merge(files, target)
            except _SameIdsError as clash:
                shifted = Path(folder) / f"{clash.position}.osm.pbf"
                _copy(extracts[clash.position], shifted, shift=ROOM * clash.position)
                files[clash.position] = shifted
            else:
                return


def _merge(files: Sequence[Path], target: Path) -> None:
    positions = [osmium.FileProcessor(str(file)) for file in files]
    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        for versions in osmium.zip_processors(*positions):
            found = [(i, item) for i, item in enumerate(versions) if item is not None]
            for i, item in found[1:]:
                if _differ(found[0][1], item):
                    raise _SameIdsError(i)
            writer.add(max((item for _, item in found), key=_version))


def _version(item: object) -> int:
    return item.version if isinstance(item, Node | Way | Relation) else 0


def _differ(a: object, b: object) -> bool:
    if not (isinstance(a, Node) and isinstance(b, Node)):
        return False
    apart = metres_between((a.location.lat, a.location.lon), (b.location.lat, b.location.lon))
    return apart > SAME_OBJECT_METRES


def _copy(source: Path, target: Path, shift: int) -> None:
    """Copy with every id moved up by `shift`, and negative ones to the range for new objects."""

    def moved(identifier: int) -> int:
        return (identifier if identifier >= 0 else NEW_OBJECTS - identifier) + shift

    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        for item in osmium.FileProcessor(str(source)):
            if isinstance(item, Node):
                writer.add(item.replace(id=moved(item.id)))
            elif isinstance(item, Way):
                nodes = [moved(node.ref) for node in item.nodes]
                writer.add(item.replace(id=moved(item.id), nodes=nodes))
            elif isinstance(item, Relation):
                members = [(member.type, moved(member.ref), member.role) for member in item.members]
                writer.add(item.replace(id=moved(item.id), members=members))
