"""Opening hours in words, written and spoken, in both languages."""

import csv
import re

import pytest

from assistant.facilities.hours_words import describe
from assistant.paths import ROOT


@pytest.mark.parametrize(
    ("rule", "text", "speech"),
    [
        ("Mo-Fr 09:00-17:00", "周一至周五 9:00–17:00", "周一到周五，上午九点到下午五点"),
        ("Mo-Su 08:00-20:00", "每天 8:00–20:00", "每天早上八点到晚上八点"),
        ("24/7", "每天 24 小时", "每天全天开门"),
        ("Tu,Fr 09:00-16:30", "周二、周五 9:00–16:30", "周二和周五，上午九点到下午四点半"),
        (
            "Mo,We,Fr 08:05-11:30",
            "周一、周三、周五 8:05–11:30",
            "周一、周三和周五，早上八点零五分到上午十一点半",
        ),
        (
            "Mo-Fr 08:30-12:00,14:00-17:30; PH off",
            "周一至周五 8:30–12:00、14:00–17:30，节假日休息",
            "周一到周五，早上八点半到中午十二点，下午两点到五点半，节假日休息",
        ),
        ("We-Mo 10:00-18:00", "除周二外每天 10:00–18:00", "除周二外每天，上午十点到晚上六点"),
        ("Mo-Su 13:00-02:00", "每天 13:00–次日 2:00", "每天下午一点到第二天凌晨两点"),
        ("Mo-Su 06:00-24:00", "每天 6:00–24:00", "每天早上六点到半夜十二点"),
        ("Mo-Su 00:00-06:00", "每天 0:00–6:00", "每天零点到早上六点"),
        ("Jun-Aug 06:00-10:00", "6月至8月 6:00–10:00", "六月到八月，早上六点到上午十点"),
        (
            "Mo-Fr 11:30-19:30; SH Mo-Fr 08:30-18:00",
            "周一至周五 11:30–19:30，寒暑假周一至周五 8:30–18:00",
            "周一到周五，上午十一点半到晚上七点半，寒暑假周一到周五，早上八点半到晚上六点",
        ),
    ],
)
def test_chinese(rule: str, text: str, speech: str) -> None:
    assert describe(rule, "zh") == (text, speech)


@pytest.mark.parametrize(
    ("rule", "text", "speech"),
    [
        (
            "Mo-Fr 09:00-17:00",
            "Mon–Fri 9:00–17:00",
            "Monday to Friday, nine in the morning to five in the afternoon",
        ),
        ("24/7", "every day, 24 hours", "every day, all day and night"),
        (
            "Tu,Fr 09:15-12:00; PH off",
            "Tue, Fri 9:15–12:00; closed on public holidays",
            "Tuesday and Friday, nine fifteen in the morning to noon; closed on public holidays",
        ),
        (
            "We-Mo 08:30-12:30,17:00-22:05",
            "every day except Tuesday 8:30–12:30, 17:00–22:05",
            "every day except Tuesday, half past eight in the morning to half past twelve in the"
            " afternoon, and five in the afternoon to ten oh five at night",
        ),
        (
            "Mo-Su 18:30-20:00",
            "every day 18:30–20:00",
            "every day, half past six to eight in the evening",
        ),
        (
            "Sa 13:00-02:00",
            "Sat 13:00–2:00 the next day",
            "Saturday, one in the afternoon to two in the morning the next day",
        ),
    ],
)
def test_english(rule: str, text: str, speech: str) -> None:
    assert describe(rule, "en") == (text, speech)


@pytest.mark.parametrize("rule", ["Th[2] 09:00-11:00", "08:00+", '"预约"', "九点到五点"])
def test_what_cannot_be_said_in_a_few_words_is_not_said(rule: str) -> None:
    assert describe(rule, "zh") is None
    assert describe(rule, "en") is None


def test_all_hours_of_the_demo_neighbourhood_can_be_said_without_signs() -> None:
    with (ROOT / "data/demo/facilities.csv").open(encoding="utf-8") as table:
        rules = {row["opening_hours"] for row in csv.DictReader(table)} - {""}
    assert rules
    for rule in rules:
        for language in ("zh", "en"):
            words = describe(rule, language)
            assert words is not None, rule
            assert not re.search(r"[0-9:–/]", words.speech), words.speech
