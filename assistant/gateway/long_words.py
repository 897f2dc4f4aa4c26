"""Long messages: which part of them is understood. Danger is looked for in all of it."""

from collections.abc import Awaitable, Callable
from typing import Any

from assistant.parts import in_parts


async def telling_part(
    text: str, longest: int, parse: Callable[[str], Awaitable[dict[str, Any]]]
) -> str:
    """The part of `text` that is answered, of at most `longest` characters.

    It is the first one that tells of danger, else the first. Raises what `parse` raises.
    """
    parts = in_parts(text, longest)
    for part in parts:
        understood = await parse(part)
        if (understood.get("intent") or {}).get("name") == "emergency":
            return part
    return parts[0]
