"""The page's HTML: whole in both languages."""

import json
import re
from html.parser import HTMLParser

import pytest

from assistant.web.document import document, language_of_browser, words
from assistant.web.static_files import FOLDER, PAGE
from assistant.wording.phrases import LANGUAGES, phrase_book

TEMPLATE = (FOLDER / PAGE).read_text(encoding="utf-8")
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.js"))
USES = re.compile(r'data-(?:word|label|placeholder)="(\w+)"|\bword\("(\w+)"')


class Reader(HTMLParser):
    """Collects what matters of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str | None]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.attributes += attrs


def read(language: str) -> Reader:
    reader = Reader()
    reader.feed(document(TEMPLATE, language, "12345"))
    return reader


@pytest.mark.parametrize(("language", "lang"), [("zh", "zh-CN"), ("en", "en")])
def test_it_is_in_one_language(language: str, lang: str) -> None:
    made = document(TEMPLATE, language, "12345")
    assert f'<html lang="{lang}">' in made
    assert "{{" not in made.partition('id="words"')[0]
    assert phrase_book(language).said("web_send").text in made
    tags = read(language).tags
    assert [attributes for tag, attributes in tags if tag == "html"] == [{"lang": lang}]


def test_all_words_come_along_for_both_languages() -> None:
    made = document(TEMPLATE, "zh", "027-1")
    data = re.search(r'id="words">(.*?)</script>', made, re.DOTALL)
    assert data is not None
    both = json.loads(data[1])
    assert both == {language: words(language, "027-1") for language in LANGUAGES}
    assert both["zh"].keys() == both["en"].keys()
    assert "027-1" in both["zh"]["too_old"]


def test_nothing_in_the_words_ends_their_element() -> None:
    made = document("{{words}}", "zh", "</script><b>")
    assert "<" not in made


def test_every_word_that_is_used_exists() -> None:
    named = {name for match in USES.findall(SCRIPTS + TEMPLATE) for name in match if name}
    assert {"send", "log", "placeholder", "here_sent", "staff_say"} <= named
    assert named <= words("zh", "").keys()


def test_every_word_that_exists_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.glob("*.py"))
    everything = TEMPLATE + SCRIPTS + code.replace("web_", "")
    unused = [n for n in words("zh", "") if not re.search(rf'["{{]{n}["}}]', everything)]
    assert [name for name in unused if not name.startswith("status_")] == []


def test_there_is_no_code_in_the_page() -> None:
    for tag, attributes in read("zh").tags:
        assert tag != "style"
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if tag == "script":
            assert attributes.get("src") or attributes.get("type") == "application/json"


def test_nothing_comes_from_elsewhere() -> None:
    for path in FOLDER.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", text.replace("https?://[", "")), path


@pytest.mark.parametrize(
    "sign", [r"\?\.[a-zA-Z\[(]", r"\?\?", r"\.\.\.[a-zA-Z]", r"\bfor await\b", r"\(\?<[!=a-z]",
             r"\.finally\(", r"\.flat(Map)?\(", r"\bcatch \{", r"\.matchAll\(", r"\bimport\("]
)  # fmt: skip
def test_old_telephones_can_read_the_scripts(sign: str) -> None:
    """Nothing newer than ES2017."""
    assert not re.search(sign, SCRIPTS)


@pytest.mark.parametrize(
    "sign", [r"\bgap:", r"\binset:", r"aspect-ratio", r"clamp\(", r"\d[dsl]vh"]
)
def test_old_telephones_can_read_the_style(sign: str) -> None:
    assert not re.search(sign, (FOLDER / "page.css").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "zh"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,en;q=0.9", "en"), ("EN", "en"),
     ("fr", "zh"), ("*", "zh")],
)  # fmt: skip
def test_the_browser_says_which_language_it_wants(header: str, language: str) -> None:
    assert language_of_browser(header) == language
