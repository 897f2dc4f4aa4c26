from dataclasses import dataclass
from string import Formatter

import pytest
import yaml
from walking_town import at, network

from assistant.walking import Route, describe, metres_between
from assistant.walking.arrival import Arrival
from assistant.walking.cautions import Caution
from assistant.walking.directions import PHRASES_FILE
from assistant.walking.passages import Pass, Passage
from assistant.walking.route import Side, Step, Turn


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


OVER_THE_BRIDGE = ((-300, 10), (50, 390))
UP_THE_STEPS = ((-100, 10), (300, 50))


def test_chinese() -> None:
    told = describe(route(*OVER_THE_BRIDGE), post_office, "仁心药房", "zh")
    assert told.text == (
        "出门左转（往东），沿中山路走大约300米。",
        "走到邮局左转，沿解放路走大约400米，中间过望江桥。",
        "走到头右转进江北街，走大约50米，仁心药房就在右手边。",
    )
    assert told.spoken == (
        "出门左转，沿中山路走大约五分钟。走到邮局左转，沿解放路走四百米，中间过望江桥。"
        "走到头右转进江北街，走五十米，就在右手边。"
    )


def test_english() -> None:
    told = describe(route(*OVER_THE_BRIDGE), post_office, "the pharmacy", "en")
    assert told.text == (
        "Turn left (east) out of the door and walk about 300 metres along Zhongshan Road.",
        "At the post office, turn left and walk about 400 metres along Jiefang Road, "
        "crossing Wangjiang Bridge on the way.",
        "At the end of the road, turn right into Jiangbei Street and walk about 50 metres; "
        "the pharmacy is on your right.",
    )
    assert "about five minutes along Zhongshan Road. At the post office" in told.spoken
    assert not any(letter.isdigit() for letter in told.spoken)


def test_steps_are_climbed_not_measured() -> None:
    up = describe(route(*UP_THE_STEPS), nothing, "", "zh")
    assert up.text[1:] == (
        "左转，上台阶。",
        "走到头右转进坡上街，走大约100米，目的地就在左手边。",
    )
    down = describe(route(*reversed(UP_THE_STEPS)), nothing, "", "en")
    assert down.text[1] == "Turn left and go down the steps."
    assert down.text[2].endswith("your destination is on your right.")


def test_a_landmark_is_not_told_twice_and_never_the_destination_itself() -> None:
    everywhere = describe(route(*OVER_THE_BRIDGE), lambda lat, lon: Seen("邮局"), "药房", "zh")
    assert "".join(everywhere.text).count("邮局") == 1
    itself = describe(route(*OVER_THE_BRIDGE), lambda lat, lon: Seen("药房"), "药房", "zh")
    assert "".join(itself.text).count("药房") == 1


def test_a_landmark_without_an_english_name_is_not_told_in_english() -> None:
    told = describe(route(*OVER_THE_BRIDGE), lambda lat, lon: Seen("邮局"), "the pharmacy", "en")
    assert "邮局" not in told.spoken
    kept = describe(route(*OVER_THE_BRIDGE), lambda lat, lon: Seen("KFC"), "the pharmacy", "en")
    assert "At KFC, turn left" in kept.spoken


def test_a_landmark_beside_the_door() -> None:
    def bank(lat: float, lon: float) -> Seen | None:
        return Seen("银行") if metres_between((lat, lon), at(50, 390)) < 20 else None

    assert (
        describe(route(*OVER_THE_BRIDGE), bank, "药房", "zh")
        .text[-1]
        .endswith("药房就在右手边，离银行不远。")
    )


def test_next_door() -> None:
    beside = route((-100, 10), (-80, 10))
    told = describe(beside, nothing, "药房", "zh")
    assert told.text == ("出门左转（往东），沿中山路走大约20米，药房就在左手边。",)
    same = describe(route((-100, 10), (-100, 10)), nothing, "药房", "zh")
    assert same.text[0].startswith("药房就在跟前")


def test_far_from_the_street_at_both_ends() -> None:
    told = describe(route((-300, 80), (-100, 60)), nothing, "药房", "zh")
    assert told.text == (
        "先往南走大约80米到中山路，往东走大约200米，药房在左边，离路大约60米，"
        "门朝哪边地图上没有，走近了看看。",
    )


def test_in_the_street_the_compass_helps() -> None:
    told = describe(route((-300, 0), (0, -200)), nothing, "药房", "zh")
    assert told.text[0] == "沿中山路往东走大约300米。"
    assert told.text[1].startswith("右转进解放路，走大约200米")


def stretch(*steps: Step, side: Side | None = None) -> Route:
    line = (at(0, 0), at(100, 0))
    return Route(100, 100.0, steps, line, first_gap=5, last_gap=5, side=side)


def start(metres: float, *passing: Passage) -> Step:
    return Step(Turn.START, at(0, 0), 0, 0, metres, metres, "甲路", passages=passing)


@pytest.mark.parametrize(
    ("passing", "sentence"),
    [
        ((Passage(Pass.CROSSING, 5),), "往北走，过马路，沿甲路走大约300米，就到药房了。"),
        ((Passage(Pass.CROSSING, 290),), "沿甲路往北走大约300米，过马路，就到药房了。"),
        ((Passage(Pass.CROSSING, 150),), "沿甲路往北走大约300米，中间过一次马路，就到药房了。"),
        (
            (Passage(Pass.CROSSING, 100), Passage(Pass.CROSSING, 200)),
            "沿甲路往北走大约300米，中间过两次马路，就到药房了。",
        ),
        ((Passage(Pass.LIFT, 0, 5),), "往北走，坐电梯，沿甲路走大约300米，就到药房了。"),
        ((Passage(Pass.ESCALATOR, 260, 30),), "沿甲路往北走大约300米，坐扶梯，就到药房了。"),
        ((Passage(Pass.STEPS, 100, 30),), "沿甲路往北走大约300米，中间走一段台阶，就到药房了。"),
    ],
)  # fmt: skip
def test_passages_are_told_where_they_are(passing: tuple[Passage, ...], sentence: str) -> None:
    assert describe(stretch(start(300, *passing)), nothing, "药房", "zh").text == (sentence,)


def test_counts_are_spoken_in_words() -> None:
    crossings = [Passage(Pass.CROSSING, after) for after in (100, 200)]
    assert "中间过两次马路" in describe(stretch(start(300, *crossings)), nothing, "a", "zh").spoken
    told = describe(stretch(start(300, *crossings)), nothing, "a", "en")
    assert "crossing two roads on the way" in told.spoken


def test_two_turns_close_together() -> None:
    first = Step(Turn.RIGHT, at(0, 0), 90, 0, 28, 28, "乙路", into="乙路")
    second = Step(Turn.RIGHT, at(0, 0), 180, 90, 100, 100, "丙路")
    told = describe(stretch(start(300), first, second), nothing, "药房", "zh")
    assert told.text[1:] == ("右转进乙路，走大约30米，马上再右转，沿丙路走大约100米，就到药房了。",)


def test_straight_on_into_another_street() -> None:
    on = Step(Turn.STRAIGHT, at(0, 0), 0, 0, 200, 200, "乙路", into="乙路")
    told = describe(stretch(start(300), on), nothing, "药房", "zh")
    assert told.text[1] == "往前接着走乙路，走大约200米，就到药房了。"


def test_kilometres() -> None:
    told = describe(stretch(start(1240)), nothing, "药房", "zh")
    assert "走大约1.2公里" in told.text[0]
    assert "走一公里二" in told.spoken
    assert "about 1.2 km" in describe(stretch(start(1240)), nothing, "it", "en").text[0]


def test_somebody_in_the_street_has_no_door() -> None:
    told = describe(route(*OVER_THE_BRIDGE), post_office, "药房", "zh", outdoors=True)
    assert told.text[0] == "沿中山路往东走大约300米。"
    near = describe(route((-150, 10), (0, -100)), post_office, "药房", "zh", outdoors=True)
    assert near.text[0] == "往东走，就是邮局那个方向，沿中山路走大约150米。"
    assert near.spoken.startswith("往东走，就是邮局那个方向，沿中山路走。走到邮局右转，")


def test_a_short_walk_to_something_seen_is_not_measured_aloud() -> None:
    told = describe(route((-150, 10), (0, -100)), post_office, "药房", "zh")
    assert told.spoken.startswith("出门左转，沿中山路走。走到邮局右转，沿解放路走一百米")


def test_the_last_metres_are_told_at_the_end() -> None:
    arrival = Arrival(floor="二楼，有电梯")
    told = describe(route(*OVER_THE_BRIDGE), nothing, "药房", "zh", arrival=arrival)
    assert told.text[-1] == "坐电梯上二楼。"
    assert told.spoken.endswith("就在右手边。坐电梯上二楼。")


def test_a_street_is_named_once_and_by_what_is_read_at_the_corner() -> None:
    along = Step(Turn.RIGHT, at(0, 0), 90, 0, 300, 300, "丙路", into="乙路")
    told = describe(stretch(start(300), along), nothing, "药房", "zh")
    assert told.text[1] == "右转进乙路，走大约300米，就到药房了。"
    staying = Step(Turn.RIGHT, at(0, 0), 90, 0, 300, 300, "甲路", into="甲路")
    told = describe(stretch(start(300), staying), nothing, "药房", "zh")
    assert told.text[1] == "右转，还是甲路，走大约300米，就到药房了。"


def test_a_footbridge_is_one_thing() -> None:
    bridge = Passage(Pass.FOOTBRIDGE, 150, 80, "兴业天桥", flights=2)
    told = describe(stretch(start(400, bridge)), nothing, "药房", "zh")
    assert told.text == ("沿甲路往北走大约400米，中间上台阶过兴业天桥，就到药房了。",)


def test_roads_of_one_stretch_are_counted_in_one_place() -> None:
    crossings = [Passage(Pass.CROSSING, after) for after in (5, 150, 295)]
    told = describe(stretch(start(300, *crossings)), nothing, "药房", "zh")
    assert told.text == ("沿甲路往北走大约300米，中间过三次马路，就到药房了。",)
    on = Step(Turn.STRAIGHT, at(0, 0), 0, 0, 200, 200, passages=(Passage(Pass.CROSSING, 100),))
    told = describe(
        stretch(start(300), on, Step(Turn.LEFT, at(0, 0), 0, 0, 90, 90)),
        lambda lat, lon: Seen("邮局"),
        "药房",
        "zh",
    )
    assert "过一次马路" in told.spoken


def test_both_languages_have_the_same_phrases() -> None:
    def keys(tree: object, path: str = "") -> set[str]:
        if not isinstance(tree, dict):
            return {path}
        return {key for name, part in tree.items() for key in keys(part, f"{path}.{name}")}

    phrases = yaml.safe_load(PHRASES_FILE.read_text(encoding="utf-8"))
    assert set(phrases) == {"zh", "en"}
    assert keys(phrases["zh"]) == keys(phrases["en"])
    for language in ("zh", "en"):
        assert {turn.value for turn in Turn} - {"start"} == set(phrases[language]["turn"])
        assert {kind.value for kind in Pass} <= set(phrases[language]["pass"])
        assert {kind.value for kind in Pass} <= set(phrases[language]["passing"])
        assert {caution.value for caution in Caution} == set(phrases[language]["caution"])
        assert len(phrases[language]["compass"]) == 8


def test_both_languages_have_the_same_fields() -> None:
    def fields(tree: object, path: str = "") -> dict[str, set[str]]:
        if isinstance(tree, dict):
            return {
                k: v for n, part in tree.items() for k, v in fields(part, f"{path}.{n}").items()
            }
        parts = Formatter().parse(tree) if isinstance(tree, str) else ()
        return {path: {name for _, name, _, _ in parts if name}}

    phrases = yaml.safe_load(PHRASES_FILE.read_text(encoding="utf-8"))
    told_once = {".named_already", ".start.compass"}
    chinese, english = fields(phrases["zh"]), fields(phrases["en"])
    assert {key: chinese[key] for key in chinese if key not in told_once} == {
        key: english[key] for key in english if key not in told_once
    }
