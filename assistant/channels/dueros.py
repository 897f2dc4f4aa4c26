"""小度: a skill of Baidu's DuerOS. What may be sent and answered: docs/channels/dueros.md."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes

from assistant.channel_settings import ChannelSettings
from assistant.channels import dueros_answers as answers
from assistant.channels.certificate_cache import FetchedCertificates
from assistant.channels.certificates import Keys, SignatureCheck, Signer, own_certificate
from assistant.channels.channel import Answer, Event, EventKind, Refused
from assistant.channels.freshness import refuse_stale
from assistant.channels.json_body import Fields, json_answer
from assistant.channels.signed_skill import SignedSkill
from assistant.channels.speaking_invocations import wish_of
from assistant.places.crs import on_earth
from assistant.wording.numbers import zh_number
from assistant.wording.reply import Reply

SIGNER = Signer(
    "dueros-api.baidu.com",
    "duer.bdstatic.com",
    "/saiya/flow/",
    hashes.SHA1(),  # noqa: S303 - the platform's choice; what it signs is ninety seconds old at most
)
FRESH = timedelta(seconds=180)
SYSTEMS = (("wgs84", "wgs84"), ("bd09ll", "bd09"))
"""Coordinate systems of a position, best first. bd09mc is in metres and never read."""


class DuerOS(SignedSkill):
    """The skill of that id."""

    name = "dueros"
    url_header = "signaturecerturl"
    signature_header = "signature"

    def write(self, event: Event, reply: Reply) -> Answer:
        """Speech, reprompt, card and, where there is a screen, a list."""
        if reply.silent:
            return self.silence(event)
        return json_answer(answers.spoken(event, reply))

    def silence(self, event: Event) -> Answer:
        """Nothing is said; the session ends only where it has ended anyway."""
        return json_answer(answers.silent(event.extra, end=event.kind is EventKind.LEAVE))

    def event(self, content: Fields) -> Event | Answer:
        """What happened on the device."""
        return _event(content)

    def refuse_others(self, content: Fields, at: datetime) -> None:
        """By the request's time and the skill's id."""
        stamp = content.number("request", "timestamp")
        if stamp is None:
            raise Refused("The request has no time.", 400)
        try:
            made = datetime.fromtimestamp(stamp, UTC)
        except (ValueError, OverflowError, OSError):
            raise Refused("The request's time is none.", 400) from None
        refuse_stale(made, at, FRESH)
        if content.id("context", "System", "application", "applicationId") != self._skill_id:
            raise Refused("The request is for another skill.")


def _event(content: Fields) -> Event | Answer:
    kind = content.text("request", "type")
    known = _Known(content)
    if kind == "LaunchRequest":
        return known.event(EventKind.LAUNCH)
    if kind == "IntentRequest":
        return _said(content, known)
    if kind == "SessionEndedRequest":
        return known.event(EventKind.LEAVE)
    if kind == "Display.ElementSelected":
        tapped = re.fullmatch(r"place:([0-9]{1,3})", content.text("request", "token"))
        if tapped:
            return known.event(EventKind.TEXT, f"第{zh_number(int(tapped[1]))}个")
    if kind == "Permission.Granted":
        if known.position:
            return known.event(EventKind.TEXT, location=known.position)
        return json_answer(answers.without_position(known.extra, "speaker_position_missing"))
    if kind in ("Permission.Rejected", "Permission.GrantFailed"):
        return json_answer(answers.without_position(known.extra, "speaker_position_refused"))
    return json_answer(answers.silent(known.extra, end=False))


def _said(content: Fields, known: "_Known") -> Event:
    query = content.part("request", "query")
    said = (query.text("original") or query.text("rewritten")).strip()
    new = content.flag("session", "new")
    wish = wish_of(said, opening=new)
    if wish:
        return known.event(EventKind.TEXT, wish)
    return known.event(EventKind.LAUNCH if new or said else EventKind.SILENCE)


class _Known:
    """What a request tells besides what happened."""

    def __init__(self, content: Fields) -> None:
        system = content.part("context", "System")
        self.user = system.id("device", "deviceId") or system.id("user", "userId")
        self.message_id = content.id("request", "requestId")
        self.position = _location(system.part("user", "userInfo", "location", "geo"))
        self.notes = answers.notes_of(content.part("session", "attributes"))
        screen = "Display" in system.names("device", "supportedInterfaces")
        self.extra = {"screen": screen, "notes": self.notes}

    def event(
        self, kind: EventKind, text: str = "", location: Mapping[str, Any] | None = None
    ) -> Event:
        """An event; without ids somebody only tries the skill out."""
        if answers.LOCATED not in self.notes:
            # Once a session: what the person says about where they are comes after it.
            location = location or self.position
        return Event(
            kind if self.user else EventKind.PROBE,
            self.user,
            text,
            location=location,
            message_id=self.message_id or None,
            extra=self.extra,
        )


def _location(geo: Fields) -> Mapping[str, Any] | None:
    for name, crs in SYSTEMS:
        lat, lon = geo.number(name, "latitude"), geo.number(name, "longitude")
        if lat is None or lon is None or not on_earth(lat, lon) or lat == lon == 0:
            continue
        return {"lat": lat, "lon": lon, "crs": crs, "label": ""}
    return None


def dueros(settings: ChannelSettings) -> DuerOS | None:
    """The channel, where the skill's id is set. Raises UsageError for an unreadable certificate."""
    if not settings.dueros_skill_id:
        return None
    keys: Keys = FetchedCertificates(SIGNER)
    if settings.dueros_certificate:
        keys = own_certificate(settings.dueros_certificate, SIGNER, "ASSISTANT_DUEROS_CERTIFICATE")
    return DuerOS(settings.dueros_skill_id, SignatureCheck(SIGNER, keys))


def set_up(settings: ChannelSettings, public_url: str) -> list[str]:
    """What to enter on the platform's page."""
    return [
        f"DuerOS: the address of the skill's service is {public_url.rstrip('/')}/channels/dueros",
        "DuerOS: one intent that takes any sentence; permission for the device's position.",
    ]
