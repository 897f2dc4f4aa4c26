"""The words on a map."""

from collections.abc import Sequence

from assistant.catalogue import Service
from assistant.finding import FoundPlace
from assistant.wording.measures import name_of
from assistant.wording.phrases import phrase_book

LONGEST_NAME = {"zh": 14, "en": 26}
"""Letters of a place's name; more would hide the map."""


def map_title(services: Sequence[Service], pace: float, wheelchair: bool, language: str) -> str:
    """What was asked, and at whose pace: "药店（按一分钟走60米算）"."""
    book = phrase_book(language)
    between = ", " if language == "en" else "、"
    labels = [s.label_en if language == "en" else s.label_zh for s in services]
    asked = between.join(labels) or book.said("map_reach").text
    asked = asked[:1].upper() + asked[1:]
    key = "map_pace_wheelchair" if wheelchair else "map_pace"
    return book.said("map_title", asked=asked, pace=book.said(key, pace=f"{pace * 60:.0f}")).text


def name_on_map(place: FoundPlace, language: str) -> str:
    """The name as it stands beside the number."""
    name = name_of(place, language)
    longest = LONGEST_NAME["en" if name.isascii() else "zh"]
    return name if len(name) <= longest else name[: longest - 1] + "…"
