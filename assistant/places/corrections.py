"""What holds of a sentence that puts itself right: 不是银杏苑，是桂香里; "no wait, South Court"."""

import re

_INSTEAD = re.compile(
    r"(?<!是)(?:不是|不在|不住|没在|没住)[^|]{2,}?\|?(?:而是|而|就)?(?:是|(?=在|住|搬到))"
    r"(?![吗吧])(?P<right>.+)"
)
"""Not there, but here."""

_SPOKEN_AGAIN = re.compile(
    r".+?(?:不对(?![劲面过头着门付])|(?:说|搞|弄|记|讲)?错了|\|(?:哦|噢|啊|呃|哎)?不是(?=\|))\|?"
    r"(?P<right>.+)"
)
_ENGLISH = re.compile(
    r".*?\bnot (?!far|sure)[^|]+?[| ]+(?:but|i mean|i meant|it s|i m (?:at|in)|we re (?:at|in))\b"
    r"[| ]*(?P<right>.+)"
    r"|.+?[| ](?:i mean|i meant|no wait|wait no|correction)\b[| ]*(?P<again>.+)"
)
_LEFT = re.compile(
    r"(?:^|(?<=\|))(?:我|我们|咱们|人|已经|现在|早)*(?:不在|不住|没在|没住)[^|]*"
    r"(?<![吗么嘛吧呢])(?=\||$)"
)
"""A clause about where somebody is not."""


def put_right(sentence: str) -> str | None:
    """The part of a folded sentence that holds after it was put right; None where nothing was."""
    for pattern in (_SPOKEN_AGAIN, _INSTEAD, _ENGLISH):
        match = pattern.search(sentence)
        if match:
            right = next(filter(None, match.groups()))
            return right.strip("| ") or None
    return None


def without_left(sentence: str) -> str:
    """A folded sentence without the clauses about where somebody is not, or no longer."""
    return _LEFT.sub("", sentence).strip("|")
