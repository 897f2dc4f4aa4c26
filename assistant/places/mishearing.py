"""Words around names as speech recognition writes them: 队面 for 对面, 但元 for 单元."""

import re
from collections.abc import Iterable

from assistant.places.sounds import Sounds, sounds

_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")
_DOUBLED = re.compile(r"([\u3400-\u9fff])\1")
_NUMERALS = {
    "山": "三", "散": "三", "伞": "三", "把": "八", "吧": "八", "酒": "九", "就": "九", "久": "九",
    "舞": "五", "午": "五", "物": "五", "起": "七", "气": "七", "期": "七", "骑": "七", "留": "六",
    "刘": "六", "流": "六", "而": "二", "儿": "二", "尔": "二", "易": "一", "依": "一",
}  # fmt: skip
"""Letters that sound like a numeral, where a building's noun follows."""
_MISHEARD_NUMERAL = re.compile(
    rf"(?<=[\u3400-\u9fff])[{''.join(_NUMERALS)}](?=[栋幢座洞动冻]|号楼|单元)"
)


class Repairs:
    """Puts the words around names right; the letters of a sentence stay in their places."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words` are Chinese words of two letters or more."""
        self._words = {word for word in words if _CHINESE.fullmatch(word)}
        self._by_sound: dict[Sounds, str] = {}
        for word in sorted(self._words, key=len):
            self._by_sound[sounds(word)] = word
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)

    def repaired(self, text: str) -> str:
        """The folded sentence with words that sound like the known ones written as these."""
        letters, syllables = list(text), sounds(text)
        for run in _CHINESE.finditer(text):
            at = run.start()
            while at < run.end():
                at += self._put_right(text, letters, syllables, at, run.end())
        return _MISHEARD_NUMERAL.sub(lambda match: _NUMERALS[match[0]], "".join(letters))

    def _put_right(
        self, text: str, letters: list[str], syllables: Sounds, at: int, end: int
    ) -> int:
        """Writes the word that is heard at a place, if there is one; how many letters it has."""
        for length in self._lengths:
            if at + length > end:
                continue
            word = self._by_sound.get(syllables[at : at + length])
            if word:
                if text[at : at + length] not in self._words:
                    letters[at : at + length] = word
                return length
        return 1


def without_doubles(text: str) -> str:
    """The sentence without letters that came twice: 银杏杏苑."""
    return _DOUBLED.sub(r"\1", text)
