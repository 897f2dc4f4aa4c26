"""Alexa tells an intent and what fell into its slots, never the sentence: it is put back together.

The sentences lie in `data/channels/alexa_sentences.yaml`, the intents that the platform is to
know in `data/channels/alexa_model.json`.
"""

from functools import cache
from string import Formatter

import yaml

from assistant.channels.json_body import Fields
from assistant.errors import UsageError
from assistant.paths import DATA

SENTENCES = DATA / "channels" / "alexa_sentences.yaml"
MOST_SLOTS = 8


def sentence_of(intent: Fields) -> str:
    """What the person may have said; empty where that was not recognised.

    Of an intent that is not in the file, what is in its slots is taken.
    """
    name = intent.text("name")
    sentence = sentences().get(name)
    if sentence is None:
        slots = sorted(intent.names("slots"))[:MOST_SLOTS]
        return " ".join(filter(None, (_slot(intent, slot) for slot in slots)))
    wanted = [slot for _, slot, _, _ in Formatter().parse(sentence) if slot]
    values = {slot: _slot(intent, slot) for slot in wanted}
    return sentence.format(**values) if all(values.values()) else ""


def _slot(intent: Fields, slot: str) -> str:
    return intent.text("slots", slot, "value").strip()


@cache
def sentences() -> dict[str, str]:
    """The sentence of each intent. Raises UsageError where the file holds something else."""
    content = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not all(isinstance(s, str) for s in content.values()):
        raise UsageError(f"{SENTENCES.name} must hold a sentence for each intent.")
    return {str(name): sentence for name, sentence in content.items()}
