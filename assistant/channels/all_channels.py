"""The channels that are on with these settings."""

from assistant.channels.channel import Channel
from assistant.settings import Settings


def make_channels(settings: Settings) -> dict[str, Channel]:
    """By name. Raises UsageError where a channel's setting is malformed."""
    return {}
