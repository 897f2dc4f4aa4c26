"""Reading the catalogue from its files, row by row, and refusing what does not fit."""

import csv
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.osm_rules import ANY, OsmRule, TagSet
from assistant.catalogue.service import Service
from assistant.errors import UsageError
from assistant.paths import DATA

CATALOGUE_FILE = DATA / "catalogue" / "services.csv"
RULES_NAME = "osm_tags.csv"
"""The rules about map tags, beside the catalogue; they may be missing."""

TIERS = frozenset({"basic", "quality", "elderly_child", "public"})
BOOKINGS = frozenset({"visit", "delivery", "home_service", "consult"})
LONGEST_NORM = 15
"""Minutes: the circle's own edge."""

Item = TypeVar("Item")

Stamp = tuple[tuple[int, int], tuple[int, int]]
"""When the two files changed last, and their sizes; zeros for one that is missing."""

_logger = logging.getLogger(__name__)
_read_before: dict[Path, tuple[Stamp, Catalogue]] = {}


def load_catalogue(path: Path = CATALOGUE_FILE) -> Catalogue:
    """The catalogue at `path`, read again when a file of it has changed.

    Raises UsageError with the line number where a row is not of the right form. A catalogue that
    was good before stays in use instead, with a line in the log: a slip in a file must not silence
    a running assistant.
    """
    rules = path.with_name(RULES_NAME)
    stamp = (_stamp(path), _stamp(rules))
    before = _read_before.get(path)
    if before and before[0] == stamp:
        return before[1]
    try:
        catalogue = _load(path, rules)
    except UsageError as error:
        if not before:
            raise
        _logger.error("%s The services read before stay in use.", error)
        catalogue = before[1]
    _read_before[path] = (stamp, catalogue)
    return catalogue


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


def _load(path: Path, rules: Path) -> Catalogue:
    services: dict[str, Service] = {}
    for line, service in _read(path, _service):
        if service.id in services:
            raise UsageError(f'{path.name}, line {line}: the id "{service.id}" stands twice.')
        services[service.id] = service
    if not services:
        raise UsageError(f"{path.name} holds no service.")
    for service in services.values():
        missing = [other for other in service.alternatives if other not in services]
        if missing:
            raise UsageError(f"{path.name}: {service.id} names the unknown service {missing[0]}.")
    return Catalogue(services.values(), _rules(rules, services) if rules.exists() else ())


def _rules(path: Path, services: Collection[str]) -> list[OsmRule]:
    rules = []
    for line, rule in _read(path, _rule):
        for name in (*rule.adds, *rule.drops):
            if name not in services and name != ANY:
                raise UsageError(f"{path.name}, line {line}: there is no service {name}.")
        rules.append(rule)
    return rules


def _read(path: Path, convert: Callable[[Mapping[str, str]], Item]) -> Iterator[tuple[int, Item]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                try:
                    if None in row or None in row.values():
                        raise ValueError("it has more or fewer cells than the header")
                    item = convert(row)
                except KeyError as error:
                    raise UsageError(f"{path.name} lacks the column {error}.") from error
                except ValueError as error:
                    raise UsageError(f"{path.name}, line {reader.line_num}: {error}.") from error
                yield reader.line_num, item
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is not in UTF-8.") from error
    except FileNotFoundError as error:
        raise UsageError(f"There is no catalogue at {path}.") from error


def _service(row: Mapping[str, str]) -> Service:
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


def _rule(row: Mapping[str, str]) -> OsmRule:
    if bool(row["label_zh"]) != bool(row["label_en"]):
        raise ValueError("a label is wanted in both languages or in none")
    rule = OsmRule(
        tags=_tags(row["tags"]),
        named=_several(row["named"]),
        not_named=_several(row["not_named"]),
        adds=_several(row["adds"]),
        drops=_several(row["drops"]),
        label_zh=row["label_zh"],
        label_en=row["label_en"],
    )
    if not (rule.adds or rule.drops or rule.label_zh):
        raise ValueError("the rule does nothing")
    return rule


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _norm(cell: str) -> int | None:
    if not cell:
        return None
    minutes = int(cell)
    if not 1 <= minutes <= LONGEST_NORM:
        raise ValueError(f"a norm of {minutes} minutes is outside 1 to {LONGEST_NORM}")
    return minutes


def _tags(cell: str) -> TagSet:
    pairs = []
    for tag in cell.split("+"):
        key, separator, value = tag.partition("=")
        if not (key and separator and value):
            raise ValueError(f'"{tag}" is no tag of the form key=value')
        pairs.append((key.strip(), value.strip()))
    return frozenset(pairs)
