"""Dates by a calendar as they are said in Chinese: 十二月五号, 下个月底, 腊月廿三, 国庆假期."""

import calendar
import re
from datetime import date

from borax.calendars.lunardate import LunarDate

from assistant.times.chinese_days import NUMBER, in_month, value
from assistant.times.days import DAY, Days, Span, load_days, lunar_day, lunar_year
from assistant.times.pieces import Dated, Moment, Problem, Rule

_THIS = {"这": 0, "本": 0, "下": 1, "下下": 2, "上": -1, "上上": -2}
_FRAME = "(?P<frame>(?:这个?|本|下下个?|下个?|上个?)月|今年|明年|后年|去年|20[0-9]{2}年)?的?"
_ENDS = {"初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20), "下旬": (21, 31)}
_ENDS |= {"底": (25, 31), "末": (25, 31), "尾": (25, 31)}
_END = "初|上旬|中旬|中|下旬|底|末|尾"
_NO_PLACE = (
    "(?![路街巷弄栋幢号楼院桥店门厅村里块元角分毛个米斤岁位名线室层度杯碗点月]|"
    "大街|大桥|广场|小区|小学|中学|大道|幼儿园|粥|蒜|粽|月饼|老人|树|礼物)"
)
_HOUSE = "楼栋幢座单元室层弄院村路街巷房口"
"""Before 三号, or after it, these make it a house or a door."""
_NO_DOOR = f"(?![{_HOUSE}线门桌床台柜])"

_IN_A_QUEUE = re.compile(r"(?:(?:号码|叫到|叫的)[是了]?|我是|我排到|排了)$")
"""Before 九号 these make it a place in a queue."""

_EATEN = re.compile("[卖买吃煮包]元宵$")
"""It is a dumpling then."""

_CHOSEN, _HOUR = re.compile("[就要]$"), re.compile(f"[上下中早晚凌]|{NUMBER}点")
"""要3号 chooses the third, unless an hour follows."""

_NAMED = "叫姓李王张刘陈杨赵黄吴徐孙马朱胡郭林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁"
"""Before 国庆 these make it a name."""

_LUNAR_MONTH, _LONGEST_WITHOUT = 30, 150
"""Days; several months in a row may be without a thirtieth."""

_NO_GRADE = "(?![的年学孩作数英语了]|毕业|上学|生)"
_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def _frame(said: str | None, moment: Moment) -> tuple[int | None, int | None]:
    """Year and month that 下个月, 明年 or 2027年 name; None where it names none."""
    if not said:
        return None, None
    if said.endswith("月"):
        months = moment.today.month - 1 + _THIS[said.removesuffix("月").removesuffix("个")]
        return moment.today.year + months // 12, months % 12 + 1
    years = {"今年": 0, "明年": 1, "后年": 2, "去年": -1}
    return (moment.today.year + years[said] if said in years else int(said[:4])), None


def day_of(year: int | None, month: int, day: int, moment: Moment) -> Dated:
    """That date; without a year the next one, which is doubtful if it is far off."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 2024, month)[1]:
        return Dated(problem=Problem.NO_SUCH_DAY)
    if year is not None:
        return Dated.on(date(year, month, day))
    for ahead in range(2):
        if day <= calendar.monthrange(moment.today.year + ahead, month)[1]:
            at = date(moment.today.year + ahead, month, day)
            if at >= moment.today:
                return Dated((Span.of(at),), vague=(at - moment.today).days > 300)
    return Dated(problem=Problem.NO_SUCH_DAY)


def _month_day(match: re.Match[str], moment: Moment) -> Dated | None:
    year, _ = _frame(match["frame"], moment)
    return day_of(year, value(match["month"]), value(match["day"]), moment)


def _written(match: re.Match[str], moment: Moment) -> Dated:
    return day_of(int(match["year"]), int(match["month"]), int(match["day"]), moment)


def _slashed(match: re.Match[str], moment: Moment) -> Dated:
    return day_of(None, int(match["month"]), int(match["day"]), moment)


def _day(match: re.Match[str], moment: Moment) -> Dated | None:
    before, following = match.string[: match.start()], match.string[match.end() :]
    if _IN_A_QUEUE.search(before) or (_CHOSEN.search(before) and not _HOUR.match(following)):
        return None
    return day_of_month(value(match["day"]), match["frame"], moment)


def day_of_month(day: int, frame: str | None, moment: Moment) -> Dated:
    """The day of the month named by `frame`, else the next month that has it."""
    year, month = _frame(frame, moment)
    if month:
        return day_of(year, month, day, moment)
    if not 1 <= day <= 31:
        return Dated(problem=Problem.NO_SUCH_DAY)
    skipped = False
    for ahead in range(4):
        months = moment.today.month - 1 + ahead
        year, month = moment.today.year + months // 12, months % 12 + 1
        if day > calendar.monthrange(year, month)[1]:
            skipped = True
        elif date(year, month, day) >= moment.today:
            return Dated((Span.of(date(year, month, day)),), vague=skipped, day=day)
    return Dated(problem=Problem.NO_SUCH_DAY)


def _month(match: re.Match[str], moment: Moment) -> Dated:
    """A month, or the beginning, middle or end of one."""
    year, month = _frame(match["frame"], moment)
    named = match.groupdict().get("month")
    month = value(named) if named else month
    if month is not None and not 1 <= month <= 12:
        return Dated(problem=Problem.NO_SUCH_DAY)
    end = match["end"]
    if month is None:
        this = _days_of_month(moment.today.year, moment.today.month, end)
        if this.after > moment.today:
            return Dated((this,), vague=True)
        following = in_month(moment.today.year, moment.today.month, 31) + DAY
        return Dated((_days_of_month(following.year, following.month, end),), vague=True)
    year = year or moment.today.year + (month < moment.today.month)
    return Dated((_days_of_month(year, month, end),), vague=bool(end))


def _days_of_month(year: int, month: int, end: str | None) -> Span:
    first, last = _ENDS[end] if end else (1, 31)
    return Span(date(year, month, first), in_month(year, month, last) + DAY)


def _year_end(match: re.Match[str], moment: Moment) -> Dated:
    year, _ = _frame(match["frame"], moment)
    beginning = match["end"] == "初"
    year = year or moment.today.year + beginning
    span = _days_of_month(year, 1 if beginning else 12, None)
    return Dated((span,), vague=True)


def _lunar(match: re.Match[str], moment: Moment) -> Dated | None:
    said_month, said_day = match["lmonth"], match["lday"]
    if not match["lunar"] and said_month not in _MONTHS and said_day[0] not in "初廿":
        return None  # 三月十五 is read by the solar calendar
    month = _MONTHS.get(said_month) or value(said_month)
    day = value(said_day.removeprefix("初"))
    year, _ = _frame(match["frame"], moment)
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
    if festival is None or _EATEN.search(match.string[: match.end("festival")]):
        return None
    year, _ = _frame(match["fyear"], moment)
    from_ = date(year, 1, 1) if year else moment.today
    whole = match["whole"]
    if whole and not year:
        from_ -= 8 * DAY  # still inside the holiday
    at = moment.days.next_festival(festival, from_)
    if at is None:
        return Dated(problem=Problem.UNKNOWN_DAY)
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


def date_rules(days: Days | None = None) -> list[Rule]:
    """The rules; `days` gives the festivals."""
    festivals = "|".join(map(re.escape, (days or load_days()).festival_words))
    lunar_day_ = (
        "初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|二十[一二三四五六七八九]?|三十|十|廿"
    )
    after_day = (
        rf"(?=$|{NUMBER}[点:时]|[^0-9\u4e00-\u9fff]|"
        "[上下中早晚去来行可吧呢那到至之以前后有过我约订能想就送拿取把给帮请叫陪接]|开始|起(?!来))"
    )
    patterns = (
        (
            rf"{_FRAME}(?P<month>{NUMBER})月份?的?(?P<day>{NUMBER})(?:号|日|(?![0-9点个月]))",
            _month_day,
        ),
        (
            r"(?P<year>20[0-9]{2})[-./年](?P<month>[0-9]{1,2})[-./月]"
            r"(?P<day>[0-9]{1,2})(?:日|号|(?![0-9]))",
            _written,
        ),
        (
            r"(?<![0-9/])(?P<month>1[0-2]|0?[1-9])/(?P<day>[0-9]{1,2})(?![0-9/])",
            _slashed,
        ),
        (
            rf"{_FRAME}(?<![{_HOUSE}第选号0-9一二三四五六七八九十])(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}})"
            rf"(?:[号日]{after_day}|(?:(?<=[到至].)|(?<=[到至]..)|(?<=[到至]...))[号日]{_NO_DOOR})",
            _day,
        ),
        (
            rf"(?P<frame>(?:这个?|本|下下个?|下个?|上个?)月)的?(?P<day>{NUMBER})[号日]{_NO_DOOR}",
            _day,
        ),
        (rf"(?P<frame>(?:这个?|本|下下个?|下个?|上个?)月)的?(?P<end>{_END})?", _month),
        (
            rf"(?P<frame>今年|明年|后年|20[0-9]{{2}}年)?的?(?<![0-9个])(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
            rf"月份?(?P<end>{_END})?(?![0-9一二三四五六七八九十]|妈咪|嫂)",
            _month,
        ),
        (r"(?P<frame>)(?<!个)月(?P<end>初|底|末|中旬|下旬|上旬)", _month),
        (r"(?P<frame>今年|明年|20[0-9]{2}年)?年?(?<=年)(?P<end>初|底|末)", _year_end),
        (
            rf"(?P<frame>今年|明年)?的?(?P<lunar>农历|阴历|旧历)?的?(?P<lmonth>正|冬|腊|{NUMBER})月"
            rf"(?P<lday>{lunar_day_})",
            _lunar,
        ),
        (r"(?:大年|(?<![今明去前后])年)(?P<lday>初[一二三四五六七八九十])", _lunar_new_year),
        (rf"(?P<lunar>农历|阴历|旧历)的?(?P<lday>{lunar_day_})", _lunar_only_day),
        (
            rf"(?<![上读念])(?P<lunar>)(?P<lday>初[一二三四五六七八九十])(?=$|[早上下中晚去那]){_NO_GRADE}",
            _lunar_only_day,
        ),
        (
            rf"(?P<fyear>今年|明年)?的?(?<![{_NAMED}二三四五六七八九])(?P<festival>{festivals})(?:那天|当天|当日|节日)?{_NO_PLACE}"
            rf"(?P<whole>小长假|长假|假期|放假|期间|黄金周)?的?"
            rf"(?P<shift>前一天|头一天|后一天|第[一二三四五六七八]天|最后一天)?",
            _festival,
        ),
    )
    return [(re.compile(pattern), read) for pattern, read in patterns]
