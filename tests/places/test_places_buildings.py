import pytest

from assistant.places.buildings import (
    bare_building,
    exit_number,
    number_value,
    said_number,
    split_name,
    wall_number,
)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("3", 3), ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23),
     ("一零三", 103), ("幺二", 12), ("一百零八", 108), ("栋", None)],
)  # fmt: skip
def test_number_value(numeral: str, value: int | None) -> None:
    assert number_value(numeral) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [("3栋", "3"), ("3号楼", "3"), ("三幢", "3"), ("12", "12"), ("A座", "a"), ("A1栋", "a1"),
     ("3A", "3a"), ("２３號樓", "23"), ("3号", "3"), ("银杏苑", None), ("", None), ("栋", None)],
)  # fmt: skip
def test_wall_number(text: str, number: str | None) -> None:
    assert wall_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("3栋", "3"), ("三号楼附近", "3"), ("的十二栋", "12"), ("三棟二單元", "3"), ("三动", "3"),
     ("a座", "a"), (" building 3", "3"), (", Building 12, please", "12"), (" block b", "b"),
     ("小区", None), ("3号线", None), ("东门", None), (" 3 pharmacies", None), ("", None)],
)  # fmt: skip
def test_said_number(text: str, number: str | None) -> None:
    assert said_number(text) == number


@pytest.mark.parametrize(
    ("name", "parts"),
    [("凯润金城6栋", ("凯润金城", "6栋")), ("长发中心C座", ("长发中心", "C座")), ("银座", None),
     ("君临国际广场3幢", ("君临国际广场", "3幢")), ("教学楼", None), ("3栋", None)],
)  # fmt: skip
def test_split_name(name: str, parts: tuple[str, str] | None) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("text", "number"),
    [("3号口", "3"), ("地铁站三号出口", "3"), ("站A口附近", "a"), (" exit 3", "3"), ("1b口", "1b"),
     ("附近", None), ("站", None), ("3栋", None), ("路口", None), ("口", None)],
)  # fmt: skip
def test_exit_number(text: str, number: str | None) -> None:
    assert exit_number(text) == number


@pytest.mark.parametrize(
    ("text", "building"),
    [("3栋", "3栋"), ("在三号楼", "三号楼"), ("我住5幢。", "5幢"), ("A座", None),
     ("银杏苑3栋", None), ("3栋几点关门", None), ("", None)],
)  # fmt: skip
def test_a_building_that_is_all_that_is_said(text: str, building: str | None) -> None:
    assert bare_building(text) == building
