"""Times that a speech recogniser misheard: 名天下午良点半 is 明天下午两点半."""

from collections.abc import Iterable
from datetime import datetime

from assistant.times.days import load_days
from assistant.times.grouping import pieces_in
from assistant.times.pieces import Moment, Piece
from assistant.understanding.text import normalise

_SHORTEST = 2
"""Signs of a time where none was heard."""

_DONE = "搬办"
"""What is done at three o'clock sounds like half past: 三点搬个柜子."""


def with_times_mended(text: str, mended: str, now: datetime) -> str:
    """`text` with its times as they are in `mended`, if more of it is a time then; else `text`.

    `mended` is the likeliest sentence that sounds like `text`, sign by sign; "" where it is not
    known. What is no time stays as it was heard.
    """
    said = normalise(text)
    if mended == said or not len(mended) == len(said) == len(text):
        return text
    kept = zip(said, mended, strict=True)
    mended = "".join(heard if heard in _DONE else meant for heard, meant in kept)
    moment = Moment(now.replace(second=0, microsecond=0), load_days())
    heard_length, meant = _length(pieces_in(said, moment)), pieces_in(mended, moment)
    if _length(meant) < max(heard_length + 1, _SHORTEST):
        return text
    signs = list(said)
    for piece in meant:
        signs[piece.start : piece.end] = mended[piece.start : piece.end]
    return "".join(signs)


def _length(pieces: Iterable[Piece]) -> int:
    return sum(piece.end - piece.start for piece in pieces)
