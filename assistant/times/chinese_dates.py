"""Dates by the calendar as they are said in Chinese: 十二月五号, 下个月底, 3/15, 这个月最后一天."""

import re

from assistant.times.chinese_days import NUMBER, WEEK, in_month, value
from assistant.times.days import DAY
from assistant.times.months import (
    day_of,
    day_of_month,
    days_of_month,
    framed,
    next_nth_weekday,
    nth_weekday_of,
)
from assistant.times.pieces import Dated, Moment, Problem, Rule

_FRAME = "(?P<frame>(?:这个?|本|下下个?|下个?|上个?)月|今年|明年|后年|去年|20[0-9]{2}年)?的?"
_END = "初|上旬|中旬|中|下旬|底|末|尾"
_HOUSE = "楼栋幢座单元室层弄院村路街巷房口"
"""Before 三号, or after it, these make it a house or a door."""
_NO_DOOR = f"(?![{_HOUSE}线门桌床台柜])"

_IN_A_QUEUE = re.compile(r"(?:(?:我的?号|号码|叫到|叫的|拿的)[是了]?|我是|我排到|排了)$")
"""Before 九号 these make it a place in a queue."""

_SO_MANY = re.compile("[有咗住玩休病足]$")
"""Before 三日 these make it so many days."""

_CHOSEN, _HOUR = re.compile("[就要]$"), re.compile(f"[上下中早晚凌]|{NUMBER}点")
"""要3号 chooses the third, unless an hour follows."""


def _month_day(match: re.Match[str], moment: Moment) -> Dated | None:
    if moment.days.festival(match.group()):
        return None  # 八月十五 is the festival by the lunar calendar
    year, _ = framed(match["frame"], moment)
    return day_of(year, value(match["month"]), value(match["day"]), moment)


def _written(match: re.Match[str], moment: Moment) -> Dated:
    return day_of(int(match["year"]), int(match["month"]), int(match["day"]), moment)


def _slashed(match: re.Match[str], moment: Moment) -> Dated:
    return day_of(None, int(match["month"]), int(match["day"]), moment)


def _day(match: re.Match[str], moment: Moment) -> Dated | None:
    before, following = match.string[: match.start()], match.string[match.end() :]
    if match.group().endswith("日") and _SO_MANY.search(before):
        return None
    if _IN_A_QUEUE.search(before) or (_CHOSEN.search(before) and not _HOUR.match(following)):
        return None
    return day_of_month(value(match["day"]), match["frame"], moment)


def _month(match: re.Match[str], moment: Moment) -> Dated:
    """A month, or the beginning, middle or end of one."""
    year, month = framed(match["frame"], moment)
    named = match.groupdict().get("month")
    month = value(named) if named else month
    if month is not None and not 1 <= month <= 12:
        return Dated(problem=Problem.NO_SUCH_DAY)
    end = match["end"]
    if month is None:
        this = days_of_month(moment.today.year, moment.today.month, end)
        if this.after > moment.today:
            return Dated((this,), vague=True)
        following = in_month(moment.today.year, moment.today.month, 31) + DAY
        return Dated((days_of_month(following.year, following.month, end),), vague=True)
    year = year or moment.today.year + (month < moment.today.month)
    return Dated((days_of_month(year, month, end),), vague=bool(end))


def _last_day(match: re.Match[str], moment: Moment) -> Dated | None:
    """这个月最后一天, 三月的最后一天."""
    year, month = framed(match["frame"], moment)
    month = value(match["month"]) if match["month"] else month
    if month is None or not 1 <= month <= 12:
        return None
    year = year or moment.today.year + (month < moment.today.month)
    return Dated.on(in_month(year, month, 31))


def _nth_weekday(match: re.Match[str], moment: Moment) -> Dated:
    """下个月头一个礼拜六, 这个月最后一个星期五; without a month the next one."""
    frame = match["frame"] or ""
    weekday = 7 if match["weekday"] in "日天" else value(match["weekday"])
    nth = -1 if "最后" in match["nth"] else value(match["nth"].strip("第头个首")) or 1
    if frame and not frame.startswith("每"):
        year, month = framed(frame, moment)
        return nth_weekday_of(year or moment.today.year, month or 1, nth, weekday)
    return next_nth_weekday(nth, weekday, moment, vague=not frame)


def _year_end(match: re.Match[str], moment: Moment) -> Dated:
    year, _ = framed(match["frame"], moment)
    beginning = match["end"] == "初"
    year = year or moment.today.year + beginning
    span = days_of_month(year, 1 if beginning else 12, None)
    return Dated((span,), vague=True)


def date_rules() -> list[Rule]:
    """The rules."""
    after_day = (
        rf"(?=$|{NUMBER}[点:时]|[^0-9\u4e00-\u9fff]|"
        "[上下中早晚去来行可吧呢那到至之以前后有过我约订能想就送拿取把给帮请叫陪接要左寄住存搬办交做打修吃看回出结考]|开始|起(?!来))"
    )
    patterns = (
        (
            rf"{_FRAME}(?P<month>{NUMBER}) ?月份?的? ?(?P<day>{NUMBER})"
            r"(?: ?号| ?日|(?![0-9点个月]))",
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
        (
            rf"(?P<frame>(?:这个?|本|下下个?|下个?)月|每个?月)?的?(?P<nth>第[一二三四五]个?|头一?个|最后一?个|首个)"
            rf"{WEEK}(?P<weekday>[一二三四五六日天])",
            _nth_weekday,
        ),
        (
            r"(?<![0-9.])(?P<month>1[0-2]|0?[1-9])\.(?P<day>3[01]|[12]?[0-9])(?=[上下中]午|早|晚|那天)",
            _slashed,
        ),
        (
            rf"(?P<frame>(?:这个?|本|下下个?|下个?)月|今年|明年)?的?(?:(?P<month>{NUMBER})月份?|(?<=月))的?最后一天",
            _last_day,
        ),
        (r"(?P<frame>)(?<!个)月(?P<end>初|底|末|中旬|下旬|上旬)", _month),
        (r"(?P<frame>今年|明年|20[0-9]{2}年)?年?(?<=年)(?P<end>初|底|末)", _year_end),
    )
    return [(re.compile(pattern), read) for pattern, read in patterns]
