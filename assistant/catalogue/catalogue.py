"""The catalogue of services."""

import difflib
from collections.abc import Iterable, Iterator, Mapping

from assistant.catalogue.osm_rules import OsmRule, OsmRules
from assistant.catalogue.service import Service
from assistant.errors import UsageError


class Catalogue:
    """All services by id."""

    def __init__(self, services: Iterable[Service], rules: Iterable[OsmRule] = ()) -> None:
        """`rules` say what map tags mean beyond those that the services list."""
        self._services = {service.id: service for service in services}
        offers = ((tags, service.id) for service in self for tags in service.osm_tags)
        self._rules = OsmRules(offers, rules)

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
        """The ids of the services that an OpenStreetMap object offers, in catalogue order.

        Its names count too: an `amenity=clinic` called 牙科 is a dentist.
        """
        found = self._rules.services(tags)
        return tuple(service for service in self._services if service in found) if found else ()

    def label_for_tags(self, tags: Mapping[str, str]) -> tuple[str, str] | None:
        """What to call an object without a name, such as 公共厕所 and "Public toilet".

        In Chinese and in English; None where the object offers nothing.
        """
        services = self.services_for_tags(tags)
        if not services:
            return None
        label = self._rules.label(tags)
        if label:
            return label
        first = self._services[services[0]]
        return first.label_zh, first.label_en[:1].upper() + first.label_en[1:]

    def _unknown(self, service_id: str) -> str:
        near = difflib.get_close_matches(service_id, self._services, n=2, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        return f'There is no service "{service_id}" in the catalogue.{hint}'
