"""How one place lies to another: behind, opposite, beside; and how that is said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.places.names import simplified

_OTHERWISE = {"边": "边(?![间个度位处])"}
"""Words that must not go on so: Cantonese 边间 and 边个 ask which one."""


@dataclass(frozen=True)
class Relation:
    """How a place lies to the place called `{place}`."""

    zh: str
    """How it is said: "{place}后面"."""
    en: str

    def said(self, place: str, language: str) -> str:
        """In "en", or anything else for Chinese: "柳溪邮局后面"."""
        return (self.en if language == "en" else self.zh).format(place=place)


class RelationWords:
    """The words for relations, as patterns over folded sentences."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]], links: Iterable[str]) -> None:
        """`data` is the list `relations` of the words' file, `links` its `chain_links`."""
        self._after: dict[str, Relation] = {}
        self._before: dict[str, Relation] = {}
        self._english: dict[str, Relation] = {}
        self._inside: dict[str, Relation] = {}
        for entry in data.values():
            relation = Relation(entry["zh"], entry["en"])
            self._after |= {simplified(word): relation for word in entry["said"]}
            self._before |= {simplified(word): relation for word in entry.get("before", ())}
            self._inside |= {simplified(word): relation for word in entry.get("inside", ())}
            self._english |= dict.fromkeys(entry["said_en"], relation)
        self.after_words = tuple(self._after)
        """Chinese words that stand after a place."""
        said, link = any_of(self._after), any_of(map(simplified, links))
        self._following = re.compile(f"[|的]?({said})")
        self._within = re.compile(rf"({any_of(self._inside)})(?!(?:有|卖|能|可以|的|开))")
        self._preceding = re.compile(f"({any_of(self._before)})(?:那个|这个|那|这)?$")
        self._preceding_english = re.compile(rf"\b({any_of(self._english)})(?: the| a| an)? ?$")
        self._between = re.compile(f"[|的]?({said})?((?:{link})*)")
        self._between_english = re.compile(
            rf" (?:(?:that|which) (?:is|s) |just |right )?({any_of(self._english)}|of|on|in|at)"
            r"(?: the| a| an)? "
        )
        self._anchor = re.compile(f"([\u3400-\u9fff0-9a-z]*?)[|的]?({said})((?:{link})*)$")

    def following(self, text: str, end: int) -> tuple[Relation, int] | None:
        """The relation that stands after the place that ends at `end`, and where it ends."""
        match = self._following.match(text, end)
        return (self._after[match[1]], match.end()) if match else None

    def within(self, text: str, end: int) -> tuple[Relation, int] | None:
        """ "In there" after the place that ends at `end`, and where it ends.

        Only somebody who is led in by 我在 is there: 药店里有布洛芬吗 speaks of any.
        """
        match = self._within.match(text, end)
        return (self._inside[match[1]], match.end()) if match else None

    def preceding(self, text: str, start: int) -> tuple[Relation, int] | None:
        """The relation that stands before the place that begins at `start`, and where it begins."""
        before = text[:start]
        for pattern, known in (
            (self._preceding, self._before),
            (self._preceding_english, self._english),
        ):
            match = pattern.search(before)
            if match:
                return known[match[1]], match.start(1)
        return None

    def joining(self, text: str, start: int, end: int) -> tuple[Relation | None, str] | None:
        """The relation and the other words between two places of a Chinese chain.

        None where something else stands there.
        """
        match = self._between.fullmatch(text, start, end)
        return (self._after.get(match[1]), match[2]) if match else None

    def joining_english(self, text: str, start: int) -> int | None:
        """Where the next place of an English chain begins: "… opposite the market"."""
        match = self._between_english.match(text, start)
        return match.end() if match else None

    def is_relation_english(self, text: str, start: int) -> bool:
        """Whether a word such as "behind" follows, and no mere "in" or "at"."""
        match = self._between_english.match(text, start)
        return bool(match and match[1] in self._english)

    def anchor_before(self, text: str, start: int) -> str | None:
        """What stands before "对面那个", where that stands before `start`; "" is the person."""
        match = self._anchor.search(text[:start])
        return match[1] if match else None


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(_OTHERWISE.get(word, re.escape(word)) for word in longest_first) or "(?!)"
