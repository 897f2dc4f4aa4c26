"""The menu under the chat."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.channels.wechat_menu import MENU, menu, read_menu
from assistant.errors import UsageError
from assistant.paths import DATA
from assistant.wording.phrases import phrase_book

ENTRIES = yaml.safe_load(MENU.read_text(encoding="utf-8"))
BUTTONS = [each for entry in ENTRIES for each in entry.get("buttons", [entry])]
CLICKED = [each for each in BUTTONS if "say" in each]


def test_the_json_is_what_the_interface_takes() -> None:
    found = menu().as_json()
    assert set(found) == {"button"}
    assert 1 <= len(found["button"]) <= 3
    for entry in found["button"]:
        assert len(entry["name"].encode()) <= 16
        assert len(entry.get("sub_button", [])) <= 5
        for button in entry.get("sub_button", [entry]):
            assert set(button) == {"type", "name", "key"}
            assert button["type"] in ("click", "location_select")
            assert len(button["name"].encode()) <= 40
    assert "\\u" not in json.dumps(found, ensure_ascii=False)


def test_each_button_to_click_on_says_something() -> None:
    for entry in menu().as_json()["button"]:
        for button in entry.get("sub_button", [entry]):
            assert bool(menu().words(button["key"])) == (button["type"] == "click")


def known_sentences() -> set[str]:
    """The training sentences, and what the assistant itself proposes to say."""
    book = phrase_book("zh")
    found = {each for key in sorted(book.keys()) for each in book[key].suggestions}
    for path in sorted((DATA / "nlu").glob("*.yml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found.add(line.strip().removeprefix("- "))
    return found


@pytest.mark.parametrize("button", CLICKED, ids=lambda button: button["key"])
def test_what_a_tap_says_is_understood(button: dict[str, Any]) -> None:
    assert button["say"] in known_sentences()


def test_an_unknown_key_says_nothing() -> None:
    assert menu().words("V1001_TODAY") == ""


def button(**parts: Any) -> dict[str, Any]:
    return {"name": "药店", "key": "a", "say": "最近的药店", **parts}


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({}, "one to 3"),
        ([], "one to 3"),
        ([button(key=str(number)) for number in range(4)], "one to 3"),
        ([button(name="最近的药店们")], "16 bytes"),
        ([button(name="")], "16 bytes"),
        (["药店"], "16 bytes"),
        ([{"name": "找", "buttons": []}], "one to 5"),
        ([{"name": "找", "buttons": [button(key=str(n)) for n in range(6)]}], "one to 5"),
        ([{"name": "找", "buttons": [button(name="药" * 14)]}], "40 bytes"),
        ([button(key="")], "needs a key"),
        ([button(key="药" * 43)], "needs a key"),
        ([button(), button()], "twice"),
        ([button(say=" ")], "what a tap on it says"),
        ([button(say=None)], "what a tap on it says"),
    ],
)
def test_what_the_platform_would_not_take_is_named(
    tmp_path: Path, entries: Any, message: str
) -> None:
    path = tmp_path / "menu.yaml"
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_menu(path)
