"""Clipped names: 银杏 for 银杏苑, where the words around say that it is a place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from assistant.places.mentions import Context
from assistant.places.points import NamedPoint
from assistant.places.words import PlaceWords

SHORTEST = 2
SHORTEST_SHOP = 3
"""Letters that must be left of names that are no places by themselves."""

TOWN_NAMES = 3
"""So many names that begin with 南京市 say in which town they are; then 新百 is 南京新百."""

_TOWN = re.compile("([\u3400-\u9fff]{2,3})市(?=[\u3400-\u9fff]{2})")


class Clips:
    """What is left of names without their endings; built once, then only read."""

    def __init__(
        self, names: Iterable[tuple[str, tuple[NamedPoint, ...]]], words: PlaceWords
    ) -> None:
        self._words = words
        self._keys: defaultdict[str, list[str]] = defaultdict(list)
        known = dict(names)
        counted = Counter(match[1] for key in known if (match := _TOWN.match(key)))
        towns = [town for town, count in counted.items() if count >= TOWN_NAMES]
        for key, points in known.items():
            sure = any(point.kind in words.places for point in points)
            clips = {clip for point in points for clip in words.clips(point.kind, key)}
            clips |= {key.removeprefix(town) for town in towns if key.startswith(town)}
            for clip in clips:
                shortest = SHORTEST if sure or "mall" in {p.kind for p in points} else SHORTEST_SHOP
                if len(clip) >= shortest and clip not in known and not words.is_generic(clip):
                    self._keys[clip].append(key)
        self._lengths = sorted({len(clip) for clip in self._keys}, reverse=True)

    def find(self, context: Context) -> list[tuple[str, int, int]]:
        """The names of which a clipped form stands where a place must stand, with from and to."""
        text, found = context.text, []
        for lead in self._leads(text):
            for length in self._lengths:
                end = lead + length
                keys = self._keys.get(text[lead:end], ()) if end <= len(text) else ()
                if keys and self._stands_alone(context, lead, end):
                    found += [(key, lead, end) for key in keys]
                    break
        return found

    def _leads(self, text: str) -> set[int]:
        """Where a name may begin: after 我在, or where the sentence begins."""
        ends = {match.end() for match in self._words.clip_lead.finditer(text)}
        return ends | {0} | {match.end() for match in re.finditer(r"\|", text)}

    def _stands_alone(self, context: Context, start: int, end: int) -> bool:
        """Whether nothing goes on that would make another word of it: 银杏药店."""
        rest = context.text[end:]
        led = any(lead.end() == start for lead in self._words.clip_lead.finditer(context.text))
        numbered = context.is_numbered(end)
        related = self._words.relations.following(context.text, end)
        if not (led or numbered or related):
            return False
        rest = rest.removeprefix("的")
        if numbered or not rest or rest[0] == "|":
            return True
        small = self._words.filler.match(rest)
        at_end = small is not None and small.end() == len(rest)
        return at_end or bool(self._words.here_after.match(rest))
