"""Words around names as speech recognition writes them: 队面 for 对面, 但元 for 单元."""

import re
from collections.abc import Iterable

from assistant.places.sounds import Sounds, is_read_otherwise, sounds

MOST_NUMERALS = 3
"""Of a number such as 二十四: each may be misheard, the last one shows first."""

_KEPT = re.compile("[哪喺拿]")
"""Letters of other small words that sound like those around names: 哪里, 喺边."""

_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")
_DOUBLED = re.compile(r"([\u3400-\u9fff])\1")
_SOUND_LIKE = {
    "一": "壹易依", "二": "贰而儿尔耳", "三": "叁山散伞", "四": "肆似司嗣寺思", "五": "伍舞午物",
    "六": "陆留刘流", "七": "柒起气期骑", "八": "捌把吧", "九": "玖酒就久",
}  # fmt: skip
_NUMERALS = {letter: numeral for numeral, letters in _SOUND_LIKE.items() for letter in letters}
"""Letters that sound like a numeral, where a building's noun follows."""
_NOUNS = {
    **dict.fromkeys("董懂洞动冻侗", "栋"),
    **dict.fromkeys("扣抠寇叩", "口"),
    **dict.fromkeys("坐做作昨琢桌", "座"),
}
"""What sounds like the noun after a number or a letter."""
_MISHEARD_NOUN = re.compile(
    r"(?<=[0-9一二三四五六七八九十])[董懂洞动冻侗](?!口)|(?<=[a-z])[扣抠寇叩坐做作昨琢桌]|(?<=号)[扣抠寇叩]"
)
_LEADS = {**dict.fromkeys("再债寨哉载栽宰", "在"), **dict.fromkeys("祝铸驻注著柱", "住")}
"""What sounds like the word before a name, where that begins a clause or follows 我."""

_MISHEARD_LEAD = re.compile(rf"(?:^|(?<=[|我人就]))[{''.join(_LEADS)}](?=[\u3400-\u9fff]{{2}})")
_MISHEARD_NUMERAL = re.compile(
    rf"(?<=[\u3400-\u9fff])[{''.join(_NUMERALS)}]"
    r"(?=[一二三四五六七八九十]{0,2}(?:[栋幢座洞动冻]|号楼|号口|单元))"
)


class Repairs:
    """Puts the words around names right; the letters of a sentence stay in their places."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words` are Chinese words of two letters or more."""
        self._words = {word for word in words if _CHINESE.fullmatch(word)}
        self._by_sound = {
            sounds(word): word for word in sorted(self._words) if not is_read_otherwise(word)
        }
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)

    def repaired(self, text: str) -> str:
        """The folded sentence with words that sound like the known ones written as these."""
        letters, syllables = list(text), sounds(text)
        for run in _CHINESE.finditer(text):
            at = run.start()
            while at < run.end():
                at += self._put_right(text, letters, syllables, at, run.end())
        right = _MISHEARD_LEAD.sub(lambda match: _LEADS[match[0]], "".join(letters))
        right = _MISHEARD_NOUN.sub(lambda match: _NOUNS[match[0]], right)
        for _ in range(MOST_NUMERALS):
            right = _MISHEARD_NUMERAL.sub(lambda match: _NUMERALS[match[0]], right)
        return right

    def _put_right(
        self, text: str, letters: list[str], syllables: Sounds, at: int, end: int
    ) -> int:
        """Writes the word that is heard at a place, if there is one; how many letters it has."""
        for length in self._lengths:
            if at + length > end:
                continue
            said, word = text[at : at + length], self._by_sound.get(syllables[at : at + length])
            if word and not _KEPT.search(said):
                if said not in self._words:
                    letters[at : at + length] = word
                return length
        return 1


def without_doubles(text: str) -> str:
    """The sentence without letters that came twice: 银杏杏苑."""
    return _DOUBLED.sub(r"\1", text)
