"""What one sentence says about a booking in the making."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.arranging.counts import NUMBER, PEOPLE, THINGS, age_in, count_in, ordinal_in
from assistant.arranging.doors import Door, door_in
from assistant.arranging.draft import Draft, Step
from assistant.arranging.phones import (
    FEWEST,
    FEWEST_ASKED,
    digits_said,
    valid_phone,
    without_phone,
)
from assistant.arranging.said_times import times_in
from assistant.arranging.words import SIGNS, words
from assistant.times import TimeSaid, read_times
from assistant.times.pieces import Dated
from assistant.understanding.numerals import number
from assistant.understanding.text import normalise

LEAST_DIGITS = 9
"""Digits that are meant as a telephone number, even where they are none."""
LEAST = 2
"""Letters that are worth passing on."""
LONGEST_WORDS = 200
"""Characters that are kept of the person's own words."""

SIGNS_AT_ENDS = re.compile(r"^[\s，。！？；,.!?;]+|[\s，。！？；,.!?;]+$")
_LABEL = re.compile(
    r"(?:地址|电话|手机|号码|电话号码|手机号|联系电话|phone|number|address)*(?:是|在|is)?"
)
_EITHER_WAY = re.compile(r"(.)不\1(?:以|便)?")
"""行不行, 方不方便: a question, not a no."""
_CLAUSE = re.compile(r"[，。！？；,.!?;]+")
_PARTS = re.compile(r"[，。！；,.!;]+|(?<=[\u3400-\u9fff])\s+")
MORE = 24
"""Letters that may follow a yes."""
_BUT = re.compile(
    r"但|不|别|等|先|错|改|换|吗|呢|么|？|\?|几|多少|哪|怎么|[0-9]|点|号|"
    r"\b(?:but|wait|not|change|wrong|instead|what|when|how|who|which|can|could)\b|n't"
)
"""What makes more of it than a yes."""


@dataclass(frozen=True)
class Heard:
    """What was said. What is None, "" or False was not."""

    text: str
    times: tuple[TimeSaid, ...] = ()
    busy_until: datetime | None = None
    """The end of a time that does not suit: 明天没空."""
    length: timedelta | None = None
    """How long it is to take."""
    shift: timedelta | None = None
    """How much earlier (below zero) or later than what was spoken of: 早半个小时."""
    soonest: bool = False
    things: int | None = None
    """Portions, courts."""
    people: int | None = None
    age: float | None = None
    phone: str = ""
    bad_phone: str = ""
    """Digits that were meant as a telephone number and are none, with those told before."""
    door: Door | None = None
    """The address, where a number of a house is told."""
    words: str = ""
    """The sentence without telephone number and signs at its ends."""
    ordinal: int | None = None
    """Which of those proposed, from 1; -1 is the last."""
    symptoms: str = ""
    yes: bool = False
    no: bool = False
    drop: bool = False
    earlier: bool = False
    later: bool = False
    other_time: bool = False
    other_place: bool = False
    wrong_phone: bool = False
    wrong_address: bool = False
    unknown: bool = False

    @property
    def tells(self) -> bool:
        """Whether anything was said that a booking needs."""
        told = (
            self.times,
            self.busy_until,
            self.shift,
            self.soonest,
            self.things,
            self.people,
            self.age,
            self.phone,
        )
        return any(told) or bool(
            self.ordinal or self.bad_phone or self.other_time or self.other_place
        )


def hear(text: str, draft: Draft, now: datetime) -> Heard:
    """What `text`, said at `now`, says about `draft`."""
    said = normalise(text)
    lists = words()
    step = draft.asked
    if step == Step.TIME and _BARE_TIME.fullmatch(SIGNS.sub("", said)):
        return _by_number(text, said, draft, now)
    digits = digits_said(text, FEWEST_ASKED if step == Step.PHONE else FEWEST)
    phone = valid_phone(draft.digits + digits) or valid_phone(digits)
    asked_phone = step == Step.PHONE and bool(digits) and not phone
    misdialled = len(digits) >= LEAST_DIGITS and not phone
    # A row of digits is a telephone number: no time of day, no door.
    told = without_phone(text, digits)
    shift = shift_in(told, now) if draft.start else None
    compared = _without_comparing(told)
    timed = [] if asked_phone or shift else times_in(compared, draft, now, unfit=True)
    fit = [each for each in timed if not each.unfit]
    busy = None if fit and len(fit) < len(timed) else _busy_until(told, timed, now)
    return Heard(
        text=text,
        times=() if busy else tuple(fit),
        busy_until=busy,
        length=next((each.length for each in read_times(told, now) if each.length), None),
        shift=shift,
        soonest=lists.said("soonest", said),
        things=count_in(THINGS, said, step),
        people=count_in(PEOPLE, said),
        age=age_in(said, step),
        phone=phone,
        bad_phone=draft.digits + digits if asked_phone else "",
        door=door_in(told),
        words=SIGNS_AT_ENDS.sub("", told)[:LONGEST_WORDS],
        ordinal=ordinal_in(text),
        symptoms=symptoms_in(text),
        yes=lists.is_said("yes", said) or (step == Step.CONFIRM and _agreed(said)),
        no=lists.is_said("no", said),
        drop=lists.said("drop", said),
        earlier=lists.said("earlier", said),
        later=lists.said("later", said),
        other_time=lists.said("other_time", said),
        other_place=lists.said("other_place", said),
        wrong_phone=lists.said("wrong_phone", said) or (step == Step.CONFIRM and misdialled),
        wrong_address=lists.said("wrong_address", said),
        unknown=lists.said("unknown", said),
    )


def _without_comparing(text: str) -> str:
    """The text, with 早一点 and 晚一点 blanked out: no one o'clock is meant; positions hold."""
    said = normalise(text)
    spans = [
        match.span()
        for name in ("earlier", "later")
        for match in words().anywhere[name].finditer(said)
    ]
    for first, last in spans:
        text = text[:first] + " " * (last - first) + text[last:]
    return text


def _agreed(said: str) -> bool:
    """Yes, and a few words more: 好，提交; 对，灯就这么约."""
    first, *rest = [part.strip() for part in _PARTS.split(said) if part.strip()] or [""]
    more = "，".join(rest)
    said_yes = words().is_said("yes", first) and len(more) <= MORE and not _BUT.search(more)
    return said_yes or _submitted(said)


def _submitted(said: str) -> bool:
    """Whether a clerk says that it may go in: 好，提交."""
    lists = words()
    clauses = [clause for clause in _CLAUSE.split(said.replace(" ", ",")) if clause.strip()]
    each = [lists.is_said("submit", clause) or lists.is_said("yes", clause) for clause in clauses]
    return all(each) and any(lists.is_said("submit", clause) for clause in clauses)


_SHIFT = re.compile(
    r"(早|提前|往前|晚|推迟|迟|往后|延后)(?:一?点|个)?\s*(.{1,6}?(?:小时|钟头|刻钟|分钟))|"
    r"((?:half an|an|one|two) hours?|\d+ minutes?) (earlier|later)"
)


_BARE_TIME = re.compile(rf"{NUMBER}")


def _by_number(text: str, said: str, draft: Draft, now: datetime) -> Heard:
    """A bare number where a time is asked for: which of those proposed, or the hour."""
    value = number(SIGNS.sub("", said)) or 0
    if 0 < value <= len(draft.proposed):
        return Heard(text, ordinal=value)
    return Heard(text, times=tuple(times_in(f"{value}点", draft, now)))


def shift_in(told: str, now: datetime) -> timedelta | None:
    """How much earlier or later is said: 早半个小时, half an hour later."""
    match = _SHIFT.search(normalise(told))
    if match is None:
        return None
    said = match.group(2) or match.group(3)
    length = next((each.length for each in read_times(said, now) if each.length), None)
    if length is None:
        return None
    back = (match.group(1) or match.group(4)) in ("早", "提前", "往前", "earlier")
    return -length if back else length


def _busy_until(told: str, times: Sequence[TimeSaid], now: datetime) -> datetime | None:
    """The end of the last time, where it is said not to suit, and no other one is told."""
    said = normalise(told)
    after = _EITHER_WAY.sub("", said[times[-1].last :]) if times else ""
    if not times or not words().said("busy", after):
        return None
    alone = read_times(told, now, unfit=True)
    # 明天没空 is the whole day, not the hour that was spoken of before.
    whole = alone and any(isinstance(value, Dated) for value in alone[-1].values)
    return alone[-1].end if whole else times[-1].end


def symptoms_in(text: str) -> str:
    """The clauses that tell what troubles the person, as they were said; "" where none does."""
    lists = words()
    told = [
        clause.strip()
        for clause in _CLAUSE.split(text)
        if lists.said("symptoms", normalise(clause))
    ]
    return "，".join(told)[:LONGEST_WORDS]


def rest_of(text: str, times: Sequence[TimeSaid]) -> str:
    """What is left of `text` without the times and without signs, normalised."""
    kept = normalise(text)
    for said in reversed(times):
        kept = kept[: said.first] + kept[said.last :]
    return SIGNS.sub(" ", kept).strip()


def problem_in(text: str, times: Sequence[TimeSaid]) -> str:
    """What is to be done, in the person's words; "" where the sentence does not tell.

    Times, address and telephone number are left out: they are kept by themselves.
    """
    for said in reversed(times):
        text = text[: said.first] + text[said.last :]
    told = []
    for clause in _CLAUSE.split(without_phone(text, digits_said(text))):
        bare = words().without("empty", normalise(clause))
        if bare and not door_in(clause) and not _LABEL.fullmatch(bare):
            told.append(clause.strip(" 的"))
    kept = "，".join(filter(None, told))[:LONGEST_WORDS]
    return kept if len(words().without("empty", normalise(kept))) >= LEAST else ""
