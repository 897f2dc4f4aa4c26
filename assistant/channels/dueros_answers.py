"""Answers as DuerOS wants them. Each says for itself what becomes of microphone and session."""

from collections.abc import Mapping
from typing import Any

from assistant.channels.channel import Event, EventKind
from assistant.channels.json_body import Fields
from assistant.channels.speaking import LONGEST_SAID, LONGEST_SHOWN, options, reprompt, shortened
from assistant.channels.speaking_screens import Line, lines_of, title_of
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

LOCATION = "READ::DEVICE:LOCATION"
MOST_HINTS = 6
LONGEST_HINT = 40


LOCATED, ASKED = "located", "asked"
"""What a session remembers: that the device's position was taken, that leave was asked for it.

DuerOS keeps these notes for us and sends them with the next request.
"""


def notes_of(attributes: Fields) -> dict[str, str]:
    """The notes in a request; DuerOS keeps texts only."""
    return {name: "1" for name in (LOCATED, ASKED) if attributes.text(name) == "1"}


def spoken(event: Event, reply: Reply) -> dict[str, Any]:
    """The whole answer to `event`."""
    notes: dict[str, str] = dict(event.extra.get("notes", {}))
    directives = []
    if event.location and event.kind is EventKind.TEXT:  # a greeting does not use it
        notes[LOCATED] = "1"
    if reply.ask_location and not notes and not event.location:
        directives.append(_permission())
        notes[ASKED] = "1"
    if event.extra.get("screen"):
        directives += _shown(event, reply)
    response: dict[str, Any] = {
        "outputSpeech": _plain(shortened(reply.speech, LONGEST_SAID)),
        "directives": directives,
        "expectSpeech": reply.expects_reply,
        "shouldEndSession": reply.end_session,
    }
    if reply.expects_reply:
        response["reprompt"] = {"outputSpeech": _plain(reprompt(reply))}
    if reply.text:
        response["card"] = {
            "type": "txt",
            "content": shortened(reply.text, LONGEST_SHOWN),
            "cueWords": _hints(reply),
        }
    return _whole(response, notes, _expected(reply))


def silent(extra: Mapping[str, Any], *, end: bool) -> dict[str, Any]:
    """An answer that says nothing."""
    response = {"directives": [], "expectSpeech": False, "shouldEndSession": end}
    return _whole(response, extra.get("notes", {}), [])


def without_position(extra: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The phrase of that key, after leave was given or refused and no position came."""
    book = phrase_book("zh")
    response = {
        "outputSpeech": _plain(book.said(key).speech),
        "reprompt": {"outputSpeech": _plain(book.said("speaker_where").speech)},
        "directives": [],
        "expectSpeech": True,
        "shouldEndSession": False,
    }
    return _whole(response, {**extra.get("notes", {}), ASKED: "1"}, [])


def _whole(
    response: dict[str, Any], notes: Mapping[str, str], expected: list[dict[str, str]]
) -> dict[str, Any]:
    return {
        "version": "2.0",
        "context": {"expectResponse": expected},
        "session": {"attributes": dict(notes)},
        "response": response,
    }


def _expected(reply: Reply) -> list[dict[str, str]]:
    """What the platform may expect to hear next: its recogniser listens for these words."""
    if not reply.expects_reply:
        return []
    words = [*_hints(reply), *(line.name for line in lines_of(reply))]
    return [_plain(word[:LONGEST_HINT]) for word in dict.fromkeys(words) if word]


def _hints(reply: Reply) -> list[str]:
    return [option[:LONGEST_HINT] for option in options(reply)[:MOST_HINTS]]


def _shown(event: Event, reply: Reply) -> list[dict[str, Any]]:
    lines = lines_of(reply)
    directives: list[dict[str, Any]] = []
    if len(lines) > 1:
        directives.append(_render(_list(lines, title_of(event.text, reply))))
    elif lines:
        directives.append(_render(_page(lines[0])))
    hints = _hints(reply)
    if hints:
        directives.append({"type": "Hint", "hints": [_plain(hint) for hint in hints]})
    return directives


def _list(lines: tuple[Line, ...], title: str) -> dict[str, Any]:
    return {
        "type": "ListTemplate1",
        "token": "places",
        "title": title,
        "listItems": [
            {
                "token": f"place:{line.number}",
                "textContent": {
                    "primaryText": _plain(f"{line.number} {line.name}"),
                    "secondaryText": _plain(line.far),
                    "tertiaryText": _plain(line.address),
                },
                "anchorWord": line.name,
            }
            for line in lines
        ],
    }


def _page(line: Line) -> dict[str, Any]:
    """One place: nothing is to be chosen, so that nothing can be tapped."""
    text = "\n".join(part for part in (line.name, line.far, line.address) if part)
    return {
        "type": "BodyTemplate1",
        "token": "place",
        "title": line.name,
        "textContent": {"text": _plain(text), "position": "CENTER"},
    }


def _render(template: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Display.RenderTemplate", "template": template}


def _permission() -> dict[str, Any]:
    return {
        "type": "Permission.AskForPermissionsConsent",
        "token": "location",
        "permissions": [{"name": LOCATION}],
    }


def _plain(text: str) -> dict[str, str]:
    return {"type": "PlainText", "text": text}
