"""The words on a map."""

from collections.abc import Sequence

from assistant.catalogue import Service
from assistant.finding import FoundPlace
from assistant.wording.measures import name_of
from assistant.wording.phrases import phrase_book

LONGEST_NAME = {"zh": 18, "en": 36}
"""Letters of a place's name; more would hide the map."""

DEMO = "demo"
"""What the data of the demo neighbourhood give as their source."""


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


def walk_on_map(place: FoundPlace, language: str) -> str:
    """The line under the name: "走12分钟"; nothing where it cannot be walked to."""
    if place.walk_minutes is None:
        return ""
    key = "map_walk_estimated" if place.estimated else "map_walk"
    count = str(max(1, round(place.walk_minutes)))
    return phrase_book(language).said(key, count=count).text


def note_on_map(places: Sequence[FoundPlace], language: str) -> str:
    """What has to be known about the data of the places, if anything."""
    made_up = any(place.source == DEMO for place in places)
    return phrase_book(language).said("map_demo").text if made_up else ""
