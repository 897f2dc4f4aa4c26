from walking_town import at, network, rough_town, small_town

from assistant.walking.guide import Guide
from assistant.wording.breath import BREATH
from assistant.wording.guide import (
    arrived_reply,
    located_reply,
    lost_reply,
    next_reply,
    no_way_reply,
    previous_reply,
    reached_reply,
    rerouted_reply,
    start_reply,
    step_reply,
)


def guide(language: str = "zh") -> Guide:
    route = network(small_town).route(at(-300, 10), at(50, 390), 1.0)
    assert route is not None
    return Guide(route, lambda lat, lon: None, "药房", language)


def test_from_the_first_step_to_the_last() -> None:
    found = guide()
    reply, index = start_reply(found)
    told = [reply]
    while index < len(found) - 1:
        reply, index = next_reply(found, index)
        told.append(reply)
    assert len(told) == len(found)
    assert told[0].text == found.step(0).text
    assert told[0].suggestions == ("下一步", "再说一遍", "我走错了")
    assert told[-2].suggestions == ("到了", "再说一遍", "我走错了")
    assert told[-1].text == "您到了，药房就在右手边。"
    assert all(len(reply.speech) <= BREATH["zh"] for reply in told)
    assert all(reply.expects_reply for reply in told)


def test_next_after_the_last() -> None:
    reply, index = next_reply(guide(), 3)
    assert (reply.text, index) == ("已经是最后一步了。药房就在右手边。", 3)


def test_back() -> None:
    found = guide()
    reply, index = previous_reply(found, 2)
    assert (reply.text, index) == (found.step(1).text, 1)
    reply, index = previous_reply(found, 0)
    assert index == 0
    assert reply.text.startswith("这就是第一步。出门左转")


def test_there() -> None:
    found = guide()
    assert reached_reply(found, 0) == next_reply(found, 0)
    assert reached_reply(found, 2) == reached_reply(found, 3) == arrived_reply(found)
    assert arrived_reply(found)[1] == 3


def test_a_number_from_a_longer_way_is_the_last_step() -> None:
    found = guide()
    assert step_reply(found, 9) == step_reply(found, 3)
    assert next_reply(found, 9)[1] == 3
    assert previous_reply(found, 9)[1] == 2


def test_where_am_i() -> None:
    found = guide()
    located = located_reply(found, at(0, 100))
    assert located is not None
    assert located[1] == 1
    assert located[0].text.startswith("您走对了，现在是第二步，一共四步。左转进解放路")
    assert located_reply(found, at(50, 391)) == arrived_reply(found)
    assert located_reply(found, at(-400, -200)) is None


def test_lost() -> None:
    reply, index = rerouted_reply(guide())
    assert index == 0
    assert reply.text.startswith("没关系，从您现在的地方重新算。去药房，一共四步")
    assert lost_reply("zh").text.startswith("没关系，先站着别急。您边上有什么店名")
    assert lost_reply("yue") == lost_reply("zh")
    assert "What can you see" in lost_reply("en").speech
    assert "can't work out" in no_way_reply("en").text


def test_who_avoids_steps_is_warned_first() -> None:
    route = network(rough_town).route(at(0, 0), at(200, 100), 1.0, avoid_steps=True)
    assert route is not None
    found = Guide(route, lambda lat, lon: None, "药房", "zh")
    reply, _ = start_reply(found, avoid_steps=True)
    assert reply.speech.startswith("路上有一段台阶，绕不开。")
    assert reply.suggestions == ("下一步", "再说一遍", "我走错了")
    assert start_reply(found)[0].text == found.step(0).text


def test_english() -> None:
    found = guide("en")
    assert next_reply(found, 0)[0].suggestions == ("Next step", "Say it again", "I'm lost")
    assert arrived_reply(found)[0].text == "You are there. 药房 is on your right."
    assert next_reply(found, 3)[0].text.startswith("That was the last step already.")
