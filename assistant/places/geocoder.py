"""An online geocoder for places that the imported data does not know; none unless one is set.

The words of the place leave the machine then, and to ten kilometres where the person is; nothing
else. A geocoder that is slow, wrong or gone is as if there were none.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooSlow
from typing import Any, Protocol
from urllib.parse import urlsplit

from geopy.exc import GeocoderServiceError
from geopy.geocoders import BaiduV3, Nominatim, Photon

from assistant.errors import UsageError
from assistant.places.crs import to_wgs84
from assistant.places.names import fold
from assistant.places.points import NamedPoint
from assistant.walking.straight import Position, metres_between

log = logging.getLogger(__name__)

KINDS = ("none", "nominatim", "photon", "baidu")
USER_AGENT = "fifteen-minute-assistant"

REACH_METRES = 50_000.0
"""A place farther from where the person was last is another one of the same name."""

MOST_REMEMBERED = 2000
REMEMBERED_SECONDS = 24 * 3600.0
"""How long an answer is used again; also that there was none."""

SECONDS_BETWEEN = {"nominatim": 1.0, "photon": 0.2, "baidu": 0.05}
"""What the services ask of those who use them; who comes too early goes without an answer."""

REST_SECONDS = 10.0
"""After a failure the service is left alone for so long; everybody would wait for nothing."""

ATTRIBUTIONS = {
    "nominatim": "© OpenStreetMap contributors",
    "photon": "© OpenStreetMap contributors",
    "baidu": "百度地图",
}
"""Whom the terms of the services ask to be named."""

AT_ONCE = 4
"""Questions that may be waiting; a service that hangs must not use up the threads."""

_AREA_DEGREES = 0.5
_VAGUE = frozenset(
    {"country", "state", "region", "province", "county", "municipality", "city", "town", "district"}
    | {"city_district"}
)
_VAGUE_BAIDU = frozenset({"国家", "省", "城市", "区县", "乡镇", "UNKNOWN"})
_SURE_BAIDU = 50
"""Baidu's confidence from which on the place lies within a kilometre."""

KIND = "geocoded"
"""The kind of the points that it finds."""


class Geocoder(Protocol):
    """Finds places by their names somewhere else."""

    def find(self, words: str, near: Position | None) -> NamedPoint | None:
        """The place called `words`, best near a WGS-84 position; None where it is not known."""


class OnlineGeocoder:
    """One of geopy's geocoders with a time limit, a memory and manners. Thread-safe."""

    def __init__(
        self,
        service: Any,
        kind: str,
        seconds: float,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        """`service` is a geocoder of geopy; `timer` gives seconds from any beginning."""
        self._service = service
        self._kind = kind
        self._seconds = seconds
        self._timer = timer
        self._lock = threading.Lock()
        self._free_at = 0.0
        self._waiting = 0
        self._kept: OrderedDict[tuple[str, str], tuple[float, NamedPoint | None]] = OrderedDict()

    def find(self, words: str, near: Position | None) -> NamedPoint | None:
        """See `Geocoder`. Takes no longer than the time limit."""
        key = fold(words), f"{near[0]:.1f},{near[1]:.1f}" if near else ""
        if not key[0]:
            return None
        with self._lock:
            kept = self._kept.get(key)
            now = self._timer()
            if kept and now - kept[0] < REMEMBERED_SECONDS:
                return kept[1]
            if now < self._free_at or self._waiting >= AT_ONCE:
                return None
            self._free_at = now + SECONDS_BETWEEN[self._kind]
            self._waiting += 1
        asked: Future[NamedPoint | None] = Future()
        # A thread that nothing waits for: looking up a server's name may hang beyond every limit.
        threading.Thread(
            target=self._work, args=(asked, words, near), name="geocoder", daemon=True
        ).start()
        try:
            found = asked.result(timeout=self._seconds)
        except TooSlow:
            self._failed("took longer than %.1f s", self._seconds)
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, there is no answer
            self._failed("failed: %s", type(error).__name__)
            return None
        self._keep(key, found)
        return found

    def _work(self, asked: Future[NamedPoint | None], words: str, near: Position | None) -> None:
        try:
            asked.set_result(self._ask(words, near))
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            asked.set_exception(error)
        finally:
            with self._lock:
                self._waiting -= 1

    def _failed(self, how: str, what: object) -> None:
        """One line in the log, without the words that were asked for."""
        log.warning("the geocoder " + how, what)
        with self._lock:
            self._free_at = self._timer() + REST_SECONDS

    def _keep(self, key: tuple[str, str], found: NamedPoint | None) -> None:
        with self._lock:
            self._kept[key] = self._timer(), found
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_REMEMBERED:
                self._kept.popitem(last=False)

    def _ask(self, words: str, near: Position | None) -> NamedPoint | None:
        try:
            answer = self._service.geocode(
                words, timeout=self._seconds, **_preferences(self._kind, near)
            )
        except GeocoderServiceError as error:
            # Baidu calls it a failure of the service that it knows no such place.
            unknown = type(error) is GeocoderServiceError and error.__cause__ is None
            if self._kind == "baidu" and unknown:
                return None
            raise
        if answer is None or _is_vague(self._kind, answer.raw):
            return None
        at = (float(answer.latitude), float(answer.longitude))
        if self._kind == "baidu":
            at = to_wgs84(*at, "bd09")
        if near and metres_between(near, at) > REACH_METRES:
            return None
        return NamedPoint(words, None, KIND, *at, id=self._kind)


def _is_vague(kind: str, raw: Any) -> bool:
    """Whether the answer is a town or more: what services say who do not know the place."""
    if kind == "nominatim":
        return raw.get("addresstype") in _VAGUE
    if kind == "photon":
        return raw["properties"].get("type") in _VAGUE
    return raw.get("level") in _VAGUE_BAIDU or int(raw.get("confidence", 100)) < _SURE_BAIDU


def _preferences(kind: str, near: Position | None) -> dict[str, Any]:
    """How each service is told where the person is, roughly."""
    if kind == "photon":
        return {"location_bias": tuple(round(each, 1) for each in near)} if near else {}
    if kind != "nominatim":
        return {}
    wanted: dict[str, Any] = {"language": "zh"}
    if near:
        south, west = (round(degrees, 1) - _AREA_DEGREES for degrees in near)
        north, east = (round(degrees, 1) + _AREA_DEGREES for degrees in near)
        wanted["viewbox"] = ((south, west), (north, east))
    return wanted


def make_geocoder(kind: str, key: str = "", url: str = "", seconds: float = 1.5) -> Geocoder | None:
    """The geocoder of the settings; None for "none".

    `key` is Baidu's, `url` another server of the same kind. Raises UsageError for an unknown kind,
    a missing key and an address that is none.
    """
    if kind == "none":
        return None
    if kind not in KINDS:
        raise UsageError(f"ASSISTANT_GEOCODER must be one of {', '.join(KINDS)}, not {kind!r}.")
    scheme, domain = _address(url)
    common = {"user_agent": USER_AGENT, "timeout": seconds, "scheme": scheme}
    where = {"domain": domain} if domain else {}
    if kind == "baidu":
        if not key:
            raise UsageError("ASSISTANT_GEOCODER_KEY is missing: Baidu wants a key.")
        service: Any = BaiduV3(key, **common)
        if domain:
            service.api = f"{scheme}://{domain}{service.api_path}"
    elif kind == "photon":
        service = Photon(**common, **where)
    else:
        service = Nominatim(**common, **where)
    return OnlineGeocoder(service, kind, seconds)


def _address(url: str) -> tuple[str, str]:
    """The scheme and the domain of a server's address; an empty domain for none."""
    if not url:
        return "https", ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UsageError(f"ASSISTANT_GEOCODER_URL must begin with https://, not {url!r}.")
    return parts.scheme, parts.netloc + parts.path.rstrip("/")
