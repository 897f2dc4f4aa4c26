"""Bookings in conversation: made, asked after, moved, dropped, told about."""
