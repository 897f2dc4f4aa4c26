"""Whether somebody at a place is concerned by a notice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.bulletin.notice import Notice
from assistant.places.names import simplified
from assistant.walking.straight import Position, metres_between

_PART = re.compile(
    r"[-\s]*(?:[0-9零一二三四五六七八九十百a-zA-Z甲乙丙丁]{1,4}(?:号楼|栋|幢|座|号|单元)|[东西南北正后侧]{1,2}门).*"
)
"""What follows the name of an estate where a part of it is meant: 3栋, 东门; not 公交站."""


@dataclass(frozen=True)
class Place:
    """Where somebody is or lives."""

    position: Position
    names: tuple[str, ...] = ()
    """What it is called: 银杏苑3栋."""

    def concerned_by(self, notice: Notice) -> bool:
        """Whether the notice is about this place.

        Of whom only the estate is known, what is about one of its buildings concerns them too:
        they know which one is theirs.
        """
        if not notice.bound:
            return True
        if notice.near is not None:
            return metres_between(self.position, notice.near) <= notice.within_metres
        return any(_belong(simplified(a), simplified(b)) for a in self.names for b in notice.places)


def concerns(notice: Notice, places: Sequence[Place]) -> bool:
    """Whether it is about one of the places; without any, whether it is about all of them."""
    return not notice.bound or any(place.concerned_by(notice) for place in places)


def _belong(own: str, posted: str) -> bool:
    """Whether one is the other or a part of it."""
    longer, shorter = (own, posted) if len(own) >= len(posted) else (posted, own)
    rest = longer.removeprefix(shorter)
    if len(rest) + len(shorter) != len(longer) or not shorter:
        return False
    return not rest or bool(_PART.fullmatch(rest))
