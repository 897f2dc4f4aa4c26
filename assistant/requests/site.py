"""Where a report says that it is, in its own words: for places that no map here knows."""

import re

_PART = "(?:(?![在喺是那这哪边我你您他她它咱们的了个有没不某整各每条把被])[\u3400-\u9fff])"
_COMMON = (
    "大道|大街|路(?![灯牙面边])|街(?![坊道])|巷|弄|胡同|公园|广场|小区|花园|家园|新村|公寓|大厦|苑|桥"
    "|村委会|地铁站|火车站"
)
_NAME = rf"{_PART}{{1,6}}?(?:{_COMMON})"
_BEFORE = r"(?:^|[，。,、：:；; ]|位于|地址|[在喺住到区]|就是|一下)"
_CALLER = (
    "(?:市民|来电人|居民|业主|群众|热线|来电|来信|反映|反应|投诉|举报|报修|称|说|还|又|再|想|要)*+"
)
_SITE = re.compile(
    rf"{_BEFORE}{_CALLER}(?P<site>(?P<name>{_NAME})(?:(?:[和与跟同]|靠近)?{_NAME})?"
    r"(?:[0-9一二三四五六七八九十]{1,4}(?:号楼|号院|栋|幢|座|期|号))*"
    r"(?:交叉口|交汇处|路口|地铁口|出口|口|[东南西北正后侧]门|门口)?)"
)
_SITE_EN = re.compile(
    r"\b(?:on|in|at|along|near|outside|opposite|of) "
    r"(?P<site>(?P<name>[a-z]+(?: [a-z]+)?) "
    r"(?:road|street|avenue|lane|park|square|bridge|estate|gardens?)\b)",
    re.I,
)
_STEMS = (
    "马 公 半 走 道 铁 一 电 线 网 水 管 大 小 主 辅 上 逛 让 问 带 认 迷 套 出 门 天 立交 过街 "
    "人行 步行 社区 人行天 过街天"
)
_NO_NAME = re.compile(
    rf"(?:{'|'.join(_STEMS.split())}|高速|老旧|附近|周边|本|"
    rf".*(?:隔壁|对面|前面|后面|旁边|楼下|楼上|门口|里面|外面|屋里|家里|[上下楼]))(?:{_COMMON})"
)
_NO_NAME_EN = re.compile(r"(?:the|my|our|your|this|that|a|main|every|wet)\b.*", re.I)


def site_said(text: str) -> str:
    """The street, crossing, estate or park that a report names, as it is said; "" without one.

    A rule of thumb for reports whose place nobody finds: 这条路 and 我们小区 name nothing.
    """
    for pattern, nameless in ((_SITE, _NO_NAME), (_SITE_EN, _NO_NAME_EN)):
        for match in pattern.finditer(text):
            if not nameless.fullmatch(match["name"]):
                return match["site"]
    return ""
