"""One row of a table of facilities: what it may hold, and what it means."""

from collections.abc import Mapping
from datetime import date

from assistant.catalogue import Catalogue
from assistant.facilities.hours import tidy, valid
from assistant.facilities.records import STATUSES, WHEELCHAIR, FacilityRecord
from assistant.places import parse_point

REQUIRED = ("id", "name", "services", "lat", "lon")
OPTIONAL = (
    "crs", "address", "phone", "opening_hours", "wheelchair", "price_note", "source",
    "verified_on", "name_en", "status", "status_until", "floor", "eligibility", "bring",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)

LONGEST_ID = 120
"""Characters of an id or a source; longer ones do not fit the index."""


class BadRowError(ValueError):
    """A row that cannot be taken; the message is the reason."""


def read_row(
    row: Mapping[str, str], catalogue: Catalogue, source: str, today: date
) -> FacilityRecord:
    """The facility that a row describes; `source` where the row names none.

    Raises BadRowError or UsageError, with the reason, where the row cannot be taken.
    """
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name in ("id", "name"):
        if not cells[name]:
            raise BadRowError(f"the {name} is empty")
    for name in ("id", "source"):
        if len(cells[name]) > LONGEST_ID:
            raise BadRowError(f"the {name} is longer than {LONGEST_ID} characters")
    services = _services(cells["services"], catalogue)
    point = parse_point(f"{cells['lat']},{cells['lon']}", cells["crs"].lower() or "wgs84")
    return FacilityRecord(
        id=cells["id"],
        source=cells["source"] or source,
        name=cells["name"],
        lat=point.lat,
        lon=point.lon,
        services=services,
        prices=_prices(cells["price_note"], services),
        name_en=cells["name_en"] or None,
        address=cells["address"] or None,
        phone=cells["phone"] or None,
        opening_hours=_hours(cells["opening_hours"]),
        wheelchair=_one_of("wheelchair", cells, WHEELCHAIR),
        floor=cells["floor"] or None,
        eligibility=cells["eligibility"] or None,
        bring=cells["bring"] or None,
        status=_one_of("status", cells, STATUSES) or "open",
        status_until=_day("status_until", cells),
        verified_on=_past_day("verified_on", cells, today),
    )


def _services(cell: str, catalogue: Catalogue) -> tuple[str, ...]:
    services = tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))
    if not services:
        raise BadRowError("no service is named")
    for service in services:
        catalogue[service]
    return services


def _hours(cell: str) -> str | None:
    if not cell:
        return None
    rule = tidy(cell)
    if not valid(rule):
        example = '"Mo-Fr 09:00-17:00; Sa 09:00-12:00" or "24/7"'
        raise BadRowError(
            f'the opening hours "{cell}" cannot be understood; write for example {example}'
        )
    return rule


def _one_of(name: str, cells: Mapping[str, str], allowed: tuple[str, ...]) -> str | None:
    value = cells[name].lower()
    if value and value not in allowed:
        raise BadRowError(f'{name} is "{cells[name]}", not one of {", ".join(allowed)}')
    return value or None


def _day(name: str, cells: Mapping[str, str]) -> date | None:
    if not cells[name]:
        return None
    try:
        return date.fromisoformat(cells[name])
    except ValueError as error:
        raise BadRowError(f'{name} is "{cells[name]}", not a day such as 2026-05-01') from error


def _past_day(name: str, cells: Mapping[str, str], today: date) -> date | None:
    day = _day(name, cells)
    if day and day > today:
        raise BadRowError(f"{name} is {day}, which is still to come")
    return day


def _prices(cell: str, services: tuple[str, ...]) -> dict[str, str]:
    """The note of each service: `service: note | service: note`, or one note for them all."""
    prices = {}
    for part in cell.split("|"):
        name, separator, note = part.partition(":")
        if not separator or name.strip() not in services:
            return dict.fromkeys(services, cell) if cell else {}
        if note.strip():
            prices[name.strip()] = note.strip()
    return prices
