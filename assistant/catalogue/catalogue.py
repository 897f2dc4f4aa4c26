"""The catalogue of services, read from data and checked."""

import csv
import difflib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from assistant.catalogue.service import Service
from assistant.errors import UsageError
from assistant.paths import DATA

CATALOGUE_FILE = DATA / "catalogue" / "services.csv"
TIERS = frozenset({"basic", "quality", "elderly_child", "public"})
BOOKINGS = frozenset({"visit", "delivery", "home_service", "consult"})
LONGEST_NORM = 15
"""Minutes: the circle's own edge."""


class Catalogue:
    """All services by id."""

    def __init__(self, services: Mapping[str, Service]) -> None:
        self._services = dict(services)
        self._rules = [
            (tags, service.id) for service in services.values() for tags in service.osm_tags
        ]

    def __getitem__(self, service_id: str) -> Service:
        """The service of that id. Raises UsageError with the nearest ids where there is none."""
        try:
            return self._services[service_id]
        except KeyError:
            raise UsageError(self._unknown(service_id)) from None

    def __contains__(self, service_id: object) -> bool:
        return service_id in self._services

    def __iter__(self) -> Iterator[Service]:
        return iter(self._services.values())

    def __len__(self) -> int:
        return len(self._services)

    def services_for_tags(self, tags: Mapping[str, str]) -> tuple[str, ...]:
        """The ids of the services that an OpenStreetMap object with these tags offers."""
        held = frozenset(tags.items())
        found = {service_id for wanted, service_id in self._rules if wanted <= held}
        return tuple(sorted(found))

    def _unknown(self, service_id: str) -> str:
        near = difflib.get_close_matches(service_id, self._services, n=2, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        return f'There is no service "{service_id}" in the catalogue.{hint}'


def load_catalogue(path: Path = CATALOGUE_FILE) -> Catalogue:
    """The catalogue at `path`, read again when the file has changed.

    Raises UsageError with the line number where a row is not of the right form.
    """
    try:
        return _load(path, path.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise UsageError(f"There is no catalogue at {path}.") from error


@lru_cache(maxsize=4)
def _load(path: Path, _changed: int) -> Catalogue:
    services: dict[str, Service] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            try:
                service = _service(row)
                if service.id in services:
                    raise ValueError(f'the id "{service.id}" stands twice')
            except (ValueError, KeyError) as error:
                raise UsageError(f"{path.name}, line {reader.line_num}: {error}.") from error
            services[service.id] = service
    for service in services.values():
        missing = [other for other in service.alternatives if other not in services]
        if missing:
            raise UsageError(f"{path.name}: {service.id} names the unknown service {missing[0]}.")
    return Catalogue(services)


def _service(row: Mapping[str, str]) -> Service:
    if None in row.values():
        raise ValueError("too few columns")
    for column in ("id", "name_zh", "name_en", "label_zh", "label_en", "group"):
        if not row[column]:
            raise ValueError(f'the column "{column}" is empty')
    if row["tier"] not in TIERS:
        raise ValueError(f'unknown tier "{row["tier"]}"')
    booking = tuple(way for way in _several(row["booking"]) if way != "none")
    if not set(booking) <= BOOKINGS:
        raise ValueError(f'unknown way of booking in "{row["booking"]}"')
    return Service(
        id=row["id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        label_zh=row["label_zh"],
        label_en=row["label_en"],
        tier=row["tier"],
        norm_minutes=_norm(row["norm_minutes"]),
        norm_source=row["norm_source"],
        synonyms_zh=_several(row["synonyms_zh"]),
        synonyms_en=_several(row["synonyms_en"]),
        needs_zh=_several(row["need_phrases_zh"]),
        needs_en=_several(row["need_phrases_en"]),
        booking=booking,
        osm_tags=tuple(_tags(item) for item in _several(row["osm_tags"])),
        alternatives=_several(row["alternatives"]),
        group=row["group"],
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _norm(cell: str) -> int | None:
    if not cell:
        return None
    minutes = int(cell)
    if not 1 <= minutes <= LONGEST_NORM:
        raise ValueError(f"a norm of {minutes} minutes is outside 1 to {LONGEST_NORM}")
    return minutes


def _tags(cell: str) -> frozenset[tuple[str, str]]:
    pairs = []
    for tag in cell.split("+"):
        key, separator, value = tag.partition("=")
        if not (key and separator and value):
            raise ValueError(f'"{tag}" is no tag of the form key=value')
        pairs.append((key.strip(), value.strip()))
    return frozenset(pairs)
