"""Who is talking: homes, households, habits of walking; sealed, shown and forgotten on request."""

from assistant.people.codes import TooManyTries
from assistant.people.habits import Habits
from assistant.people.keys import CALLER, person_key
from assistant.people.people import Known, Linked, People
from assistant.people.person_place import HOME, PersonPlace
from assistant.people.rows import TooManyPlaces

__all__ = [
    "CALLER",
    "HOME",
    "Habits",
    "Known",
    "Linked",
    "People",
    "PersonPlace",
    "TooManyPlaces",
    "TooManyTries",
    "person_key",
]
