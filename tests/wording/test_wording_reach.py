"""What is within reach, as it is read and heard."""

import re
from dataclasses import replace

import pytest

from assistant.catalogue import load_catalogue
from assistant.finding import FoundPlace, Reach
from assistant.finding.groups import load_groups
from assistant.finding.reach import GroupReach, Lacking, ServiceReach
from assistant.wording.phrases import phrase_book
from assistant.wording.reach import reach_reply

NOT_SPOKEN = re.compile(r"[0-9*#@_/\\<>|\[\]~^`（）()]")
CATALOGUE = load_catalogue()


def place(name: str, minutes: float) -> FoundPlace:
    return FoundPlace(
        id=name, name=name, name_en=f"Shop {name}", services=("pharmacy",), lat=30.26, lon=114.54,
        straight_metres=200, walk_metres=300, walk_minutes=minutes, estimated=False, open=True,
    )  # fmt: skip


def service(name: str, minutes: float) -> ServiceReach:
    found = place(f"{name}店", minutes)
    return ServiceReach(name, found, minutes, (0, 1, 2), within_norm=True)


def reach(*services: tuple[str, float], lacking: tuple[Lacking, ...] = ()) -> Reach:
    groups = []
    for group in load_groups():
        members = [service(*item) for item in services if CATALOGUE[item[0]].group == group.id]
        if members:
            groups.append(GroupReach(group, tuple(members), (0, 1, 2)))
    return Reach(tuple(groups), (3, 8, 22), lacking)


SOME = (("wet_market", 6.0), ("bakery", 7.4), ("key_cutting", 9.0), ("pharmacy", 2.0))


def test_two_groups_are_heard_and_all_are_read() -> None:
    told = reach_reply(reach(*SOME), CATALOGUE, "zh")
    assert told.speech == (
        "走十五分钟以内，我查到二十二个地方，四种服务。买菜吃饭，最近的走六分钟。"
        "修修补补，最近的走九分钟。家门口该有的，都在标准的路程里。要找哪一样，您说。"
    )
    lines = told.text.splitlines()
    assert (
        lines[0]
        == "走15分钟以内，我查到22个地方，4种服务。其中走5分钟能到的3个，走8分钟能到的8个。"
    )
    assert (
        lines[1]
        == "1. 买菜吃饭，2个地方，最近的走6分钟：菜市场，wet_market店。还有面包蛋糕店7分钟。"
    )
    assert lines[3].startswith("3. 看病买药，")
    assert [item["id"] for item in told.places] == ["wet_market店", "key_cutting店", "pharmacy店"]


def test_what_is_missing_is_told_the_worst_first() -> None:
    lacking = (
        Lacking("wet_market", 8, place("市场", 12.0)),
        Lacking("post_office", 15, None),
        Lacking("bank", 15, None),
    )
    told = reach_reply(reach(*SOME, lacking=lacking), CATALOGUE, "zh")
    assert "家门口该有的，还差三样，比如邮局和银行。" in told.speech
    assert "比标准远的：菜市场12分钟（标准8分钟）。" in told.text
    assert "走15分钟以内没查到的：邮局和银行。" in told.text
    one = reach_reply(reach(*SOME, lacking=lacking[1:2]), CATALOGUE, "zh")
    assert "家门口该有的，还差一样，邮局。" in one.speech


def test_a_long_group_is_cut() -> None:
    names = [item.id for item in CATALOGUE if item.group == "repair"]
    told = reach_reply(reach(*((name, 5.0) for name in names)), CATALOGUE, "zh")
    assert "等等" in told.text
    assert told.text.splitlines()[1].count("分钟") == 4


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_heard_can_be_said(language: str) -> None:
    everything = reach(
        *((item.id, 4.0) for item in CATALOGUE),
        lacking=tuple(Lacking(item.id, 8, None) for item in CATALOGUE),
    )
    told = reach_reply(everything, CATALOGUE, language)
    assert not NOT_SPOKEN.search(told.speech)
    assert len(told.speech) <= (120 if language == "zh" else 400)
    assert len(told.places) == len(load_groups())


def test_in_english() -> None:
    lacking = (Lacking("post_office", 15, None), Lacking("bank", 15, place("b", 20)))
    told = reach_reply(reach(*SOME, lacking=lacking), CATALOGUE, "en")
    assert told.speech == (
        "Within fifteen minutes on foot I know twenty-two places with four kinds of service. "
        "For food and shops, the nearest is six minutes on foot. "
        "For repairs, the nearest is nine minutes on foot. "
        "Two everyday services are not as near as they should be, such as the post office and "
        "bank. What are you looking for?"
    )
    assert told.text.splitlines()[1].startswith("1. Food and shops: 2 places,")


def test_nothing_and_nowhere() -> None:
    none = reach_reply(Reach(), CATALOGUE, "zh")
    assert none.speech.startswith("走十五分钟以内，我一个地方也没查到。")
    assert not NOT_SPOKEN.search(none.speech)
    outside = reach_reply(Reach(outside=True), CATALOGUE, "zh")
    assert outside == phrase_book("zh").reply("here_outside")


def test_estimates_are_said_to_be_estimates() -> None:
    told = reach_reply(replace(reach(*SOME), estimated=True), CATALOGUE, "zh")
    assert "时间是按直线估的" in told.text
