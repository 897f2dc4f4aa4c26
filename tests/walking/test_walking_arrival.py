import pytest

from assistant.walking.arrival import Arrival, inside, read_arrival
from assistant.walking.words import Words

ZH, EN = Words("zh", aloud=False), Words("en", aloud=False)


@pytest.mark.parametrize(
    ("floor", "chinese", "english"),
    [
        ("二楼，有电梯", "坐电梯上二楼。", "Take the lift up to floor 2."),
        (
            "三楼，无电梯",
            "走楼梯上三楼，没有电梯。",
            "Take the stairs up to floor 3; there is no lift.",
        ),
        ("二楼", "上二楼。", "Go up to floor 2."),
        ("12楼", "上十二楼。", "Go up to floor 12."),
        ("二十一层", "上二十一楼。", "Go up to floor 21."),
        ("一楼", "就在一楼。", "It is on floor 1."),
        ("一楼，有电梯", "就在一楼。", "It is on floor 1."),
        ("一楼，门口刷卡进", "就在一楼，门口刷卡进。", "It is on floor 1."),
        ("门诊三楼，有电梯", "坐电梯上门诊三楼。", "Take the lift up to floor 3."),
        ("地下一层，有电梯", "坐电梯下到地下一层。", "Take the lift down to basement level 1."),
        ("B2", "下到地下二层。", "Go down to basement level 2."),
        ("一至三楼，有电梯", "就在一到三楼，有电梯。", "It is on floors 1 to 3, with a lift."),
        ("有电梯", "里面有电梯。", "There is a lift inside."),
        ("没有电梯", "里面没有电梯。", "There is no lift inside."),
        ("进门右手边", "进门右手边。", ""),
        ("", "", ""),
    ],
)
def test_floors(floor: str, chinese: str, english: str) -> None:
    arrival = read_arrival("药房", "桂香街505号", floor)
    assert inside(arrival, ZH) == chinese
    assert inside(arrival, EN) == english


@pytest.mark.parametrize(
    ("name", "address", "chinese", "english"),
    [
        ("药房", "桂香街505号", "", ""),
        ("药房", None, "", ""),
        ("棋牌室", "银杏苑7栋一楼", "在银杏苑7栋一楼。", "It is in building 7 on floor 1."),
        (
            "活动室",
            "铁路新村4号楼3层",
            "在铁路新村4号楼，上三楼。",
            "It is in building 4. Go up to floor 3.",
        ),
        ("回收箱", "银杏苑2栋旁", "在银杏苑2栋旁边。", "It is next to building 2."),
        (
            "咨询室",
            "学府路8号A座305室",
            "在A座，找305室。",
            "It is in building A. Look for room 305.",
        ),
        ("健身驿站", "柳溪公园西门内", "从西门进去。", "Go in by the west gate."),
        ("厕所", "公园东南门内", "从东南门进去。", "Go in by the southeast gate."),
        ("厕所", "公园2号门内", "从2号门进去。", "Go in by gate 2."),
        ("烧饼", "西门路3号", "", ""),
        ("王记豆腐", "柳溪农贸市场A12摊", "找A12摊。", "Look for stall A12."),
        ("柳溪农贸市场A12摊", "柳溪农贸市场A12摊", "", ""),
        ("银杏苑3栋", "银杏苑3栋", "", ""),
    ],
)
def test_addresses(name: str, address: str | None, chinese: str, english: str) -> None:
    arrival = read_arrival(name, address, None)
    assert inside(arrival, ZH) == chinese
    assert inside(arrival, EN) == english


def test_the_floor_of_the_data_counts_more_than_the_one_of_the_address() -> None:
    arrival = read_arrival("活动室", "铁路新村4号楼一楼", "二楼，无电梯")
    assert inside(arrival, ZH) == "在铁路新村4号楼，走楼梯上二楼，没有电梯。"


@pytest.mark.parametrize(
    ("wheelchair", "chinese"),
    [
        ("yes", "门口轮椅能进。"),
        ("limited", "门口轮椅不太好进。"),
        ("no", "门口轮椅进不去。"),
        (None, ""),
        ("designated", ""),
    ],
)
def test_the_door(wheelchair: str | None, chinese: str) -> None:
    assert inside(Arrival(wheelchair=wheelchair), ZH) == chinese


def test_aloud_there_are_no_figures() -> None:
    arrival = read_arrival("咨询室", "学府路8号2号楼305室", "3楼")
    assert inside(arrival, Words("zh", aloud=True)) == "在二号楼，上三楼，找三零五室。"
    assert inside(arrival, Words("en", aloud=True)) == (
        "It is in building two. Go up to floor three. Look for room three zero five."
    )
