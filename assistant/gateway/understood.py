"""What Rasa's parse means, in the form of the public interface."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from assistant.gateway.messages import language_of
from assistant.times import TimeSaid, read_times, with_times_mended
from assistant.wording.phrases import phrase_book


def understood(text: str, parsed: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The object that `assistant understand` prints for `text`, said at `now`."""
    ranking = [
        item for item in parsed.get("intent_ranking") or [] if item["name"] != "nlu_fallback"
    ]
    intent = parsed.get("intent") or {}
    if intent.get("name") == "nlu_fallback" and ranking:
        intent = ranking[0]
    behaviour = intent.get("name") or "out_of_scope"
    language = parsed.get("language") or language_of(text)
    heard = with_times_mended(text, parsed.get("mended") or "", now)
    times = [_time(said, language) for said in read_times(heard, now)]
    return {
        "text": text,
        "behaviour": behaviour,
        "services": parsed.get("services") or [],
        "emergency": behaviour == "emergency",
        "language": language,
        "confidence": round(float(intent.get("confidence") or 0.0), 3),
        "entities": times + [_entity(e) for e in _told(parsed, behaviour)],
    }


_TOLD = ("place", "choice", "phone", "number")
_NOT_FOR_US = ("out_of_scope", "chitchat")


def _told(parsed: dict[str, Any], behaviour: str) -> Iterator[dict[str, Any]]:
    """The details worth telling; 打开微信附近的人 is about no place."""
    for entity in parsed.get("entities") or []:
        kind = entity.get("entity")
        if kind in _TOLD and not (kind == "place" and behaviour in _NOT_FOR_US):
            yield entity


def _entity(entity: dict[str, Any]) -> dict[str, Any]:
    kind, value = entity["entity"], entity.get("value")
    if kind == "place":
        return {"type": kind, "text": value}
    if kind == "number":
        return {"type": kind, "of": entity.get("role") or "number", "value": value}
    return {"type": kind, "value": value}


def _time(said: TimeSaid, language: str) -> dict[str, Any]:
    minutes = said.length.total_seconds() / 60 if said.length else None
    if minutes is not None and said.start is None and said.problem is None:
        return {"type": "duration", "text": said.text, "minutes": round(minutes)}
    time: dict[str, Any] = {
        "type": "time",
        "text": said.text,
        "start": said.start.isoformat() if said.start else None,
        "end": said.end.isoformat() if said.end else None,
        "ambiguous": said.ambiguous,
    }
    if said.problem:
        time["problem"] = phrase_book(language).said(f"time_{said.problem.value}").text
    return time
