"""Two sides talk through the assistant; it keeps quiet meanwhile, but not where there is danger."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from assistant.gateway.conversations import Conversations
from assistant.gateway.messages import LONGEST
from assistant.handover import Ending, Handovers
from assistant.handover.handover import LONGEST_MESSAGE
from assistant.settings import Settings
from assistant.wording.phrases import phrase_book
from tests.gateway.edge import HeldRasa
from tests.gateway.two_sides import TwoSides

ZH, EN = phrase_book("zh"), phrase_book("en")


@pytest.fixture
def sides(sqlite_engine: Engine, tmp_path: Path) -> Iterator[TwoSides]:
    made = TwoSides(sqlite_engine, Settings(home=tmp_path / "home"))
    yield made
    made.close()


def test_from_asking_for_a_person_to_the_assistant_again(sides: TwoSides) -> None:
    sides.says("哪里能配钥匙")
    held = sides.asked("我要转人工")
    [queued] = sides.queue()
    assert (queued["state"], queued["reason"], queued["channel"]) == ("queued", "asked", "chat")
    assert queued["summary"]["said"] == ["哪里能配钥匙", "我要转人工"]
    # While nobody has come yet.
    noted = sides.says("快一点")
    assert (noted["text"], noted["handoff"]) == (ZH.reply("handover_noted_next").text, "queued")
    assert sides.desk(f"/{held}/take", {"clerk": "li"}).json()["clerk"] == "li"
    # While a person talks.
    said = sides.clerk_says(held, "您好，我是小李")
    assert (said["author"], said["told"]) == ("clerk", False)
    reply = sides.says("钥匙断在锁里了")
    assert (reply["text"], reply["author"], reply["handoff"]) == (
        "您好，我是小李", "operator", "human",
    )  # fmt: skip
    assert reply["speech"]
    quiet = sides.says("在三楼")
    assert (quiet["text"], quiet["speech"], quiet["handoff"]) == ("", "", "human")
    assert not quiet["expects_reply"]
    assert sides.waiting() == []
    sides.clerk_says(held, "马上叫人来")
    [waiting] = sides.waiting()
    assert (waiting["text"], waiting["author"]) == ("马上叫人来", "operator")
    assert sides.waiting() == []
    assert sides.transcript(held) == [
        ("person", "快一点"), ("clerk", "您好，我是小李"), ("person", "钥匙断在锁里了"),
        ("person", "在三楼"), ("clerk", "马上叫人来"),
    ]  # fmt: skip
    # Rasa was asked nothing of it.
    assert sides.rasa.sentences == ["哪里能配钥匙", "我要转人工"]
    ended = sides.desk(f"/{held}/return", {"clerk": "li"}).json()
    assert (ended["state"], ended["ending"]) == ("ended", "returned")
    back = sides.says("附近有药店吗")
    assert back["text"] == f"{ZH.reply('handover_returned').text}\n答：附近有药店吗"
    assert (back["handoff"], back["author"]) == ("none", "bot")
    assert sides.says("还有吗")["text"] == "答：还有吗"
    assert sides.queue() == []


def test_that_it_is_over_can_be_asked_for(sides: TwoSides) -> None:
    held = sides.taken()
    sides.desk(f"/{held}/return", {"clerk": "li"})
    [over] = sides.waiting()
    assert (over["text"], over["author"]) == (ZH.reply("handover_returned").text, "bot")
    assert sides.says("附近有药店吗")["text"] == "答：附近有药店吗"


def test_in_english(sides: TwoSides) -> None:
    held = sides.asked("can I talk to a person")
    assert sides.says("my key broke")["text"] == EN.reply("handover_noted_next").text
    sides.desk(f"/{held}/take", {"clerk": "li"})
    sides.clerk_says(held, "Hello.")
    [waiting] = sides.waiting()
    assert (waiting["text"], waiting["language"]) == ("Hello.", "en")
    sides.desk(f"/{held}/return", {"clerk": "li"})
    assert sides.says("where is a bank")["text"].startswith(EN.reply("handover_returned").text)


@pytest.mark.parametrize("state", ["queued", "human"])
def test_danger_still_goes_to_the_bot(sides: TwoSides, state: str) -> None:
    held = sides.taken() if state == "human" else sides.asked()
    asked = len(sides.rasa.sentences)
    reply = sides.says("我老伴晕倒了")
    assert (reply["text"], reply["handoff"]) == ("答：我老伴晕倒了", state)
    assert sides.rasa.sentences[asked:] == ["我老伴晕倒了"]
    assert sides.transcript(held) == [("person", "我老伴晕倒了")]
    [queued] = sides.queue()
    assert queued["urgent"]
    # It is a person's all the same.
    assert sides.says("快点来人")["handoff"] == state
    assert sides.rasa.sentences[asked:] == ["我老伴晕倒了"]


def test_danger_is_heard_wherever_it_stands_in_a_long_story(sides: TwoSides) -> None:
    sides.taken()
    story = "我们家住在这里很多年了。" * (2 * LONGEST // 12) + "刚才我老伴晕倒了。"
    assert len(story) > 2 * LONGEST - 20
    reply = sides.says(story)
    assert "晕倒" in reply["text"]
    assert sides.queue()[0]["urgent"]


def test_what_a_clerk_said_comes_before_the_bot_where_there_is_danger(sides: TwoSides) -> None:
    held = sides.taken()
    sides.clerk_says(held, "您好")
    assert sides.says("有人晕倒了")["text"] == "您好\n答：有人晕倒了"


def test_where_danger_cannot_be_looked_for_the_clerk_reads_it(sides: TwoSides) -> None:
    held = sides.taken()
    sides.rasa.parse_breaks = ZeroDivisionError()
    assert sides.says("有人晕倒了")["text"] == ""
    assert sides.transcript(held) == [("person", "有人晕倒了")]


@pytest.mark.parametrize(
    "words", ["不用了", "不用了，谢谢", "算了吧", "那我不等了", "never mind, thanks"]
)
def test_who_does_not_want_to_wait(sides: TwoSides, words: str) -> None:
    sides.asked()
    book = EN if words.isascii() else ZH
    reply = sides.says(words)
    assert (reply["text"], reply["handoff"]) == (book.reply("handover_dropped").text, "none")
    assert sides.queue() == []
    assert sides.says("附近有药店吗")["text"] == "答：附近有药店吗"


def test_what_is_said_to_a_clerk_does_not_send_them_away(sides: TwoSides) -> None:
    held = sides.taken()
    sides.clerk_says(held, "要我叫人来吗")
    assert sides.says("算了")["text"] == "要我叫人来吗"
    assert sides.queue()[0]["state"] == "human"
    sides.clerk_says(held, "好的")
    reply = sides.says("转回机器人吧")
    assert reply["text"] == f"好的\n{ZH.reply('handover_dropped').text}"
    assert reply["handoff"] == "none"
    assert sides.desk(f"/{held}").json()["ending"] == Ending.DROPPED


def test_how_many_are_before_is_told(sides: TwoSides) -> None:
    for user in ("a", "b"):
        sides.asked(user=user)
    sides.asked()
    assert sides.says("快点")["text"] == ZH.reply("handover_noted", ahead="2").text
    sides.says("有人晕倒了")
    assert sides.says("快点")["text"] == ZH.reply("handover_noted_next").text


def test_a_position_is_taken_down(sides: TwoSides) -> None:
    held = sides.taken()
    here = {"lat": 30.262, "lon": 114.541, "label": "银杏苑"}
    assert sides.says("", location=here)["text"] == ""
    sides.says("", location={"lat": 30.262, "lon": 114.541})
    assert sides.transcript(held) == [
        ("person", ZH.said("handover_position", place="银杏苑").text),
        ("person", ZH.said("handover_position", place="30.26200, 114.54100").text),
    ]


def test_where_nothing_was_said_nothing_is_taken_down(sides: TwoSides) -> None:
    held = sides.taken()
    sides.clerk_says(held, "您好")
    assert sides.says(" \n")["text"] == ZH.reply("empty").text
    assert sides.says("", location={"lat": "x"})["text"] == ZH.reply("here_unreadable").text
    assert sides.transcript(held) == [("clerk", "您好")]
    assert sides.says("在吗")["text"] == "您好"


def test_a_message_that_comes_again_is_taken_down_once(sides: TwoSides) -> None:
    held = sides.taken()
    sides.clerk_says(held, "您好")
    first = sides.says("在吗", message_id="m1")
    assert first["text"] == "您好"
    assert sides.says("在吗", message_id="m1") == first
    assert sides.transcript(held) == [("clerk", "您好"), ("person", "在吗")]


def test_a_long_message_id_is_no_reason_to_lose_a_word(sides: TwoSides) -> None:
    held = sides.taken()
    for end in "ab":
        sides.says(f"在吗{end}", message_id="m" * 199 + end)
    assert sides.transcript(held) == [("person", "在吗a"), ("person", "在吗b")]


@pytest.mark.parametrize("identity", ["m\x00", "消息一", "m\n"])
def test_a_message_id_of_any_signs_is_no_reason_to_lose_a_word(
    engine: Engine, tmp_path: Path, identity: str
) -> None:
    sides = TwoSides(engine, Settings(home=tmp_path / "home"))
    held = sides.taken()
    assert sides.says("在三楼", message_id=identity)["handoff"] == "human"
    assert sides.transcript(held) == [("person", "在三楼")]
    sides.close()


def test_a_long_story_is_taken_down_and_not_called_too_long(sides: TwoSides) -> None:
    held = sides.taken()
    assert sides.says("长" * 10_001)["text"] == ""
    assert sides.transcript(held) == [("person", "长" * LONGEST_MESSAGE)]


def test_nobody_reads_what_was_said_to_another(sides: TwoSides) -> None:
    held = sides.taken()
    sides.clerk_says(held, "您好")
    assert sides.says("在吗", user="bert")["text"] == "答：在吗"
    assert sides.waiting("bert") == []
    assert sides.says("在吗", channel="speaker")["text"] == "答：在吗"
    assert [each["text"] for each in sides.waiting()] == ["您好"]


def test_after_a_restart_it_is_still_the_persons(
    sqlite_engine: Engine, tmp_path: Path, sides: TwoSides
) -> None:
    held = sides.taken()
    sides.clerk_says(held, "您好")
    again = TwoSides(sqlite_engine, Settings(home=tmp_path / "home"))
    assert again.says("在吗")["text"] == "您好"
    assert again.rasa.asked == []
    again.close()


def test_where_nobody_is_there_nobody_is_queued(sides: TwoSides) -> None:
    reply = sides.says("转人工")
    assert reply["handoff"] == "none"
    assert ZH.reply("call_back_offer").text in reply["text"]
    assert sides.queue() == []


def test_where_one_can_be_answered_is_noted_once(sides: TwoSides) -> None:
    held = sides.asked()
    found = sides.world.handovers.of(sides.conversations.key("chat", "anna"))
    assert found is not None
    assert found.id == held
    assert found.contact is not None
    assert (found.contact.channel, found.contact.user) == ("chat", "anna")


def gone(*_: Any) -> Any:
    raise OperationalError("SELECT", {}, Exception("王秀英"))


@pytest.mark.parametrize("what", ["of", "collect", "hear"])
def test_a_database_that_is_gone_leaves_it_to_the_assistant(
    sides: TwoSides, what: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sides.taken()
    monkeypatch.setattr(Handovers, what, gone)
    assert sides.says("附近有药店吗")["text"] == "答：附近有药店吗"
    assert "could not be read" in caplog.text
    assert "王秀英" not in caplog.text


@pytest.mark.parametrize("what", ["hear", "mark_urgent"])
def test_what_a_clerk_said_is_not_lost_with_the_database(
    sides: TwoSides, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = sides.taken()
    sides.clerk_says(held, "马上叫人来")
    monkeypatch.setattr(Handovers, what, gone)
    assert sides.says("有人晕倒了")["text"] == "马上叫人来\n答：有人晕倒了"


def test_a_database_that_is_gone_has_no_messages(
    sides: TwoSides, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides.taken()
    monkeypatch.setattr(Handovers, "collect", gone)
    assert sides.waiting() == []


def test_where_somebody_is_cannot_be_noted(
    sides: TwoSides, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Handovers, "reach", gone)
    sides.asked()
    assert "could not be noted" in caplog.text


def test_without_a_relay_there_are_no_messages() -> None:
    conversations = Conversations(HeldRasa(), b"secret", 1.0)
    assert asyncio.run(conversations.waiting("chat", "anna")) is None


def test_the_person_is_not_named_in_the_database(sides: TwoSides, sqlite_engine: Engine) -> None:
    sides.says("我叫王秀英", user="wang-xiuying")
    sides.asked(user="wang-xiuying")
    with sqlite_engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM handover")).all()
    assert len(rows) == 1
    assert not any(word in str(rows) for word in ("wang-xiuying", "王秀英"))


@pytest.mark.parametrize("words", ["快点", "搞快点", "急死我了", "hurry up"])
def test_haste_is_no_danger(sides: TwoSides, words: str) -> None:
    held = sides.asked()
    asked = len(sides.rasa.sentences)
    assert sides.says(words)["handoff"] == "queued"
    assert sides.rasa.parsed == []
    assert sides.rasa.sentences[asked:] == []
    assert sides.transcript(held) == [("person", words)]
    assert not sides.queue()[0]["urgent"]


@pytest.mark.parametrize("state", ["queued", "human"])
@pytest.mark.parametrize("words", ["把我的记录都删了", "都忘掉吧", "forget everything about me"])
def test_who_wants_to_be_forgotten_is_the_assistants_again(
    sides: TwoSides, state: str, words: str
) -> None:
    held = sides.taken() if state == "human" else sides.asked()
    reply = sides.says(words)
    assert (reply["text"], reply["handoff"]) == (f"答：{words}", "none")
    assert sides.queue() == []
    assert words not in [said for _, said in sides.transcript(held)]


def test_what_comes_meanwhile_says_that_a_person_is_there(sides: TwoSides) -> None:
    held = sides.taken()
    sides.clerk_says(held, "您好")
    [waiting] = sides.waiting()
    assert waiting["handoff"] == "human"
    sides.desk(f"/{held}/return", {"clerk": "li"})
    [over] = sides.waiting()
    assert over["handoff"] == "none"
