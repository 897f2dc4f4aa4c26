"""The ways of understanding that are compared: each turns texts into answers."""

from __future__ import annotations

import asyncio
import csv
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Answer:
    """What one way of understanding says of a text."""

    behaviour: str
    confidence: float
    services: tuple[str, ...] | None
    """Best first; None where the way knows no services."""
    candidates: tuple[str, ...] = ()
    """The likeliest services, whether meant or not."""
    surest: float = 0.0
    """The likelihood of the first candidate."""
    mended: str = ""
    """The likeliest sentence that sounds like the text, where the way knows one."""


Parser = Callable[[str], Answer]


def keyword_parser() -> Parser:
    """Catalogue names first, then a list of words for each behaviour, in the order of the file."""
    from assistant.understanding.reader import reader

    with (HERE / "keywords.csv").open(encoding="utf-8", newline="") as file:
        lists = [(row["behaviour"], row["words"].split("|")) for row in csv.DictReader(file)]
    read = reader()

    def parse(text: str) -> Answer:
        named = dict.fromkeys(link.service for link in read.named(text) if not link.denied)
        services, lowered = tuple(named), text.lower()
        for behaviour, words in lists:
            if any(word in lowered for word in words):
                return Answer(behaviour, 1.0, services, services)
        return Answer("find" if services else "out_of_scope", 1.0, services, services)

    return parse


def rasa_parser(model: Path) -> Parser:
    """A trained Rasa model, asked in this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from rasa.core.agent import Agent
        from rasa.utils.log_utils import configure_structlog

        configure_structlog(logging.ERROR)
        agent = Agent.load(str(model))
    loop = asyncio.new_event_loop()

    def parse(text: str) -> Answer:
        parsed: dict[str, Any] = loop.run_until_complete(agent.parse_message(text))
        intent = parsed["intent"]
        if intent["name"] == FALLBACK:
            # What it would have said: the comparison is of understanding, not of daring.
            intent = next(each for each in parsed["intent_ranking"] if each["name"] != FALLBACK)
        listed, ranked = parsed.get("services"), parsed.get("service_ranking") or []
        return Answer(
            intent["name"],
            intent["confidence"],
            None if listed is None else tuple(each["id"] for each in listed),
            tuple(each["id"] for each in ranked),
            ranked[0]["confidence"] if ranked else 0.0,
            parsed.get("mended") or "",
        )

    return parse
