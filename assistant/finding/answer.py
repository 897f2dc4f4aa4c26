"""What was found for one need, and what had to be relaxed to find it."""

from dataclasses import dataclass

from assistant.finding.place import FoundPlace


@dataclass(frozen=True)
class Answer:
    """Ranked places for one service."""

    service_id: str
    """What was asked for."""
    places: tuple[FoundPlace, ...] = ()
    """Best first. Never one that is planned, closed for now or for good."""
    nearness: str = "none"
    """Of the first place: "near" (within the norm), "within" (15 minutes), "far", or "none"."""
    relaxed: tuple[str, ...] = ()
    """"closed_now": the first place is closed on arrival; "far": it is beyond 15 minutes;
    "alternative": the places offer another service; "outside": the map does not reach here."""
    alternative_id: str | None = None
    """The service of the places where it is not the one asked for."""
    beyond: FoundPlace | None = None
    """With an alternative: the best place for what was asked, if there is one, however far."""
    planned: tuple[FoundPlace, ...] = ()
    """Places near by that will offer the service one day."""
    estimated: bool = False
    """Whether the walks are guesses from the straight line."""
