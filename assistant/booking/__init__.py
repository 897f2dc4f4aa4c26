"""Booking: what can be arranged, and bookings that are made once, kept, told about and ended."""

from assistant.booking.booking import Booking, By, Details, Refusal, Status, Wish
from assistant.booking.bookings import Bookings, Free
from assistant.booking.offer import Kind, Need, Offer
from assistant.booking.provider import Provider
from assistant.booking.schedule import Slot

__all__ = [
    "Booking",
    "Bookings",
    "By",
    "Details",
    "Free",
    "Kind",
    "Need",
    "Offer",
    "Provider",
    "Refusal",
    "Slot",
    "Status",
    "Wish",
]
