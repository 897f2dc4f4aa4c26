"""The menu under the chat: what a tap on it says, and how WeChat and WeCom are told of it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import UsageError
from assistant.paths import DATA

MENU = DATA / "channels" / "wechat_menu.yaml"
BUTTONS = 3
UNDER_EACH = 5
NAME_BYTES = 16
NAME_BYTES_UNDER = 40
KEY_BYTES = 128


class Menu:
    """The buttons, in their order."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self._entries = entries
        buttons = [each for entry in entries for each in entry.get("buttons", [entry])]
        self._words = {str(each["key"]): str(each.get("say", "")) for each in buttons}

    def words(self, key: str) -> str:
        """What the tap with that key says, "" where there is no such button."""
        return self._words.get(key, "")

    def as_json(self) -> dict[str, Any]:
        """The menu as the platforms' interface `menu/create` takes it."""
        return {"button": [_entry(each) for each in self._entries]}


@cache
def menu() -> Menu:
    """The menu of `data/channels`. Raises UsageError."""
    return read_menu(MENU)


def read_menu(path: Path) -> Menu:
    """Read a menu. Raises UsageError naming what the platforms would not take."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(entries, list) or not 1 <= len(entries) <= BUTTONS:
        raise UsageError(f"{path.name}: there must be one to {BUTTONS} buttons.")
    seen: set[str] = set()
    for entry in entries:
        _check_name(path, entry, NAME_BYTES)
        under = entry.get("buttons", [entry])
        if not isinstance(under, list) or not 1 <= len(under) <= UNDER_EACH:
            raise UsageError(f'{path.name}: "{entry["name"]}" needs one to {UNDER_EACH} buttons.')
        for button in under:
            _check_name(path, button, NAME_BYTES_UNDER)
            _check_button(path, button, seen)
    return Menu(entries)


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    if "buttons" in entry:
        return {"name": entry["name"], "sub_button": [_entry(each) for each in entry["buttons"]]}
    kind = "location_select" if entry.get("locate") else "click"
    return {"type": kind, "name": entry["name"], "key": entry["key"]}


def _check_name(path: Path, entry: Any, longest: int) -> None:
    name = entry.get("name") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not 0 < len(name.encode()) <= longest:
        raise UsageError(f"{path.name}: each button needs a name of up to {longest} bytes.")


def _check_button(path: Path, button: dict[str, Any], seen: set[str]) -> None:
    name, key, say = button["name"], button.get("key"), button.get("say")
    if not isinstance(key, str) or not 0 < len(key.encode()) <= KEY_BYTES:
        raise UsageError(f'{path.name}: "{name}" needs a key of up to {KEY_BYTES} bytes.')
    if key in seen:
        raise UsageError(f'{path.name}: the key "{key}" stands there twice.')
    seen.add(key)
    if button.get("locate") is not True and not (isinstance(say, str) and say.strip()):
        raise UsageError(f'{path.name}: "{name}" needs what a tap on it says.')
