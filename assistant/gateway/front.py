"""What people and clerks meet: the door, the channels, the page, the clerks' interface."""

from starlette.routing import Route

from actions.world import World
from assistant.channels import Channel
from assistant.channels.all_channels import make_channels, told
from assistant.channels.wyoming import WyomingServer, serve_wyoming
from assistant.gateway.calendar_route import calendar_route
from assistant.gateway.channel_routes import channel_routes
from assistant.gateway.conversations import Conversations
from assistant.gateway.delivery import Delivery
from assistant.gateway.door import Door
from assistant.gateway.handover_watch import HandoverWatch
from assistant.gateway.limits import Limits
from assistant.gateway.queue_routes import QueueDesk
from assistant.gateway.rasa import RasaClient
from assistant.gateway.relay import Relay
from assistant.settings import Settings
from assistant.web import WebPage, set_up, web_routes


def announced(settings: Settings, url: str) -> list[str]:
    """Where people find the assistant that listens at `url`; what to enter on each platform."""
    return [*set_up(settings, settings.public_url.rstrip("/") or url), *told(settings)]


class Front:
    """Puts them together. Raises UsageError where a channel's setting is malformed."""

    def __init__(self, world: World, settings: Settings, rasa: RasaClient, token: str) -> None:
        """`token` is that of this machine's commands."""
        self._settings = settings
        self._world = world
        relay = Relay(world.engine, world.secret, rasa.parse)
        limits = Limits(settings.most_per_minute)
        self.conversations = Conversations(rasa, world.secret, settings.turn_seconds, relay, limits)
        self._door = Door(self.conversations)
        self._page = WebPage(world.engine, world.secret, settings) if settings.web else None
        self._channels: dict[str, Channel] = make_channels(settings)
        if self._page:
            self._channels[self._page.name] = self._page
        delivery = Delivery(self._channels, world.handovers)
        self._desk = QueueDesk(world.clerks, delivery, (token, settings.operator_token))
        self.watch = HandoverWatch(world.engine, world.secret, delivery)
        self._wyoming: WyomingServer | None = None

    def routes(self) -> list[Route]:
        """All addresses but those of the public interface."""
        platforms = [channel for channel in self._channels.values() if channel is not self._page]
        routes = [
            calendar_route(self._world.engine, self._world.secret),
            *self._desk.routes(),
            *channel_routes(platforms, self._door),
        ]
        if self._page:
            routes += web_routes(
                self._door, self._world.engine, self._world.secret, self._settings, self._page
            )
        return routes

    async def open(self) -> None:
        """Listen where no web server does. Raises UsageError where that is not possible."""
        self._wyoming = await serve_wyoming(self._door, self._settings)

    def hush(self) -> None:
        """Let go of those who listen on an open page: the servers are about to stop."""
        if self._page:
            self._page.stream.close()

    async def close(self) -> None:
        """Listen no longer."""
        if self._wyoming:
            await self._wyoming.stop()
