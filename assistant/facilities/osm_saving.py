"""Taking named places over into the database: what is new, what changed, what is gone."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from itertools import batched

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from assistant.facilities.osm_named import Named
from assistant.facilities.saving import Changes
from assistant.facilities.tables import NamedPlace

BATCH = 400
"""Rows written at a time; databases limit the values in one statement."""


def save_places(session: Session, places: Iterable[Named], origin: str) -> Changes:
    """Bring the named places of `origin` to what `places` say, in the transaction of `session`."""
    columns = [item.name for item in fields(Named)]
    wanted = {place.id: asdict(place) for place in places}
    held = {
        row.id: row._asdict()
        for row in session.execute(
            select(*(getattr(NamedPlace, name) for name in columns)).where(
                NamedPlace.origin == origin
            )
        )
    }
    gone = held.keys() - wanted.keys()
    added = wanted.keys() - held.keys()
    changed = {identity for identity in held.keys() & wanted if held[identity] != wanted[identity]}
    for ids in batched(sorted(gone | changed), BATCH):
        session.execute(delete(NamedPlace).where(NamedPlace.id.in_(ids)))
    for ids in batched(sorted(added | changed), BATCH):
        session.execute(insert(NamedPlace), [wanted[i] | {"origin": origin} for i in ids])
    unchanged = len(wanted) - len(added) - len(changed)
    return Changes(len(added), len(changed), unchanged, len(gone))
