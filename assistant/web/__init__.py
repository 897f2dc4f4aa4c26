"""The web page for residents: large letters, a list before the map, a person always in reach."""

from assistant.web.page import WebPage
from assistant.web.routes import Door, set_up, web_routes
from assistant.web.stream import Stream

__all__ = ["Door", "Stream", "WebPage", "set_up", "web_routes"]
