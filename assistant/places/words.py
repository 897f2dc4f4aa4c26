"""How people speak of places: read from `data/catalogue/place_words.yaml` and the catalogue."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.catalogue import Catalogue, load_catalogue
from assistant.errors import UsageError
from assistant.paths import DATA
from assistant.places.kind_words import KindWords
from assistant.places.names import fold, simplified
from assistant.places.relations import RelationWords, any_of

WORDS_FILE = DATA / "catalogue" / "place_words.yaml"
LAST_RANK = 5
USUALLY_SAME_WITHIN = 150
_NUMBER = (
    r"[|第]?[a-z]?[0-9零一二两三四五六七八九十百]{1,5}(?:号楼|号院|栋|幢|座|号|楼|单元)"
    r"(?:[0-9一二三四五六七八九十]{1,3}单元)?(?:[0-9]{3,4}室?)?"
)
_TOWN = re.compile("[\u3400-\u9fff]{2,3}市(?=[\u3400-\u9fff]{4})|[\u3400-\u9fff]{2,3}(?=省)")
"""What official names begin with, and people leave out."""

_ENGLISH_NUMBER = r"[| ]?(?:building|block|tower|number|no) [a-z]?[0-9]{0,3}"


class PlaceWords:
    """The words around names, the words that are no names, and the ranks of kinds."""

    def __init__(
        self,
        data: Mapping[str, Any],
        services: Iterable[str],
        nouns: Iterable[tuple[str, str]] = (),
    ) -> None:
        """`services` are names of services, which are no names of places; `nouns` their synonyms
        with the id of the service.

        Raises KeyError, TypeError, AttributeError or ValueError where `data` lacks something.
        """
        self.generic = frozenset(filter(None, map(fold, [*services, *data["generic"]])))
        self._generic_part = re.compile(_any(word for word in self.generic if not word.isascii()))
        self._generic_rest = re.compile(_any(data["generic_rest"]))
        self._kinds = {str(kind): int(rank) for kind, rank in data["kinds"].items()}
        self.places = frozenset(data["places"])
        """Kinds whose name alone says where somebody is."""
        self.heard = frozenset(data["heard"])
        """Kinds that are recognised by the sound of their names too."""
        self.heard_longer = {str(kind): int(count) for kind, count in data["heard_longer"].items()}
        """Kinds of which only longer names are, and from how many syllables."""
        self.misheard = frozenset(data["misheard"])
        """Kinds of which one wrong syllable in a longer name is forgiven."""
        self.numbered = frozenset(data["numbered"])
        """Kinds with numbered parts."""
        self.housed = self.numbered - {"street"}
        """Those of them that have buildings."""
        self._kinds_said = {kind: (zh, en) for kind, (zh, en) in data["kinds_said"].items()}
        self._same = {str(kind): float(metres) for kind, metres in data["same_within"].items()}
        self._dropped = dict(data["dropped_endings"])
        self._shortened = dict(data["shortened_endings"])
        self._clipped = dict(data["clipped_endings"])

        self.relations = RelationWords(data["relations"], data["chain_links"])
        """Behind, opposite, beside."""
        self.kind_words = KindWords(data, nouns)
        """Words such as 邮局."""
        self.definite = tuple(map(simplified, data["chain_definite"]))
        """Words that say that one certain place is meant: 那个."""

        self._branch = re.compile(data["branch"])
        self._address = re.compile(data["address"])

        self.here_before = _before(data["here_before"], data["here_before_en"])
        """At the end of what stands before a name: the person is there."""
        self.now_before = _before(data["now_before"], data["now_before_en"])
        """The same, of where they are now and not of where they live."""
        self.goal_before = _before(data["goal_before"], data["goal_before_en"])
        """The same: the person wants to go there."""
        self.goal_before_unsure = _before(data["goal_before_unsure"], ())
        """The same, where words such as 怎么走 follow; otherwise the person is there."""
        self.kind_lead = _before(data["kind_lead"], data["kind_lead_en"], or_pause=True)
        """The same before a kind of place that is meant as the one near by."""
        lead = _any([*data["here_before"], *data["kind_lead"], *data["goal_before"]])
        self.up_to_name = re.compile(rf"(?:.*(?:我在|住在|我住|在|从|去|到|住|喺)|(?:{lead})*)")
        """From the beginning of a clause to the name in it."""
        self.clip_lead = re.compile(_any(data["clip_lead"]))
        """Before a clipped name: the person is there."""
        lists = ("here_before", "here_after", "nouns_after", "clip_lead", "numbers_after")
        around = [
            *data["chain_definite"],
            *self.relations.after_words,
            *(word for each in lists for word in data[each]),
        ]
        chinese_words = (simplified(word) for word in around if not word.isascii())
        self.misheard_words = (
            *(word for word in chinese_words if len(word) > 1),
            *self.kind_words.often_said,
        )
        """Words around names that are recognised by their sound."""
        own_nouns = _any(data["nouns_after"])
        belongs = rf"(?: ?(?:{own_nouns}))?(?:{_NUMBER}|{_ENGLISH_NUMBER})*[|的]?"
        english = rf"| (?:{_any(data['here_after_en'])})\b"
        after = [*data["here_after"], *self.relations.after_words]
        self.here_after = re.compile(rf"{belongs}(?:{_any(after)}{english})")
        """At the beginning of what stands after a name: the person is there."""
        to_there = _any(data["goal_after"])
        self.goal_after = re.compile(rf"{belongs}(?:门口|要|需要|得|应该|该)?(?:{to_there})")
        """The same: the person wants to go there."""
        self.noun_after = re.compile(rf" ?(?:{own_nouns})(?![a-z])")
        """What may stand between a name and a building's number."""
        self.building_after = re.compile(rf"(?: ?(?:{own_nouns}))?(?:{_NUMBER}|{_ENGLISH_NUMBER})+")
        """A building's number after a name."""
        chinese = _any([*data["filler"], *self.relations.after_words])
        small = _any(data["filler_en"])
        self.filler = re.compile(
            rf"(?:{chinese}|\b(?:{small})\b|{_NUMBER}|{_ENGLISH_NUMBER}|[| ])*"
        )
        """What may stand around a name that is the whole answer."""

    @property
    def kinds_said(self) -> Mapping[str, tuple[str, str]]:
        """What kinds of places are called where two of one name differ in it."""
        return self._kinds_said

    def is_generic(self, key: str) -> bool:
        """Whether a folded name says nothing about where: 药店, 修鞋配钥匙, "post office"."""
        if key in self.generic or key.removesuffix("s") in self.generic:
            return True
        return not self._generic_rest.sub("", self._generic_part.sub("", key))

    def service_parts(self, key: str) -> list[tuple[int, int]]:
        """Where in `key` generic words or names of services stand."""
        spans = (match.span() for match in self._generic_part.finditer(key))
        return [(start, end) for start, end in spans if end - start > 1]

    def rank(self, kind: str) -> int:
        """How readily a name means a place of this kind, 1 first."""
        return self._kinds.get(kind, LAST_RANK)

    def same_within(self, kind: str) -> float:
        """Metres within which points of one name are one place."""
        return self._same.get(kind, USUALLY_SAME_WITHIN)

    def short_forms(self, kind: str, key: str) -> set[str]:
        """What people say for a place of that kind besides its folded name."""
        forms = set()
        for ending in self._dropped.get(kind, ()):
            if key.endswith(ending):
                forms.add(key.removesuffix(ending))
        for ending, others in self._shortened.get(kind, {}).items():
            if key.endswith(ending):
                forms |= {key.removesuffix(ending) + other for other in others}
        town = _TOWN.match(key)
        if town:
            forms.add(key[town.end() :])
        branch = self._branch.fullmatch(key)
        if branch:
            forms.add(branch[1])
        return {form for form in forms if len(form) > 1}

    def clips(self, kind: str, key: str) -> set[str]:
        """What is left of a folded name without its ending, which few people say."""
        endings = self._clipped.get(kind, ())
        return {key.removesuffix(ending) for ending in endings if key.endswith(ending)}

    def house(self, address: str) -> str | None:
        """The street and house number that an address begins with, without the flat."""
        match = self._address.match(address)
        return match[0] if match else None


def load_place_words(path: Path = WORDS_FILE) -> PlaceWords:
    """The words in `path`, with the names of the catalogue's services.

    Raises UsageError where the file is not of the right form.
    """
    return _load(path, path.stat().st_mtime_ns, load_catalogue())


@lru_cache(maxsize=2)
def _load(path: Path, _changed: int, catalogue: Catalogue) -> PlaceWords:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return PlaceWords(data, _names_of_services(catalogue), _nouns(catalogue))
    except KeyError as error:
        raise UsageError(f"{path.name} lacks the list {error}.") from error
    except (yaml.YAMLError, TypeError, AttributeError, ValueError) as error:
        raise UsageError(f"{path.name} is not of the right form: {error}.") from error


def _names_of_services(catalogue: Catalogue) -> set[str]:
    names: set[str] = set()
    for service in catalogue:
        whole = (service.name_zh, service.name_en, service.label_zh, service.label_en)
        names.update(whole)
        names.update(part for name in whole for part in re.split(r"[/()（）、]| or ", name))
        names.update(service.synonyms_zh, service.synonyms_en)
    return names


def _nouns(catalogue: Catalogue) -> list[tuple[str, str]]:
    """What people call the services, with their ids."""
    return [
        (name, service.id)
        for service in catalogue
        for name in (service.label_zh, service.label_en, *service.synonyms_zh, *service.synonyms_en)
    ]


def _any(words: Iterable[str]) -> str:
    return any_of(map(simplified, words))


def _before(
    chinese: Iterable[str], english: Iterable[str], *, or_pause: bool = False
) -> re.Pattern[str]:
    # 现在, 存在 and 记住 end in the same letters but say nothing about where.
    said = rf"(?<![现存])(?<!记(?=住))(?:{_any(chinese)})(?:这个|那个|这|那)?"
    pause = r"|(?:^|\|)(?:这个|那个|那边那个|这|那)?(?:the )?" if or_pause else ""
    return re.compile(rf"(?:{said}|\b(?:{_any(english)})(?: the| a)? ?{pause})\|?$")
