"""Import of OpenStreetMap extracts: facilities, named places and the walking network at once."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from assistant.catalogue import Catalogue
from assistant.errors import UsageError
from assistant.facilities.osm_facility import SOURCE
from assistant.facilities.osm_home import MapHome, Progress, name_of_extract
from assistant.facilities.osm_reading import Content, read_extract
from assistant.facilities.osm_saving import save_places
from assistant.facilities.saving import Changes, note_import, save_facilities
from assistant.facilities.tables import WalkingNetwork
from assistant.walking.extracts import merge


@dataclass(frozen=True)
class Report:
    """What an import did."""

    facilities: Changes
    places: Changes
    network_built: bool

    def summary(self) -> str:
        """One line for the person at the terminal."""
        built = "built" if self.network_built else "unchanged"
        return (
            f"Facilities: {_counts(self.facilities)}. Named places: {_counts(self.places)}. "
            f"Walking network {built}."
        )


def _counts(changes: Changes) -> str:
    return (
        f"{changes.added} added, {changes.changed} changed, "
        f"{changes.unchanged} unchanged, {changes.removed} removed"
    )


def _any(changes: Changes) -> bool:
    return bool(changes.added or changes.changed or changes.removed)


def import_osm(
    engine: Engine,
    catalogue: Catalogue,
    path: Path,
    home: Path,
    now: datetime,
    progress: Progress = lambda line: None,
) -> Report:
    """Take over the extract at `path`, known by its file name; others stay beside it.

    The database holds what all extracts together say, so one that is imported again loses what
    it no longer holds. Copies of the extracts, and the networks made of them, are kept in `home`.
    Everything becomes visible at once, in one transaction; until then nothing that is in use is
    touched. Raises UsageError where the file is no map, or no network can be built from it.
    """
    try:
        return _import(engine, catalogue, path, MapHome(home), now, progress)
    except OSError as error:
        message = f"The map cannot be imported: {error.strerror} ({error.filename or home})."
        raise UsageError(message) from error


def _import(
    engine: Engine,
    catalogue: Catalogue,
    path: Path,
    maps: MapHome,
    now: datetime,
    progress: Progress,
) -> Report:
    name = name_of_extract(path)
    with maps.alone(progress) as work:
        old = _in_use(engine)
        extracts = _still_there(old, maps, progress)
        progress(f"Reading {path.name}")
        extracts[name] = maps.keep(path, work)
        whole = _whole(maps, extracts, work, progress)
        content = read_extract(whole, catalogue, now.date())
        progress(f"{len(content.facilities)} facilities, {len(content.places)} named places")
        built = maps.build(extracts, whole, work, progress)
        network = maps.network(extracts)
        with Session(engine) as session, session.begin():
            facilities, places = _save(session, content, network, extracts, now)
            if _any(facilities) or _any(places) or old != (str(network), extracts):
                note_import(session, name, now)
        # Others may still be reading the network before this one.
        maps.tidy(extracts, (network, Path(old[0])))
    return Report(facilities, places, built)


def _in_use(engine: Engine) -> tuple[str, dict[str, str]]:
    """The folder of the network in use, and the extracts that it was built from."""
    with Session(engine) as session:
        row = session.scalars(select(WalkingNetwork)).first()
        return (row.directory, json.loads(row.extracts)) if row else ("", {})


def _still_there(
    old: tuple[str, dict[str, str]], maps: MapHome, progress: Progress
) -> dict[str, str]:
    kept = {name: digest for name, digest in old[1].items() if maps.extract(name, digest).is_file()}
    for name in old[1].keys() - kept.keys():
        progress(f"The copy of {name} is gone; import it again to have it back")
    return kept


def _whole(maps: MapHome, extracts: dict[str, str], work: Path, progress: Progress) -> Path:
    """All extracts as one map, in the order in which they first came."""
    files = [maps.extract(name, digest) for name, digest in extracts.items()]
    if len(files) == 1:
        return files[0]
    progress(f"Putting {len(files)} maps together")
    whole = work / "whole.osm.pbf"
    merge(files, whole)
    return whole


def _save(
    session: Session, content: Content, network: Path, extracts: dict[str, str], now: datetime
) -> tuple[Changes, Changes]:
    facilities = save_facilities(session, content.facilities, SOURCE, whole=True)
    places = save_places(session, content.places, SOURCE)
    names = json.dumps(extracts, ensure_ascii=False)
    row = session.get(WalkingNetwork, network.name)
    if row is None or (row.directory, row.extracts) != (str(network), names):
        session.execute(delete(WalkingNetwork))
        session.flush()
        session.add(
            WalkingNetwork(id=network.name, directory=str(network), extracts=names, made_at=now)
        )
    return facilities, places
