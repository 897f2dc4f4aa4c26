"""A booking as a calendar file (iCalendar, RFC 5545): kept on somebody's phone, brought up to date.

It says what was booked, where and when. It does not say who booked, what troubles them, or where
they live: calendars are shared and synchronised.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.rrule import rrulestr
from icalendar import Alarm, Calendar, Event, Timezone, vRecur
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from assistant.booking.booking import Booking, By, Status
from assistant.booking.notices import reminder_time
from assistant.booking.offer import Kind, Offer
from assistant.booking.rows import CHANGE, BookingReader, offer_of
from assistant.booking.schedule import lessons_of
from assistant.clock import ZONE
from assistant.facilities import store
from assistant.facilities.records import FacilityRecord
from assistant.people.sealing import Sealer
from assistant.settings import Settings

PRODUCT = "-//fifteen-minute-assistant//bookings//EN"
DOMAIN = "fifteen-minute-assistant"
"""What makes the id of a booking one of a kind in the world, as UIDs have to be."""

NO_SUMMER_TIME_SINCE = date(1992, 1, 1)

_RULE_PARTS = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY",
     "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST")
)  # fmt: skip
"""What calendars know; offers may also say BYEASTER."""

_STATUS = {
    Status.PENDING: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    Status.DECLINED: "CANCELLED",
}
"""The status of an entry; CONFIRMED where the booking stands or took place."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "TENTATIVE": "{title}（待确认）",
        "CANCELLED": "已取消：{title}",
        "CONFIRMED": "{title}",
        "home": "您家里",
        "code": "预约码 {code}。",
        "quantity": "数量：{quantity}。",
        "bring": "请带{bring}。",
        "place": "{place}，电话 {phone}。",
        "place_only": "{place}。",
        "pending": "还在等对方确认。",
        "cancelled": "这次预约已经取消，不用去了。",
        "cancelled_home": "这次预约已经取消，不用等了。",
    },
    "en": {
        "TENTATIVE": "{title} (to be confirmed)",
        "CANCELLED": "Cancelled: {title}",
        "CONFIRMED": "{title}",
        "home": "Your home",
        "code": "Code {code}.",
        "quantity": "Quantity: {quantity}.",
        "bring": "Please bring {bring}.",
        "place": "{place}, telephone {phone}.",
        "place_only": "{place}.",
        "pending": "Still to be confirmed.",
        "cancelled": "This booking is cancelled; there is no need to go.",
        "cancelled_home": "This booking is cancelled; there is no need to wait.",
    },
}


@dataclass(frozen=True)
class Revision:
    """How often a booking changed."""

    number: int
    """0 for a booking as it was made."""
    at: datetime
    """The last change."""
    placed: datetime
    """When it got the time that it has."""


class CalendarFiles:
    """The files of all bookings. Safe to use from many threads and processes; cheap to make."""

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._secret = secret
        self._reader = BookingReader(Sealer(secret))

    def of(self, booking: str) -> bytes | None:
        """The file of the booking of that id; None where there is none."""
        with self._engine.connect() as connection:
            found = self._reader.one(connection, booking)
            return self._file(connection, found) if found else None

    def with_token(self, token: str) -> bytes | None:
        """The file that a link leads to; None for a wrong one, and once the person is forgotten."""
        booking, _, _ = token.partition("-")
        right = calendar_token(booking, self._secret)
        if not hmac.compare_digest(right.encode(), token.encode(errors="replace")):
            return None
        with self._engine.connect() as connection:
            found = self._reader.one(connection, booking)
            if found is None or found.person is None:
                return None
            return self._file(connection, found)

    def _file(self, connection: Connection, booking: Booking) -> bytes | None:
        offer = offer_of(connection, booking.offer, withdrawn=True)
        if offer is None:
            return None
        with Session(connection) as session:
            place = store.get(session, offer.facility)
        return calendar_file(booking, offer, place, _revision(connection, booking))


def calendar_token(booking: str, secret: bytes) -> str:
    """What opens the file of a booking and nothing else; cannot be guessed without the secret."""
    return f"{booking}-{Sealer(secret).digest('calendar', booking)}"


def calendar_link(booking: str, settings: Settings, secret: bytes) -> str:
    """The address of the file of a booking, for the person who made it."""
    return f"{settings.public_address}/calendar/{calendar_token(booking, secret)}.ics"


def calendar_file(
    booking: Booking, offer: Offer, place: FacilityRecord | None, revision: Revision
) -> bytes:
    """The file: one event, its time zone, a reminder where one is due; UTF-8, as RFC 5545 has it.

    Without a METHOD a file states how things are: DTSTAMP is then the moment of the last change.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    zone = Timezone.from_tzid(ZONE.key, first_date=NO_SUMMER_TIME_SINCE)
    zone.pop("COMMENT")  # that it ends in 2038, which it does not
    calendar.add_component(zone)
    calendar.add_component(_event(booking, offer, place, revision))
    content: bytes = calendar.to_ical()
    return content


def _event(
    booking: Booking, offer: Offer, place: FacilityRecord | None, revision: Revision
) -> Event:
    language = "en" if booking.details.language == "en" else "zh"
    words, status = _WORDS[language], _STATUS.get(booking.status, "CONFIRMED")
    event = Event()
    event.add("uid", f"{booking.id}@{DOMAIN}")
    event.add("sequence", revision.number)
    event.add("dtstamp", revision.at)
    event.add("last-modified", revision.at)
    start = _add_times(event, booking, offer)
    title = offer.title(language)
    event.add("summary", words[status].format(title=title[:1].upper() + title[1:]))
    event.add("location", words["home"] if offer.to_the_home else _where(place, language))
    event.add("description", _description(booking, offer, place, language))
    event.add("status", status)
    event.add("class", "PRIVATE")
    due = reminder_time(start, revision.placed)
    if booking.holds and due:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", due - start)
        event.add_component(alarm)
    return event


def _add_times(event: Event, booking: Booking, offer: Offer) -> datetime:
    """When it is; of a course, when its lessons are. Its start, which is returned."""
    if offer.kind is not Kind.COURSE or not offer.lessons:
        event.add("dtstart", booking.start)
        event.add("dtend", booking.end)
        return booking.start
    lessons = lessons_of(offer, booking.start)
    event.add("dtstart", lessons[0])
    event.add("dtend", lessons[0] + offer.length)
    rule = _counted(offer.lessons, len(lessons))
    if _as_told(rule, lessons):
        event.add("rrule", rule)
    elif lessons[1:]:
        event.add("rdate", lessons[1:])
    return lessons[0]


def _counted(lessons: str, count: int) -> vRecur:
    """The recurrence of the lessons with a COUNT for its end; empty where RFC 5545 has no such.

    An UNTIL in local time, as an offer has it, may not stand beside a DTSTART with a zone.
    """
    try:
        rule = vRecur.from_ical(lessons.strip().upper().removeprefix("RRULE:"))
    except ValueError:
        return vRecur()
    if not _RULE_PARTS.issuperset(rule):
        return vRecur()
    rule.pop("UNTIL", None)
    return vRecur(rule | {"COUNT": [count]})


def _as_told(rule: vRecur, lessons: list[datetime]) -> bool:
    """Whether a calendar that reads the rule comes to these lessons."""
    if "FREQ" not in rule:
        return False
    walls = [lesson.replace(tzinfo=None) for lesson in lessons]
    told: bytes = rule.to_ical()  # type: ignore[no-untyped-call]
    return list(rrulestr(told.decode(), dtstart=walls[0])) == walls


def _where(place: FacilityRecord | None, language: str) -> str:
    if place is None:
        return ""
    between = ", " if language == "en" else "，"
    return between.join(part for part in (_name(place, language), place.address) if part)


def _description(
    booking: Booking, offer: Offer, place: FacilityRecord | None, language: str
) -> str:
    words, bring = _WORDS[language], offer.bring_en if language == "en" else offer.bring_zh
    if _STATUS.get(booking.status) == "CANCELLED":
        return words["cancelled_home" if offer.to_the_home else "cancelled"]
    lines = [words["code"].format(code=booking.code)]
    if booking.status is Status.PENDING:
        lines.append(words["pending"])
    if booking.quantity > 1:
        lines.append(words["quantity"].format(quantity=booking.quantity))
    if bring:
        lines.append(words["bring"].format(bring=bring))
    if place:
        key = "place" if place.phone else "place_only"
        lines.append(words[key].format(place=_name(place, language), phone=place.phone))
    return "\n".join(lines)


def _name(place: FacilityRecord, language: str) -> str:
    return place.name_en or place.name if language == "en" else place.name


def _revision(connection: Connection, booking: Booking) -> Revision:
    found = select(CHANGE.c.at, CHANGE.c.by).where(CHANGE.c.booking_id == booking.id)
    changes = connection.execute(found.order_by(CHANGE.c.id)).all()
    placed = [change.at for change in changes if change.by == By.PERSON]
    # A clock that was set back does not take a change back.
    return Revision(len(changes) - 1, max(change.at for change in changes), placed[-1])
