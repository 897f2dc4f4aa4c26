"""Not understood: asked, asked again, then somebody to call; what was told meanwhile stays."""

from actions.fallback import NotUnderstood
from actions.find import Find
from actions.sayings import Greet
from assistant.wording.phrases import phrase_book
from tests.support.someone import DEMO_HOME, Someone

ZH = phrase_book("zh")


def mumbles(person: Someone) -> str:
    return person.says(NotUnderstood, "乌拉拉乌拉拉", intent="nlu_fallback", here=DEMO_HOME)


def test_three_stages(person: Someone) -> None:
    assert "没听明白" in mumbles(person)
    assert "还是没听明白" in mumbles(person)
    given_up = mumbles(person)
    assert given_up.startswith(ZH.reply("handover_why_misunderstood").text)
    assert "027-0555 0110" in given_up
    assert "没听明白" in mumbles(person)


def test_a_mumble_may_be_a_piece_of_the_number_that_was_asked_for(person: Someone) -> None:
    for _ in range(3):
        mumbles(person)
    said = person.says(NotUnderstood, "呜哇", intent="nlu_fallback", here=DEMO_HOME)
    assert said == ZH.reply("call_back_ask").text


def test_what_is_understood_in_between_begins_anew(person: Someone) -> None:
    mumbles(person)
    person.says(Greet, "你好", intent="greet")
    assert "还是没听明白" not in mumbles(person)


def test_what_is_told_in_such_a_turn_is_kept(person: Someone) -> None:
    mumbles(person)
    assert "记住了，您家在银杏苑3栋" in person.says(
        NotUnderstood, "我家在银杏苑3栋", intent="nlu_fallback"
    )
    assert "仁心堂" in person.says(Find, "附近有药店吗", "pharmacy")
