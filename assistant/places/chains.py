"""Chains of places: 钢花小区对过儿那个邮局后头, "behind the post office opposite the market"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.places.buildings import exit_number
from assistant.places.kind_index import EXIT
from assistant.places.mentions import LOOKED_BACK, Context, Mention, Role
from assistant.places.relations import Relation
from assistant.places.words import PlaceWords

_NUMERAL = "[0-9一二两三四五六七八九十]{1,3}"
_EXIT = re.compile(
    rf"(地铁站?|轻轨站?|车站|站)?的?((?:{_NUMERAL}[a-z]?号?(?:出|入|出入)口|{_NUMERAL}号口"
    rf"|(?<![a-z])[a-z][0-9]?号?(?:出|入|出入)?口))(?!人|井)"
)
_EXIT_ENGLISH = re.compile(
    r"\b(?:the )?((?:metro |subway |station )?)(exit (?:[a-z]|[0-9]{1,2})\b)"
)
_COMES_OUT = re.compile("(?:刚)?(?:出来|出去|出站|上来|出)")
_LONGEST_STRANGER = 4
"""English words of an anchor that nobody knows."""


@dataclass(frozen=True)
class Link:
    """One place of a chain: named, or of a kind."""

    start: int
    end: int
    mention: Mention | None = None
    word: str = ""
    """The word for the kind."""
    tags: tuple[str, ...] = ()
    """What the word means, see `KindIndex`."""
    sure: bool = True
    """False for an exit of which nothing says that it is a station's."""


@dataclass(frozen=True)
class Chain:
    """Places of which each one tells where the next one is."""

    links: tuple[Link, ...]
    """The one that is known by itself first, the one that is meant last."""
    relation: Relation | None
    """How the place of the person lies to the last of them."""
    start: int
    end: int
    role: Role
    stranger: str | None = None
    """The name before the first place, where that tells where it is and nobody knows it."""


class ChainReader:
    """Reads chains in sentences."""

    def __init__(self, words: PlaceWords) -> None:
        self._words = words
        self._relations = words.relations

    def read(self, context: Context, named: Sequence[Mention]) -> list[Chain]:
        """The chains of a sentence whose names are `named`; a name alone is none."""
        links = sorted(self._links(context, named), key=lambda link: link.start)
        return [*self._chinese(context, links), *self._english(context, links)]

    def _links(self, context: Context, named: Sequence[Mention]) -> Iterator[Link]:
        text, taken = context.text, []
        for mention in named:
            end = context.numbered_end(mention.end)
            taken.append((mention.start, end))
            yield Link(mention.start, end, mention)
        for pattern in (_EXIT, _EXIT_ENGLISH):
            for match in pattern.finditer(text):
                number = exit_number(match[2])
                if number and _is_free(match.span(), taken):
                    taken.append(match.span())
                    sure = bool(match[1])
                    tags = (EXIT + number,)
                    yield Link(*match.span(), word=match.group(), tags=tags, sure=sure)
        for start, end, word in self._words.kind_words.find(text):
            if _is_free((start, end), taken):
                yield Link(start, end, word=word, tags=self._words.kind_words.tags(word))

    def _chinese(self, context: Context, links: Sequence[Link]) -> Iterator[Chain]:
        text, index = context.text, 0
        chinese = [link for link in links if not _is_english(text, link)]
        while index < len(chinese):
            chain = [chinese[index]]
            while index + 1 < len(chinese) and self._joined(context, chain, chinese[index + 1]):
                index += 1
                chain.append(chinese[index])
            index += 1
            if len(chain) > 1 or chain[0].mention is None:
                made = self._made(context, chain)
                if made:
                    yield made

    def _joined(self, context: Context, chain: Sequence[Link], link: Link) -> bool:
        last = chain[-1]
        joint = self._relations.joining(context.text, last.end, link.start)
        if joint is None:
            return False
        relation, between = joint
        # A name needs no place of a kind to be found by; and a pause may begin another thought.
        if link.mention and (last.mention is None or "|" in context.text[last.end : link.start]):
            return False
        # 银杏苑的邮局 is one of the estate, but 学校邮局 is no post office beside a school.
        if relation is None and (last.mention is None or link.mention or "有" in between):
            return False
        if relation is None and link.tags[0].startswith(EXIT):
            return True
        if self._relations.following(context.text, link.end):
            return True
        return self._ends(context, chain[0].start, link, between)

    def _ends(self, context: Context, start: int, link: Link, between: str) -> bool:
        """Whether a place without a relation after it is where the person is or goes."""
        words = self._words
        rest = context.text[link.end :]
        last = not rest or rest[0] == "|" or words.filler.fullmatch(rest)
        if not (last or words.goal_after.match(rest)):
            return False
        definite = any(word in between for word in words.definite)
        here = words.here_before.search(context.text[max(0, start - LOOKED_BACK) : start])
        return definite or (bool(here) and "有" not in between)

    def _made(self, context: Context, links: list[Link]) -> Chain | None:
        text, first, last = context.text, links[0], links[-1]
        following = self._relations.following(text, last.end) or self._within(context, links)
        before = self._relations.preceding(text, first.start) if len(links) == 1 else None
        start = before[1] if before and not following else first.start
        relation, end = following or (before[0] if before else None, last.end)
        if last.tags and last.tags[0].startswith(EXIT):
            out = _COMES_OUT.match(text, end)
            if not (last.sure or out or following or context.is_alone(start, end)):
                return None
        elif relation is None and len(links) == 1:
            return None
        stranger = None
        if first.mention is None and not self._is_led(context, start):
            anchor = self._relations.anchor_before(text, start)
            if anchor is None:
                return None
            stranger = self._stranger(anchor)
        role = self._role(context, start, end) if relation is None else Role.HERE
        return Chain(tuple(links), relation, start, end, role, stranger)

    def _within(self, context: Context, links: Sequence[Link]) -> tuple[Relation, int] | None:
        """我在公园里: in the place where the chain ends."""
        before = context.text[: links[0].start]
        led = any(lead.end() == len(before) for lead in self._words.clip_lead.finditer(before))
        return self._relations.within(context.text, links[-1].end) if led else None

    def _role(self, context: Context, start: int, end: int) -> Role:
        return Role.GOAL if context.role(start, end) is Role.GOAL else Role.HERE

    def _is_led(self, context: Context, start: int) -> bool:
        before = context.text[:start]
        return not before or bool(self._words.kind_lead.search(before)) or context.is_led_in(start)

    def _stranger(self, anchor: str) -> str | None:
        """The name in "我在钢花小区"; None where that is no more than 我 or 请问."""
        lead = self._words.up_to_name.match(anchor)
        name = anchor[lead.end() :] if lead else anchor
        return name if len(name) > 1 else None

    def _english(self, context: Context, links: Sequence[Link]) -> Iterator[Chain]:
        english = {link.start: link for link in links if _is_english(context.text, link)}
        done = -1
        for start in sorted(english):
            link = english[start]
            if start < done or link.mention is not None:
                continue
            chain = self._read_english(context, link, english)
            if chain:
                done = chain.end
                yield chain

    def _read_english(self, context: Context, link: Link, links: dict[int, Link]) -> Chain | None:
        text, chain, stranger = context.text, [link], None
        while True:
            place = self._relations.joining_english(text, chain[-1].end)
            if place is None:
                break
            after = links.get(place)
            if after is None:
                if self._relations.is_relation_english(text, chain[-1].end):
                    rest = re.split(r"\|", text[place:])[0].split(" ")
                    stranger = " ".join(rest[:_LONGEST_STRANGER])
                break
            chain.append(after)
            if after.mention:
                break
        before = self._relations.preceding(text, link.start)
        start = before[1] if before else link.start
        is_exit = link.tags[0].startswith(EXIT)
        led = context.is_led_in(link.start)
        at_exit = is_exit and (led or link.sure or context.is_alone(link.start, link.end))
        if not (before or at_exit or (led and len(chain) > 1)):
            return None
        relation = before[0] if before else None
        role = Role.HERE if before else self._role(context, start, link.end)
        return Chain(tuple(reversed(chain)), relation, start, chain[-1].end, role, stranger)


def _is_english(text: str, link: Link) -> bool:
    return text[link.start : link.end].isascii()


def _is_free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)
