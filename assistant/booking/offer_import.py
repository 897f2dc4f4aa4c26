"""Taking offers over from a file into the database."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, case, delete, insert, literal, select, update

from assistant.booking.offer import Offer
from assistant.booking.offer_file import read_offers
from assistant.booking.rows import OFFER, OFFER_SERVICE, SLOT
from assistant.catalogue import Catalogue
from assistant.facilities.tables import Facility
from assistant.storing import transaction

LONGEST_ORIGIN = 255


@dataclass
class OfferReport:
    """What an import of offers did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Name and reason of each entry that was not taken, in the order of the file."""

    def summary(self) -> str:
        """One line for the person at the terminal."""
        return (
            f"{self.added} offers added, {self.changed} changed, {self.unchanged} unchanged, "
            f"{self.withdrawn} withdrawn, {len(self.skipped)} entries skipped."
        )


def import_offers(engine: Engine, catalogue: Catalogue, path: Path) -> OfferReport:
    """Take over the offers of a YAML file; see docs/bookings.md for its fields.

    What an earlier file of this name held and this one does not is withdrawn: nobody can book it
    any more, what is booked still stands. Raises UsageError where the file is no list of offers.
    """
    origin = path.stem[:LONGEST_ORIGIN]
    with engine.connect() as connection:
        facilities = set(connection.scalars(select(Facility.id)))
    content = read_offers(path, {service.id for service in catalogue}, facilities)
    report = OfferReport(skipped=list(content.skipped))
    with transaction(engine) as connection:
        held = {
            row.id: (row.spec, row.withdrawn, row.origin)
            for row in connection.execute(
                select(OFFER.c.id, OFFER.c.spec, OFFER.c.withdrawn, OFFER.c.origin)
            )
        }
        for offer in content.offers:
            _save(connection, offer, origin, held.get(offer.id), report)
        kept = [offer.id for offer in content.offers] + [name for name, _ in content.skipped]
        gone = update(OFFER).where(
            OFFER.c.origin == origin, ~OFFER.c.withdrawn, OFFER.c.id.not_in(kept)
        )
        report.withdrawn = connection.execute(gone.values(withdrawn=True)).rowcount
    return report


def _save(
    connection: Connection,
    offer: Offer,
    origin: str,
    held: tuple[object, bool, str] | None,
    report: OfferReport,
) -> None:
    spec = offer.as_json()
    if held == (spec, False, origin):
        report.unchanged += 1
        return
    row: dict[str, object] = {"facility_id": offer.facility, "kind": offer.kind, "spec": spec}
    row |= {"withdrawn": False, "origin": origin}
    if held is None:
        report.added += 1
        connection.execute(insert(OFFER).values(row | {"id": offer.id}))
    else:
        report.changed += 1
        connection.execute(update(OFFER).where(OFFER.c.id == offer.id).values(row))
        connection.execute(delete(OFFER_SERVICE).where(OFFER_SERVICE.c.offer_id == offer.id))
        _resize(connection, offer)
    rows = [{"offer_id": offer.id, "service_id": service} for service in offer.services]
    connection.execute(insert(OFFER_SERVICE), rows)


def _resize(connection: Connection, offer: Offer) -> None:
    """The slots that somebody wanted before get the new capacity; nobody is put out."""
    least = case((SLOT.c.taken > offer.capacity, SLOT.c.taken), else_=offer.capacity)
    size = least if offer.capacity else literal(0)
    connection.execute(update(SLOT).where(SLOT.c.offer_id == offer.id).values(capacity=size))
