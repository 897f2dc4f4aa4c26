"""What OpenStreetMap tags and names say about services, beyond the tags that a service lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")

TagSet = frozenset[tuple[str, str]]

ANY = "*"
"""Stands for every value of a tag; among the services dropped, for every service."""

NAME_KEYS = ("name", "name:zh", "name:en", "official_name", "alt_name", "brand", "operator")


@dataclass(frozen=True)
class OsmRule:
    """A row of `data/catalogue/osm_tags.csv`: where it applies, services come or go."""

    tags: TagSet
    """All of them must hold."""
    named: tuple[str, ...]
    """Where given, one of these must stand in a name."""
    not_named: tuple[str, ...]
    """Where given, there must be a name and none of these in it."""
    adds: tuple[str, ...]
    drops: tuple[str, ...]
    label_zh: str
    """What an object without a name is called; empty where the service's label will do."""
    label_en: str

    def applies(self, names: str) -> bool:
        """Whether the rule applies to an object whose tags hold and whose names are `names`."""
        if self.named and not any(piece in names for piece in self.named):
            return False
        if not self.not_named:
            return True
        return bool(names) and not any(piece in names for piece in self.not_named)


class OsmRules:
    """Turns the tags of an object into the services that it offers."""

    def __init__(self, offers: Iterable[tuple[TagSet, str]], rules: Iterable[OsmRule]) -> None:
        """`offers` are tag sets with the service that they mean."""
        self._offers = _Index(offers)
        self._rules = _Index((rule.tags, rule) for rule in rules)

    def services(self, tags: Mapping[str, str]) -> set[str]:
        """The ids of the services that an object with these tags offers."""
        found = set(self._offers.holding(tags))
        rules = self._applying(tags)
        for rule in rules:
            found.update(rule.adds)
        for rule in rules:
            found.difference_update(found if ANY in rule.drops else rule.drops)
        return found

    def label(self, tags: Mapping[str, str]) -> tuple[str, str] | None:
        """What an object without a name is called, in Chinese and English, if a rule says so."""
        labelled = (rule for rule in self._applying(tags) if rule.label_zh)
        rule = max(labelled, key=lambda rule: len(rule.tags), default=None)
        return (rule.label_zh, rule.label_en) if rule else None

    def _applying(self, tags: Mapping[str, str]) -> list[OsmRule]:
        rules = self._rules.holding(tags)
        if not rules:
            return []
        names = "\n".join(tags[key] for key in NAME_KEYS if key in tags)
        return [rule for rule in rules if rule.applies(names)]


class _Index(Generic[Item]):
    """Finds what hangs on tags without asking every rule about every object of a country."""

    def __init__(self, entries: Iterable[tuple[TagSet, Item]]) -> None:
        self._entries: dict[tuple[str, str], list[tuple[TagSet, Item]]] = {}
        for tags, item in entries:
            self._entries.setdefault(min(tags), []).append((tags, item))

    def holding(self, tags: Mapping[str, str]) -> list[Item]:
        """The items whose tags all hold."""
        found = []
        for key, value in tags.items():
            for first in ((key, value), (key, ANY)):
                for wanted, item in self._entries.get(first, ()):
                    if all(tags.get(k) == v or (v == ANY and k in tags) for k, v in wanted):
                        found.append(item)
        return found
