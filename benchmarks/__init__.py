"""Measurements: how fast a turn, a search and the set-up are, beside plain ways of doing them."""
