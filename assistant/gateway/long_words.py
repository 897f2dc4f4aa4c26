"""Long messages: which part of them is understood. Danger is looked for in all of it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from assistant.parts import in_parts

Parse = Callable[[str], Awaitable[dict[str, Any]]]


async def telling_part(text: str, longest: int, parse: Parse) -> str:
    """The part of `text` that is answered, of at most `longest` characters.

    It is the first one that tells of danger, else the first. Raises what `parse` raises.
    """
    parts = in_parts(text, longest)
    danger = await danger_part(parts, parse)
    return parts[0] if danger is None else danger


async def danger_part(parts: Sequence[str], parse: Parse) -> str | None:
    """The first of the parts that tells of danger. Raises what `parse` raises."""
    for part in parts:
        understood = await parse(part)
        if (understood.get("intent") or {}).get("name") == "emergency":
            return part
    return None
