"""Where the words around a hand-over stand: anger, distress, money, law, "back to the bot"."""

from assistant.paths import DATA

FILE = DATA / "handover" / "words.yaml"
"""Read with `arranging.words.words`."""
