"""Which part of a long message is answered."""

import asyncio
from typing import Any

import pytest

from assistant.gateway.long_words import danger_part, telling_part


class Listener:
    """Understands danger where it is said."""

    def __init__(self, intent: Any = None) -> None:
        self.heard: list[str] = []
        self._intent = intent

    async def __call__(self, text: str) -> dict[str, Any]:
        self.heard.append(text)
        if self._intent is not None:
            return {"intent": self._intent}
        return {"intent": {"name": "emergency" if "救命" in text else "find"}}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("一二三四。五六七八。九十。", "一二三四。"),
        ("一二三四。救命啊！九十。", "救命啊！"),
        ("一二三四。五六七八。救命。救命啊。", "救命。"),
        ("救命啊。五六七八。", "救命啊。"),
        ("短", "短"),
        ("", ""),
    ],
)
def test_the_first_part_or_the_first_that_tells_of_danger(text: str, part: str) -> None:
    assert asyncio.run(telling_part(text, 5, Listener())) == part


def test_nothing_is_listened_to_behind_the_danger() -> None:
    listener = Listener()
    parts = ["一", "救命", "救命"]
    assert asyncio.run(danger_part(parts, listener)) == "救命"
    assert listener.heard == ["一", "救命"]
    assert asyncio.run(danger_part(["一", "二"], listener)) is None


@pytest.mark.parametrize("intent", [{}, {"name": None}])
def test_where_nothing_is_understood_there_is_no_danger(intent: Any) -> None:
    assert asyncio.run(telling_part("一。二。", 2, Listener(intent))) == "一。"


def test_what_fails_is_raised() -> None:
    async def broken(_text: str) -> dict[str, Any]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(telling_part("一", 5, broken))
