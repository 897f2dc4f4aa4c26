"""Notices in words: when, what, where, whom they concern, what to do; whom to ask."""

from datetime import datetime

from assistant.bulletin.bulletin import Posted
from assistant.bulletin.notice import DAY
from assistant.bulletin.words import bulletin_words
from assistant.wording.aloud import aloud
from assistant.wording.booked_times import day_and_time
from assistant.wording.bookings import run_on
from assistant.wording.measures import phone_number
from assistant.wording.moments import moment
from assistant.wording.phrases import Said, phrase_book

_PARTS_ZH = ("凌晨", "早上", "上午", "中午", "下午", "晚上")
_PARTS_EN = (" in the morning", " in the afternoon", " at night")


class NoticeWriter:
    """Puts one notice into the person's language."""

    def __init__(self, posted: Posted, now: datetime, language: str) -> None:
        self.posted = posted
        self.now = now
        self.language = language
        self.book = phrase_book(language)

    @property
    def title(self) -> Said:
        """What it is called."""
        return self._text("title")

    @property
    def whole(self) -> Said:
        """Everything but whom to ask: what fits into one breath."""
        where = self._said("where")
        head = self.book.said("bulletin_head", title=self.title, when=self.when, where=where)
        rest = (self._said(name) for name in ("often", "what", "who", "do"))
        return run_on([head, *(said for said in rest if said.text)], self.language)

    def _said(self, name: str) -> Said:
        """One part as it is said; nothing where it is not told."""
        text = self._text(name)
        if name == "who" and not text.text and self.posted.notice.who:
            text = self._groups()
        return self.book.said(f"bulletin_{name}", text=text) if text.text else text

    @property
    def ask(self) -> Said:
        """Whom to ask, and their number."""
        notice = self.posted.notice
        if not notice.phone:
            return self.book.said("bulletin_ask", ask=self._text("ask"))
        phone = phone_number(notice.phone, self.language)
        return self.book.said("bulletin_ask_phone", ask=self._text("ask"), phone=phone)

    @property
    def when(self) -> Said:
        """When it is, as seen from now: 明天上午九点到下午四点."""
        start, end = self.posted.start, self.posted.end
        if self.posted.notice.by_days:
            return self._days(start, end - DAY)
        until = self._clock(start, end) if self._same_day else _bare(self._moment(end))
        if self.posted.is_on(self.now):
            return self.book.said("bulletin_until", end=_bare(self._moment(end)))
        begin = _lighter(self._moment(start), until) if self._same_day else self._moment(start)
        return self.book.said("bulletin_span", start=begin, end=until)

    def _days(self, first: datetime, last: datetime) -> Said:
        if first.date() == last.date():
            return self._day(first)
        if first <= self.now:
            return self.book.said("bulletin_until", end=self._day(last))
        return self.book.said("bulletin_days", start=self._day(first), end=self._day(last))

    @property
    def _same_day(self) -> bool:
        return self.posted.start.date() == self.posted.end.date()

    def _moment(self, at: datetime) -> Said:
        return day_and_time(at, self.now, self.language)

    def _day(self, day: datetime) -> Said:
        """A day without an hour: 明天, 12月1日."""
        written = day_and_time(day, self.now, self.language).text
        return _bare(_aloud(written.removesuffix("00:00").strip(), self.language))

    def _clock(self, start: datetime, end: datetime) -> Said:
        """The end by the clock; the part of the day is not said again."""
        said = moment(end, end, self.language)
        if self.language == "en":
            return Said(said.text, said.speech.removeprefix("at "))
        begun = moment(start, start, self.language).speech
        part = next((name for name in _PARTS_ZH if said.speech.startswith(name)), "")
        same = bool(part) and begun.startswith(part)
        return Said(said.text, said.speech.removeprefix(part) if same else said.speech)

    def _groups(self) -> Said:
        known = bulletin_words().groups
        titles = [known[each].title(self.language) for each in self.posted.notice.who]
        return _aloud((", " if self.language == "en" else "、").join(titles), self.language)

    def _text(self, name: str) -> Said:
        text = self.posted.notice.text(name, self.language)
        return _aloud(text, self.language)


def _aloud(text: str, language: str) -> Said:
    return Said(text, aloud(text, language))


def _bare(said: Said) -> Said:
    """An English day without the "on" before it."""
    return Said(*(part.removeprefix("on ") for part in said))


def _lighter(start: Said, end: Said) -> Said:
    """An English start without the part of the day that is said at the end: at eight until ten."""
    part = next((each for each in _PARTS_EN if end.speech.endswith(each)), "")
    return Said(start.text, start.speech.removesuffix(part))
