"""Hours as they are said in Chinese: 下午三点半, 差五分八点, 两个半小时后, 等会儿, 左右."""

import re
from collections.abc import Callable
from datetime import timedelta

from assistant.times.chinese_days import NUMBER, value
from assistant.times.pieces import Clock, From, Length, Mark, Moment, Part, Rule, Value, always

_NIGHTS = "(?<![天住][一两二三四五六七])"
"""Not after these: 三天两晚 counts nights."""

_EARLY, _LATE = "早(?![上晚])", f"{_NIGHTS}(?<!早)晚(?!上)"
_PARTS = {
    "凌晨": (0, 6),
    "清晨|大清早|一大早|大早上|早晨|早上|朝早|朝头早|早间|清早|早起": (6, 10),
    "(?<![周期拜初十廿])一早|(?<=听)朝|" + _EARLY: (6, 10),
    "上午|上晌|上昼|午前|头晌|上半天|上半日": (8, 12),
    "中午|正午|晌午头?|晏昼|午间|响午": (11, 14),
    "下午|下晌|下昼|午后|后晌|后半晌|下半天|下半日": (13, 18),
    "傍晚|黄昏|擦黑儿?|傍黑儿?": (17, 20),
    "晚上|(?<!平安)夜晚|晚间|夜间|夜里|夜头|夜晚黑|晚黑|今黑|黑了|" + _LATE: (18, 24),
    "半夜三更|大半夜|半夜|深夜|后半夜|午夜": (23, 30),
    "吃?(?:完|过)?早饭(?:以|之)?后": (8, 10),
    "吃?(?:完|过)?(?:午|中)饭(?:以|之)?后": (13, 15),
    "吃?(?:完|过)?晚饭(?:以|之)?后": (19, 21),
    "早饭(?:以|之)?前|上班(?:以|之)?前": (6, 9),
    "(?:午|中)饭(?:以|之)?前": (10, 12),
    "(?:晚饭|天黑|太阳[落下]山|日落)(?:以|之)?前": (16, 18),
    "下班(?:以|之)?前": (15, 18),
    "睡(?:觉)?(?:以|之)?前": (20, 22),
    "(?:下|放)了?班(?:以|之)?后": (18, 21),
    "放了?学(?:以|之)?后": (16, 18),
    "午觉?(?:睡醒|起来)(?:以|之)?后": (14, 16),
    "上班时间": (9, 17),
    "全天|一整天|整天": (0, 24),
}
"""Hours from midnight. What booking people mean by a word is wider than the weather service's."""

_OFTEN = "老是?(?![师人伴头太爸妈公婆板])|总是?|经常|常常?|时不时|一直|天天|睡不"
"""After 夜里 it is told what happens again and again."""

_NO_PART = f"太|吵|闹|托|好|饭|餐|茶|点|安(?!排)|报|市|操|教|产|期|恋|婚|会|{_OFTEN}"
"""What follows a part of a day where none is meant: 早上好, 晚会, 夜里老咳嗽."""

_COMPARED = "(?<![今明听当昨])[早晚]"
"""早 and 晚 that compare, before 一点 or 些: 晚一点 is later and not one at night."""

_MARKS = (Mark.TO, Mark.BY, Mark.AFTER, Mark.SINCE, Mark.ABOUT)

_DIGIT = "[一二三四五六七八九]"
_MEASURE = "(?:公里|里|米|寸|度|斤|折|元|块|毛|万|亿|倍)"
"""After 八点五 it is no time."""

_SHORT = {
    "办": 30,
    "伴": 30,
    "拌": 30,
    "零": 0,
    "整": 0,
    "正": 0,
    "钟": 0,
    "半": 30,
    "一刻": 15,
    "三刻": 45,
    "两刻": 30,
}
# 三点办来 is a recogniser's 三点半来; 三点办事 is not.
_EXACT = "(?:钟|整|正|半|[办伴拌](?=$|[\\s,，。来到去见过送接])|[一三两]刻钟?)"
_LITTLE = (
    "(?:儿|滴|心|点|名|一线|菜|餐|子|水|意见|建议|想法|看法|感想|体会|问题|疑问|原因|理由|希望|"
    "要说|要讲|要提|要求|要反映|不满|不足|好处|坏处)"
)
"""What follows 三点 where it counts, and is no hour."""

_NAME = "(?:面馆|咖啡[馆店屋]|书[店屋]|餐厅|酒[吧馆]|水果店?|奶茶店?|烘焙|课堂|早餐店|包子铺|粥铺)"
"""What follows 八点 or 七点半 in the name of a shop or a broadcast."""

_CALLED = re.compile(r"(?:[那这哪]家|叫做?|[就只]说)$")
"""Before 八点半 it is the name of a shop, before 两点 it counts what is said."""

_MEASURED = re.compile(
    r"(?:血糖|视力|尿酸|体温|身高|体重|温度|评分|血脂|胆固醇|烧)[是有到了测量出来大概约在才就只,，]*$"
)
"""Before 七点八 it is a figure."""

_POINTS = re.compile("[跟和要得想需必请向给没先]")
"""After 有两点 these make it points to be made."""

_LISTED = re.compile("[啊呀]?[,，、 ]?(?:一是|第一|首先)")
"""After 说两点 these begin to list them."""

_TOO_MANY = "(?<!(?<![周期拜])[三四五六七八九]十)(?<!(?<![周期拜])[三四五六七八九](?=十))"
"""Thirty and more are no hours: 三十八点五 is a fever, but 周三十点 a Wednesday."""

_WAY_BEFORE = re.compile(
    r"(?:走路?|走着|[走骑开]?过去|步行|骑车|开车|坐车|路程|车程)(?:只?要|大概|也就|不超过|顶多|在)*$"
)
_WAY_AFTER = re.compile(r"(?:的?路程?|的?车程|步行|能?走得?[到完]|能到|就[走能]?到)")
"""Beside ten minutes these make it a way to go, and no time."""

_UNITS = {"小时": 60, "钟头": 60, "分钟": 1, "刻钟": 15, "钟": 60, "字": 5}


def _clock(match: re.Match[str], moment: Moment) -> Clock | None:
    before = match.string[: match.start()]
    tenths = len(match["minute"] or "") == 1 and value(match["minute"])
    if _CALLED.search(before) or (tenths and _MEASURED.search(before)):
        return None
    if before.endswith("说") and _LISTED.match(match.string, match.end()):
        return None
    if before.endswith("有") and _POINTS.match(match.string, match.end()):
        return None
    hour, minute = value(match["hour"]), _minute(match["minute"] or "")
    if match["less"]:
        minute = -(15 if "刻" in match["less"] else value(match["less"].strip("还差欠分钟")))
        hour, minute = (hour - 1) % 24, 60 + minute
    return Clock(hour, minute)


def _minute(said: str) -> int:
    for word in (said, said.removesuffix("钟")):
        if word in _SHORT:
            return _SHORT[word]
    if said.endswith("个字"):
        return 5 * value(said.removesuffix("个字"))
    minute = value(said.strip("过零分"))
    # 三点九: Cantonese counts the fives of the dial. 三点五 alone is rarely meant otherwise.
    return minute * 5 if len(said) == 1 and said in "一二四五六七八九" else minute


def _one_o_clock(match: re.Match[str], moment: Moment) -> Clock:
    return Clock(1, 30 if match["minute"] == "半" else 0)


def _hours(match: re.Match[str], moment: Moment) -> Clock:
    return Clock(int(match["hour"] or match["whole"]), int(match["minute"] or 0))


def _digital(match: re.Match[str], moment: Moment) -> Clock:
    return Clock(int(match["hour"]), int(match["minute"]))


def _either(match: re.Match[str], moment: Moment) -> Clock | None:
    first, second = value(match["first"]), value(match["second"])
    return Clock(first, 30) if second == first % 10 + 1 else None


def minutes_of(count: str, unit: str, extra: str) -> timedelta | None:
    """The length that was said; None if it is none."""
    if count in ("几", "好几"):
        return None
    number = {"半": 0.5, "一个半": 1.5, "个半": 1.5}.get(count) or float(value(count))
    if not number:
        return None
    if extra:
        number += 0.5
    return timedelta(minutes=number * _UNITS[unit])


def _days_within(match: re.Match[str], moment: Moment) -> From:
    days = (
        value(match["count"]) * {"天": 1, "周": 7, "星期": 7, "礼拜": 7, "个月": 30}[match["unit"]]
    )
    return From(moment.now + timedelta(days=days), from_now=True)


def _now(match: re.Match[str], moment: Moment) -> From:
    return From(moment.now)


def _soon(match: re.Match[str], moment: Moment) -> From:
    return From(moment.now + timedelta(hours=2), from_now=True, vague=True)


def _marked(mark: Mark) -> Rule:
    words = {
        Mark.TO: r"到|至|—+|-|~|～",
        Mark.BY: r"之前|以前|前(?!后|一天|[台门面天排])|为止|最[晚迟](?!什么|几)",
        Mark.AFTER: r"之后|以后|过后|后(?![面边门排天])",
        Mark.SINCE: r"开始|往后(?![挪推移延])|起(?![来床])|最早(?!什么|几)",
        Mark.ABOUT: (r"左右|前后|上下|大概|大约|差不多|约莫|(?<=点)来钟|那阵|的时候|那会儿?"),
    }
    return re.compile(words[mark]), always(mark)


def _length(match: re.Match[str], moment: Moment) -> Value | None:
    before, following = match.string[: match.start()], match.string[match.end() :]
    if not (match["after"] or match["ahead"]) and (
        _WAY_BEFORE.search(before) or _WAY_AFTER.match(following)
    ):
        return None
    half = (match["half"] or "") + (match["half2"] or "")
    span = minutes_of(match["count"], match["unit"], half)
    if span is None:
        return None
    if match["after"] or match["ahead"]:
        return From(moment.now + span)
    return From(moment.now + span, from_now=True) if match["within"] else Length(span)


def _parts() -> list[Rule]:
    """Parts of a day; 早 and 晚 alone are parts only where no comparison is made (太晚, 晚点)."""
    rules: list[Rule] = []
    for words, (first, last) in _PARTS.items():
        alone = words.endswith((_EARLY, _LATE))
        kept = (
            rf"(?<![太最更还有点别多班得越])(?<![天早]到)(?!{_COMPARED}(?:一?[点些]|[了班就已知说日到]|到晚))"
            if alone
            else ""
        )
        pattern = rf"{kept}(?:{words})(?!{_NO_PART})"
        rules.append((re.compile(pattern), always(Part(first, last))))
    return rules


def hour_rules() -> list[Rule]:
    """The rules of parts of a day, clock times, lengths and marks."""
    hour = rf"(?P<hour>[0-9]{{1,2}}|二?十{_DIGIT}?|廿{_DIGIT}?|[零两]|{_DIGIT})"
    no_minute = "(?!一(?:[定直下般起样次会旦些路家]|个(?!字)))"
    minute = (
        rf"{no_minute}(?:{_EXACT}|[一二三四五六七八九十]+个字|"
        rf"(?:过|零)?{NUMBER}分?(?!钟头|[个位元块]))"
    )
    less = rf"(?:还?[差欠])(?:{NUMBER}分钟?|一刻)"
    ends = r"(?=$|[^\u4e00-\u9fff]|[来去吧行可到至有能过我的约左前之以见开])"
    patterns: tuple[tuple[str, Callable[[re.Match[str], Moment], Value | None]], ...] = (
        # 一点 is a clock time only where something says so: 近一点 is not.
        (
            rf"(?P<less>{less})?(?<![0-9.第周期拜])(?<!提)(?<!反映|补充|总结){_TOO_MANY}(?!一点(?!{_EXACT}|[左前以之到至]|[0-9二三四五]))"
            rf"{hour} ?点(?!{_LITTLE}|半?{_NAME}|钟?方向|{NUMBER}{_MEASURE})"
            rf"(?:多钟?|钟)?(?P<minute>{minute})?",
            _clock,
        ),
        (rf"(?<![0-9.第周期拜]){hour}点钟?(?P<minute>(?!))?(?P<less>{less})", _clock),
        (
            rf"(?<=[早晨午晚间夜上下昼里日天号一二三四五六约在到至])(?<!{_COMPARED})(?<![迟早晚]到)一点(?P<minute>半)?(?:钟)?{ends}",
            _one_o_clock,
        ),
        (
            r"(?:(?<=[下中]午)|(?<=凌晨)|(?<=晚上)|(?<=半夜)|(?<=[晏下]昼))一点(?P<minute>半)?"
            r"(?![儿点滴心也都不没])",
            _one_o_clock,
        ),
        (rf"(?P<hour>二?十)来点(?!{_LITTLE})钟?(?P<minute>(?!))?(?P<less>(?!))?", _clock),
        (r"^一点(?P<minute>半)?吧?$", _one_o_clock),
        (r"(?<=[点半分刻]到)一点(?P<minute>半)?(?!点)", _one_o_clock),
        (r"(?<![0-9:.])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?![0-9:])", _digital),
        (
            r"(?P<hour>[0-9]{1,2})时(?P<minute>[0-9]{1,2})分|"
            r"(?P<whole>[0-9]{1,2})时(?=整|$|[到至前后左])",
            _hours,
        ),
        (
            rf"(?P<first>十一(?=二)|[一二两三四五六七八九十])、?(?P<second>[二三四五六七八九])点(?!{_LITTLE})"
            r"(?:多?钟|来钟|的样子)?",
            _either,
        ),
        (
            rf"(?P<ahead>再?过)?(?P<count>一?个半|半|{NUMBER}|好?几)个?(?P<half>半)?多?(?P<unit>小时|钟头|分钟|刻钟|(?<=个)钟(?!头)|(?<=个半)钟(?!头)|(?<=个)字(?=[之以]?后))"
            r"(?P<half2>半)?(?:(?P<after>以后|之后|过后|后(?![面边]))|(?P<within>以内|之内|内))?"
            r"(?![便营药超服热])",
            _length,
        ),
        (
            rf"(?P<count>{NUMBER})个?(?P<unit>天|周|星期|礼拜|个月)(?:之内|以内|内)",
            _days_within,
        ),
        (r"现在|马上|立刻|立马|这会儿|而家|宜家|即刻|眼下|当下|这就", _now),
        (
            r"(?:(?:过|等|待)?(?<![看坐歇玩睡站聊照])一会儿?(?!儿?[见说])|[待等过]会儿?|稍后|(?<![午上天])(?:稍晚|晚些时候)|阵间|等阵)"
            r"(?!再?(?:补|发|说|报|告诉))",
            _soon,
        ),
    )
    rules: list[Rule] = [(re.compile(pattern), read) for pattern, read in patterns]
    return rules + _parts() + [_marked(mark) for mark in _MARKS]
