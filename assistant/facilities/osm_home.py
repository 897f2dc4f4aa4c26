"""The working folder of map imports: copies of the extracts, and the networks made of them."""

import fcntl
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import UsageError
from assistant.maps.backdrop import FILE
from assistant.maps.ground import write_backdrop
from assistant.walking import build_network
from assistant.walking.build import is_whole
from assistant.walking.extracts import clean_copy

SUFFIXES = (".osm.pbf", ".pbf", ".osm.bz2", ".osm.gz", ".osm")
NETWORK_FORM = "3"
"""Goes up when networks have to be built anew because the way of building them changed."""

UNFINISHED = "import-"

Progress = Callable[[str], None]
Extracts = Mapping[str, str]
"""The extracts in use: name to digest."""


class MapHome:
    """Keeps extracts and networks in `home`. Whatever is unfinished there is nobody's."""

    def __init__(self, home: Path) -> None:
        self.home = home.absolute()
        self._extracts = self.home / "extracts"
        self._networks = self.home / "networks"

    @contextmanager
    def alone(self, progress: Progress) -> Iterator[Path]:
        """A folder for the work of one import, while no other one is running."""
        for folder in (self._extracts, self._networks):
            folder.mkdir(parents=True, exist_ok=True)
        # The lock goes with the process, however that ends.
        with (self.home / "import.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress("Waiting for another import to end")
                fcntl.flock(lock, fcntl.LOCK_EX)
            for left_over in self.home.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left_over, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=self.home, prefix=UNFINISHED) as work:
                yield Path(work)

    def keep(self, path: Path, work: Path) -> str:
        """Keep a sorted copy of the extract at `path`; its digest. Raises UsageError."""
        copy = work / "copy.osm.pbf"
        clean_copy(path, copy)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        copy.replace(self.extract(name_of_extract(path), digest))
        return digest

    def extract(self, name: str, digest: str) -> Path:
        """Where the copy of an extract is."""
        return self._extracts / f"{name}-{digest[:16]}.osm.pbf"

    def network(self, extracts: Extracts) -> Path:
        """Where the network of these extracts is, or will be."""
        identity = json.dumps([NETWORK_FORM, sorted(extracts.items())])
        return self._networks / hashlib.sha256(identity.encode()).hexdigest()[:16]

    def build(self, extracts: Extracts, whole: Path, work: Path, progress: Progress) -> bool:
        """Build the network of these extracts from the map `whole`; False: it was there already.

        Raises UsageError where it cannot be built.
        """
        folder = self.network(extracts)
        if is_whole(folder):
            return False
        shutil.rmtree(folder, ignore_errors=True)
        unfinished = work / "network"
        build_network([whole], unfinished, progress)
        progress("Drawing the ground of maps")
        write_backdrop(whole, unfinished / FILE)
        unfinished.replace(folder)
        return True

    def tidy(self, extracts: Extracts, networks: Collection[Path]) -> None:
        """Remove everything but these extracts and networks."""
        wanted = {self.extract(name, digest) for name, digest in extracts.items()}
        for extract in set(self._extracts.iterdir()) - wanted:
            extract.unlink(missing_ok=True)
        for folder in set(self._networks.iterdir()) - set(networks):
            shutil.rmtree(folder, ignore_errors=True)


def name_of_extract(path: Path) -> str:
    """The name that an extract is known by: that of its file. Raises UsageError."""
    for suffix in SUFFIXES:
        if path.name.endswith(suffix):
            return path.name.removesuffix(suffix)
    raise UsageError(f"{path.name} must end in .osm.pbf or .osm.")
