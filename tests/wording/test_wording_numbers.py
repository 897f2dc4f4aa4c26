import pytest

from assistant.wording import numbers


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (2, "二"), (10, "十"), (12, "十二"), (20, "二十"), (22, "二十二"),
        (100, "一百"), (105, "一百零五"), (110, "一百一十"), (200, "两百"), (222, "两百二十二"),
        (1000, "一千"), (1005, "一千零五"), (1050, "一千零五十"), (2200, "两千两百"),
        (10_000, "一万"), (10_010, "一万零一十"), (20_000, "两万"),
        (123_456, "十二万三千四百五十六"),
        (100_000_001, "一亿零一"), (-3, "负三"),
    ],
)  # fmt: skip
def test_zh_number(number: int, words: str) -> None:
    assert numbers.zh_number(number) == words


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "五米"), (2, "五米"), (12, "十米"), (87, "九十米"), (180, "两百米"), (412, "四百米"),
        (960, "九百五十米"), (990, "一公里"), (1234, "一公里二"), (1500, "一公里半"),
        (2000, "两公里"), (9960, "十公里"), (12_345, "十二公里"),
    ],
)  # fmt: skip
def test_zh_metres(metres: float, words: str) -> None:
    assert numbers.zh_metres(metres) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "一分钟"), (2, "两分钟"), (12, "十二分钟"), (60, "一小时"), (75, "一小时十五分钟")],
)
def test_zh_minutes(minutes: int, words: str) -> None:
    assert numbers.zh_minutes(minutes) == words


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        ("027-0555 0101", "零二七，零五五五，零一零一"),
        ("13800138000", "一三八，零零一三，八零零零"),
        ("12345", "一二三四五"),
        ("+86 27 05550101", "八六，二七，零五五五，零一零一"),
        ("027-05550101转8", "零二七，零五五五，零一零一，转八"),
        (
            "027-0555 0101;027-0555 0102",
            "零二七，零五五五，零一零一，或者，零二七，零五五五，零一零二",
        ),
        ("０２７－１２３", "零二七，一二三"),
        ("", ""),
    ],
)
def test_zh_digits(phone: str, words: str) -> None:
    assert numbers.zh_digits(phone) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"), (13, "thirteen"), (40, "forty"), (42, "forty-two"), (100, "one hundred"),
        (212, "two hundred and twelve"), (1005, "one thousand and five"),
        (2_300_000, "two million three hundred thousand"), (-1, "minus one"),
    ],
)  # fmt: skip
def test_en_number(number: int, words: str) -> None:
    assert numbers.en_number(number) == words


def test_en_measures() -> None:
    assert numbers.en_metres(412) == "four hundred metres"
    assert numbers.en_metres(1000) == "one kilometre"
    assert numbers.en_metres(1234) == "one point two kilometres"
    assert numbers.en_metres(3010) == "three kilometres"
    assert numbers.en_minutes(1) == "one minute"
    assert numbers.en_minutes(61) == "one hour and one minute"
    assert numbers.en_minutes(120) == "two hours"


def test_en_digits() -> None:
    assert numbers.en_digits("027-0555 0101") == (
        "zero two seven, zero five five five, zero one zero one"
    )
    assert numbers.en_digits("05550101 ext 12") == (
        "zero five five five, zero one zero one, extension one two"
    )
