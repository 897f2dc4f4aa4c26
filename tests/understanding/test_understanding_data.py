"""The training and scoring files are what data/nlu/README.md says they are."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from rapidfuzz import fuzz, process

from assistant.understanding.text import normalise

DATA = Path(__file__).resolve().parents[2] / "data"
TRAINING = sorted((DATA / "nlu").glob("*.yml"))
SCORING = sorted((DATA / "nlu" / "held_out").glob("*.csv"))


def _key(text: str) -> str:
    return re.sub(r"[\W_]", "", normalise(text)) or normalise(text)


@lru_cache(maxsize=1)
def _behaviours() -> set[str]:
    domain = yaml.safe_load((DATA.parent / "domain.yml").read_text(encoding="utf-8"))
    return {next(iter(each)) if isinstance(each, dict) else each for each in domain["intents"]}


@lru_cache(maxsize=1)
def _services() -> set[str]:
    with (DATA / "catalogue" / "services.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _training() -> list[tuple[str, str, tuple[str, ...]]]:
    rows = []
    for path in TRAINING:
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            services = tuple((block.get("metadata") or {}).get("services", []))
            for line in block["examples"].splitlines():
                assert line.startswith("- "), (path.name, line)
                rows.append((line[2:], block["intent"], services))
    return rows


@lru_cache(maxsize=1)
def _scoring() -> list[dict[str, str]]:
    rows = []
    for path in SCORING:
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def test_there_is_enough() -> None:
    assert len(_training()) > 4000
    assert len(_scoring()) > 1000


def test_labels_are_known() -> None:
    for text, behaviour, services in _training():
        assert behaviour in _behaviours(), text
        assert set(services) <= _services(), text
    for row in _scoring():
        assert row["behaviour"] in _behaviours(), row
        assert set(filter(None, row["services"].split("|"))) <= _services(), row


@pytest.mark.parametrize("which", ["training", "scoring"])
def test_every_behaviour_and_most_services_appear(which: str) -> None:
    if which == "training":
        behaviours = {behaviour for _, behaviour, _ in _training()}
        services = {service for _, _, each in _training() for service in each}
        assert services == _services()
    else:
        behaviours = {row["behaviour"] for row in _scoring()}
        services = {service for row in _scoring() for service in row["services"].split("|")}
        assert len(services) > 100
    assert behaviours == _behaviours()


def test_no_line_twice() -> None:
    keys = [_key(text) for text, _, _ in _training()]
    assert len(keys) == len(set(keys))


def test_nothing_scored_was_trained_on() -> None:
    trained = [_key(text) for text, _, _ in _training()]
    held_out = [_key(row["text"]) for row in _scoring()]
    assert not set(trained) & set(held_out)
    for text in held_out:
        if len(text) >= 5:
            close = process.extractOne(text, trained, scorer=fuzz.ratio, score_cutoff=90)
            assert close is None, (text, close)


@pytest.mark.parametrize("name", ["dialects", "wake_words", "cantonese", "not_cantonese"])
def test_word_lists_name_each_word_once(name: str) -> None:
    with (DATA / "nlu" / "words" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        words = [row["word"] for row in csv.DictReader(file)]
    assert words
    assert len(words) == len(set(words))
    assert all(words)
