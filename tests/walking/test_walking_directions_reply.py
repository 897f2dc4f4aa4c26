from dataclasses import replace
from datetime import date

import pytest
from walking_town import at, network, rough_town, small_town

from assistant.finding import FoundPlace
from assistant.walking import Route
from assistant.walking.arrival import Arrival
from assistant.wording.directions import arrival_of, directions_reply, tour_directions


def nothing(lat: float, lon: float) -> None:
    return None


def over_the_bridge() -> Route:
    route = network(small_town).route(at(-300, 10), at(50, 390), 1.0)
    assert route is not None
    return route


PLACE = FoundPlace(
    id="1",
    name="药房",
    services=("pharmacy",),
    lat=30.0,
    lon=114.0,
    straight_metres=10,
    walk_metres=10,
    walk_minutes=1.0,
    estimated=False,
    open=True,
    address="银杏苑7栋",
    floor="二楼，有电梯",
    wheelchair="no",
    verified_on=date(2026, 1, 1),
)


def test_what_a_place_knows_of_its_last_metres() -> None:
    known = Arrival(floor="二楼，有电梯", building="银杏苑7栋")
    assert arrival_of(PLACE) == known
    assert arrival_of(PLACE, wheels=True) == replace(known, wheelchair="no")
    assert arrival_of(replace(PLACE, address=None, floor=None)) == Arrival()


def test_a_reply_as_it_always_was() -> None:
    reply = directions_reply(over_the_bridge(), "药房", nothing, "zh")
    assert reply.text == (
        "去药房，一共走13分钟（770米）：\n"
        "1. 出门左转（往东），沿中山路走大约300米。\n"
        "2. 左转进解放路，走大约400米，中间过望江桥。\n"
        "3. 走到头右转进江北街，走大约50米，药房就在右手边。"
    )
    assert reply.speech == (
        "去药房，走路十三分钟。出门左转，沿中山路走三百米。左转进解放路，走四百米，中间过望江桥。"
        "走到头右转进江北街，走五十米，就在右手边。"
    )


def test_the_last_metres_and_the_warning_stand_where_they_are_needed() -> None:
    route = network(rough_town).route(at(0, 0), at(200, 100), 1.0, avoid_steps=True)
    assert route is not None
    arrival = arrival_of(PLACE)
    reply = directions_reply(route, "药房", nothing, "zh", arrival=arrival, avoid_steps=True)
    lines = reply.text.split("\n")
    assert lines[1] == "路上有一段台阶，绕不开。有一段路面不平，慢点走。"
    assert lines[2].startswith("1. ")
    assert lines[-1].endswith("在银杏苑7栋，坐电梯上二楼。")
    assert "分钟。路上有一段台阶，绕不开。" in reply.speech
    assert reply.speech.endswith("在银杏苑七栋，坐电梯上二楼。")
    assert "台阶，绕不开" not in directions_reply(route, "药房", nothing, "zh").text


def test_a_tour_is_written_whole_and_told_up_to_the_first_stop() -> None:
    route = over_the_bridge()
    legs = [(route, "药房", Arrival(floor="二楼")), (route, "24小时书房", None)]
    reply = tour_directions(legs, nothing, "zh")
    assert reply.text.startswith(
        "一共两站，走路26分钟（1540米）。\n第1站 药房，走13分钟（770米）：\n1. 出门"
    )
    assert "\n4. 上二楼。\n第2站 24小时书房，走13分钟（770米）：\n1. 出门左转" in reply.text
    assert reply.speech.startswith("一共两站，走路二十六分钟。先去药房，走路十三分钟。出门左转")
    assert reply.speech.endswith("上二楼。到了跟我说，我再说下一站。")
    assert "书房" not in reply.speech


def test_a_tour_in_english() -> None:
    reply = tour_directions([(over_the_bridge(), "the pharmacy", None)], nothing, "en")
    assert reply.text.startswith("One stop, 13 minutes on foot (770 m).\nStop 1: the pharmacy")
    assert "next one" not in reply.speech


def test_only_the_first_way_of_a_tour_may_begin_in_the_street() -> None:
    route = over_the_bridge()
    legs = [(route, "甲", None), (route, "乙", None)]
    text = tour_directions(legs, nothing, "zh", outdoors=True).text
    assert text.count("沿中山路往东走") == text.count("出门左转") == 1


def test_a_tour_needs_a_stop() -> None:
    with pytest.raises(ValueError, match="at least one stop"):
        tour_directions([], nothing, "zh")
