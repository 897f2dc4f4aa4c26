"""How many, how old, which one: numbers in a sentence about a booking."""

import re

from assistant.arranging.draft import Step
from assistant.arranging.words import SIGNS
from assistant.understanding.details import details
from assistant.understanding.numerals import CHINESE_NUMBER, number

NUMBER = rf"({CHINESE_NUMBER}|[0-9]{{1,2}})"

_COUNT_EN = r"\b([0-9]{1,2}|one|two|three|four|five|six)\s+"

THINGS = re.compile(
    rf"{NUMBER}\s*(?:份|客|套|盒|片场|块场|个场)|{_COUNT_EN}(?:portions?|meals?|lunches|courts?)\b|"
    r"\bmake it ([0-9]|two|three|four)\b(?! ?[ap:])"
)

PEOPLE = re.compile(
    rf"{NUMBER}(?:个人|位|口人|个孩子|个宝宝|个小孩|个娃)|"
    rf"{_COUNT_EN}(?:people|persons|of us|children|kids|places|seats)\b|"
    r"\bfor (two|three|four|five|six)\b"
)

_EACH = re.compile(r"(?:和|跟|同|与).{1,6}?(?:一人|每人|各|一个人)(?:来|要)?一(?:份|盒|套)")
"""我和我妈一人一份: two."""

_BARE_NUMBER = re.compile(rf"{NUMBER}(?:个|吧|就行|就好)*|(one|two|three|four|five|six)")

_HALF_YEAR = re.compile(rf"{NUMBER}岁半|半岁")

_BARE_AGE = re.compile(rf"{NUMBER}(?:多|来)?(?:岁|周岁|了|啦)?(半)?")


def count_in(pattern: re.Pattern[str], said: str, step: str = "") -> int | None:
    """How many; a bare number where that was asked for."""
    if pattern is THINGS and _EACH.search(said):
        return 2
    match = pattern.search(said)
    if match is None and step == Step.QUANTITY:
        match = _BARE_NUMBER.fullmatch(SIGNS.sub("", said))
    if match is None:
        return None
    return number(next(group for group in match.groups() if group))


def age_in(said: str, step: str) -> float | None:
    """The age in years: "两岁半", "18个月大"; a bare number where the age was asked for."""
    half = _HALF_YEAR.search(said)
    if half:
        return (number(half.group(1)) or 0) + 0.5 if half.group(1) else 0.5
    for detail in details(said):
        if detail.kind == "number" and detail.of in ("age", "age_months"):
            years = float(detail.value)
            return years / 12 if detail.of == "age_months" else years
    months = re.search(rf"{NUMBER}个(?:多)?月", said) if step == Step.AGE else None
    if months:
        return (number(months.group(1)) or 0) / 12
    bare = _BARE_AGE.fullmatch(SIGNS.sub("", said)) if step == Step.AGE else None
    years_said = number(bare.group(1)) if bare else None
    return float(years_said) if years_said is not None else None


def ordinal_in(text: str) -> int | None:
    """Which of those proposed, from 1; -1 is the last."""
    for detail in details(text):
        if detail.kind == "choice":
            return int(detail.value)
    return None
