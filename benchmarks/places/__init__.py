"""Spoken places: how many of them are found, beside the obvious ways of looking for names."""
