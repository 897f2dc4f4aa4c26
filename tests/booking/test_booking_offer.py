"""Offers: as JSON and back, and whom they are for."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.booking import Kind, Need, Offer
from assistant.booking.offer import ConfirmedBy
from assistant.clock import ZONE
from tests.booking.booking_desk import an_offer, at, series

LOCAL = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=ZONE)
)
OFFERS = st.builds(
    Offer,
    id=st.text(min_size=1),
    services=st.lists(st.text(), max_size=3).map(tuple),
    words=st.lists(st.text(), max_size=3).map(tuple),
    starts=st.none() | LOCAL,
    except_on=st.lists(st.dates(), max_size=3).map(tuple),
    needs=st.lists(st.sampled_from(Need), unique=True).map(tuple),
    capacity=st.integers(0, 100),
    age_from=st.none() | st.floats(0, 130),
)


@settings(deadline=None)
@given(OFFERS)
def test_json_and_back(offer: Offer) -> None:
    again = Offer.from_json(offer.as_json())
    assert again == offer
    assert isinstance(again.kind, Kind)
    assert isinstance(again.confirmed_by, ConfirmedBy)


def test_json_holds_what_was_told_only() -> None:
    assert an_offer().as_json() == {
        "id": "hut", "facility": "f-1", "services": ["health_hut"], "kind": "appointment",
        "title_zh": "健康屋", "title_en": "health hut",
        "hours": "Mo-Fr 09:00-12:00,13:00-17:00; PH off",
    }  # fmt: skip
    told = series(except_on=(date(2026, 5, 1),), needs=(Need.PHONE, Need.ADDRESS)).as_json()
    assert told["starts"] == "2026-01-01T10:00:00+08:00"
    assert told["except_on"] == ["2026-05-01"]
    assert told["needs"] == ["phone", "address"]
    assert told["on_holidays"] is True


def test_whom_it_is_for() -> None:
    toddlers = an_offer(age_from=0.5, age_below=3.0)
    assert [toddlers.fits_age(age) for age in (0.4, 0.5, 2.9, 3.0)] == [False, True, True, False]
    assert an_offer().fits_age(0)
    assert an_offer(age_from=60.0).fits_age(60)
    assert not an_offer(age_from=60.0).fits_age(59.9)
    assert not an_offer(age_below=18.0).fits_age(18)


def test_what_it_is_called_and_where() -> None:
    assert an_offer().title("en") == "health hut"
    assert an_offer().title("zh") == an_offer().title("yue") == "健康屋"
    assert an_offer(needs=(Need.ADDRESS,)).to_the_home
    assert not an_offer(needs=(Need.PHONE,)).to_the_home
    assert an_offer(minutes=45).length == timedelta(minutes=45)
    assert Offer.from_json(series().as_json()).starts == at(10, day=1, month=1)
