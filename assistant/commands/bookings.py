"""`assistant bookings`: a provider's clerk at work: who comes, confirm, decline, whom to call."""

import argparse
import sys
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from assistant import clock
from assistant.booking import Booking, Bookings, Kind, Offer, Provider, Refusal, Status
from assistant.booking.calendar_file import CalendarFiles
from assistant.booking.notices import Notice, NoticeKind
from assistant.codes import is_code
from assistant.commands.common import Commands
from assistant.commands.desks import OpenDesk, at_desk
from assistant.commands.printing import print_objects, print_table
from assistant.errors import UsageError
from assistant.facilities import store
from assistant.facilities.records import FacilityRecord
from assistant.settings import Settings
from assistant.wording.moments import moment

MOST_DAYS = 366
"""Days of one list, at most."""
YEARS = range(2000, 2100)
"""Of the days that are asked for: far from the ends of the calendar."""

_SAY = {
    ("zh", NoticeKind.REMINDER): "提醒您一声：{when}，{title}。{bring}预约码 {code}。",
    ("zh", NoticeKind.CONFIRMED): "您约的{when}的{title}，定下来了。{bring}预约码 {code}。",
    ("zh", NoticeKind.DECLINED): "对不住，您约的{when}的{title}取消了{reason}。换个时间行吗？",
    ("zh", NoticeKind.NO_SHOW): "您约的{when}的{title}，我们记的是没有来。记错了您就说一声。",
    ("en", NoticeKind.REMINDER): "A reminder: {title}, {when}. {bring}Your code is {code}.",
    ("en", NoticeKind.CONFIRMED): (
        "Your booking is confirmed: {title}, {when}. {bring}Your code is {code}."
    ),
    ("en", NoticeKind.DECLINED): (
        "I am sorry, your booking is cancelled: {title}, {when}.{reason}"
        " Would another time suit you?"
    ),
    ("en", NoticeKind.NO_SHOW): (
        "You had a booking: {title}, {when}. We noted that nobody came. If that is wrong, tell me."
    ),
}
"""What is said on the telephone once the person knows who is calling."""


class Desk(OpenDesk):
    """What the commands work with."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        super().__init__(settings, now)
        self.bookings = Bookings(self.engine, self.secret)
        self.provider = Provider(self.engine, self.secret)
        self.files = CalendarFiles(self.engine, self.secret)

    def offer(self, offer: str) -> Offer:
        """The offer of that id, even if it is no longer made. Raises UsageError."""
        found = self.bookings.offer(offer)
        if found is None:
            raise UsageError(f'There is no offer "{offer}"; see `assistant bookings offers`.')
        return found

    def place(self, facility: str) -> FacilityRecord | None:
        """The place of that id."""
        with Session(self.engine) as session:
            return store.get(session, facility)

    def booking(self, given: str) -> Booking:
        """The booking that stands with a code, or has an id. Raises UsageError."""
        given = unicodedata.normalize("NFKC", given)  # digits as a Chinese keyboard writes them
        found = self.bookings.with_code(given) if is_code(given) else self.bookings.booking(given)
        if found is None:
            what = "that stands has the code" if given.isdecimal() else "has the id"
            raise UsageError(f"No booking {what} {given}.", status=1)
        return found


Work = Callable[[argparse.Namespace, Desk], None]


def add(commands: Commands) -> None:
    """Add the command and what it can do."""
    text = (
        "the provider's side of bookings: who comes, confirm, decline, closed days, calls to make"
    )
    whole = commands.add("bookings", at_desk(Desk, _list), text)
    actions = whole.add_subparsers(dest="action", required=True, metavar="ACTION")
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    # Where they are left out here, what stands before the action holds.
    common.add_argument("--database", metavar="URL", help="the database")
    common.add_argument("--home", metavar="DIR", help="folder for working files")
    common.add_argument("--now", metavar="ISO", help="fix the clock")

    def action(name: str, work: Work, told: str, **argument: Any) -> argparse.ArgumentParser:
        parser = actions.add_parser(name, help=told, description=told, parents=[common])
        parser.set_defaults(run=at_desk(Desk, work))
        if argument:
            parser.add_argument("subject", **argument)
        return parser

    listed = action("list", _list, "who has booked what")
    listed.add_argument("--day", default="today", help="today (default), tomorrow or YYYY-MM-DD")
    listed.add_argument("--days", type=int, default=1, metavar="N", help="how many days (1)")
    listed.add_argument("--place", metavar="FACILITY", help="of this facility only")
    listed.add_argument("--offer", metavar="ID", help="of this offer only")
    listed.add_argument("--status", nargs="+", choices=[str(status) for status in Status])
    which = {"metavar": "CODE|ID"}
    action("confirm", _confirm, "confirm what waits for it; the person is told", **which)
    decline = action("decline", _decline, "drop a booking; the person is told why", **which)
    decline.add_argument("--reason", required=True, metavar="TEXT", help="what people are told")
    action("done", _done, "the person was there, or was visited", **which)
    action("no-show", _no_show, "nobody came; the person is told", **which)
    close = action("close", _close, "take nobody on a day, and decline whom it affects")
    close.add_argument("--reason", default="", metavar="TEXT", help="what people are told")
    reopened = action("open", _open, "take people again on a day")
    for parser in (close, reopened):
        parser.add_argument("--offer", required=True, metavar="ID")
        parser.add_argument("--day", required=True, help="today, tomorrow or YYYY-MM-DD")
    calls = action("calls", _calls, "what nobody was told yet: whom to call, and what to say")
    action("called", _called, "somebody was called", metavar="NOTICE_ID", type=int)
    offers = action("offers", _offers, "what can be booked, and when it is free next")
    action("ics", _ics, "a booking as a calendar file, on standard output", **which)
    for parser in (listed, calls, offers):
        parser.add_argument("--json", action="store_true", help="one object a line")


def _list(options: argparse.Namespace, desk: Desk) -> None:
    if not 1 <= options.days <= MOST_DAYS:
        raise UsageError(f"--days must be from 1 to {MOST_DAYS}.")
    if options.place and desk.place(options.place) is None:
        raise UsageError(f'There is no facility "{options.place}".')
    start = _midnight(_day(options.day, desk.now))
    wanted = [desk.offer(options.offer).id] if options.offer else None
    found = desk.provider.booked(start, start + timedelta(days=options.days), wanted)
    offers = {each: desk.offer(each) for each in {booking.offer for booking in found}}
    kept = [
        booking
        for booking in found
        if options.place in (None, offers[booking.offer].facility)
        and (not options.status or booking.status in options.status)
    ]
    if options.json:
        print_objects(_object(booking, offers[booking.offer]) for booking in kept)
        return
    print_table([_row(booking, offers[booking.offer]) for booking in kept])
    held = [booking.quantity for booking in kept if booking.holds]
    print(
        f"Bookings that stand: {len(held)}, places: {sum(held)}. Others: {len(kept) - len(held)}."
    )


def _change(work: Callable[[Desk, str, str], Booking | Refusal]) -> Work:
    """A command that changes one booking; `work` is given its id and the reason."""

    def change(options: argparse.Namespace, desk: Desk) -> None:
        reason = getattr(options, "reason", "-").strip()
        if not reason:
            raise UsageError("Say why: --reason TEXT. The person is told.")
        before = desk.booking(options.subject)
        after = work(desk, before.id, reason)
        if after is Refusal.TOO_SOON:
            raise UsageError(f"It only begins at {before.start:%Y-%m-%d %H:%M}.", status=1)
        if not isinstance(after, Booking):
            status = desk.booking(before.id).status
            raise UsageError(f"That cannot be done: the booking is {status}.", status=1)
        print_table([_row(after, desk.offer(after.offer))])

    return change


_confirm = _change(lambda desk, booking, _: desk.provider.confirm(booking, desk.now))
_decline = _change(lambda desk, booking, why: desk.provider.decline(booking, why, desk.now))
_done = _change(lambda desk, booking, _: desk.provider.fulfil(booking, desk.now))
_no_show = _change(lambda desk, booking, _: desk.provider.no_show(booking, desk.now))


def _close(options: argparse.Namespace, desk: Desk) -> None:
    offer, day = desk.offer(options.offer), _day(options.day, desk.now)
    if day < desk.now.date():
        raise UsageError(f"{day} is over.")
    declined = desk.provider.close_day(offer.id, day, options.reason.strip(), desk.now)
    print(f"{offer.title_zh}: nobody is taken on {day}. Bookings declined: {len(declined)}.")
    print_table([_row(booking, offer) for booking in declined])
    if declined:
        print("They are told when they next come by; whom to call: `assistant bookings calls`.")


def _open(options: argparse.Namespace, desk: Desk) -> None:
    offer, day = desk.offer(options.offer), _day(options.day, desk.now)
    was_closed = desk.provider.open_day(offer.id, day)
    print(f"{offer.title_zh}: {'open again' if was_closed else 'was not closed'} on {day}.")
    start = _midnight(day)
    booked = desk.provider.booked(start, start + timedelta(days=1), [offer.id])
    declined = [booking for booking in booked if booking.status is Status.DECLINED]
    if was_closed and declined:
        print("These were declined and stay so; they may want to book again:")
        print_table([_row(booking, offer) for booking in declined])


def _calls(options: argparse.Namespace, desk: Desk) -> None:
    calls = []
    for notice, booking in desk.provider.calls(desk.now):
        offer = desk.offer(booking.offer)
        say = _say(notice, booking, offer, desk.place(offer.facility), desk.now)
        call = {"notice": notice.id, "kind": notice.kind, "due": notice.due.isoformat()}
        calls.append(call | _object(booking, offer) | {"say": say})
    if options.json:
        print_objects(calls)
        return
    for each in calls:
        phone = each["phone"] or "no number known"
        print(f"{each['notice']}  {phone}  {each['kind']}, code {each['code']}\n    {each['say']}")
    print(f"Calls to make: {len(calls)}. After each: `assistant bookings called NOTICE_ID`.")


def _say(
    notice: Notice, booking: Booking, offer: Offer, place: FacilityRecord | None, now: datetime
) -> str:
    """What the clerk says, in the person's language."""
    english = booking.details.language == "en"
    language, bring = ("en", offer.bring_en) if english else ("zh", offer.bring_zh)
    when = moment(booking.start, now, language).speech
    if booking.start.date() == now.date():
        when = f"today {when}" if english else f"今天{when}"
    if offer.kind is Kind.VISIT:
        end = moment(booking.end, booking.end, language).speech
        when += f" to {end.removeprefix('at ')}" if english else f"到{end}"
    reason = notice.reason.rstrip("。.！! ")
    said = _SAY[language, notice.kind].format(
        when=when,
        title=offer.title(language),
        code=booking.code,
        bring=(f"Please bring {bring}. " if english else f"请带{bring}。") if bring else "",
        reason=(f" The reason: {reason}." if english else f"，{reason}") if reason else "",
    )
    if place is None:
        return said
    if english:
        return f"Hello, this is {place.name_en or place.name}. {said}"
    return f"您好，这里是{place.name}。{said}"


def _called(options: argparse.Namespace, desk: Desk) -> None:
    # A reminder that is not due yet is no call to make.
    waiting = {notice.id for notice, _ in desk.provider.calls(desk.now)}
    if options.subject not in waiting or not desk.provider.called(options.subject):
        raise UsageError(f"No call {options.subject} is waiting to be made.", status=1)
    print(f"Call {options.subject} is made.")


def _offers(options: argparse.Namespace, desk: Desk) -> None:
    rows, objects = [], []
    for offer in desk.bookings.offers():
        end = desk.now + timedelta(days=offer.days_ahead + 1)
        free = next(iter(desk.bookings.free(offer, desk.now, end, desk.now)), None)
        objects.append(
            {"id": offer.id, "services": offer.services, "place": offer.facility}
            | {"kind": offer.kind, "title_zh": offer.title_zh, "title_en": offer.title_en}
            | {"capacity": offer.capacity, "next": free.start.isoformat() if free else None}
            | {"left": free.left if free else None}
        )
        left = "" if free is None or free.left is None else f"{free.left} left"
        start = f"{free.start:%Y-%m-%d %H:%M}" if free else "nothing free"
        rows.append((offer.id, offer.kind, start, left, offer.title_zh, offer.facility))
    if options.json:
        print_objects(objects)
    else:
        print_table(rows)


def _ics(options: argparse.Namespace, desk: Desk) -> None:
    content = desk.files.of(desk.booking(options.subject).id)
    sys.stdout.flush()
    sys.stdout.buffer.write(content or b"")
    sys.stdout.buffer.flush()


def _object(booking: Booking, offer: Offer) -> dict[str, Any]:
    found = {"id": booking.id, "code": booking.code, "offer": offer.id, "title": offer.title_zh}
    found |= {"service": offer.services[0], "place": offer.facility, "status": booking.status}
    found |= {"start": booking.start.isoformat(), "end": booking.end.isoformat()}
    return found | {"quantity": booking.quantity} | booking.details.as_json()


def _row(booking: Booking, offer: Offer) -> tuple[str, ...]:
    start, details = f"{booking.start:%Y-%m-%d %H:%M}", booking.details
    known = (details.phone, details.address, details.note)
    return (start, booking.code, offer.title_zh, f"x{booking.quantity}", booking.status, *known)


def _day(said: str, now: datetime) -> date:
    if said in ("today", "tomorrow"):
        return now.date() + timedelta(days=said == "tomorrow")
    try:
        day = date.fromisoformat(said)
    except ValueError:
        day = date.min
    if day.year not in YEARS:
        raise UsageError(f"--day is today, tomorrow or a day such as 2026-05-01, not {said!r}.")
    return day


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.ZONE)
