"""Arranging: a booking in the making: what was said, which times fit, what is still missing."""

from assistant.arranging.arranger import Arranger, Stand
from assistant.arranging.draft import Draft, Step
from assistant.arranging.heard import Heard, hear

__all__ = ["Arranger", "Draft", "Heard", "Stand", "Step", "hear"]
