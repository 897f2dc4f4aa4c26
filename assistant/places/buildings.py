"""Numbers of buildings, as they are written on the wall and as people say them."""

import re

from assistant.places.names import simplified

DIGITS = {**{d: i for i, d in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2, "幺": 1}
UNITS = {"十": 10, "百": 100}
NUMERAL = "[0-9零〇一二两三四五六七八九十百幺]{1,5}"
LETTER = "[a-z甲乙丙丁]"
NOUN = "(?:号楼|栋楼|幢楼|栋|幢|座|号院|楼|号|#|洞|动|冻)"
"""The last three are what speech recognition makes of 栋."""

ENGLISH_NOUN = "(?:building|block|bldg|number|no|tower)"

ENGLISH_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip

LINK = "[的第那里 ,，|]{0,2}"

_WALL = re.compile(rf"({LETTER})?-?({NUMERAL})?({LETTER})?{NOUN}?(?:楼)?")
_SAID = re.compile(
    rf"{LINK}(?:{ENGLISH_NOUN}[. ]*({LETTER})?({NUMERAL})?({LETTER})?\b"
    rf"|({LETTER})?({NUMERAL})?({LETTER})? ?{NOUN}(?!线|口|门|店|街|路))"
)

_IN_NAME = re.compile(
    rf"(.{{2,}}?)({LETTER}?(?:{NUMERAL})?{LETTER}?(?:号楼|栋|幢|座))", re.IGNORECASE
)
_EXIT = re.compile(
    rf"(?:地铁)?站?{LINK}(?:exit |entrance )?({LETTER})?({NUMERAL})?({LETTER})?号?出?入?口?"
)
_ENGLISH_NUMBER = re.compile(rf"\b(?:{'|'.join(ENGLISH_NUMBERS)})\b")
_BARE = re.compile(rf"{LINK}({NUMERAL})(?=$|\|)")
_LETTERS_ALOUD = {
    "a": "诶欸哎埃", "b": "必毕币比逼", "c": "西稀", "d": "弟第递", "e": "亿意易", "f": "艾福",
}  # fmt: skip
"""What speech recognition makes of a letter before 座 or 口."""
_LETTER_ALOUD = re.compile(rf"(?:地铁)?站?{LINK}(\w)(?:座|栋|幢|号?(?:出|入)?口)")
_EXIT_ENDING = re.compile(r".*(?:口|exit \w+|entrance \w+)")


def number_value(numeral: str) -> int | None:
    """The number that a numeral means: "23", "二十三", "一零三"; None where it means none."""
    if re.fullmatch(r"[0-9]+", numeral):
        return int(numeral)
    if not any(sign in UNITS for sign in numeral):
        digits = [str(DIGITS[sign]) for sign in numeral if sign in DIGITS]
        return int("".join(digits)) if digits and len(digits) == len(numeral) else None
    total, last = 0, 0
    for sign in numeral:
        if sign in UNITS:
            total += (last or 1) * UNITS[sign]
            last = 0
        elif sign in DIGITS:
            last = DIGITS[sign]
        else:
            return None
    return total + last


def wall_number(text: str) -> str | None:
    """The number of a building in one form for all spellings: "3栋", "3号楼", "三幢" are "3".

    None where `text` is no such number.
    """
    plain = simplified(text).replace(" ", "")
    match = _WALL.fullmatch(plain)
    return _joined(*match.groups()) if match else None


def said_number(text: str) -> str | None:
    """The building's number that `text`, what follows an estate's name, begins with."""
    match = _SAID.match(_ENGLISH_NUMBER.sub(_in_digits, simplified(text)))
    if not match:
        return None
    groups = match.groups()
    return _joined(*groups[:3]) or _joined(*groups[3:])


def bare_number(text: str) -> str | None:
    """The number that `text` consists of up to the next pause: "银杏苑3" without a noun."""
    match = _BARE.match(simplified(text))
    return _joined(None, match[1], None) if match else None


_ALONE = re.compile(rf"(?:我?[在是住]?)?((?:{LETTER})?(?:{NUMERAL})(?:{LETTER})?{NOUN})[了啊呢吧]?")


def bare_building(text: str) -> str | None:
    """The building that is all that `text` names: "3栋" of "在3栋"; None where there is more."""
    match = _ALONE.fullmatch(simplified(text).strip(" ，。,."))
    return match[1] if match else None


def said_letter(text: str) -> str | None:
    """The letter that may be meant by "诶座" or "必口", with which `text` begins."""
    match = _LETTER_ALOUD.match(simplified(text))
    if not match:
        return None
    return next((letter for letter, said in _LETTERS_ALOUD.items() if match[1] in said), None)


def _in_digits(match: re.Match[str]) -> str:
    return str(ENGLISH_NUMBERS.index(match.group()) + 1)


def split_name(name: str) -> tuple[str, str] | None:
    """The estate and the building of a name such as "凯润金城6栋"; None for other names."""
    match = _IN_NAME.fullmatch(name)
    return (match[1], match[2]) if match and wall_number(match[2]) else None


def exit_number(text: str) -> str | None:
    """The number of a station's exit that `text`, what follows the station's name, begins with.

    "3号口", "地铁站三号出口", "A口" and " exit 3" are understood.
    """
    match = _EXIT.match(simplified(text))
    if not match or not _EXIT_ENDING.fullmatch(match[0]):
        return None
    return _joined(*match.groups())


def _joined(before: str | None, numeral: str | None, after: str | None) -> str | None:
    value = number_value(numeral) if numeral else None
    if value is None and not (before or after):
        return None
    return f"{before or ''}{'' if value is None else value}{after or ''}"
