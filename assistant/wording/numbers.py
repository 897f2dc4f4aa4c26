"""Numbers in words, as they are said aloud: counts, metres, minutes, phone numbers."""

import re
import unicodedata

ZH_DIGITS = "零一二三四五六七八九"
# fmt: off
EN_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
EN_TENS = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
)
# fmt: on

_SECOND_NUMBER = re.compile(r"\s*[;；/、,，]\s*(?=[+(（]?\d)")
_EXTENSION = re.compile(r"(?:转|轉|ext\.?|x|#)\s*(?=\d)", re.IGNORECASE)
_GROUPINGS = {11: (3, 4, 4), 10: (3, 3, 4), 8: (4, 4), 7: (3, 4)}
"""How a run of digits without separators is broken up for the ear."""


def zh_number(number: int) -> str:
    """A whole number in Chinese as it is counted aloud: 12 十二, 200 两百, 1005 一千零五."""
    if number < 0:
        return "负" + zh_number(-number)
    if number >= 100_000_000:
        return _zh_big(number, 100_000_000, "亿")
    if number >= 10_000:
        return _zh_big(number, 10_000, "万")
    return _zh_below_ten_thousand(number)


def _zh_big(number: int, unit: int, name: str) -> str:
    high, low = divmod(number, unit)
    words = zh_count(high) + name
    if low:
        words += "零" if low < unit // 10 else ""
        # Inside a number the tens keep their 一: 一万零一十.
        words += _zh_below_ten_thousand(low, inside=True) if low < 10_000 else zh_number(low)
    return words


def _zh_below_ten_thousand(number: int, inside: bool = False) -> str:
    if number == 0:
        return "零"
    if number < 20 and not inside:
        return ("十" if number >= 10 else "") + (ZH_DIGITS[number % 10] if number != 10 else "")
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if not digit:
            gap = gap or bool(words)
            continue
        spoken = "两" if digit == 2 and unit >= 100 else ZH_DIGITS[digit]
        words += ("零" if gap else "") + spoken + name
        gap = False
    return words


def zh_count(number: int) -> str:
    """A number before a measure word: 两, not 二, for 2."""
    return "两" if number == 2 else zh_number(number)


def round_metres(metres: float) -> int:
    """Metres as a person would tell them: 5 m steps below 30, 10 below 100, 50 below 1 km,
    then 100, and whole kilometres from 10 km on. Never below 5.
    """
    for limit, step in ((30, 5), (100, 10), (975, 50), (9_950, 100)):
        if metres < limit:
            return max(5, round(metres / step) * step)
    return round(metres / 1000) * 1000


def zh_metres(metres: float) -> str:
    """A distance in Chinese words, rounded: 412 四百米, 1234 一公里二, 1500 一公里半."""
    rounded = round_metres(metres)
    if rounded < 1000:
        return f"{zh_count(rounded)}米"
    kilometres, rest = divmod(rounded, 1000)
    tail = "半" if rest == 500 else ZH_DIGITS[rest // 100] if rest else ""
    return f"{zh_count(kilometres)}公里{tail}"


def zh_minutes(minutes: int) -> str:
    """Whole minutes in Chinese words: 2 两分钟, 60 一小时, 75 一小时十五分钟."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{zh_count(rest)}分钟"
    return f"{zh_count(hours)}小时" + (f"{zh_count(rest)}分钟" if rest else "")


def zh_digits(text: str) -> str:
    """A phone number digit by digit, a pause at each break: 零二七，零五五五，零一零一."""
    numbers = [
        "，转".join(
            "，".join("".join(ZH_DIGITS[int(d)] for d in g) for g in part) for part in number
        )
        for number in _phone_groups(text)
    ]
    return "，或者，".join(numbers)


def en_number(number: int) -> str:
    """A whole number in English words: 212 two hundred and twelve."""
    if number < 0:
        return "minus " + en_number(-number)
    if number < 20:
        return EN_ONES[number]
    if number < 100:
        ones = f"-{EN_ONES[number % 10]}" if number % 10 else ""
        return EN_TENS[number // 10] + ones
    for unit, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= unit:
            high, low = divmod(number, unit)
            joint = " and " if 0 < low < 100 else " "
            return f"{en_number(high)} {name}" + (joint + en_number(low) if low else "")
    raise AssertionError(number)


def en_metres(metres: float) -> str:
    """A distance in English words, rounded: 412 four hundred metres, 1010 one kilometre."""
    rounded = round_metres(metres)
    if rounded < 1000:
        return f"{en_number(rounded)} metres"
    kilometres, rest = divmod(rounded, 1000)
    if not rest:
        return f"{en_number(kilometres)} kilometre{'s' if kilometres > 1 else ''}"
    return f"{en_number(kilometres)} point {EN_ONES[rest // 100]} kilometres"


def en_minutes(minutes: int) -> str:
    """Whole minutes in English words: 1 one minute, 75 one hour and fifteen minutes."""
    hours, rest = divmod(minutes, 60)
    words = [_en_unit(hours, "hour")] if hours else []
    if rest or not hours:
        words.append(_en_unit(rest, "minute"))
    return " and ".join(words)


def _en_unit(number: int, unit: str) -> str:
    return f"{en_number(number)} {unit}{'' if number == 1 else 's'}"


def en_digits(text: str) -> str:
    """A phone number digit by digit in English: zero two seven, zero five five five, …"""
    numbers = [
        ", extension ".join(
            ", ".join(" ".join(EN_ONES[int(d)] for d in g) for g in part) for part in number
        )
        for number in _phone_groups(text)
    ]
    return ", or, ".join(numbers)


def _phone_groups(text: str) -> list[list[list[str]]]:
    """The numbers in `text`, each as its main part and extension, each of those as digit groups."""
    plain = unicodedata.normalize("NFKC", text)
    numbers = [
        [_digit_groups(part) for part in _EXTENSION.split(number)]
        for number in _SECOND_NUMBER.split(plain)
    ]
    return [[part for part in number if part] for number in numbers if any(number)]


def _digit_groups(text: str) -> list[str]:
    groups = []
    for digits in re.findall(r"[0-9]+", text):
        start = 0
        for length in _GROUPINGS.get(len(digits), (len(digits),)):
            groups.append(digits[start : start + length])
            start += length
    return groups
