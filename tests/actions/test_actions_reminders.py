"""Stop reminding me: at once, and for what is booked later; until it is wished for again."""

from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy import text as sql

from actions.bookings.book import Book
from actions.bookings.held import Reschedule
from actions.fallback import NotUnderstood
from actions.find import Find
from actions.follow import Affirm
from actions.privacy import Privacy
from actions.sayings import Chitchat
from assistant.booking import Bookings
from assistant.booking.notices import NoticeKind, Notices
from assistant.people import Habits
from assistant.storing import transaction
from assistant.wording.phrases import phrase_book
from tests.actions.talker import Talker, gone
from tests.booking.booking_desk import Desk, an_offer, at
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")
BEFORE = "2026-11-24T13:30:00+08:00"
"""Half past one on the day of what is booked for three."""


def books(talker: Talker, when: str = "明天下午三点") -> None:
    talker.says(Book, f"约{when}的健康屋", "health_hut", intent="book", here=DEMO_HOME)
    assert "约好了" in talker.says(Affirm, "对", intent="affirm")


def reminders(talker: Talker) -> list[str]:
    """The states of the reminders of the person."""
    found = sql(
        "SELECT notice.state FROM notice JOIN booking ON booking.id = notice.booking_id"
        " WHERE booking.person = :person AND notice.kind = 'reminder' ORDER BY notice.id"
    )
    with talker.world.engine.connect() as connection:
        return list(connection.scalars(found, {"person": talker.name}))


def says(talker: Talker, text: str, intent: str = "nlu_fallback") -> str:
    return talker.says(NotUnderstood, text, intent=intent)


def test_without_a_word_people_are_reminded(talker: Talker) -> None:
    books(talker)
    assert reminders(talker) == ["waiting"]
    talker.now = BEFORE
    assert "先提醒您" in talker.says(Find, "附近有药店吗", "pharmacy", here=DEMO_HOME)


@pytest.mark.parametrize("text", ["别再提醒我了", "以后不用提醒我", "把提醒关了吧"])
def test_stopped_at_once_and_for_later(talker: Talker, text: str) -> None:
    books(talker)
    assert says(talker, text) == ZH.reply("reminders_stopped").text
    assert reminders(talker) == ["void"]
    books(talker, "后天下午三点")
    assert reminders(talker) == ["void", "void"]
    talker.comes_back()
    talker.now = BEFORE
    assert "提醒" not in talker.says(Find, "附近有药店吗", "pharmacy", here=DEMO_HOME)


def test_what_is_moved_later_is_not_reminded_of_either(talker: Talker) -> None:
    books(talker)
    says(talker, "别再提醒我了")
    talker.says(Reschedule, "我约的健康屋改到后天下午三点", intent="reschedule", here=DEMO_HOME)
    talker.says(Affirm, "对", intent="affirm")
    [booking] = talker.world.bookings.of([talker.name], datetime.fromisoformat(talker.now))
    assert booking.start.day == 25
    assert "waiting" not in reminders(talker)


def test_wished_for_again_later_bookings_are_reminded_of(talker: Talker) -> None:
    books(talker)
    says(talker, "别再提醒我了")
    assert says(talker, "还是提醒我吧") == ZH.reply("reminders_on").text
    books(talker, "后天下午三点")
    assert reminders(talker) == ["void", "waiting"]


def test_how_somebody_walks_is_kept(talker: Talker) -> None:
    talker.world.people.remember_habits(
        talker.name, Habits(pace=0.7, pram=True), datetime.fromisoformat(talker.now).date()
    )
    says(talker, "别再提醒我了")
    today = datetime.fromisoformat(talker.now).date()
    kept = talker.world.people.known(talker.name, today).habits
    assert kept == Habits(pace=0.7, pram=True, no_reminders=True)
    says(talker, "还是提醒我吧")
    assert talker.world.people.known(talker.name, today).habits == Habits(pace=0.7, pram=True)


def test_reminders_of_one_person_are_stopped_and_nothing_else(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=9))
    mine, theirs = desk.booked("ma", at(14)), desk.booked("li", at(14))
    desk.booked("ma", at(15))
    with transaction(engine) as connection:
        Notices(connection).tell(mine, NoticeKind.DECLINED, at(9), "停水")
    assert desk.bookings.stop_reminders(["ma"]) == 2
    assert desk.bookings.stop_reminders(["ma"]) == 0
    assert desk.bookings.stop_reminders([]) == 0
    with transaction(engine) as connection:
        told = Notices(connection).claim(["ma", "li"], at(13))
    assert sorted((each.booking, each.kind) for each in told) == sorted(
        [(mine.id, NoticeKind.DECLINED), (theirs.id, NoticeKind.REMINDER)]
    )


def test_others_are_still_reminded(talker: Talker) -> None:
    other = Talker(talker.world, "f" * 24)
    books(other, "明天下午四点")
    books(talker)
    says(talker, "别再提醒我了")
    assert reminders(other) == ["waiting"]


def test_it_is_shown_and_forgotten_with_the_rest(talker: Talker) -> None:
    says(talker, "别再提醒我了")
    kept = talker.says(Privacy, "你记着我什么", intent="privacy")
    assert ZH.said("privacy_no_reminders").text in kept
    assert "走得" not in kept
    talker.says(Privacy, "把我忘了", intent="privacy")
    kept = talker.says(Privacy, "你记着我什么", intent="privacy")
    assert ZH.said("privacy_no_reminders").text not in kept


def test_in_english(talker: Talker) -> None:
    talker.language = "en"
    assert says(talker, "please stop reminding me") == EN.reply("reminders_stopped").text
    assert says(talker, "remind me again") == EN.reply("reminders_on").text


@pytest.mark.parametrize("text", ["提醒我明天吃药", "remind me to buy milk"])
def test_other_reminders_are_no_matter_of_this(talker: Talker, text: str) -> None:
    answer = talker.says(Chitchat, text, intent="chitchat")
    assert answer == ZH.reply("chitchat").text


@pytest.mark.parametrize("what", ["bookings", "people"])
def test_what_could_not_be_changed_is_said(
    talker: Talker, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    books(talker)
    if what == "bookings":
        monkeypatch.setattr(Bookings, "stop_reminders", gone)
    else:
        monkeypatch.setattr("assistant.people.people.People.remember_habits", gone)
    assert says(talker, "别再提醒我了") == ZH.reply("reminders_failed").text
    assert reminders(talker) == ["waiting"]
