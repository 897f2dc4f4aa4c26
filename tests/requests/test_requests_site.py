"""The place that a report names in its own words, and words that name none."""

import pytest

from assistant.requests.site import site_said


@pytest.mark.parametrize(
    ("text", "site"),
    [("解放路上的路灯三天没亮了", "解放路"),
     ("中山大道和青年路口那个窨井盖没了", "中山大道和青年路口"),
     ("汉口北路128号门口有人乱停车", "汉口北路128号门口"),
     ("市民来电反映幸福里小区5号楼电梯故障", "幸福里小区5号楼"),
     ("来电人投诉东湖花园二期物业不作为", "东湖花园二期"),
     ("喺旺角街嗰度有个坑", "旺角街"),
     ("有人在人民公园里烧纸", "人民公园"),
     ("street lamp on Jiefang Road is out", "Jiefang Road")],
)  # fmt: skip
def test_a_named_place(text: str, site: str) -> None:
    assert site_said(text) == site


@pytest.mark.parametrize(
    "text",
    ["我们小区对面工地半夜还在施工", "三号门那边路灯不亮", "这条路坑坑洼洼", "马路上有个大坑",
     "走路差点摔了", "隔壁小区的垃圾臭死了", "在我家楼下小区花园里有人烧烤",
     "路灯坏了好几盏一路黑过去", "门口马路牙子断了", "大门口路灯不亮", "二号楼花园里有人遛狗",
     "三栋楼道灯几个月没亮了", "社区广场舞太吵", "人行天桥扶手松了", "the lamp on our street",
     "the smell in the wet market street"],
)  # fmt: skip
def test_no_name(text: str) -> None:
    assert site_said(text) == ""
