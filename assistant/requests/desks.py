"""The desks that see to what is reported, from `data/requests/desks.yaml`."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from assistant.catalogue import load_catalogue
from assistant.errors import UsageError
from assistant.facilities.hours import state, valid
from assistant.paths import DATA
from assistant.people.word_files import read_words

FILE = DATA / "requests" / "desks.yaml"

LAST = "city_line"
"""The desk that always stands at the end: it takes everything."""

LONGEST_ID = 40


@dataclass(frozen=True)
class Desk:
    """Somebody who sees to reports."""

    id: str
    name_zh: str
    name_en: str
    phone: str = ""
    """As it is dialled; "" where it is the phone of the facility, or only the fallback has one."""
    hours: str = ""
    """Opening hours in OpenStreetMap syntax; "": those of the facility, or not known."""
    service: str = ""
    """The service of the catalogue whose nearest facility is this desk; "": none is."""
    there: str = ""
    """"yes" where the trouble is at the desk itself: the market, the bin."""
    fallback: str = ""
    """The id of the desk to turn to where this one is not to be reached."""

    def name(self, language: str) -> str:
        """Its name in "zh" or "en"."""
        return self.name_en if language == "en" else self.name_zh

    def open_at(self, moment: datetime) -> bool | None:
        """Whether it answers at that moment; None where its hours are not known."""
        return state(self.hours, moment).open if self.hours else None


@cache
def desks(path: Path = FILE) -> Mapping[str, Desk]:
    """All desks by id. Raises UsageError where the file is not as it should be."""
    return read_words(path, lambda content: _checked(path.name, content))


def desks_of(wanted: Collection[str]) -> tuple[Desk, ...]:
    """The desks of these ids in their order, each followed by whom to turn to in its place.

    The city line stands at the end. Each stands there once.
    """
    found: dict[str, Desk] = {}
    for first in wanted:
        each = first
        while each and each not in found:
            found[each] = desks()[each]
            each = found[each].fallback
    last = found.pop(LAST, desks()[LAST])
    return (*found.values(), last)


def _checked(name: str, content: Mapping[str, Any]) -> Mapping[str, Desk]:
    found: dict[str, Desk] = {}
    for entry in content["desks"]:
        desk = Desk(**{key: "" if value is None else str(value) for key, value in entry.items()})
        if desk.id in found:
            raise UsageError(f'{name}: two desks are called "{desk.id}".')
        found[desk.id] = desk
    if LAST not in found:
        raise UsageError(f'{name} must have a desk "{LAST}".')
    services = {service.id for service in load_catalogue()}
    for desk in found.values():
        problem = _problem(desk, found, services)
        if problem:
            raise UsageError(f"{name}, {desk.id}: {problem}.")
    return found


def _problem(desk: Desk, known: Mapping[str, Desk], services: Collection[str]) -> str:
    lacking = [f.name for f in fields(Desk) if f.default is MISSING and not getattr(desk, f.name)]
    if lacking:
        return f'it lacks "{lacking[0]}"'
    if len(desk.id) > LONGEST_ID:
        return f"its id has more than {LONGEST_ID} characters"
    if desk.hours and not valid(desk.hours):
        return f'the hours "{desk.hours}" cannot be understood'
    if desk.service and desk.service not in services:
        return f'there is no service "{desk.service}"{_hint(desk.service, services)}'
    if desk.fallback and desk.fallback not in known:
        return f'there is no desk "{desk.fallback}"{_hint(desk.fallback, known)}'
    seen, each = {desk.id}, desk.fallback
    while each:
        if each in seen:
            return "its fallbacks lead in a circle"
        seen.add(each)
        each = known[each].fallback if each in known else ""
    if not desk.phone and not desk.service and not desk.fallback:
        return "nobody could reach it: it has no phone, no service and no fallback"
    return ""


def _hint(said: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(said, known, n=1)
    return f'; perhaps "{near[0]}" is meant' if near else ""
