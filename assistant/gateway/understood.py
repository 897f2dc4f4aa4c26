"""What Rasa's parse means, in the form of the public interface."""

from typing import Any

from assistant.gateway.messages import language_of


def understood(text: str, parsed: dict[str, Any]) -> dict[str, Any]:
    """The object that `assistant understand` prints for `text`."""
    ranking = [
        item for item in parsed.get("intent_ranking") or [] if item["name"] != "nlu_fallback"
    ]
    intent = parsed.get("intent") or {}
    if intent.get("name") == "nlu_fallback" and ranking:
        intent = ranking[0]
    behaviour = intent.get("name") or "out_of_scope"
    return {
        "text": text,
        "behaviour": behaviour,
        "services": parsed.get("services") or [],
        "emergency": behaviour == "emergency",
        "language": parsed.get("language") or language_of(text),
        "confidence": round(float(intent.get("confidence") or 0.0), 3),
        "entities": [_entity(item, text) for item in parsed.get("entities") or [] if _told(item)],
    }


_TOLD = ("time", "place", "choice", "phone", "number")


def _told(entity: dict[str, Any]) -> bool:
    return entity.get("entity") in _TOLD


def _entity(entity: dict[str, Any], text: str) -> dict[str, Any]:
    kind, value = entity["entity"], entity.get("value")
    if isinstance(value, dict):
        return {"type": kind, **value}
    if kind in ("time", "place"):
        return {"type": kind, "text": value}
    if kind == "number":
        return {"type": kind, "of": entity.get("role") or "number", "value": value}
    return {"type": kind, "value": value}
