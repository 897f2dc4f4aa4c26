"""What speakers have in common: reprompts, hints, cuts, lists, names, JSON of strangers."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels import Refused
from assistant.channels.freshness import refuse_stale
from assistant.channels.json_body import DEEPEST, Fields, json_answer, read_object
from assistant.channels.speaking import (
    options,
    reprompt,
    said_with_options,
    shortened,
    visible,
)
from assistant.channels.speaking_invocations import wish_of
from assistant.channels.speaking_screens import MOST, lines_of, title_of
from assistant.wording.breath import BREATH
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply
from tests.channels.speaker_support import JSON, NOW, PATIENT, replies

FOUND = Reply(
    speech="最近的是人民路社区食堂，走路五分钟。",
    text="最近的是人民路社区食堂，走5分钟（350米）。\n2. 中山路食堂，走9分钟（600米）。",
    places=(
        {"name": "人民路社区食堂", "name_en": "People's Road canteen", "address": "人民路12号",
         "walk_metres": 350, "walk_minutes": 5.2, "estimated": False},
        {"name": "中山路食堂", "address": None, "walk_metres": 600, "walk_minutes": 9.0,
         "estimated": True},
    ),
    suggestions=("怎么走？", "电话多少", "还有别的吗"),
)  # fmt: skip


def test_the_reprompt_names_two_things_to_say() -> None:
    assert reprompt(FOUND) == "您可以说，怎么走，或者，电话多少。"


@pytest.mark.parametrize(
    ("suggestions", "said"),
    [(("我约的几点",), "您可以说，我约的几点。"), ((), "我在听，您请说。"),
     (("2号楼", "3号楼"), "您可以说，二号楼，或者，三号楼。")],
)  # fmt: skip
def test_the_reprompt_with_fewer_choices_or_numbers(
    suggestions: tuple[str, ...], said: str
) -> None:
    assert reprompt(Reply("好。", "好。", suggestions=suggestions)) == said


def test_the_reprompt_in_english() -> None:
    reply = Reply("Found.", "Found.", suggestions=("How do I get there?", "Any others?"))
    reply = Reply.from_json({**reply.as_json(), "language": "en"})
    assert reprompt(reply) == "You can say, How do I get there, or, Any others."


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nobody_is_told_to_tap_at_a_speaker(language: str) -> None:
    """Where a place is asked for, the suggestion is the button that sends a position."""
    asked = phrase_book(language).reply("ask_here")
    reply = Reply.from_json({**asked.as_json(), "ask_location": True, "language": language})
    assert reply.suggestions
    assert options(reply) == ()
    assert reprompt(reply) == phrase_book(language).said("speaker_where").speech


def test_what_may_be_said_next_follows_a_statement() -> None:
    expected = FOUND.speech + "您可以说，怎么走，或者，电话多少。"
    assert said_with_options(FOUND) == expected


@pytest.mark.parametrize(
    "changes",
    [{"speech": "找到三家食堂。要听电话吗？"}, {"speech": "您要找什么？比如买菜。"},
     {"speech": "走" * (BREATH["zh"] - 6) + "。"},
     {"suggestions": ()}, {"expects_reply": False}, {"ask_location": True}],
)  # fmt: skip
def test_nothing_is_added_where_it_would_be_too_much(changes: dict[str, Any]) -> None:
    reply = Reply.from_json({**FOUND.as_json(), **changes})
    assert said_with_options(reply) == reply.speech


def test_a_long_text_ends_with_a_sentence() -> None:
    assert shortened("第一句。第二句！第三句？", 9) == "第一句。第二句！"
    assert shortened("One. Two. Three.", 10) == "One. Two."
    assert shortened("很长很长很长很长的一句", 6) == "很长很长很…"
    assert shortened("刚好。", 3) == "刚好。"


@PATIENT
@given(st.text(max_size=200), st.integers(1, 100))
def test_a_cut_is_never_longer_and_nothing_else(text: str, longest: int) -> None:
    cut = shortened(text, longest)
    assert len(cut) <= longest
    assert visible(text).startswith(cut.removesuffix("…"))


def test_signs_that_cannot_be_seen_are_left_out() -> None:
    assert visible("一\x00二\u200b三\n四") == "一 二 三\n四"


def test_nothing_to_say() -> None:
    assert Reply("", " ", author="operator").silent
    assert not Reply("好。", "").silent


def test_the_lines_of_a_list() -> None:
    first, second = lines_of(FOUND)
    assert (first.number, first.name, first.far) == (1, "人民路社区食堂", "走5分钟，350米")
    assert first.address == "人民路12号"
    assert (second.number, second.far, second.address) == (2, "大约走9分钟，600米", "")


def test_a_list_that_goes_on_keeps_its_numbers() -> None:
    """A tap on the fourth must not choose the first."""
    text = "还有这些食堂：\n5. 中山路食堂，走9分钟。\n6. 江边食堂，走12分钟。"
    places = ({"name": "中山路食堂"}, {"name": "江边食堂"})
    assert [line.number for line in lines_of(Reply("还有。", text, places))] == [5, 6]


def test_lines_in_english_and_as_the_crow_flies() -> None:
    reply = Reply.from_json({**FOUND.as_json(), "language": "en"})
    assert lines_of(reply)[0].name == "People's Road canteen"
    assert lines_of(reply)[0].far == "5 minutes on foot, 350 m"
    straight = Reply("好。", "好。", ({"name": "岛上码头", "straight_metres": 820},))
    assert lines_of(straight)[0].far == "直线820米"
    assert lines_of(Reply("好。", "好。", ({"name": "某处"},)))[0].far == ""


@PATIENT
@given(replies())
def test_any_reply_can_be_said_and_listed(reply: Reply) -> None:
    assert len(lines_of(reply)) <= MOST
    assert all(len(line.name) <= 60 for line in lines_of(reply))
    assert reprompt(reply)
    assert said_with_options(reply)


def test_the_title_is_the_question() -> None:
    assert title_of("附近的老年食堂", FOUND) == "附近的老年食堂"
    assert title_of("好的", FOUND) == "找到的地方"
    assert title_of("How do I get there?", Reply("Left.", "Left.", language="en")) == "Around you"


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("打开社区帮手，附近哪里能配钥匙", "附近哪里能配钥匙"),
        ("打开社区帮手附近哪里能配钥匙。", "附近哪里能配钥匙"),
        ("打开社区帮手", ""),
        ("打开社区帮手吧", ""),
        ("小度小度，打开社区帮手，最近的药店", "最近的药店"),
        ("我要打开社区帮手。", ""),
        ("社区帮手", ""),
        ("社区帮手，附近的药店", "附近的药店"),
        ("让社区帮手帮我找个修鞋的", "找个修鞋的"),
        ("问一下社区帮手最近的厕所在哪", "最近的厕所在哪"),
        ("打开一刻钟便民助手，约个健康屋", "约个健康屋"),
        ("附近的老年食堂", "附近的老年食堂"),
        ("打开门的师傅", "打开门的师傅"),
        ("", ""),
    ],
)
def test_the_words_that_open_a_skill_are_taken_off(said: str, wish: str) -> None:
    assert wish_of(said, opening=True) == wish


def test_a_long_row_of_signs_is_no_trouble() -> None:
    assert wish_of("，" * 4_000 + "打开" + "，" * 4_000, opening=True).startswith("，")
    assert wish_of("打开社区帮手" + "， " * 2_000 + "药店" + "。" * 2_000, opening=True) == "药店"


def test_inside_a_session_only_an_order_to_open_counts() -> None:
    assert wish_of("社区帮手在哪儿", opening=False) == "社区帮手在哪儿"
    assert wish_of("打开社区帮手，附近的药店", opening=False) == "附近的药店"


def test_the_platform_may_know_the_skill_by_another_name() -> None:
    assert (
        wish_of("打开新街口（生活）帮手，买菜", opening=True, also=["新街口（生活）帮手"]) == "买菜"
    )
    assert wish_of("打开新街口帮手", opening=True) == "打开新街口帮手"


@PATIENT
@given(st.text(max_size=60), st.booleans(), st.text(max_size=10))
def test_any_words_can_be_asked_for_their_wish(said: str, opening: bool, name: str) -> None:
    assert wish_of(said, opening=opening, also=[name]) in said


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"a"', b"\xff", b'{"a": NaN}', b'{"a": Infinity}', b'{"a": ' + b"9" * 5000
     + b"}", b"[" * 60_000, b'{"a":' * (DEEPEST + 1) + b"1" + b"}" * (DEEPEST + 1)],
)  # fmt: skip
def test_what_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_object(body)
    assert refused.value.status == 400


@PATIENT
@given(JSON)
def test_any_object_is_read(content: object) -> None:
    fields = read_object(json.dumps({"a": content}).encode())
    assert isinstance(fields, Fields)


def test_what_is_missing_is_empty() -> None:
    fields = Fields({"a": None, "b": [], "c": {"d": ""}})
    assert fields.text("a", "b") == ""
    assert fields.id("x") == ""
    assert fields.number("b", "z") is None
    assert fields.number("c", "d") is None
    assert fields.flag("a") is False
    assert fields.names("c") == ("d",)


@pytest.mark.parametrize("wrong", [1, True, 1.5, ["a"], {"b": 1}])
def test_another_type_is_refused_without_telling_what_was_sent(wrong: object) -> None:
    for read in (Fields.text, Fields.id):
        with pytest.raises(Refused, match='"user" is not'):
            read(Fields({"user": wrong}), "user")


@pytest.mark.parametrize("wrong", ["x" * 513, "a\nb", "a\x00", "\ud800"])
def test_an_id_is_taken_whole_or_not_at_all(wrong: str) -> None:
    with pytest.raises(Refused) as refused:
        Fields({"user": wrong}).id("user")
    assert wrong not in str(refused.value)


@pytest.mark.parametrize("wrong", [True, "one", [], {}, float("inf"), 10**400, "nan", "1e999"])
def test_what_is_no_number_is_refused(wrong: object) -> None:
    with pytest.raises(Refused):
        Fields({"x": wrong if wrong != [] else [1]}).number("x")


def test_numbers_may_be_texts() -> None:
    fields = Fields({"a": "121.5", "b": 3, "c": "x"})
    assert (fields.number("a"), fields.number("b")) == (121.5, 3.0)
    with pytest.raises(Refused):
        fields.flag("c")
    with pytest.raises(Refused):
        fields.part("a")


def test_half_a_character_becomes_a_whole_one() -> None:
    assert Fields({"a": "附近\ud800"}).text("a") == "附近?"
    assert json_answer({"a": "附近\ud800"}).body.decode() == '{"a":"附近?"}'


@pytest.mark.parametrize("seconds", [-300, 300, 301, 10**6])
def test_what_is_too_old_or_from_the_future_is_refused(seconds: int) -> None:
    with pytest.raises(Refused):
        refuse_stale(NOW + timedelta(seconds=seconds), NOW, timedelta(seconds=300))
    refuse_stale(NOW + timedelta(seconds=299), NOW, timedelta(seconds=300))
