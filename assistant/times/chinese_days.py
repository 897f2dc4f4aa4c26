"""Days counted from today as they are said in Chinese: 后天, 过三天, 下周三, 这周末, 调休那天."""

import calendar
import re
from datetime import date

from assistant.times.days import DAY, Days, Span, load_days
from assistant.times.pieces import Dated, Moment, Problem, Rule
from assistant.understanding.numerals import number

NUMBER = "(?:[0-9]{1,3}|[零一二两俩三仨四五六七八九十廿卅百]{1,4})"
_FORWARD = {
    "今天": 0, "今日": 0, "今儿个": 0, "今儿": 0, "今朝": 0, "当天": 0, "今": 0,
    "明天": 1, "明日": 1, "明儿个": 1, "明儿": 1, "赶明儿": 1, "明朝": 1, "听日": 1, "明": 1,
    "后天": 2, "后日": 2, "后儿": 2, "后朝": 2, "后": 2, "大后天": 3, "大后日": 3, "大后儿": 3,
    "大后朝": 3,
    "昨天": -1, "昨日": -1, "昨儿": -1, "昨": -1, "寻日": -1, "琴日": -1, "前天": -2, "前日": -2,
    "大前天": -3, "听": 1,
}  # fmt: skip
# 明朝 is tomorrow in the south, and the Ming dynasty everywhere.
_RELATIVE = (
    "|".join(word for word in _FORWARD if len(word) > 1)
    .replace("明朝", "明朝(?!的?(?:历史|皇|时期|那些事|家具)|人|代)")
    .replace("今日", "今日(?!超市|头条|说法)")
)
_WEEKS = {"这": 0, "本": 0, "今": 0, "": 0, "下": 1, "下下": 2, "上": -1, "上上": -2}
WEEK = "(?:周|星期|礼拜|[里理李]拜)"
_NEAR_DAYS = 16
"""How far a make-up workday is from its festival, at most."""

_TITLE = "(?:师傅|老师|大夫|医生|阿姨|先生|女士|小姐|主任|经理|[姐哥叔婶爷])"
"""After 周 these make it a name: 找一下周师傅."""

_CALLED_SO = "[^的找请给让叫来有是，,\\s](?:大夫|医生|老师|师傅|主任)"
"""After 周一 these make it a name: 周一鸣大夫."""

_VAGUE_DAYS = {"这两天": 3, "这几天": 4, "近两天": 3, "最近两天": 3, "这三天": 3}


def value(said: str) -> int:
    """The number said; 廿 and 卅 are read as twenty and thirty. 0 if it is none."""
    return number(said.replace("廿", "二十").replace("卅", "三十")) or 0


def _relative(match: re.Match[str], moment: Moment) -> Dated:
    ahead = _FORWARD[match.group()]
    if ahead < 0:
        return Dated(problem=Problem.PAST)
    return Dated.on(moment.today + ahead * DAY)


def _vague(match: re.Match[str], moment: Moment) -> Dated:
    return Dated((Span.of(moment.today, _VAGUE_DAYS[match.group()]),), vague=True)


def _later(match: re.Match[str], moment: Moment) -> Dated | None:
    said, unit = match["count"] or match["count2"], match["unit"] or match["unit2"]
    vague = said in ("几", "两") and bool(match["count2"])
    count = 3 if said == "几" else 0.5 if said == "半" else value(said)
    if unit in ("天", "日"):
        # Half a day is not a day.
        return None if said == "半" else Dated((Span.of(moment.today + count * DAY),), vague=vague)
    if unit in ("周", "星期", "礼拜"):
        return Dated.on(moment.today + 7 * count * DAY)
    if said == "半":
        return Dated((Span.of(moment.today + 15 * DAY),), vague=True)
    months = moment.today.month - 1 + int(count) * (12 if unit == "年" else 1)
    return Dated.on(in_month(moment.today.year + months // 12, months % 12 + 1, moment.today.day))


def _weeks_later(match: re.Match[str], moment: Moment) -> Dated:
    """两个礼拜以后的星期三: that day of the week which is so many weeks from this one."""
    weekday = 7 if match["weekday"] in "日天" else value(match["weekday"])
    day = _monday(moment, value(match["count"])) + (weekday - 1) * DAY
    return Dated((Span.of(day),), vague=weekday < moment.today.isoweekday())


def _some_days_later(match: re.Match[str], moment: Moment) -> Dated | None:
    """四五天后, 两三天内: from the smaller number on, or up to the larger one."""
    few, many = value(match["few"]), value(match["many"])
    if many != few + 1:
        return None
    unit = 7 if match["unit"] != "天" else 1
    if "内" in match.group():
        return Dated((Span.of(moment.today, many * unit),), vague=True)
    start = moment.today + few * unit * DAY
    return Dated((Span.of(start, (many - few) * unit + 1),), vague=True)


def in_month(year: int, month: int, day: int) -> date:
    """That day, or the last one of a month that is shorter."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _monday(moment: Moment, weeks: int) -> date:
    return moment.today - (moment.today.isoweekday() - 1) * DAY + 7 * weeks * DAY


def _weekday(match: re.Match[str], moment: Moment) -> Dated:
    said = match["weekday"]
    weekday = 7 if said in "日天" else value(said)
    if match["which"]:
        weeks = _WEEKS[match["which"].removesuffix("个")]
        day = _monday(moment, weeks) + (weekday - 1) * DAY
        # On a Sunday some people call the week that begins tomorrow this one.
        return Dated((Span.of(day),), vague=weeks == 1 and moment.today.isoweekday() == 7)
    ahead = (weekday - moment.today.isoweekday()) % 7
    first = Span.of(moment.today + ahead * DAY)
    spans = (first,) if ahead else (first, Span.of(moment.today + 7 * DAY))
    return Dated(spans, weekday=weekday)


def _same_day(match: re.Match[str], moment: Moment) -> Dated:
    """下礼拜的今天."""
    weeks = _WEEKS[match["which"].removesuffix("个")]
    if weeks < 0:
        return Dated(problem=Problem.PAST)
    return Dated.on(moment.today + 7 * weeks * DAY)


def _first_days(match: re.Match[str], moment: Moment) -> Dated:
    """下周头两天: the first days of a week."""
    monday = _monday(moment, _WEEKS[match["which"].removesuffix("个")])
    few = match["first_days"] == "几"
    return Dated((Span.of(monday, 3 if few else value(match["first_days"])),), vague=few)


def _weekend(match: re.Match[str], moment: Moment) -> Dated:
    weeks = _WEEKS[(match["which"] or "").removesuffix("个")]
    saturday = _monday(moment, weeks) + 5 * DAY
    return Dated((Span.of(saturday, 2),), vague=moment.today.isoweekday() == 7)


def _week(match: re.Match[str], moment: Moment) -> Dated:
    return Dated.on(_monday(moment, _WEEKS[match["which"].removesuffix("个")]), 7)


def _workday(match: re.Match[str], moment: Moment) -> Dated | None:
    if "调休" in match.group() or "补班" in match.group():
        day = moment.days.next_make_up(moment.today)
        return Dated.on(day) if day else Dated(problem=Problem.UNKNOWN_DAY)
    after = "春节" if match["new_year"] else match["after"]
    start = _last_day_off(after, moment) if after else moment.today
    if start is None:
        return Dated(problem=Problem.UNKNOWN_DAY)
    following = moment.days.next_workday(start)
    return Dated((Span.of(following),), vague=not moment.days.is_announced(following.year))


def _last_workday(match: re.Match[str], moment: Moment) -> Dated:
    """节前最后一个工作日: the last day worked before the next holiday, or a festival's."""
    days, named = moment.days, moment.days.festival(match["before"])
    from_ = days.next_festival(named, moment.today) if named else moment.today
    if from_ is None:
        return Dated(problem=Problem.UNKNOWN_DAY)
    ahead = (from_ + n * DAY for n in range(366))
    first = from_ if named else next((day for day in ahead if days.is_holiday(day)), None)
    while first and days.is_holiday(first - DAY):
        first -= DAY
    if first is None:
        return Dated(problem=Problem.UNKNOWN_DAY)
    worked = first - DAY
    while days.next_workday(worked - DAY) != worked:
        worked -= DAY
    return Dated((Span.of(worked),), vague=not days.is_announced(worked.year))


def _weekday_after(match: re.Match[str], moment: Moment) -> Dated:
    """元旦后第一个周一: the first such day after a holiday."""
    last = _last_day_off(match["after"], moment)
    if last is None:
        return Dated(problem=Problem.UNKNOWN_DAY)
    weekday = 7 if match["weekday"] in "日天" else value(match["weekday"])
    day = last + ((weekday - last.isoweekday() - 1) % 7 + 1) * DAY
    return Dated((Span.of(day),), vague=not moment.days.is_announced(day.year))


def _make_up(match: re.Match[str], moment: Moment) -> Dated:
    """The make-up workday before or after a festival: 国庆后调休上班那个周六."""
    festival = moment.days.festival(match["near"])
    at = moment.days.next_festival(festival, moment.today) if festival else None
    if at is None:
        return Dated(problem=Problem.UNKNOWN_DAY)
    step = -DAY if match["side"] == "前" else DAY
    said = match["weekend"]
    weekdays = {"六": (6,), "日": (7,), "天": (7,)}.get(said or "", (6, 7))
    near = (at + n * step for n in range(1, _NEAR_DAYS))
    days = (day for day in near if moment.days.is_make_up(day) and day.isoweekday() in weekdays)
    day = next(days, None)
    return Dated.on(day) if day else Dated(problem=Problem.UNKNOWN_DAY)


def _last_day_off(festival_said: str, moment: Moment) -> date | None:
    """The last day of the festival's holiday, of the next one where none is named (节后)."""
    days = moment.days
    if festival := days.festival(festival_said):
        at = days.next_festival(festival, moment.today)
        span = days.holiday(festival.holiday, at) if at else None
        return span.after - DAY if span else at
    ahead = (moment.today + n * DAY for n in range(366))
    return next(
        (day for day in ahead if days.is_holiday(day) and not days.is_holiday(day + DAY)), None
    )


def day_rules(days: Days | None = None) -> list[Rule]:
    """The rules; `days` gives the festivals that a workday may follow."""
    festivals = "|".join(map(re.escape, (days or load_days()).festival_words))
    # 问一下周三 is this Wednesday.
    which = "(?<![楼地手])(?<!(?<![周期拜])一(?=下))(?P<which>(?:这|本|今|下下|下|上上|上)个?)"
    unit = "天|周|星期|礼拜|月|年"
    patterns = (
        (
            rf"(?<!小)(?:{_RELATIVE})|今(?=[早晚晨夜])|明(?=[早晚晨夜]|下午|上午)|"
            r"后(?=[早晚]上?[0-9一二三四五六七八九十])|昨(?=[早晚晨夜])|听(?=[早晚朝])",
            _relative,
        ),
        ("|".join(_VAGUE_DAYS), _vague),
        (
            r"(?:再?过)?(?P<few>[一二两三四五六七八])(?P<many>[二三四五六七八九])个?"
            r"(?P<unit>天|周|星期|礼拜)(?:以后|之后|过后|后|以内|之内|内|(?<=过...)|(?<=过....))",
            _some_days_later,
        ),
        (
            rf"(?P<count>{NUMBER}|半)个?(?P<unit>{unit})(?:以后|之后|过后|后)(?![面边天])|"
            rf"再?过(?P<count2>{NUMBER}|几|半)个?(?P<unit2>{unit}|日)(?![前时])",
            _later,
        ),
        (
            rf"(?P<count>{NUMBER})个?{WEEK}(?:以后|之后|过后|后)的?(?:那个)?{WEEK}(?P<weekday>[一二三四五六日天])",
            _weeks_later,
        ),
        (
            rf"{which}?(?<![老小姓叫])(?!周五金){WEEK}(?P<weekday>[一二三四五六日天]|[1-7](?![0-9:点]))(?![边围日]|[一二三四五六七八九十]*岁|餐厅|酒[吧馆]|福(?!利)|(?:咖啡|书|花|茶|面)[馆店屋厅]?(?:的?(?:地址|电话)|在哪|怎么走)|{_CALLED_SO})",
            _weekday,
        ),
        (rf"{which}{WEEK}的?(?:今天|今日)", _same_day),
        (
            rf"{which}{WEEK}的?[头前](?P<first_days>[两二三四几])天",
            _first_days,
        ),
        (rf"{which}?(?:{WEEK}末|{WEEK}六日|双休日|{WEEK}六{WEEK}日)", _weekend),
        (rf"{which}{WEEK}(?![一二三四五六日天末边围1-7]|{_TITLE})[内里]?", _week),
        (
            rf"(?:(?P<after>{festivals}|节|假期|长假)节?(?:假期)?(?:过后|之后|以后|后|放完假?|完)[,，\s]*|"
            r"(?P<new_year>过完年|年后)[,，\s]*)?的?"
            r"(?:(?:下一?个|第一个)(?:工作日|上班日)|[第头]一天上班|上班的?[第头]一天)|"
            r"(?:调休|补班)(?:上班)?(?:的?那天|日)",
            _workday,
        ),
        (
            rf"(?P<before>{festivals}|节|放?假)节?前的?最后一个?(?:工作日|上班日|上班的?那?天)",
            _last_workday,
        ),
        (
            rf"(?P<after>{festivals}|节|假期|长假)节?(?:假期)?(?:过后|之后|以后|后)的?(?:第一|下一?|头一)个?"
            rf"{WEEK}(?P<weekday>[一二三四五六日天])",
            _weekday_after,
        ),
        (
            rf"(?P<near>{festivals})节?(?P<side>[前后])面?[要得]?(?:调休|补班)(?:上班)?的?那?个?"
            rf"(?:{WEEK}(?P<weekend>[六日天])|天|日)",
            _make_up,
        ),
    )
    return [(re.compile(pattern), read) for pattern, read in patterns]
