"""From the times that people say to the slots that can be had."""

from datetime import datetime, timedelta

import pytest

from assistant.arranging.fitting import Fit, Fitter, Why
from assistant.booking import Bookings, Wish
from assistant.times import read_times
from tests.arranging.conftest import NOW


def fitter(bookings: Bookings, offer: str = "demo-hut-consultation", places: int = 1) -> Fitter:
    found = bookings.offer(offer)
    assert found is not None
    return Fitter(bookings, found, NOW, places)


def fit(bookings: Bookings, text: str, offer: str = "demo-hut-consultation") -> Fit:
    return fitter(bookings, offer).fit(read_times(text, NOW))


def starts(found: Fit) -> list[str]:
    return [f"{slot.start:%m-%d %H:%M}" for slot in found.proposed]


def taken(bookings: Bookings, offer: str, start: datetime) -> None:
    made = bookings.book(Wish(f"{offer}/{start}", offer, start, "somebody"), NOW)
    assert hasattr(made, "code"), made


def at(text: str) -> datetime:
    found = read_times(text, NOW)[0].start
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "offer", "start"),
    [
        ("明天下午三点", "demo-hut-consultation", "12-01 15:00"),
        ("tomorrow at 3 pm", "demo-hut-consultation", "12-01 15:00"),
        ("明天下午三点", "demo-electrician", "12-01 15:00"),
        ("明天上午十一点", "demo-electrician", "12-01 10:30"),
        ("今天中午", "demo-lunch-there", "11-30 11:30"),
        ("明天", "demo-lunch-there", "12-01 11:30"),
        ("周三上午", "demo-toddler-morning", "12-02 08:00"),
        ("周二", "demo-free-clinic", "12-01 09:00"),
    ],
)
def test_a_free_slot_is_taken(bookings: Bookings, text: str, offer: str, start: str) -> None:
    found = fit(bookings, text, offer)
    assert found.slot is not None, found
    assert f"{found.slot.start:%m-%d %H:%M}" == start


def test_of_a_part_of_the_day_two_times_are_proposed(bookings: Bookings) -> None:
    found = fit(bookings, "明天下午")
    assert found.why is Why.SEVERAL
    assert starts(found) == ["12-01 13:00", "12-01 14:00"]


def test_of_a_taken_time_the_nearest_of_that_day_are_proposed(bookings: Bookings) -> None:
    taken(bookings, "demo-hut-consultation", at("明天下午三点"))
    found = fit(bookings, "明天下午三点")
    assert found.why is Why.FULL
    assert starts(found) == ["12-01 14:30", "12-01 15:30"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("明天晚上八点", Why.CLOSED),
        ("周六上午十点", Why.CLOSED_DAY),
        ("明天早上八点", Why.CLOSED),
        ("明天上午九点十五", Why.SEVERAL),
        ("2月1号上午九点", Why.TOO_FAR),
    ],
)
def test_why_a_time_cannot_be_had(bookings: Bookings, text: str, why: Why) -> None:
    found = fit(bookings, text)
    assert found.slot is None
    assert found.why is why
    assert found.proposed


def test_what_is_too_soon_is_said_to_be(bookings: Bookings) -> None:
    found = fit(bookings, "今天十点", "demo-lawyer")
    assert found.why is Why.CLOSED_DAY
    assert fit(bookings, "今天上午九点半", "demo-electrician").why is Why.TOO_SOON


def test_a_time_that_cannot_be_meant_is_a_problem(bookings: Bookings) -> None:
    found = fit(bookings, "2月30号上午")
    assert found.why is Why.PROBLEM
    assert found.problem is not None


def test_two_readings_that_can_be_had_are_asked_about(bookings: Bookings) -> None:
    found = fit(bookings, "明天八点", "demo-badminton")
    assert found.why is Why.AMBIGUOUS
    assert starts(found) == ["12-01 08:00", "12-01 20:00"]


def test_of_two_readings_the_one_that_takes_place_is_meant(bookings: Bookings) -> None:
    found = fit(bookings, "后天六点", "demo-haircut")
    assert found.slot is not None
    assert f"{found.slot.start:%m-%d %H:%M}" == "12-02 18:00"


def test_of_several_days_the_first_that_can_be_had_is_taken(bookings: Bookings) -> None:
    taken(bookings, "demo-hut-consultation", at("明天上午十点"))
    found = fit(bookings, "明天上午十点或者后天上午十点")
    assert found.slot is not None
    assert f"{found.slot.start:%m-%d %H:%M}" == "12-02 10:00"


def test_other_times_are_later_ones(bookings: Bookings) -> None:
    first = fit(bookings, "明天下午")
    shown = [slot.start for slot in first.proposed]
    others = fitter(bookings).others(shown)
    assert min(slot.start for slot in others.proposed) > max(shown)


def test_where_nothing_is_free_that_is_said(bookings: Bookings) -> None:
    reading = bookings.offer("demo-birthday")
    assert reading is not None
    start = bookings.slots(reading, NOW, NOW + timedelta(days=45))[0].start
    for number in range(20):
        made = bookings.book(Wish(f"r{number}", reading.id, start, f"p{number}", quantity=2), NOW)
        assert hasattr(made, "code"), made
    assert fitter(bookings, "demo-birthday").open().why is Why.NOTHING


def test_enough_places_are_looked_for(bookings: Bookings) -> None:
    start = at("明天上午九点")
    made = bookings.book(Wish("r", "demo-badminton", start, "p", quantity=2), NOW)
    assert hasattr(made, "code")
    assert bookings.book(Wish("s", "demo-badminton", start, "q", quantity=1), NOW)
    assert fitter(bookings, "demo-badminton", places=1).fit(read_times("明天上午九点", NOW)).slot
    assert (
        not fitter(bookings, "demo-badminton", places=2).fit(read_times("明天上午九点", NOW)).slot
    )
