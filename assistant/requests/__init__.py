"""Requests: what residents report, wish and praise; desks that mend it; tickets and their life."""

from assistant.requests.desks import Desk, desks, desks_of
from assistant.requests.keeping import erase_person
from assistant.requests.kinds import OTHER, Kind, danger_in, kind_of, kinds
from assistant.requests.news import News
from assistant.requests.since import since_in
from assistant.requests.ticket import Change, Details, Filing, Refusal, Status, Ticket
from assistant.requests.ticket_desk import TicketDesk
from assistant.requests.tickets import Tickets
from assistant.requests.voices import Recorded, Voice, VoiceKind, Voices

__all__ = [
    "OTHER",
    "Change",
    "Desk",
    "Details",
    "Filing",
    "Kind",
    "News",
    "Recorded",
    "Refusal",
    "Status",
    "Ticket",
    "TicketDesk",
    "Tickets",
    "Voice",
    "VoiceKind",
    "Voices",
    "danger_in",
    "desks",
    "desks_of",
    "erase_person",
    "kind_of",
    "kinds",
    "since_in",
]
