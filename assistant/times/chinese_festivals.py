"""Festivals and lunar days as they are said in Chinese: 腊月廿三, 国庆假期, 端午那个周末, 年前."""

import re
from datetime import date

from borax.calendars.lunardate import LunarDate

from assistant.times.chinese_days import NUMBER, value
from assistant.times.days import DAY, Days, Span, load_days, lunar_day, lunar_year
from assistant.times.months import framed
from assistant.times.pieces import Dated, Moment, Problem, Rule

_NO_PLACE = (
    "(?![路街巷弄栋幢号楼院桥店门厅村里块元角分毛个米斤岁位名线室层度杯碗点月]|"
    "大街|大桥|广场|小区|快乐|安康|(?<=过年)好|小学|中学|大道|幼儿园|粥|蒜|粽|粿|糕|晚会|套餐|款|装饰|礼|饺子|汤圆|月饼|老人|树|礼物)"
)

_WRITTEN = re.compile("(?:名字?|小名|大名)(?:写|是|叫)?$|(?:写|叫)$")
"""Before 小满 these make it somebody's name."""

_SOON_NOW = re.compile("(?:快要?|就要|马上)$")
"""Before 过年了 it tells only what season it is."""

_EATEN = re.compile("[卖买吃煮包]元宵$")
"""It is a dumpling then."""

_NAMED = "叫姓李王张刘陈杨赵黄吴徐孙马朱胡郭林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁"
"""Before 国庆 these make it a name."""

_LUNAR_MONTH, _LONGEST_WITHOUT = 30, 150
"""Days; several months in a row may be without a thirtieth."""

_NO_GRADE = "(?![的年学孩作数英语了]|毕业|上学|生)"
_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def _new_year(match: re.Match[str], moment: Moment) -> Dated:
    """年前 and 年后 count from the lunar new year."""
    return _lunar_date(None, 1, 1, moment)


def _lunar(match: re.Match[str], moment: Moment) -> Dated | None:
    said_month, said_day = match["lmonth"], match["lday"]
    if not match["lunar"] and said_month not in _MONTHS and said_day[0] not in "初廿":
        return None  # 三月十五 is read by the solar calendar
    month = _MONTHS.get(said_month) or value(said_month)
    day = value(said_day.removeprefix("初"))
    year, _ = framed(match["frame"], moment)
    return _lunar_date(year, month, day, moment)


def _lunar_date(year: int | None, month: int, day: int, moment: Moment) -> Dated:
    this, skipped = lunar_year(moment.today), False
    for lunar in range(this, this + 3) if year is None else (year,):
        at = lunar_day(lunar, month, day)
        skipped = skipped or at is None
        if at and (at >= moment.today or year is not None):
            return Dated((Span.of(at),), vague=skipped)
    return Dated(problem=Problem.NO_SUCH_DAY)


def _lunar_new_year(match: re.Match[str], moment: Moment) -> Dated:
    return _lunar_date(None, 1, value(match["lday"].removeprefix("初")), moment)


def _lunar_only_day(match: re.Match[str], moment: Moment) -> Dated | None:
    day = value(match["lday"].removeprefix("初"))
    for ahead in range(_LONGEST_WITHOUT):
        at = moment.today + ahead * DAY
        if lunar_day_of(at) == day:
            return Dated((Span.of(at),), vague=not match["lunar"] or ahead > _LUNAR_MONTH)
    return Dated(problem=Problem.NO_SUCH_DAY)


def lunar_day_of(day: date) -> int:
    """The day of the lunar month that `day` is."""
    found: int = LunarDate.from_solar(day).day
    return found


def _festival(match: re.Match[str], moment: Moment) -> Dated | None:
    festival = moment.days.festival(match["festival"])
    if _WRITTEN.search(match.string[: match.start("festival")]):
        return None
    soon = _SOON_NOW.search(match.string[: match.start("festival")])
    if soon and match.string.startswith("了", match.end("festival")):
        return None
    if festival is None or _EATEN.search(match.string[: match.end("festival")]):
        return None
    year, _ = framed(match["fyear"], moment)
    from_ = date(year, 1, 1) if year else moment.today
    whole = match["whole"]
    if whole and not year:
        from_ -= 8 * DAY  # still inside the holiday
    at = moment.days.next_festival(festival, from_)
    if at is None:
        return Dated(problem=Problem.UNKNOWN_DAY)
    if match["around"]:
        monday = at - (at.isoweekday() - 1) * DAY
        weekend = match["around"].endswith("周末")
        week = Span.of(monday + 5 * DAY, 2) if weekend else Span.of(monday, 7)
        return Dated((week,), vague=True)
    span = moment.days.holiday(festival.holiday, at) if festival.holiday else None
    if whole and festival.holiday:
        if span and span.after <= moment.today:
            at = moment.days.next_festival(festival, at + 30 * DAY) or at
            span = moment.days.holiday(festival.holiday, at)
        # Not announced yet: the day itself is sure, how long it lasts is not.
        return _in_holiday(span, match["shift"]) if span else Dated((Span.of(at, 3),), vague=True)
    if match["shift"] == "最后一天":
        return _in_holiday(span, match["shift"]) if span else Dated((Span.of(at),), vague=True)
    # The south keeps the little new year a day later than the north.
    day = at + _days_from(match["shift"]) * DAY
    return Dated((Span.of(day),), vague=festival.name == "北方小年")


def _days_from(said: str | None) -> int:
    """How many days 前一天, 第二天 or 第三天 is from a festival; 0 where nothing was said."""
    beside = {"前一天": -1, "头一天": -1, "后一天": 1}
    return beside.get(said, value(said.strip("第天")) - 1) if said else 0


def _in_holiday(span: Span, said: str | None) -> Dated:
    """All of a holiday, a day of it (第三天, 最后一天), or the one before or after it."""
    if not said:
        return Dated((span,))
    ends = {"前一天": span.first - DAY, "最后一天": span.after - DAY, "后一天": span.after}
    if said in ends:
        return Dated.on(ends[said])
    day = span.first + (value(said.strip("第头天")) - 1) * DAY
    return Dated.on(day) if day < span.after else Dated(problem=Problem.NO_SUCH_DAY)


def festival_rules(days: Days | None = None) -> list[Rule]:
    """The rules; `days` gives the festivals."""
    festivals = "|".join(map(re.escape, (days or load_days()).festival_words))
    lunar_day_ = (
        "初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|二十[一二三四五六七八九]?|三十|十|廿"
    )
    patterns = (
        (
            r"(?<![0-9一二两三四五六七八九十百千半几多数些每今明去前好新过当])年(?=[前后](?![面边天代期]|最后|就是))",
            _new_year,
        ),
        (
            rf"(?P<frame>今年|明年)?的?(?P<lunar>农历|阴历|旧历)?的?(?P<lmonth>正|冬|腊|{NUMBER})月"
            rf"(?P<lday>{lunar_day_})",
            _lunar,
        ),
        (r"(?:大年|(?<![今明去前后])年)(?P<lday>初[一二三四五六七八九十])", _lunar_new_year),
        (rf"(?P<lunar>农历|阴历|旧历)的?(?P<lday>{lunar_day_})", _lunar_only_day),
        (
            rf"(?<![上读念])(?P<lunar>)(?P<lday>初[一二三四五六七八九十])(?=$|[早上下中晚去那\s,，]|开(?!始)){_NO_GRADE}",
            _lunar_only_day,
        ),
        (
            rf"(?P<fyear>今年|明年)?的?(?<![{_NAMED}二三四五六七八九])(?P<festival>{festivals})(?:那天|当天|当日|节日)?{_NO_PLACE}"
            rf"(?:(?P<around>那(?:一|个)?(?:周末|周|星期|礼拜)(?![一二三四五六日天末]))|"
            rf"(?P<whole>(?:小长假|长假|假期|放假|期间|黄金周)(?:[这那]?[几两三五七]天)?|[三五七八]天(?!乐)))?的?"
            rf"(?P<shift>前一天|头一天|后一天|第[一二三四五六七八]天|最后一天)?",
            _festival,
        ),
    )
    return [(re.compile(pattern), read) for pattern, read in patterns]
