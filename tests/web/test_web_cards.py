"""Cards: what stands on them, what is left beside them, which number counts."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from assistant.clock import ZONE
from assistant.finding import FoundPlace
from assistant.web.cards import (
    beside_cards,
    cards,
    is_round,
    numbers_of,
    place_of,
    straight_from,
)
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply
from tests.web.web_site import HERE, NOW, PHARMACIES, found

PLACE = FoundPlace(
    "p", "社区食堂", ("canteen",), 30.26, 114.54, 300, 400, 6.4, False, False,
    opens_at=datetime(2026, 11, 23, 11, tzinfo=ZONE), name_en="Canteen", address="桂香街5号",
    phone="027-0555 0104;027-0555 0105", floor="一楼", source="demo", verified_on=date(2026, 3, 1),
)  # fmt: skip
OFFERS_WAY = phrase_book("zh")["find_suggestions"].suggestions


def reply(*places: dict[str, Any], text: str = "", **more: Any) -> Reply:
    return Reply("", text, places, **more)


def card(place: FoundPlace, language: str = "zh", **numbers: int) -> dict[str, Any]:
    [made] = cards(reply(place.as_json(), language=language), numbers, NOW)
    return made


def test_a_place_comes_back_as_it_was() -> None:
    assert place_of(PLACE.as_json()) == PLACE
    until = replace(PLACE, status="closed_until", status_until=date(2027, 1, 5), opens_at=None)
    assert place_of(until.as_json()) == until


def test_a_card_in_chinese() -> None:
    made = card(PLACE, p=2)
    assert made["name"] == "社区食堂"
    assert (made["walk"], made["metres"]) == ("走6分钟", "400米")
    assert (made["open"], made["hours"]) == (False, "关着，11:00开")
    assert made["address"] == "桂香街5号，一楼"
    assert (made["phone"], made["tel"]) == ("027-0555 0104", "02705550104")
    assert (made["say_way"], made["say_way_name"]) == ("第二个怎么走", "去社区食堂怎么走")


def test_a_card_in_english() -> None:
    made = card(PLACE, "en", p=2)
    assert made["name"] == "Canteen"
    assert (made["walk"], made["metres"]) == ("6 minutes on foot", "400 m")
    assert made["say_way"] == "How do I get to the second one?"
    assert card(PLACE, "en", p=6)["say_way"] == "How do I get to Canteen?"


def test_a_place_without_a_number_is_called_by_name() -> None:
    assert card(PLACE)["say_way"] == "去社区食堂怎么走"


@pytest.mark.parametrize(
    ("change", "walk", "far"),
    [
        ({"estimated": True}, "大约走6分钟", ""),
        ({"walk_minutes": None, "walk_metres": None}, "", "走不过去"),
    ],
)
def test_a_walk_that_is_not_sure_is_not_said_to_be(
    change: dict[str, Any], walk: str, far: str
) -> None:
    made = card(replace(PLACE, **change))
    assert (made["walk"], made["far"]) == (walk, far)


@pytest.mark.parametrize(
    ("status", "until", "hours"),
    [
        ("planned", None, "还没开"),
        ("planned", date(2027, 3, 1), "2027年3月1日才开"),
        ("closed_until", date(2027, 1, 5), "2027年1月5日才开"),
        ("closed_until", None, "这阵子关着"),
        ("closed", None, "已经关了，不开了"),
    ],
)
def test_what_is_shut_for_longer_says_so(status: str, until: date | None, hours: str) -> None:
    shut = replace(PLACE, status=status, status_until=until, opens_at=None)
    assert card(shut)["hours"] == hours


def test_what_is_known_of_nothing_is_not_made_up() -> None:
    bare = replace(PLACE, open=None, opens_at=None, address=None, floor=None, phone=None)
    made = card(bare)
    assert (made["open"], made["address"], made["phone"], made["tel"]) == (None, "", "", "")
    assert "不清楚" in made["hours"]


def test_a_list_is_numbered_as_its_text() -> None:
    assert numbers_of(found(), {"old": 1}) == {"demo-a": 1, "demo-b": 2}


def test_a_list_that_goes_on_keeps_the_first_numbers() -> None:
    text = "药店，还有这些：\n5. 仁心堂大药房，走8分钟。\n6. 望月大药房，走14分钟。"
    numbers = numbers_of(reply(*PHARMACIES, text=text), {"x": 1, "y": 2})
    assert numbers == {"x": 1, "y": 2, "demo-a": 5, "demo-b": 6}


def test_one_place_of_the_list_changes_nothing() -> None:
    before = {"demo-a": 1, "demo-b": 2}
    assert numbers_of(reply(PHARMACIES[1], suggestions=OFFERS_WAY), before) == before
    assert numbers_of(reply(), before) == before


def test_one_place_that_was_looked_for_is_the_first() -> None:
    assert numbers_of(reply(PHARMACIES[1], suggestions=OFFERS_WAY), {"x": 1}) == {"demo-b": 1}


def test_an_office_that_is_named_on_the_side_has_no_number() -> None:
    assert numbers_of(reply(PHARMACIES[1]), {"x": 1}) == {"x": 1}


def test_one_place_for_two_errands_has_one_number() -> None:
    text = "1. 买菜：仁心堂大药房。\n2. 买药：仁心堂大药房。"
    assert numbers_of(reply(PHARMACIES[0], PHARMACIES[0], text=text), {}) == {"demo-a": 1}


def test_only_what_a_card_says_word_for_word_is_left_out() -> None:
    book = phrase_book("zh")
    line = "2. 望月大药房，走14分钟（862米），开门时间不清楚，去前最好问一声。"
    offer = book.said("find_offer").text
    text = f"最近的是仁心堂大药房。\n{line}\n{line}能进轮椅。\n{offer}"
    shown = beside_cards(reply(*PHARMACIES, text=text), {"demo-a": 1, "demo-b": 2}, NOW)
    assert shown == f"最近的是仁心堂大药房。\n{line}能进轮椅。\n{offer}"


def test_a_start_is_believed_where_the_distances_agree() -> None:
    near = {"lat": 30.262014, "lon": 114.536688, "straight_metres": 409}
    assert straight_from(HERE, near)
    assert not straight_from((30.2621, 114.5400), near)
    assert not straight_from(HERE, {"lat": 30.2, "lon": 114.5})


def test_a_round_goes_from_door_to_door() -> None:
    stops = [
        {"lat": 30.262, "lon": 114.541, "straight_metres": 900},
        {"lat": 30.263, "lon": 114.541, "straight_metres": 111},
        {"lat": 30.263, "lon": 114.542, "straight_metres": 96},
    ]
    assert is_round(stops)
    assert not is_round(stops[:1])
    assert not is_round(stops[::-1])
    assert not is_round(list(PHARMACIES))
