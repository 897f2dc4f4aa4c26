"""Addresses as people tell them, whole, in pieces, corrected."""

import pytest

from assistant.arranging.doors import door_in, door_of


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("银杏苑3栋2单元301", "银杏苑3栋2单元301"),
        ("我家住在银杏苑三栋二单元三零一", "银杏苑三栋二单元三零一"),
        ("约修冰箱，明天上午，银杏苑3栋2单元301，不制冷了", "银杏苑3栋2单元301"),
        ("地址写错了，是4栋", "4栋"),
        ("不对，是5栋2单元302", "5栋2单元302"),
        ("四零一", "四零一"),
        ("Building 3, Unit 2, Room 301, Ginkgo Court",
         "Ginkgo Court, Building 3, Unit 2, Room 301"),
        ("her flat is in building 5", "building 5"),
        ("Ginkgo Court building 3 unit 2 room 301",
         "Ginkgo Court, building 3, unit 2, room 301"),
    ],
)  # fmt: skip
def test_an_address_is_found_in_a_sentence(text: str, address: str) -> None:
    found = door_in(text)
    assert found is not None
    assert found.text == address


@pytest.mark.parametrize(
    "text",
    [
        "明天下午三点",
        "十二月二十号",
        "2026年",
        "两份",
        "100块钱",
        "no onions please",
        "三个人",
        "公园旁边",
    ],
)
def test_other_numbers_are_no_address(text: str) -> None:
    assert door_in(text) is None


@pytest.mark.parametrize(
    ("correction", "address"),
    [
        ("不对，是5栋", "银杏苑5栋2单元301"),
        ("地址错了，是二单元四零一", "银杏苑3栋二单元四零一"),
        ("401", "银杏苑3栋2单元401"),
        ("听松花园2栋1单元201", "听松花园2栋1单元201"),
        ("5栋2单元302", "银杏苑5栋2单元302"),
    ],
)
def test_what_is_left_out_is_as_it_was(correction: str, address: str) -> None:
    told = door_in(correction)
    assert told is not None
    assert told.after(door_of("银杏苑3栋2单元301")).text == address
