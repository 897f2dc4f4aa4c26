"""Rasa's tokens: words of the catalogue stay whole, blanks are no tokens, positions hold."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from assistant.understanding.lexicon import CATALOGUE
from assistant.understanding.reader import reader
from assistant.understanding.text import CJK, normalise

_PIECES = re.compile(rf"[{CJK}]+|[a-z]+(?:'[a-z]+)?|[0-9]+(?:[.:][0-9]+)*|[^\s{CJK}a-z0-9]")


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER], is_trainable=False)
class WordTokenizer(Tokenizer):
    """jieba with a dictionary of our own; traditional and full-width text is read as simplified."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's tokenizer settings, and where the catalogue is."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "catalogue": CATALOGUE,
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The tokens of one text of the message."""
        text = normalise(message.get(attribute))
        words = reader(self._config["catalogue"]).words
        tokens = []
        for match in _PIECES.finditer(text):
            at = match.start()
            for word in words.cut(match.group()):
                tokens.append(Token(word, at))
                at += len(word)
        patterned: list[Token] = self._apply_token_pattern(tokens)
        return patterned
