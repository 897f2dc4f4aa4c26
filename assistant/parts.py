"""Long texts in parts."""

import re

_ENDS = re.compile(r"(?<=[。！？!?；;\n])|(?<=\. )")


def in_parts(text: str, longest: int) -> list[str]:
    """The text in parts of at most `longest` characters, cut at ends of sentences if possible."""
    parts: list[str] = []
    for sentence in _ENDS.split(text):
        for start in range(0, len(sentence), longest):
            piece = sentence[start : start + longest]
            if parts and len(parts[-1]) + len(piece) <= longest:
                parts[-1] += piece
            else:
                parts.append(piece)
    return parts or [""]
