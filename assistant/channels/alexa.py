"""Alexa: a skill in English. What may be sent and answered: docs/channels/alexa.md."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes

from assistant.channel_settings import ChannelSettings
from assistant.channels.alexa_intents import sentence_of
from assistant.channels.certificate_cache import FetchedCertificates
from assistant.channels.certificates import Keys, SignatureCheck, Signer, own_certificate
from assistant.channels.channel import Answer, Event, EventKind
from assistant.channels.freshness import refuse_stale
from assistant.channels.json_body import Fields, json_answer
from assistant.channels.signed_skill import SignedSkill
from assistant.channels.speaking import (
    LONGEST_SAID,
    LONGEST_SHOWN,
    reprompt,
    shortened,
)
from assistant.channels.speaking_screens import title_of
from assistant.places.crs import on_earth
from assistant.wording.reply import Reply

SIGNER = Signer(
    "echo-api.amazon.com", "s3.amazonaws.com", "/echo.api/", hashes.SHA256(), status=400
)
FRESH = timedelta(seconds=150, microseconds=1)
"""The platform's own check lets one of exactly 150 seconds through."""

POSITION = "alexa::devices:all:geolocation:read"
LOCATED = "located"
"""The note of a session in which the position of the phone was taken already."""


class Alexa(SignedSkill):
    """The skill of that id."""

    name = "alexa"
    url_header = "signaturecertchainurl"
    signature_header = "signature-256"

    def write(self, event: Event, reply: Reply) -> Answer:
        """Speech, reprompt and a card. An open session is an open microphone, and only that."""
        if reply.silent:
            return self.silence(event)
        response: dict[str, Any] = {
            "outputSpeech": _plain(shortened(reply.speech, LONGEST_SAID)),
            "shouldEndSession": not reply.expects_reply,
        }
        if reply.expects_reply:
            response["reprompt"] = {"outputSpeech": _plain(reprompt(reply))}
        if reply.ask_location and event.extra.get("can_locate"):
            response["card"] = {"type": "AskForPermissionsConsent", "permissions": [POSITION]}
        elif reply.text:
            response["card"] = {
                "type": "Simple",
                "title": title_of(event.text, reply),
                "content": shortened(reply.text, LONGEST_SHOWN),
            }
        # A greeting does not use the position: it is taken with the first words.
        located = event.extra.get(LOCATED) or (event.location and event.kind is EventKind.TEXT)
        return _whole(response, {LOCATED: "1"} if located else {})

    def silence(self, event: Event) -> Answer:
        """No content: after the end of a session none may be sent."""
        return _whole({} if event.kind is EventKind.LEAVE else {"shouldEndSession": True})

    def event(self, content: Fields) -> Event | Answer:
        """What happened on the device."""
        return _event(content)

    def refuse_others(self, content: Fields, at: datetime) -> None:
        """By the request's time and the skill's id."""
        try:
            made = datetime.fromisoformat(content.text("request", "timestamp"))
        except ValueError:
            raise SIGNER.refusal("The request's time is none.") from None
        if made.tzinfo is None:
            raise SIGNER.refusal("The request's time has no zone.")
        refuse_stale(made, at, FRESH, SIGNER.status)
        system = content.part("context", "System", "application")
        application = system.id("applicationId") or content.id(
            "session", "application", "applicationId"
        )
        if application != self._skill_id:
            raise SIGNER.refusal("The request is for another skill.")


def _event(content: Fields) -> Event | Answer:
    kind = content.text("request", "type")
    if kind == "LaunchRequest":
        return _made(content, EventKind.LAUNCH)
    if kind == "IntentRequest":
        said = sentence_of(content.part("request", "intent"))
        return _made(content, EventKind.TEXT if said else EventKind.UNREADABLE, said)
    if kind == "SessionEndedRequest":
        return _made(content, EventKind.LEAVE)
    return _whole({})


def _made(content: Fields, kind: EventKind, text: str = "") -> Event:
    system = content.part("context", "System")
    user = (
        system.id("device", "deviceId")
        or system.id("user", "userId")
        or content.id("session", "user", "userId")
    )
    # Once a session: what the person says about where they are comes after it.
    located = content.text("session", "attributes", LOCATED) == "1"
    return Event(
        kind if user else EventKind.PROBE,
        user,
        text,
        location=None if located else _location(content),
        message_id=content.id("request", "requestId") or None,
        language="en",
        extra={
            "can_locate": "Geolocation" in system.names("device", "supportedInterfaces"),
            LOCATED: located,
        },
    )


def _location(content: Fields) -> Mapping[str, Any] | None:
    """Where a phone is that has given leave; fixed devices never tell."""
    coordinate = content.part("context", "Geolocation", "coordinate")
    lat, lon = coordinate.number("latitudeInDegrees"), coordinate.number("longitudeInDegrees")
    if lat is None or lon is None or not on_earth(lat, lon):
        return None
    return {"lat": lat, "lon": lon, "crs": "wgs84", "label": ""}


def _whole(response: dict[str, Any], notes: Mapping[str, str] | None = None) -> Answer:
    content: dict[str, Any] = {"version": "1.0", "response": response}
    if notes:
        content["sessionAttributes"] = dict(notes)
    return json_answer(content)


def _plain(text: str) -> dict[str, str]:
    return {"type": "PlainText", "text": text}


def alexa(settings: ChannelSettings) -> Alexa | None:
    """The channel, where the skill's id is set. Raises UsageError for an unreadable certificate."""
    if not settings.alexa_skill_id:
        return None
    keys: Keys = FetchedCertificates(SIGNER)
    if settings.alexa_certificate:
        keys = own_certificate(settings.alexa_certificate, SIGNER, "ASSISTANT_ALEXA_CERTIFICATE")
    return Alexa(settings.alexa_skill_id, SignatureCheck(SIGNER, keys))


def set_up(settings: ChannelSettings, public_url: str) -> list[str]:
    """What to enter on the platform's page."""
    return [
        f"Alexa: the HTTPS endpoint of the skill is {public_url.rstrip('/')}/channels/alexa",
        "Alexa: the interaction model to paste is data/channels/alexa_model.json.",
    ]
