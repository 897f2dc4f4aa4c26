"""After a fright: good, and what was going on before goes on."""

import pytest

from actions.bookings.book import Book
from actions.find import Find
from actions.follow import Affirm, Deny
from actions.safety import Emergency
from actions.sayings import Chitchat, OutOfScope
from assistant.wording.phrases import phrase_book
from tests.actions.talker import Talker
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")


def frightened(talker: Talker, text: str = "娃娃摔了一跤头着地，叫不醒") -> None:
    talker.says(Emergency, text, "emergency_service", intent="emergency", here=DEMO_HOME)


@pytest.mark.parametrize("text", ["虚惊一场，没事了", "醒过来了", "搞错了", "继续"])
def test_childcare_is_offered_again(talker: Talker, text: str) -> None:
    talker.says(Find, "明天孩子没人带", "childcare_0_3", here=DEMO_HOME)
    frightened(talker)
    frightened(talker, "快来人，孩子不动了")
    answer = talker.says(Chitchat, text, intent="chitchat", here=DEMO_HOME)
    assert answer.startswith(ZH.reply("relieved").text)
    assert talker.question == "book"
    talker.says(Affirm, "好的", intent="affirm", here=DEMO_HOME)
    assert "childcare_0_3" in talker.slots["draft"]["services"]


def test_a_booking_goes_on(talker: Talker) -> None:
    talker.says(Book, "约明天上午九点打疫苗", "vaccination", intent="book", here=DEMO_HOME)
    frightened(talker)
    assert talker.slots["draft"]["paused"]
    answer = talker.says(Deny, "没事了，是误会", intent="deny", here=DEMO_HOME)
    assert answer.startswith(ZH.reply("relieved").text)
    assert "电话" in answer.removeprefix(ZH.reply("relieved").text)
    assert not talker.slots["draft"]["paused"]


def test_nothing_was_going_on(talker: Talker) -> None:
    talker.language = "en"
    frightened(talker, "my wife has collapsed")
    answer = talker.says(OutOfScope, "false alarm, she is fine", intent="out_of_scope")
    assert answer == EN.reply("relieved").text


def test_what_is_still_bad_is_no_relief(talker: Talker) -> None:
    frightened(talker, "孩子走丢了")
    answer = talker.says(Chitchat, "还没找到，怎么办", intent="chitchat", here=DEMO_HOME)
    assert ZH.reply("relieved").text not in answer


def test_despair_is_not_called_a_fright(talker: Talker) -> None:
    frightened(talker, "我不想活了")
    answer = talker.says(Chitchat, "没事了", intent="chitchat", here=DEMO_HOME)
    assert ZH.reply("relieved").text not in answer


@pytest.mark.parametrize("text", ["没事没事 就磕了一下", "刚找着了 在楼下", "虚惊一场"])
def test_what_sounds_like_danger_may_be_the_end_of_it(talker: Talker, text: str) -> None:
    frightened(talker, "老伴走丢了")
    answer = talker.says(Emergency, text, "emergency_service", intent="emergency", here=DEMO_HOME)
    assert answer == ZH.reply("relieved").text


@pytest.mark.parametrize(
    "text",
    [
        "找到了，人不动了",
        "找到了，他喘不上气",
        "他说没事，但是站不起来",
        "要不要紧啊",
        "没事吧他叫不应",
        "回来了，头上有血",
        "is he fine now?",
        "继续出血",
    ],
)
def test_found_in_danger_is_danger(talker: Talker, text: str) -> None:
    frightened(talker, "老伴走丢了")
    answer = talker.says(Emergency, text, "emergency_service", intent="emergency", here=DEMO_HOME)
    assert ZH.reply("relieved").text not in answer


def test_a_booking_that_was_broken_off_is_gone_on_with(talker: Talker) -> None:
    talker.says(Book, "约明天上午九点打疫苗", "vaccination", intent="book", here=DEMO_HOME)
    frightened(talker)
    talker.says(Find, "附近有药店吗", "pharmacy", here=DEMO_HOME)
    answer = talker.says(Book, "继续约吧", intent="book", here=DEMO_HOME)
    assert answer.startswith(ZH.reply("carry_on").text)
    assert "电话" in answer
