"""The channels that are on with these settings, and what has to be entered where."""

from collections.abc import Callable

from assistant.channels import alexa, aligenie, dueros, wechat, wecom, wyoming, xiaoai
from assistant.channels.channel import Channel
from assistant.settings import Settings

PLATFORMS: dict[
    str, tuple[Callable[[Settings], Channel | None], Callable[[Settings, str], list[str]]]
]
PLATFORMS = {
    "wechat": (wechat.wechat, wechat.set_up),
    "wecom": (wecom.wecom, wecom.set_up),
    "dueros": (dueros.dueros, dueros.set_up),
    "aligenie": (aligenie.aligenie, aligenie.set_up),
    "xiaoai": (xiaoai.xiaoai, xiaoai.set_up),
    "alexa": (alexa.alexa, alexa.set_up),
    "wyoming": (wyoming.wyoming, wyoming.set_up),
}
"""By name: makes the channel, None where its secrets are missing; tells what to enter."""


def make_channels(settings: Settings) -> dict[str, Channel]:
    """Those that are on, by name. Raises UsageError where a setting is malformed."""
    made = {name: make(settings) for name, (make, _) in PLATFORMS.items()}
    return {name: channel for name, channel in made.items() if channel is not None}


def told(settings: Settings) -> list[str]:
    """What to enter on each platform's developer page; which channels are off."""
    lines, off = [], []
    for name, (make, set_up) in PLATFORMS.items():
        if make(settings) is None:
            off.append(name)
        else:
            lines += set_up(settings, settings.public_address)
    if off:
        lines.append(f"Off, without their settings (docs/channels): {', '.join(off)}.")
    return lines
