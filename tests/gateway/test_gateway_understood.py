from datetime import datetime
from typing import Any

import pytest

from assistant.clock import ZONE
from assistant.gateway.understood import understood

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)


def parsed(intent: str, *entities: dict[str, Any], language: str = "zh") -> dict[str, Any]:
    return {
        "intent": {"name": intent, "confidence": 0.9123},
        "intent_ranking": [{"name": intent, "confidence": 0.9123}],
        "services": [{"id": "health_hut", "confidence": 0.8}],
        "language": language,
        "entities": list(entities),
    }


def test_a_time_is_an_interval_counted_from_now() -> None:
    told = understood("帮我约明天下午三点的健康屋", parsed("book"), NOW)
    assert told["behaviour"] == "book"
    assert told["confidence"] == 0.912
    assert told["entities"] == [
        {
            "type": "time",
            "text": "明天下午三点",
            "start": "2026-11-24T15:00:00+08:00",
            "end": "2026-11-24T16:00:00+08:00",
            "ambiguous": False,
        }
    ]


def test_a_misheard_time_is_read_as_it_was_meant() -> None:
    told = understood("名天下午三点", parsed("book") | {"mended": "明天下午三点"}, NOW)
    (time,) = told["entities"]
    assert (time["text"], time["start"]) == ("明天下午三点", "2026-11-24T15:00:00+08:00")


@pytest.mark.parametrize(
    ("text", "language", "problem"),
    [
        ("11月31号打疫苗", "zh", "没有这一天。"),
        ("昨天下午", "zh", "这个时间已经过去了。"),
        ("february 30 please", "en", "There is no such day."),
    ],
)
def test_a_time_that_cannot_be_says_why(text: str, language: str, problem: str) -> None:
    (time,) = understood(text, parsed("book", language=language), NOW)["entities"]
    assert (time["start"], time["end"], time["problem"]) == (None, None, problem)


def test_a_length_is_a_duration() -> None:
    told = understood("打扫两个半小时", parsed("book"), NOW)
    assert told["entities"] == [{"type": "duration", "text": "两个半小时", "minutes": 150}]


def test_other_details_follow_in_the_form_of_the_interface() -> None:
    told = understood(
        "…",
        parsed(
            "book",
            {"entity": "place", "value": "知音西苑3栋"},
            {"entity": "number", "value": 2, "role": "age"},
            {"entity": "choice", "value": 2},
            {"entity": "service", "value": "health_hut"},
        ),
        NOW,
    )
    assert told["entities"] == [
        {"type": "place", "text": "知音西苑3栋"},
        {"type": "number", "of": "age", "value": 2},
        {"type": "choice", "value": 2},
    ]


def test_words_that_are_not_for_us_are_about_no_place() -> None:
    place = {"entity": "place", "value": "打开微信"}
    assert understood("打开微信附近的人", parsed("out_of_scope", place), NOW)["entities"] == []


def test_below_the_threshold_the_likeliest_is_told() -> None:
    low = parsed("find")
    low["intent"] = {"name": "nlu_fallback", "confidence": 0.6}
    assert understood("…", low, NOW)["behaviour"] == "find"
