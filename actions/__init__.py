"""Rasa custom actions: they read slots, call the assistant package and return events."""
