"""What people say after an answer: that one, its phone, the way there, yes, no, once more."""

from dataclasses import replace

from actions.base import NeighbourAction, Outcome
from actions.find import Find, go_on, listen_on
from actions.offices import writer
from actions.turn import Here, Turn
from actions.world import World
from assistant.finding import FoundPlace
from assistant.walking.directions import LandmarkFinder
from assistant.wording.details import detail_reply
from assistant.wording.directions import directions_reply
from assistant.wording.keywords import aspects_of
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply


def shown_place(turn: Turn, world: World, number: int) -> FoundPlace | None:
    """The place of that number (from 0; -1 the last) in the list just given, as it is now."""
    listed = turn.shown["places"]
    here = turn.start
    if here is None or not -len(listed) <= number < len(listed):
        return None
    place_id, service = listed[number]
    return world.finder.place(
        place_id, service, here.lat, here.lon, walker=turn.walker, now=turn.now
    )


def named_place(turn: Turn, world: World) -> FoundPlace | None:
    """The place that this turn is about: of a service named now, else of the list."""
    shown = turn.shown
    if turn.services and not set(turn.services) & {service for _, service in shown["places"]}:
        return _nearest_of(turn, world, turn.services[0])
    if turn.services and turn.ordinal is None:
        for number, (_, service) in enumerate(shown["places"]):
            if service == turn.services[0] and shown["services"][0] != service:
                return shown_place(turn, world, number)
    return shown_place(turn, world, turn.chosen)


def _nearest_of(turn: Turn, world: World, service: str) -> FoundPlace | None:
    if turn.here is None:
        return None
    answer = Find(world).find(turn, service, turn.here, turn.walker)
    return answer.places[0] if answer.places else None


def talk_of(place: FoundPlace, turn: Turn) -> dict[str, object]:
    """The slots after a place was spoken of: it is the chosen one."""
    listed = turn.shown["places"]
    for number, (place_id, _) in enumerate(listed):
        if place_id == place.id:
            return {"chosen": number}
    service = turn.services[0] if turn.services else place.services[0]
    shown = {"services": [service], "places": [[place.id, service]], "offset": 1}
    return {"shown": shown, "chosen": 0}


class Select(NeighbourAction):
    """One of the list."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_select"

    def answer(self, turn: Turn) -> Outcome:
        """The place of that number."""
        book = phrase_book(turn.language)
        count = len(turn.shown["places"])
        if turn.services and turn.ordinal is None:
            return Find(self.world).answer(turn)
        if turn.asked.get("question") == "which" and turn.ordinal in (0, 1, -1):
            return look_for(self.world, turn, [turn.asked["services"][turn.ordinal]])
        if not count:
            return Outcome(book.reply("no_list"))
        place = shown_place(turn, self.world, turn.chosen)
        if place is None:
            return Outcome(book.reply("select_out_of_range", count=str(count)))
        slots = {**talk_of(place, turn), "asked": {"question": "directions"}}
        return Outcome(writer(turn, self.world).chosen(place), slots)


class Detail(NeighbourAction):
    """Hours, phone, price, address and so on of one place."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_detail"

    def answer(self, turn: Turn) -> Outcome:
        """What was asked about the place just named, or named now."""
        place = named_place(turn, self.world)
        if place is None and turn.services:
            return Find(self.world).answer(turn)
        if place is None:
            return Outcome(phrase_book(turn.language).reply("detail_which"))
        reply = detail_reply(place, aspects_of(turn.text), turn.now, turn.language)
        return Outcome(reply, talk_of(place, turn))


class Directions(NeighbourAction):
    """The way to a place."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_directions"

    def answer(self, turn: Turn) -> Outcome:
        """The way to the place named now, chosen, or named first."""
        book = phrase_book(turn.language)
        by_name = self._to_named(turn)
        if by_name is not None:
            return by_name
        place = named_place(turn, self.world)
        if place is None and turn.services:
            return Find(self.world).answer(turn)
        if place is None or turn.start is None:
            return Outcome(book.reply("directions_which"))
        listed = place.id in {place_id for place_id, _ in turn.shown["places"]}
        start = turn.start if listed or turn.here is None else turn.here
        return Outcome(way_to(place, start, turn, self.world), talk_of(place, turn))

    def _to_named(self, turn: Turn) -> Outcome | None:
        """To an estate, a street, a landmark that is no facility of the catalogue."""
        if turn.here is None:
            return None
        named = self.world.gazetteer.resolve(turn.text, (turn.here.lat, turn.here.lon))
        hit = named.goal
        if hit is None:
            return None
        name = (hit.name_en or hit.name) if turn.language == "en" else hit.name
        start = (turn.here.lat, turn.here.lon)
        route = self.world.finder.route(start, (hit.lat, hit.lon), turn.walker)
        if route is None:
            return None
        return Outcome(directions_reply(route, name, seen(self.world, hit.name), turn.language))


def way_to(place: FoundPlace, here: Here, turn: Turn, world: World) -> Reply:
    """The way in words; where there is no route, the address."""
    book = phrase_book(turn.language)
    words = writer(turn, world).place_fields(place)
    start, end = (here.lat, here.lon), (place.lat, place.lon)
    route = world.finder.route(start, end, turn.walker)
    if route is None:
        address = place.address or book.said("address_unknown").text
        key = "directions_estimated" if place.estimated else "directions_none"
        return book.reply(key, name=words["name"], metres=words["metres"], address=address)
    reply = directions_reply(route, str(words["name"]), seen(world, place.name), turn.language)
    return replace(reply, places=(place.as_json(),))


def seen(world: World, target: str) -> LandmarkFinder:
    """What is seen at a turn; the place that one walks to is no landmark on the way."""
    return lambda lat, lon: world.gazetteer.nearest_landmark(lat, lon, exclude=target)


def look_for(world: World, turn: Turn, services: list[str]) -> Outcome:
    """The answer to a need that had to be asked about first."""
    if turn.here is None:
        return Outcome(slots={"asked": {"question": "here", "services": services}}, ask_place=True)
    return Find(world).found(turn, services, turn.here)


class Repeat(NeighbourAction):
    """Says the last thing again."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_repeat"

    def answer(self, turn: Turn) -> Outcome:
        """The last reply; the open question stays open."""
        last = turn.tracker.get_slot("last_reply")
        if not last:
            return Outcome(phrase_book(turn.language).reply("repeat_nothing"))
        reply = Reply(last["speech"], last["text"], suggestions=tuple(last["suggestions"]))
        return Outcome(reply, {"asked": turn.tracker.get_slot("asked")})


class Affirm(NeighbourAction):
    """Yes, to whatever was asked."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_affirm"

    def answer(self, turn: Turn) -> Outcome:
        """Goes on with what the open question was about."""
        if turn.services:
            return Find(self.world).answer(turn)
        question = turn.asked.get("question")
        if question == "directions":
            return Directions(self.world).answer(turn)
        if question == "listen_on":
            return listen_on(turn)
        if question == "go_on" and turn.start is not None:
            return go_on(self, turn)
        if question in ("did_you_mean", "which"):
            return look_for(self.world, turn, turn.asked["services"][:1])
        return Outcome(phrase_book(turn.language).reply("affirm_nothing"))


class Deny(NeighbourAction):
    """No, or never mind; with another need in it, that need."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_deny"

    def answer(self, turn: Turn) -> Outcome:
        """Drops what was asked."""
        if turn.services:
            return Find(self.world).answer(turn)
        misheard = turn.asked.get("question") in ("did_you_mean", "which")
        return Outcome(phrase_book(turn.language).reply("rephrase" if misheard else "deny_nothing"))
