"""Opinions: noted and counted, told where what is wished for exists; nobody stands behind them."""

from typing import Any

import pytest
from sqlalchemy import text as sql

from actions.arrange import Feedback
from actions.bookings.book import Book
from actions.fallback import NotUnderstood
from actions.find import Find
from actions.follow import Affirm, Deny
from actions.opinions import kind_of_voice
from actions.safety import Emergency
from actions.sayings import Chitchat
from assistant.facilities.cells import coarse_cell_of
from assistant.requests import VoiceKind, Voices
from assistant.requests.voices import Count
from assistant.wording.phrases import phrase_book
from tests.actions.talker import NOW, Talker, gone
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")
CELL = coarse_cell_of(DEMO_HOME["lat"], DEMO_HOME["lon"])
MISSING = "smart_lock_repair"
"""Not there; something else may do."""
NOWHERE = "legal_advice"
"""Not there at all, around `DOWNTOWN`."""
DOWNTOWN = {"lat": 32.044, "lon": 118.779, "label": "新街口", "label_en": "Xinjiekou"}


def opines(talker: Talker, text: str, *services: str, **more: Any) -> str:
    return talker.says(Feedback, text, *services, intent="feedback", here=DEMO_HOME, **more)


def counts(talker: Talker) -> list[Count]:
    return talker.world.voices.counts(floor=1)


def heard(talker: Talker) -> list[tuple[VoiceKind, str, str]]:
    found = talker.world.voices.heard(NOW)
    return sorted((each.kind, each.service, each.words) for each in found)


KINDS = [
    ("zh", "食堂的王师傅态度好，表扬一下", VoiceKind.PRAISE),
    ("zh", "食堂的菜太贵了", VoiceKind.COMPLAINT),
    ("zh", "不满意你们的食堂", VoiceKind.COMPLAINT),
    ("zh", "那块空地可以种点花", VoiceKind.IDEA),
    ("zh", "小区里缺个乒乓球台", VoiceKind.WISH),
    ("en", "the cook is very kind", VoiceKind.PRAISE),
    ("en", "the canteen is too expensive", VoiceKind.COMPLAINT),
    ("en", "I'm dissatisfied with the canteen", VoiceKind.COMPLAINT),
    ("en", "I suggest some flowers over there", VoiceKind.IDEA),
    ("en", "I wish there was a ping-pong table", VoiceKind.WISH),
]


@pytest.mark.parametrize(("language", "text", "kind"), KINDS)
def test_four_kinds_are_noted(talker: Talker, language: str, text: str, kind: VoiceKind) -> None:
    talker.language = language
    key = "voice_wish_bare" if kind is VoiceKind.WISH else f"voice_{kind}"
    assert opines(talker, text) == phrase_book(language).reply(key).text
    assert counts(talker) == [Count("2026-11", kind, "", CELL, 1)]
    assert heard(talker) == [(kind, "", text)]
    ticket = talker.reply["ticket"]
    assert (ticket["kind"], ticket["status"]) == (kind, "recorded")
    assert ticket["id"]
    assert "code" not in ticket


def test_what_is_no_idea_is_not_called_a_good_one(talker: Talker) -> None:
    assert opines(talker, "路口那边就那样子") == ZH.reply("voice_wish_bare").text
    assert [kind for kind, _, _ in heard(talker)] == [VoiceKind.IDEA]


def test_a_bad_word_is_a_complaint(talker: Talker) -> None:
    assert opines(talker, "你们这破系统").endswith(ZH.reply("voice_complaint").text)
    assert [kind for kind, _, _ in heard(talker)] == [VoiceKind.COMPLAINT]


@pytest.mark.parametrize(
    ("text", "intent", "services"),
    [("他帮我买菜送上来", "find", ("instant_delivery",)), ("还帮我修灯", "out_of_scope", ())],
)
def test_praise_that_goes_on_is_praise(
    talker: Talker, text: str, intent: str, services: tuple[str, ...]
) -> None:
    opines(talker, "我想表扬社区的小王")
    answer = talker.says(Find, text, *services, intent=intent, here=DEMO_HOME)
    assert answer == ZH.reply("voice_praise").text
    assert (VoiceKind.PRAISE, "", text) in heard(talker)


def test_more_of_a_complaint_is_no_small_talk(talker: Talker) -> None:
    opines(talker, "食堂的菜太咸了")
    answer = talker.says(Chitchat, "贵得要死", intent="chitchat", here=DEMO_HOME)
    assert answer == ZH.reply("voice_complaint").text


def test_after_an_opinion_other_things_are_found(talker: Talker) -> None:
    opines(talker, "食堂的菜太咸了")
    assert "仁心堂" in talker.says(Find, "附近有药店吗", "pharmacy", here=DEMO_HOME)


def test_a_service_without_such_a_word_is_wished_for() -> None:
    assert kind_of_voice("理发店", wished=True) is VoiceKind.WISH
    assert kind_of_voice("理发店") is VoiceKind.IDEA
    assert kind_of_voice("理发店太贵", wished=True) is VoiceKind.COMPLAINT


def test_an_opinion_of_a_service_is_counted_with_it(talker: Talker) -> None:
    opines(talker, "理发师傅服务好", "hairdresser")
    assert counts(talker) == [Count("2026-11", VoiceKind.PRAISE, "hairdresser", CELL, 1)]


def test_the_service_of_giving_opinions_is_none(talker: Talker) -> None:
    opines(talker, "我有个建议，种点花", "feedback_report")
    assert [(each.kind, each.service) for each in counts(talker)] == [(VoiceKind.IDEA, "")]


def test_what_is_wished_for_and_missing_is_counted(talker: Talker) -> None:
    label = talker.world.catalogue[MISSING].label_zh
    assert opines(talker, "要是有个修智能锁的就好了", MISSING) == (
        ZH.reply("voice_wish", what=label).text
    )
    assert counts(talker) == [Count("2026-11", VoiceKind.WISH, MISSING, CELL, 1)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_wished_for_and_exists_is_told(talker: Talker, language: str) -> None:
    talker.language = language
    words = "要是有家药店就好了" if language == "zh" else "I wish there was a pharmacy"
    answer = opines(talker, words, "pharmacy")
    [place] = talker.reply["places"]
    assert "pharmacy" in place["services"] or place["name"]
    told = phrase_book(language)["voice_wish_exists"].text
    assert answer.startswith(told.split("{name}")[0])
    assert answer.endswith(told.split("{hours}")[1])
    assert talker.reply["ticket"]["status"] == "recorded"
    assert talker.question == "directions"
    assert len(counts(talker)) == 1


def test_where_nobody_knows_where_it_is_noted_all_the_same(talker: Talker) -> None:
    answer = talker.says(Feedback, "要是有家药店就好了", "pharmacy", intent="feedback")
    label = talker.world.catalogue["pharmacy"].label_zh
    assert answer == ZH.reply("voice_wish", what=label).text
    assert [each.cell for each in counts(talker)] == [None]


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "我要提意见"), ("zh", "我想给你们社区提个建议"), ("zh", "提点意见。"),
     ("en", "I want to give some feedback")],
)  # fmt: skip
def test_who_tells_nothing_yet_is_asked_what(talker: Talker, language: str, text: str) -> None:
    talker.language = language
    assert opines(talker, text) == phrase_book(language).reply("voice_ask_what").text
    assert (talker.question, counts(talker)) == ("voice_what", [])
    words = "菜太贵" if language == "zh" else "the food is too expensive"
    answer = talker.says(NotUnderstood, words, intent="nlu_fallback", here=DEMO_HOME)
    assert answer == phrase_book(language).reply("voice_complaint").text
    assert heard(talker) == [(VoiceKind.COMPLAINT, "", words)]
    assert talker.question == "voiced"


def test_asked_what_one_may_look_for_something_else(talker: Talker) -> None:
    opines(talker, "我要提意见")
    assert "仁心堂" in talker.says(Find, "附近有药店吗", "pharmacy", here=DEMO_HOME)
    assert counts(talker) == []


def test_asked_what_danger_goes_first(talker: Talker) -> None:
    opines(talker, "我要提意见")
    talker.says(Emergency, "有人晕倒了", intent="emergency")
    assert counts(talker) == []


def finds_nothing(talker: Talker, language: str = "zh") -> str:
    """The offer that is made after nothing was found."""
    talker.language = language
    text = "附近有法律咨询吗" if language == "zh" else "is there legal advice nearby"
    answer = talker.says(Find, text, NOWHERE, here=DOWNTOWN)
    entry = talker.world.catalogue[NOWHERE]
    label = entry.label_zh if language == "zh" else entry.label_en
    offer = phrase_book(language).reply("voice_offer", what=label).text
    assert answer.endswith(f"\n{offer}")
    assert counts(talker) == []
    return text


@pytest.mark.parametrize(
    ("language", "action", "text", "intent"),
    [("zh", Affirm, "好的", "affirm"), ("zh", NotUnderstood, "帮我记下来", "nlu_fallback"),
     ("zh", NotUnderstood, "要", "nlu_fallback"), ("en", Affirm, "yes, note it", "affirm")],
)  # fmt: skip
def test_where_nothing_was_found_it_is_noted_on_a_yes(
    talker: Talker, language: str, action: Any, text: str, intent: str
) -> None:
    wanted = finds_nothing(talker, language)
    entry = talker.world.catalogue[NOWHERE]
    label = entry.label_zh if language == "zh" else entry.label_en
    answer = talker.says(action, text, intent=intent)
    assert answer == phrase_book(language).reply("voice_wish", what=label).text
    cell = coarse_cell_of(32.044, 118.779)
    assert counts(talker) == [Count("2026-11", VoiceKind.WISH, NOWHERE, cell, 1)]
    assert heard(talker) == [(VoiceKind.WISH, NOWHERE, wanted)]
    assert talker.reply["ticket"]["status"] == "recorded"


@pytest.mark.parametrize(
    ("action", "text", "intent"),
    [(Deny, "不用", "deny"), (NotUnderstood, "不用了", "nlu_fallback"),
     (NotUnderstood, "算了", "nlu_fallback")],
)  # fmt: skip
def test_who_does_not_want_it_noted(talker: Talker, action: Any, text: str, intent: str) -> None:
    finds_nothing(talker)
    answer = talker.says(action, text, intent=intent)
    assert answer == ZH.reply("voice_not_noted").text
    assert (talker.question, counts(talker)) == ("", [])


def test_the_offer_keeps_nobody_from_something_else(talker: Talker) -> None:
    finds_nothing(talker)
    assert "仁心堂" in talker.says(Find, "附近有药店吗", "pharmacy", here=DEMO_HOME)
    assert counts(talker) == []


@pytest.mark.parametrize("intent", ["find", "book", "chitchat", "nlu_fallback"])
def test_an_opinion_that_sounds_like_something_else(talker: Talker, intent: str) -> None:
    words = "那块空地可以建个健身角"
    answer = talker.says(Chitchat, words, intent=intent, here=DEMO_HOME)
    assert answer == ZH.reply("voice_idea").text
    assert heard(talker) == [(VoiceKind.IDEA, "", words)]


def test_while_something_is_booked_no_opinion_is_heard(talker: Talker) -> None:
    talker.says(Book, "约明天下午三点的健康屋", "health_hut", intent="book", here=DEMO_HOME)
    for intent in ("chitchat", "out_of_scope"):
        talker.says(Chitchat, "早点就好了", intent=intent)
        talker.says(Chitchat, "那块空地可以建个健身角", intent=intent)
    assert counts(talker) == []


def test_the_same_again_is_known(talker: Talker) -> None:
    opines(talker, "食堂的菜太贵了")
    assert opines(talker, "食堂的菜太贵了") == ZH.reply("voice_known").text
    assert talker.reply["ticket"] == {"id": "", "kind": "complaint", "status": "recorded"}
    # Other words of the same are kept, though the person counts once.
    assert opines(talker, "食堂的汤太贵了") == ZH.reply("voice_complaint").text
    assert [each.count for each in counts(talker)] == [1]
    assert len(heard(talker)) == 2


def test_a_long_opinion_is_kept_whole(talker: Talker) -> None:
    whole = "食堂的菜太贵了。" * 200
    opines(talker, whole[:400], whole=whole)
    assert heard(talker) == [(VoiceKind.COMPLAINT, "", whole)]


def test_what_kind_it_is_may_be_told_at_the_end_of_a_long_story(talker: Talker) -> None:
    story = "昨天我去了食堂。" * 80
    assert opines(talker, story[:400], whole=f"{story}菜难吃。") == ZH.reply("voice_complaint").text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_it_cannot_be_noted_somebody_to_tell_is_named(
    talker: Talker, language: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    talker.language = language
    monkeypatch.setattr(Voices, "record", gone)
    answer = opines(talker, "菜太贵" if language == "zh" else "it is too expensive")
    assert "027-0555 0110" in answer
    assert talker.reply["ticket"] is None
    opines(talker, "要是有家药店就好了" if language == "zh" else "I wish we had a shop", "pharmacy")
    assert talker.reply["ticket"] is None
    assert "could not be noted" in caplog.text
    assert "太贵" not in caplog.text


def test_nobody_stands_behind_it(talker: Talker) -> None:
    opines(talker, "食堂的菜太贵了")
    with talker.world.engine.connect() as connection:
        for table in ("voice_count", "voice_seen", "voice_words"):
            rows = connection.execute(sql(f"SELECT * FROM {table}")).all()
            assert rows
            assert talker.name not in str(rows)
            assert "太贵" not in str(rows)
