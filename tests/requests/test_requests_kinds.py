"""Which kind of trouble a sentence tells, and whether it tells of danger now."""

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.errors import UsageError
from assistant.paths import DATA
from assistant.requests import OTHER, danger_in, desks, kind_of, kinds
from assistant.requests.kinds import FILE

ASKED_FOR = {
    "stairwell_lamp", "street_lamp", "lift", "noise", "parking", "rubbish", "water",
    "power_outage", "drains", "cooking_smoke", "short_weight", "smart_bin", "broken_road",
    "public_toilet", "stray_dogs", "fire_passage", "fitness_equipment", "other",
}  # fmt: skip


def test_the_file_holds_what_is_asked_for() -> None:
    assert set(kinds()) >= ASKED_FOR
    for kind in kinds().values():
        assert kind.title("zh") != kind.title("en")
        assert set(kind.desks) <= set(desks())
    assert kinds()[OTHER].words == ()
    assert kinds()["fraud"].desks[0] == "anti_fraud"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("楼道灯不亮了", "stairwell_lamp"),
        ("我们三楼楼梯那个灯瞎了好几天", "stairwell_lamp"),
        ("停车场的灯不亮", "stairwell_lamp"),
        ("the light in our stairwell is out", "stairwell_lamp"),
        ("巷子口那盏灯坏了一个冬天了", "street_lamp"),
        ("街燈熄咗成個禮拜", "street_lamp"),
        ("street lamp outside number 40 is dead", "street_lamp"),
        ("6栋电梯又又又停了", "lift"),
        ("部𨋢又壞咗", "lift"),
        ("the elevator is broken again", "lift"),
        ("楼下烧烤摊一直吵到凌晨三点", "noise"),
        ("跳广场舞的音响太大", "noise"),
        ("construction going on at 1 am", "noise"),
        ("有人把车停在路口，乱停乱放", "parking"),
        ("someone parked across my garage", "parking"),
        ("垃圾桶满了三天没人收 全是蛆", "rubbish"),
        ("马路自来水管爆了 水哗哗淌半天了", "water"),
        ("整栋楼停水了", "water"),
        ("water main burst on the road", "water"),
        ("我们这片停电了", "power_outage"),
        ("井盖没了 就拿根树枝插着", "drains"),
        ("drain on the street stinks", "drains"),
        ("饭馆油烟直接往我家窗户排", "cooking_smoke"),
        ("restaurant fumes blow straight in my window", "cooking_smoke"),
        ("菜场三号摊短斤少两 我称了差二两", "short_weight"),
        ("賣菜嗰個呃秤", "short_weight"),
        ("butcher's scales are rigged", "short_weight"),
        ("扔了一袋瓶子进去 一分钱没给我", "smart_bin"),
        ("bottle machine took my bottles and paid nothing", "smart_bin"),
        ("人行道砖是松的,一踩一脚泥", "broken_road"),
        ("pothole big enough to swallow a wheelchair", "broken_road"),
        ("公厕没水冲 脏得下不去脚", "public_toilet"),
        ("the public toilet has no water", "public_toilet"),
        ("流浪狗成群 小孩不敢上学", "stray_dogs"),
        ("stray dogs near the school", "stray_dogs"),
        ("消防通道堆满了杂物", "fire_passage"),
        ("fire exit is blocked by boxes", "fire_passage"),
        ("公园里的健身器转盘卡死了", "fitness_equipment"),
        ("exercise bike in the park lost a pedal", "fitness_equipment"),
        ("单元门关不上 谁都能进", "building_door"),
        ("健身房关门跑路了 我卡里还有两千", "consumer"),
        ("有人冒充社区上门卖保健品", "fraud"),
    ],
)
def test_a_kind_by_what_is_said(text: str, kind: str) -> None:
    found = kind_of(text)
    assert found is not None
    assert found.id == kind


@pytest.mark.parametrize("text", ["", "附近哪里能配钥匙", "今天天气真好", "thanks a lot", "灯"])
def test_no_kind_where_none_is_said(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "电梯里有人困住了",
        "我被困在电梯里，出不来",
        "三号楼电梯困人了",
        "楼道没有灯我妈摔伤了",
        "电梯门不会开出不来",
        "we are trapped in the lift",
        "楼道里电瓶车冒烟了",
        "路边电线断了掉在地上",
        "马路塌了个大坑，有人掉进去了",
        "孩子被流浪狗咬了",
        "停电了，我爸用着呼吸机",
        "楼上吵架打起来了",
        "他们让我妈转账，是骗子",
        "煤气味很大",
        "怕得很，电梯里有人困住了",
        "the bin is on fire",
        "there is a live wire down, no power in the street",
    ],
)
def test_danger_comes_first(text: str) -> None:
    assert danger_in(text, kind_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "消防通道堵了，万一着火怎么跑",
        "楼道里堆满纸箱子 着火咋办",
        "灭火器过期了",
        "电线乱拉怕着火",
        "部𨋢又壞咗 冇人困住",
        "电梯坏了，没有人困在里面",
        "电梯停在5楼没人被困",
        "楼道漏水，没有漏电",
        "井盖松了，差点掉进去",
        "饭馆油烟太大",
        "fire exit is blocked by boxes",
        "the lift is stuck, nobody is trapped",
        "the cable might be sparking one day",
        "楼道灯不亮了",
        "",
    ],
)
def test_what_is_only_feared_is_none(text: str) -> None:
    assert not danger_in(text, kind_of(text))


def test_danger_that_belongs_to_a_kind_only() -> None:
    assert danger_in("困在里面了", kinds()["lift"])
    assert not danger_in("困在里面了", kinds()["parking"])
    assert not danger_in("困在里面了")
    assert danger_in("着火了")


def test_words_of_which_only_a_part_is_said_do_not_count() -> None:
    assert kind_of("灯真亮") is None
    assert kind_of("楼道") is None


def content() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"desks": ["nobody"]}, "nobody"),
        ({"desks": []}, "no desk"),
        ({"words": "灯"}, "list of words"),
        ({"words": ["楼道+"]}, "has a part"),
        ({"words": [], "words_en": []}, "no word"),
        ({"place": "yes please"}, "place"),
        ({"id": "lift"}, "already"),
        ({"id": "x" * 41}, "40"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_slip_is_told(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    changed = content()
    changed["kinds"][-2].update(change)
    file = tmp_path / "kinds.yaml"
    file.write_text(yaml.safe_dump(changed, allow_unicode=True), encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        kinds(file)


@pytest.mark.parametrize("part", ["danger", "harmless", "supposed", "kinds"])
def test_a_part_that_is_missing_is_told(tmp_path: Path, part: str) -> None:
    changed = content()
    del changed[part]
    file = tmp_path / "kinds.yaml"
    file.write_text(yaml.safe_dump(changed, allow_unicode=True), encoding="utf-8")
    with pytest.raises(UsageError, match=part):
        kinds(file)


def test_there_must_be_a_kind_for_the_others(tmp_path: Path) -> None:
    changed = content()
    changed["kinds"] = [kind for kind in changed["kinds"] if kind["id"] != OTHER]
    file = tmp_path / "kinds.yaml"
    file.write_text(yaml.safe_dump(changed, allow_unicode=True), encoding="utf-8")
    with pytest.raises(UsageError, match=OTHER):
        kinds(file)


def held_out() -> list[str]:
    """Reports that nobody chose words from."""
    found = []
    for path in sorted((DATA / "nlu" / "held_out").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [row["text"] for row in csv.DictReader(file) if row["behaviour"] == "report"]
    return found


def test_few_reports_are_of_no_kind_and_none_is_taken_for_an_emergency() -> None:
    texts = held_out()
    assert len(texts) > 100
    unknown = [text for text in texts if kind_of(text) is None]
    assert len(unknown) <= len(texts) / 10, unknown
    assert [text for text in texts if danger_in(text, kind_of(text))] == []
