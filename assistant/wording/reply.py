"""The neutral reply: what leaves an action, before any channel renders it."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One answer, the same for every channel."""

    speech: str
    """What a speaker says: no digits, symbols or links; at most two choices."""
    text: str
    """What a chat shows."""
    places: tuple[dict[str, Any], ...] = ()
    """The places spoken of, in the order shown, as the public interface describes them."""
    booking: dict[str, Any] | None = None
    ticket: dict[str, Any] | None = None
    suggestions: tuple[str, ...] = ()
    """Short things the person may say next."""
    expects_reply: bool = True
    """Whether a speaker keeps its microphone open."""
    end_session: bool = False
    ask_location: bool = False
    """Whether the person's place is asked for."""
    handoff: str = "none"
    """Who answers next: the assistant ("none"), a person soon ("queued"), a person ("human")."""
    start: dict[str, float] | None = None
    """From where the places were seen: {"lat", "lon"}, WGS-84; None where none is named."""
    author: str = "bot"
    """Who said it: "bot" or "operator"."""
    language: str = "zh"
    """The language of the answer, "zh" or "en"."""

    def __post_init__(self) -> None:
        if self.expects_reply and self.end_session:
            raise ValueError("a reply cannot wait for an answer and end the session")

    def then(self, other: "Reply") -> "Reply":
        """This reply followed by `other`: both are said, the later one decides what comes next."""
        return replace(
            other,
            speech=join_spoken(self.speech, other.speech),
            text="\n".join(part for part in (self.text, other.text) if part),
            places=self.places + other.places,
            booking=other.booking or self.booking,
            ticket=other.ticket or self.ticket,
            suggestions=other.suggestions or self.suggestions,
        )

    def last(self) -> "Reply":
        """The same reply as the end of the session: no answer is waited for."""
        return replace(self, expects_reply=False, end_session=True)

    @property
    def silent(self) -> bool:
        """Whether nothing is said: somebody else answers, or the answer comes later."""
        return not self.speech.strip() and not self.text.strip()

    def handed(self, handoff: str) -> "Reply":
        """The same reply; who answers next is `handoff`."""
        return replace(self, handoff=handoff)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Reply":
        """The reply that `as_json` wrote."""
        known = {item.name: content[item.name] for item in fields(cls) if item.name in content}
        for name in ("places", "suggestions"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)

    def as_json(self) -> dict[str, Any]:
        """The reply as the public interface prints it."""
        return {**asdict(self), "places": list(self.places), "suggestions": list(self.suggestions)}


def join_spoken(*parts: str) -> str:
    """Sentences one after the other; Latin ones are parted by a blank."""
    joined = ""
    for part in (part.strip() for part in parts):
        if not part:
            continue
        gap = " " if joined and joined[-1] in ".!?" else ""
        joined += gap + part
    return joined
