"""When an offer takes place: hours cut into slots, series, courses, days off."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, WEEKLY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.booking import Kind, Offer, Slot
from assistant.booking.schedule import LONGEST_COURSE, lessons_of, slot_at, slots_between
from assistant.clock import ZONE
from assistant.times import Days, load_days
from tests.booking.booking_desk import an_offer, at, series

DAYS = load_days()
UNANNOUNCED = 2031
assert not DAYS.is_announced(UNANNOUNCED)


def starts(offer: Offer, start: datetime, end: datetime, days: Days = DAYS) -> list[datetime]:
    return [slot.start for slot in slots_between(offer, start, end, days)]


def test_hours_are_cut_into_slots_around_lunch() -> None:
    found = slots_between(an_offer(), at(0), at(0, day=13), DAYS)
    mornings = [at(hour, minute) for hour in (9, 10, 11) for minute in (0, 30)]
    afternoons = [at(hour, minute) for hour in (13, 14, 15, 16) for minute in (0, 30)]
    assert [slot.start for slot in found] == mornings + afternoons
    assert all(slot.end - slot.start == timedelta(minutes=30) for slot in found)
    assert not any(slot.unconfirmed for slot in found)


def test_what_is_left_of_the_hours_is_too_short() -> None:
    found = slots_between(an_offer(minutes=50), at(0), at(0, day=13), DAYS)
    assert [(slot.start, slot.end) for slot in found] == [
        (at(9), at(9, 50)), (at(9, 50), at(10, 40)), (at(10, 40), at(11, 30)),
        (at(13), at(13, 50)), (at(13, 50), at(14, 40)), (at(14, 40), at(15, 30)),
        (at(15, 30), at(16, 20)),
    ]  # fmt: skip
    # Three hours fit once into the morning, to the minute, and once into the afternoon.
    assert starts(an_offer(minutes=180), at(0), at(0, day=13)) == [at(9), at(13)]
    assert starts(an_offer(minutes=181), at(0), at(0, day=13)) == [at(13)]
    assert starts(an_offer(minutes=241), at(0), at(0, day=13)) == []


def test_from_and_up_to() -> None:
    offer = an_offer()
    assert starts(offer, at(9, 30), at(10, 30)) == [at(9, 30), at(10)]
    assert starts(offer, at(9, 31), at(10)) == []
    assert starts(offer, at(9, 30).astimezone(UTC), at(10, 1).astimezone(UTC)) == [
        at(9, 30),
        at(10),
    ]
    assert starts(offer, at(10), at(10)) == []
    assert starts(offer, at(11), at(10)) == []


def test_weekends_and_public_holidays() -> None:
    days = {each.date() for each in starts(an_offer(), at(0, day=25, month=4), at(0, day=13))}
    assert days == {
        *(date(2026, 4, day) for day in (27, 28, 29, 30)),
        *(date(2026, 5, day) for day in (6, 7, 8, 9, 11, 12)),
    }


def test_a_slot_at_a_moment() -> None:
    offer = an_offer()
    assert slot_at(offer, at(9, 30), DAYS) == Slot(at(9, 30), at(10))
    assert slot_at(offer, at(1, 30).replace(tzinfo=UTC), DAYS) == Slot(at(9, 30), at(10))
    for moment in (at(9, 29), at(9, 31), at(12), at(9, 30) + timedelta(seconds=1), at(9, day=16)):
        assert slot_at(offer, moment, DAYS) is None


def test_a_single_date() -> None:
    offer = series(rule="", starts=at(19, day=20))
    assert starts(offer, at(0), at(0, day=1, month=6)) == [at(19, day=20)]
    assert starts(offer, at(0, day=21), at(0, day=1, month=6)) == []
    assert starts(offer, at(19, day=20), at(19, 1, day=20)) == [at(19, day=20)]


def test_a_series_and_the_days_it_leaves_out() -> None:
    offer = series(rule="FREQ=WEEKLY;BYDAY=TU,TH", except_on=(date(2026, 5, 19),))
    assert starts(offer, at(0), at(0, day=27)) == [
        at(10, day=12), at(10, day=14), at(10, day=21), at(10, day=26),
    ]  # fmt: skip
    # Not before it begins.
    late = series(rule="FREQ=DAILY", starts=at(10, day=26))
    assert starts(late, at(0), at(23, day=27)) == [at(10, day=26), at(10, day=27)]


def test_a_series_on_days_off() -> None:
    """1 to 5 May 2026 are off; Saturday 9 May is worked, and for a series a day like others."""
    span = at(0, day=30, month=4), at(0, day=10)
    off = series(on_holidays=False)
    assert [each.day for each in starts(off, *span)] == [30, 6, 7, 8, 9]
    assert len(starts(series(), *span)) == 10


def test_what_is_not_sure_yet() -> None:
    start = datetime(UNANNOUNCED, 10, 1, tzinfo=ZONE)
    end = start + timedelta(days=2)
    unsure = slots_between(series(on_holidays=False), start, end, DAYS)
    assert [slot.unconfirmed for slot in unsure] == [True, True]
    # What takes place on days off too is sure whatever will be announced.
    sure = slots_between(series(), start, end, DAYS)
    assert [slot.unconfirmed for slot in sure] == [False, False]
    this_year = slots_between(series(on_holidays=False), at(0), at(0, day=14), DAYS)
    assert [slot.unconfirmed for slot in this_year] == [False, False]


def test_a_course_and_its_lessons() -> None:
    course = series(
        kind=Kind.COURSE, rule="FREQ=MONTHLY;BYDAY=1MO", lessons="FREQ=WEEKLY;COUNT=4", minutes=60
    )
    (found,) = slots_between(course, at(0, day=1, month=6), at(0, day=1, month=7), DAYS)
    assert (found.start, found.end) == (at(10, day=1, month=6), at(11, day=22, month=6))
    assert lessons_of(course, found.start) == [at(10, day=day, month=6) for day in (1, 8, 15, 22)]
    assert lessons_of(course, found.start.astimezone(UTC)) == lessons_of(course, found.start)
    assert lessons_of(series(), at(10)) == [at(10)]


def test_an_event_ends_on_its_day_whatever_its_lessons() -> None:
    (found,) = slots_between(series(minutes=45), at(0), at(23), DAYS)
    assert (found.start, found.end) == (at(10), at(10, 45))


def test_lessons_that_ended_before_the_course_began() -> None:
    """One slip in the file must not take the other courses along."""
    course = series(kind=Kind.COURSE, lessons="FREQ=WEEKLY;UNTIL=20260401")
    (found,) = slots_between(course, at(0), at(23), DAYS)
    assert (found.start, found.end) == (at(10), at(10, 30))
    assert lessons_of(course, at(10)) == [at(10)]


def test_endless_lessons_are_counted_to_an_end() -> None:
    course = series(kind=Kind.COURSE, lessons="FREQ=DAILY;COUNT=900")
    assert len(lessons_of(course, at(10))) == LONGEST_COURSE


@settings(deadline=None)
@given(
    st.integers(5, 300),
    st.datetimes(datetime(2026, 5, 6), datetime(2026, 6, 12)),
    st.timedeltas(timedelta(), timedelta(days=6)),
)
def test_slots_are_disjoint_within_the_hours_and_complete(
    minutes: int, when: datetime, ahead: timedelta
) -> None:
    """Against the plainest way: every minute of each interval of each working day."""
    start = when.replace(tzinfo=ZONE)
    end = start + ahead
    expected = []
    for day in rrule(DAILY, dtstart=datetime(2026, 5, 5), until=datetime(2026, 6, 20)):
        if not DAYS.is_workday(day.date()):
            continue
        for opens, closes in ((9, 12), (13, 17)):
            first = day.replace(hour=opens, tzinfo=ZONE)
            for n in range((closes - opens) * 60 // minutes):
                moment = first + timedelta(minutes=n * minutes)
                if start <= moment < end:
                    expected.append(Slot(moment, moment + timedelta(minutes=minutes)))
    offer = an_offer(minutes=minutes)
    assert slots_between(offer, start, end, DAYS) == expected
    assert all(slot_at(offer, slot.start, DAYS) == slot for slot in expected[:5])


WEEKDAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR}


@settings(deadline=None)
@given(
    st.sets(st.sampled_from(sorted(WEEKDAYS)), min_size=1),
    st.integers(1, 4),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    st.integers(0, 60),
    st.booleans(),
)
def test_a_series_is_what_the_rfc_says_without_days_off(
    weekdays: set[str], interval: int, when: datetime, days: int, on_holidays: bool
) -> None:
    begun = datetime(2026, 1, 1, 18, 30)
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(sorted(weekdays))}"
    offer = series(rule=rule, starts=begun.replace(tzinfo=ZONE), on_holidays=on_holidays)
    start = when.replace(tzinfo=ZONE)
    end = start + timedelta(days=days)
    every = rrule(
        WEEKLY, dtstart=begun, interval=interval, byweekday=[WEEKDAYS[each] for each in weekdays],
        until=datetime(2027, 6, 1),
    )  # fmt: skip
    expected = [
        each.replace(tzinfo=ZONE)
        for each in every
        if when <= each < when + timedelta(days=days)
        and (on_holidays or not DAYS.is_holiday(each.date()))
    ]
    assert starts(offer, start, end) == expected


@pytest.mark.parametrize("offer", [an_offer(), series(), series(on_holidays=False)])
def test_a_long_look_ahead_is_the_short_looks_together(offer: Offer) -> None:
    whole = starts(offer, at(0, day=25, month=4), at(0, day=20))
    parts = []
    moment = at(0, day=25, month=4)
    while moment < at(0, day=20):
        after = min(moment + timedelta(hours=7), at(0, day=20))
        parts += starts(offer, moment, after)
        moment = after
    assert parts == whole
    assert len(whole) > 10
