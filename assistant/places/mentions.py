"""What the words around a name say: here is where I am, there is where I want to go."""

import re

_AT_BEFORE = re.compile(
    r"(?:在|住|喺|离|從|从|位于|走到了|到了|来到|靠近|挨着|\b(?:at|near|by|beside|around|in|outside|from|"
    r"next to|close to|(?:nearest|closest)(?: \w+){1,5} to|opposite|behind)(?: the)?)\s?$"
)
_AT_AFTER = re.compile(
    r"\s?的?(?:附近|旁边|旁|边上|边儿|跟前|隔壁|对面|对过|斜对面|门口|门前|后面|后头|前面|这里|这边|这儿|"
    r"这块|这一带|一带|那里|那边|那儿|周围|周边|楼下|楼上|里面|里头|呢度|隔篱|侧边|对出)"
)
_TO_BEFORE = re.compile(r"(?:去|到|往|找|回|至|\b(?:to|find|reach|towards?)(?: the)?)\s?$")
_TO_AFTER = re.compile(r"\s?(?:怎么走|怎么去|点去|点行|要怎么|咋走|咋去|的路|在哪|多远)")
_FILLERS = re.compile(
    r"我们|我家|我|人|俺|现在|就是|就|是|在|住|喺|了|呢|啊|吧|呀|哦|嗯|呃|那个|这个|那|这|的|哩|噢|哎|"
    r"\b(?:i am|i m|im|i live|we are|we re|it s|it is|at|in|near|the|by|um|uh|well|around)\b|\s"
)
_ENDING = (
    "(?:小区|社区|花园|家园|公寓|大厦|广场|新村|苑|园|村|里|府|城|庭|居|路|街|巷|道|桥|站|栋|楼|公园|"
    "学校|医院)"
)
_UNKNOWN = re.compile(
    rf"(?:我在|住在|人在|家在|我住|就是|是|喺|^)([\u3400-\u9fff0-9a-z]{{1,14}}?{_ENDING})"
    r"(?:附近|旁边|这边|这里|对面|门口|啊|呢|吧|$)"
)


def says_at(before: str, after: str) -> bool:
    """Whether the words around a name mark it as the place where somebody is."""
    asked_there = not before and after.startswith("有")
    return asked_there or bool(_AT_BEFORE.search(before) or _AT_AFTER.match(after))


def says_to(before: str, after: str) -> bool:
    """Whether the words around a name mark it as the place where somebody wants to go."""
    return bool(_TO_BEFORE.search(before) or _TO_AFTER.match(after))


def says_nothing_else(before: str, after: str) -> bool:
    """Whether there is nothing around a name but small words."""
    return not _FILLERS.sub("", f"{before} {after}").strip()


def unknown_place(text: str) -> str | None:
    """The name in "我在火星小区", where it looks like one, of a place that nobody knows."""
    match = _UNKNOWN.search(text)
    return match[1] if match else None
