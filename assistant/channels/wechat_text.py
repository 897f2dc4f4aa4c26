"""A reply as one text message of WeChat or WeCom: what is said, and what may be said next.

In WeChat a link can say words for the one who taps it: suggestions and the places of a list are
such links there. In WeCom suggestions are named in a sentence.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from assistant.wording.numbers import zh_number
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

LONGEST = 600
"""Characters that are seen; what stands behind a link is not."""

LONGEST_BYTES = 2048
"""Of the whole message in UTF-8, what stands behind the links included."""

_TAG = re.compile(r"<[^>]*>")
_ADDRESS = r'https?://[^\s<>"，。！？；、”）]+'
_ATOM = re.compile(rf'<a href="[^"]*">[^<]*</a>|{_ADDRESS}|.', re.DOTALL)
"""What is never cut: a link with its words, an address, a single sign."""

_ENDS = frozenset("。！？!?；\n")
_CLOSING = frozenset("”’」』）)")
_NUMBERED = re.compile(r"(\d+)[.、]")


def wechat_text(reply: Reply, *, links: bool = True) -> str:
    """The message for WeChat; without `links` the suggestions are sent in another way."""
    content = _with_hint(_body(reply, linked=links), reply)
    if not links:
        return content
    lead = f"\n\n{phrase_book(reply.language)['wechat_tap'].text}"
    for number, words in enumerate(suggestions_of(reply), start=1):
        longer = f"{content}{lead}\n{_link(words, words, 100 + number)}"
        if not _fits(longer):
            break
        content, lead = longer, ""
    return content


def wecom_text(reply: Reply) -> str:
    """The message for WeCom."""
    book = phrase_book(reply.language)
    content = _with_hint(_body(reply), reply)
    quoted = [book.said("wecom_quoted", words=_plain(each)).text for each in suggestions_of(reply)]
    if not quoted:
        return content
    joined = (", " if reply.language == "en" else "").join(quoted)
    longer = f"{content}\n\n{book.said('wecom_say', suggestions=joined).text}"
    return longer if _fits(longer) else content


def suggestions_of(reply: Reply) -> tuple[str, ...]:
    """The suggestions, without the one to send a position: a tap cannot do that there."""
    if not reply.ask_location:
        return reply.suggestions
    instead = phrase_book(reply.language)["ask_here"].suggestions
    return tuple(each for each in reply.suggestions if each not in instead)


def cut(text: str, longest: int, longest_bytes: int) -> str:
    """As many whole sentences as fit; of a single one that is too long, its beginning."""
    atoms = _ATOM.findall(text)
    seen = size = end = kept = 0
    for index, atom in enumerate(atoms):
        seen, size = seen + len(_seen(atom)), size + len(atom.encode())
        if seen > longest or size > longest_bytes:
            break
        if _ends_sentence(atoms, index):
            end = index + 1
        if seen < longest and size + len("…".encode()) <= longest_bytes:
            kept = index + 1
    else:
        return text
    return "".join(atoms[:end]).rstrip() or "".join(atoms[:kept]).rstrip() + "…"


def _with_hint(text: str, reply: Reply) -> str:
    """The text, cut where it must be, and how a position is sent, where one is asked for."""
    hint = ""
    if reply.ask_location:
        hint = "\n" + phrase_book(reply.language)["wechat_send_position"].text
    return cut(text, LONGEST - len(hint), LONGEST_BYTES - len(hint.encode())) + hint


def _body(reply: Reply, *, linked: bool = False) -> str:
    """What is said, and below it the places that it does not name.

    `linked` makes the names of a list's places links that choose them.
    """
    text = _plain(reply.text or reply.speech).strip()
    linked = linked and len(reply.places) > 1
    lines = [_places_linked(text, reply) if linked else text]
    for turn, place in enumerate(reply.places, start=1):
        names = _names(place)
        if names and not any(name in text for name in names):
            name = names[-1] if reply.language == "en" else names[0]
            label = _link(_choice(turn, reply.language), name, turn) if linked else name
            lines.append(f"{turn}. {label}")
    return "\n".join(lines)


def _places_linked(text: str, reply: Reply) -> str:
    """The text with each name made a link; two places of one name follow one another in it."""
    done, at = "", 0
    for turn, place in enumerate(reply.places, start=1):
        span = _first_of(_names(place), text, at)
        if span is None:
            continue
        start, end = span
        numbered = _NUMBERED.match(text[text.rfind("\n", 0, start) + 1 : start])
        number = int(numbered[1]) if numbered else turn
        done += text[at:start] + _link(_choice(number, reply.language), text[start:end], number)
        at = end
    return done + text[at:]


def _first_of(names: list[str], text: str, at: int) -> tuple[int, int] | None:
    """Where the first of the names stands from `at` on, outside of addresses."""
    if not names:
        return None
    pattern = "|".join([_ADDRESS, *(f"({re.escape(name)})" for name in names)])
    found = (match for match in re.compile(pattern).finditer(text, at) if match.lastindex)
    return next((match.span() for match in found), None)


def _names(place: Mapping[str, Any]) -> list[str]:
    """The Chinese and the English name, as far as there are any."""
    found = (str(place.get(key) or "").strip() for key in ("name", "name_en"))
    return [_plain(name) for name in found if name]


def _choice(number: int, language: str) -> str:
    said = str(number) if language == "en" else zh_number(number)
    return phrase_book(language).said("wechat_choose", number=said).text


def _link(words: str, label: str, number: int) -> str:
    """A link that says `words` when it is tapped."""
    return (
        f'<a href="weixin://bizmsgmenu?msgmenucontent={_encoded(words)}&msgmenuid={number}">'
        f"{_plain(label)}</a>"
    )


def _encoded(words: str) -> str:
    """Signs that mean something in an address are escaped; Chinese ones need not be."""
    return re.sub(r"[^\w]", lambda sign: quote(sign.group(), safe="", errors="replace"), words)


def _plain(text: str) -> str:
    """Nothing that a name or a sentence holds becomes a link of its own."""
    return text.encode("utf-8", "replace").decode().replace("<", "＜")


def _seen(text: str) -> str:
    return _TAG.sub("", text) if text.startswith("<a ") else text


def _fits(text: str) -> bool:
    return len(_TAG.sub("", text)) <= LONGEST and len(text.encode()) <= LONGEST_BYTES


def _ends_sentence(atoms: list[str], index: int) -> bool:
    atom, before = atoms[index], atoms[index - 1] if index else ""
    after = atoms[index + 1] if index + 1 < len(atoms) else " "
    if atom in _CLOSING:
        return index > 0 and before in _ENDS
    if after in _CLOSING:
        return False
    if atom == ".":
        return after.isspace() and not before.isdigit()
    return atom in _ENDS
