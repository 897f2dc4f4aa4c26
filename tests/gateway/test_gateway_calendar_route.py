"""A booking by its link: the file, and a clear sentence where there is none."""

import asyncio
from datetime import datetime

import httpx
import pytest
from icalendar import Calendar
from sqlalchemy import Engine, create_engine, insert
from starlette.applications import Starlette

from assistant.booking import Booking, Bookings, Details, Offer, Wish
from assistant.booking.calendar_file import calendar_link, calendar_token
from assistant.booking.offer import Kind
from assistant.booking.rows import OFFER
from assistant.clock import ZONE
from assistant.gateway.app import Gateway
from assistant.gateway.calendar_route import calendar_route
from assistant.settings import Settings

SECRET = b"s" * 32
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
OFFER_OF_HUT = Offer(
    "consult", "hut", ("health_hut",), Kind.APPOINTMENT, "健康屋咨询", "consultation",
    hours="Mo-Su 08:00-20:00",
)  # fmt: skip


class Client:
    """Speaks to the whole application without a network."""

    def __init__(self, engine: Engine) -> None:
        # The handlers of conversations are not asked here.
        gateway = Gateway(None, None, None, "", [calendar_route(engine, SECRET)])  # type: ignore[arg-type]
        self.app: Starlette = gateway.app()

    def request(self, path: str, method: str = "GET") -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                return await http.request(method, path)

        return asyncio.run(ask())


@pytest.fixture
def client(engine: Engine) -> Client:
    return Client(engine)


@pytest.fixture
def bookings(engine: Engine) -> Bookings:
    row: dict[str, object] = {"id": "consult", "facility_id": "hut", "kind": OFFER_OF_HUT.kind}
    row |= {"spec": OFFER_OF_HUT.as_json(), "withdrawn": False, "origin": "test"}
    with engine.begin() as connection:
        connection.execute(insert(OFFER).values(row))
    return Bookings(engine, SECRET)


@pytest.fixture
def booking(bookings: Bookings) -> Booking:
    start = datetime(2026, 11, 24, 15, tzinfo=ZONE)
    wish = Wish("r-1", "consult", start, "p" * 24, 1, Details("13907138642"))
    made = bookings.book(wish, NOW)
    assert isinstance(made, Booking)
    return made


def test_the_link_gives_the_file(client: Client, booking: Booking) -> None:
    link = httpx.URL(calendar_link(booking.id, Settings(), SECRET))
    answer = client.request(link.path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'inline; filename="booking.ics"'
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "健康屋咨询"
    assert event["STATUS"] == "CONFIRMED"
    assert "13907138642" not in answer.text


def test_the_same_link_tells_that_it_was_cancelled(
    client: Client, bookings: Bookings, booking: Booking
) -> None:
    path = f"/calendar/{calendar_token(booking.id, SECRET)}.ics"
    before = client.request(path).text
    bookings.cancel(booking.id, NOW)
    after = client.request(path)
    assert after.status_code == 200
    [event] = Calendar.from_ical(after.content).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    assert f"UID:{event['UID']}" in before


@pytest.mark.parametrize(
    "token",
    ["", "x", "啊", "%00", "%ff%fe", "%ED%A0%80", "..%2f..%2fsecret", "{id}", "{id}-", "{other}",
     "{short}", "x" * 5000],
)  # fmt: skip
def test_a_wrong_link_is_told_so(client: Client, booking: Booking, token: str) -> None:
    right = calendar_token(booking.id, SECRET)
    names = {"id": booking.id, "short": right[:-1], "other": calendar_token(booking.id, b"t" * 32)}
    answer = client.request(f"/calendar/{token.format(**names)}.ics")
    assert answer.status_code == 404
    assert booking.code not in answer.text
    assert "VCALENDAR" not in answer.text


def test_who_follows_a_wrong_link_reads_why(client: Client) -> None:
    answer = client.request("/calendar/nothing.ics")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "链接" in answer.text
    assert "link" in answer.text


def test_it_is_only_read(client: Client, booking: Booking) -> None:
    path = f"/calendar/{calendar_token(booking.id, SECRET)}.ics"
    assert client.request(path, "HEAD").status_code == 200
    assert client.request(path, "HEAD").content == b""
    assert client.request(path, "POST").status_code == 405
    assert client.request(path, "DELETE").status_code == 405


def test_a_database_that_is_gone_is_told_so(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(create_engine("sqlite:////nowhere/at/all.db"))
    token = calendar_token("b" * 32, SECRET)
    answer = client.request(f"/calendar/{token}.ics")
    assert answer.status_code == 503
    assert "过一会儿" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "OperationalError" in caplog.text
    assert token not in caplog.text
    assert "b" * 32 not in caplog.text
