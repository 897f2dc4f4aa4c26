"""What an offer's own rules allow: how soon, how far ahead, how many places."""

from datetime import datetime, timedelta

from assistant.booking.booking import Refusal
from assistant.booking.offer import Offer
from assistant.clock import ZONE


def refused_at(offer: Offer, start: datetime, now: datetime) -> Refusal | None:
    """Why the offer cannot be booked for `start`, by its rules of time alone."""
    if start < now + timedelta(minutes=offer.lead_minutes) or start <= now:
        return Refusal.TOO_SOON
    return Refusal.TOO_FAR if start >= horizon(offer, now) else None


def too_many(offer: Offer, quantity: int) -> Refusal | None:
    """Whether one booking may have so many places."""
    return Refusal.TOO_MANY if not 1 <= quantity <= offer.most else None


def horizon(offer: Offer, now: datetime) -> datetime:
    """The midnight from which on it is too far ahead."""
    midnight = now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=offer.days_ahead + 1)
