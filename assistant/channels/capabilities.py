"""What each channel can do, in one table; everybody asks here, nobody asks for a channel's name."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Capabilities:
    """What a channel can do."""

    seconds: float
    """The longest that an answer may take there, everything included."""
    voice: bool = False
    """Whether people hear the answer (`speech`) and do not read it (`text`)."""
    links: bool = False
    """Whether a link may be given."""
    position: bool = False
    """Whether people can send where they are."""
    microphone: bool = False
    """Whether the microphone can be kept open for an answer."""
    waits: bool = False
    """Whether people can wait there for a person of the community; else they are called back."""
    callers: bool = False
    """Whether somebody speaks for others: the hotline."""


_SPEAKER = Capabilities(1.5, voice=True, microphone=True)

CAPABILITIES: dict[str, Capabilities] = {
    # The public interface: whoever writes a program says what it is like.
    "chat": Capabilities(30.0, links=True, position=True, waits=True),
    "speaker": Capabilities(30.0, voice=True, microphone=True),
    "operator": Capabilities(30.0, links=True, callers=True),
    # Platforms.
    "web": Capabilities(30.0, links=True, position=True, waits=True),
    "wechat": Capabilities(4.5, links=True, position=True, waits=True),
    "wecom": Capabilities(4.5, links=True, position=True, waits=True),
    "dueros": replace(_SPEAKER, position=True),
    "aligenie": _SPEAKER,
    "xiaoai": _SPEAKER,
    "alexa": replace(_SPEAKER, seconds=6.0),
    "wyoming": Capabilities(2.5, voice=True),
}
"""By the channel's name. Sources of the limits: docs/channels."""


def capabilities_of(channel: str) -> Capabilities:
    """What the channel of that name can do. Raises KeyError where there is none."""
    return CAPABILITIES[channel]
