from dataclasses import dataclass

import pytest
from walking_town import at, network

from assistant.walking import Route, metres_between
from assistant.walking.arrival import Arrival
from assistant.walking.guide import Guide


@dataclass(frozen=True)
class Seen:
    name: str
    name_en: str | None = None


def nothing(lat: float, lon: float) -> None:
    return None


def post_office(lat: float, lon: float) -> Seen | None:
    near = metres_between((lat, lon), at(0, 10)) < 40
    return Seen("邮局", "the post office") if near else None


def route(start: tuple[float, float], end: tuple[float, float]) -> Route:
    found = network().route(at(*start), at(*end), 1.0)
    assert found is not None
    return found


def over_the_bridge(language: str = "zh", arrival: Arrival | None = None) -> Guide:
    way = route((-300, 10), (50, 390))
    name = "仁心药房" if language == "zh" else "the pharmacy"
    return Guide(way, post_office, name, language, arrival=arrival)


def test_one_thing_at_a_time_with_the_sign_that_it_is_done() -> None:
    guide = over_the_bridge(arrival=Arrival(floor="二楼"))
    assert [guide.step(index).text for index in range(len(guide))] == [
        "去仁心药房，一共四步，走路13分钟。第一步，"
        "出门左转（往东），沿中山路走大约300米，走到邮局。到了跟我说。",
        "左转进解放路，走大约400米，中间过望江桥，走到头，横着的就是江北街。到了跟我说。",
        "右转进江北街，走大约50米，仁心药房就在右手边。看到了跟我说。",
        "仁心药房就在右手边。上二楼。",
    ]


def test_aloud() -> None:
    guide = over_the_bridge()
    first = guide.step(0).speech
    assert first.startswith("去仁心药房，一共四步，走路十三分钟。第一步，出门左转，沿中山路走")
    for index in range(len(guide)):
        assert not any(letter.isdigit() for letter in guide.step(index).speech)


def test_english() -> None:
    guide = over_the_bridge("en")
    assert [guide.step(index).text for index in range(len(guide))] == [
        "To the pharmacy in four steps, 13 minutes on foot. Step one: Turn left (east) out of the "
        "door and walk about 300 metres along Zhongshan Road, as far as the post office. "
        "Tell me when you are there.",
        "Turn left into Jiefang Road and walk about 400 metres, crossing Wangjiang Bridge on the "
        "way, to the end of the road at Jiangbei Street. Tell me when you are there.",
        "Turn right into Jiangbei Street and walk about 50 metres; the pharmacy is on your right. "
        "Tell me when you see it.",
        "The pharmacy is on your right.",
    ]


def test_the_same_way_makes_the_same_steps() -> None:
    first, again = over_the_bridge(), over_the_bridge()
    assert [first.step(i) for i in range(len(first))] == [again.step(i) for i in range(len(again))]


def test_there_is_no_step_after_the_last() -> None:
    guide = over_the_bridge()
    for index in (-1, len(guide)):
        with pytest.raises(IndexError):
            guide.step(index)


def test_next_door_there_is_only_the_arrival() -> None:
    guide = Guide(route((-100, 10), (-100, 10)), nothing, "药房", "zh")
    assert len(guide) == 1
    assert guide.step(0).text.startswith("离得很近。药房就在跟前")
    assert guide.at(at(-100, 10)) == 0


@pytest.mark.parametrize(
    ("east", "north", "step"),
    [
        (-300, 10, 0), (-150, 5, 0), (-50, -12, 0), (-5, 0, 1), (0, 8, 1), (4, 200, 1),
        (0, 380, 1), (0, 398, 2), (20, 402, 2), (48, 398, 3), (50, 390, 3),
    ],
)  # fmt: skip
def test_which_step_somebody_is_on(east: float, north: float, step: int) -> None:
    assert over_the_bridge().at(at(east, north)) == step


@pytest.mark.parametrize(
    ("east", "north", "off"),
    [(-150, 5, False), (-150, 35, False), (-150, 45, True), (-400, 0, True), (50, 200, True)],
)
def test_who_has_lost_the_way(east: float, north: float, off: bool) -> None:
    guide = over_the_bridge()
    assert guide.is_off(at(east, north)) is off
    assert not guide.is_off(at(east, north), metres=500)


def test_a_place_far_from_the_way_is_told_to_be_so() -> None:
    guide = Guide(route((-300, 80), (-100, 60)), nothing, "药房", "zh")
    assert guide.step(len(guide) - 1).text == (
        "药房在左边，离路大约60米，门朝哪边地图上没有，走近了看看。"
    )


def test_a_start_in_the_street_is_told_by_the_compass() -> None:
    way = route((-150, 10), (0, -100))
    guide = Guide(way, post_office, "药房", "zh", outdoors=True)
    assert "第一步，沿中山路往东走大约150米，走到邮局。" in guide.step(0).text


def test_up_to_where_one_can_turn() -> None:
    guide = Guide(route((-100, 10), (300, 50)), nothing, "药房", "zh")
    assert guide.step(0).text.endswith("沿中山路走大约300米，走到能左转的地方。到了跟我说。")
