"""The page itself: its HTML with the words of both languages in it."""

import html
import json
import re

from assistant.wording.phrases import LANGUAGES, phrase_book

_WORD = re.compile(r"\{\{(\w+)\}\}")
_PREFIX = "web_"


def words(language: str, phone: str) -> dict[str, str | list[str]]:
    """Everything that stands on the page, by name; {number} and {name} are left open."""
    book = phrase_book(language)
    texts: dict[str, str | list[str]] = {
        key.removeprefix(_PREFIX): book[key].text.replace("{phone}", phone)
        for key in sorted(book.keys())
        if key.startswith(_PREFIX)
    }
    return texts | {"examples": list(book["web_welcome"].suggestions)}


def document(template: str, language: str, phone: str) -> str:
    """The HTML in `language`; `phone` is whom to call where the page does not work.

    In the template {{name}} stands for a word, {{words}} for all of them in both languages.
    """
    own = words(language, phone)
    every = {each: words(each, phone) for each in LANGUAGES}
    # Within an element of data, only the beginning of a tag could end it.
    data = json.dumps(every, ensure_ascii=False).replace("<", "\\u003c")
    fixed = {"words": data, "lang": "en" if language == "en" else "zh-CN"}

    def filled(match: re.Match[str]) -> str:
        name = match[1]
        return fixed[name] if name in fixed else html.escape(str(own[name]))

    return _WORD.sub(filled, template)


def language_of_browser(header: str) -> str:
    """ "en" where the browser prefers English (Accept-Language), else "zh"."""
    return "en" if header.strip().lower().startswith("en") else "zh"
