"""Bookings: many processes at once, killed in the middle, under a clock that jumps."""
