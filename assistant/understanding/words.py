"""Splits Chinese into words, with the catalogue's names as words of their own."""

from __future__ import annotations

import logging
import re
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.understanding.lexicon import NAME, Form, Lexicon
from assistant.understanding.text import CJK

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42 asks setuptools for its own folder
    import jieba

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "jieba"
"""Where jieba keeps its dictionary in a form that loads in half the time."""

_CHINESE = re.compile(f"[{CJK}]{{2,8}}")
jieba.setLogLevel(logging.WARNING)


def _fresh() -> Any:
    tokenizer = jieba.Tokenizer()
    # Not the machine's shared /tmp, where somebody else could have put the file.
    CACHE.mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = str(CACHE)
    return tokenizer


@lru_cache(maxsize=1)
def dictionary() -> tuple[tuple[str, int], ...]:
    """jieba's words with their frequencies, without those of the catalogue."""
    tokenizer = _fresh()
    tokenizer.initialize()
    return tuple((word, count) for word, count in sorted(tokenizer.FREQ.items()) if count)


class Words:
    """A jieba dictionary of our own: the catalogue's names in it, jieba's global one untouched."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: tuple[Form, ...] = ()
        self._tokenizer = _fresh()

    def cut(self, text: str) -> list[str]:
        """The words of normalised `text`, in order; together they are the text."""
        forms = self._lexicon.forms()
        if forms is not self._known:
            for form in forms:
                if form.kind == NAME and _CHINESE.fullmatch(form.text):
                    self._tokenizer.add_word(form.text)
            self._known = forms
        words: list[str] = self._tokenizer.lcut(text, HMM=False)
        return words
