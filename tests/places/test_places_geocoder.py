"""Online geocoders, against a server on this machine that answers as they do."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.errors import UsageError
from assistant.places.crs import from_wgs84
from assistant.places.geocoder import (
    AT_ONCE,
    REMEMBERED_SECONDS,
    REST_SECONDS,
    OnlineGeocoder,
    make_geocoder,
)
from assistant.walking.straight import metres_between

PLACE = (32.0440, 118.7790)
NEAR = (32.0500, 118.7800)
BAIDU = from_wgs84(*PLACE, "bd09")

NOMINATIM = [
    {
        "place_id": 227839512,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "way",
        "osm_id": 301877215,
        "lat": str(PLACE[0]),
        "lon": str(PLACE[1]),
        "class": "landuse",
        "type": "residential",
        "place_rank": 22,
        "importance": 0.08,
        "addresstype": "residential",
        "name": "金陵花园",
        "display_name": "金陵花园, 秦淮区, 南京市, 江苏省, 中国",
        "boundingbox": ["32.0431", "32.0449", "118.7779", "118.7801"],
    }
]
PHOTON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [PLACE[1], PLACE[0]]},
            "properties": {
                "osm_type": "W",
                "osm_id": 301877215,
                "osm_key": "landuse",
                "osm_value": "residential",
                "type": "locality",
                "countrycode": "CN",
                "name": "金陵花园",
                "city": "南京市",
                "country": "中国",
            },
        }
    ],
}
BAIDU_V3 = {
    "status": 0,
    "result": {
        "location": {"lng": BAIDU[1], "lat": BAIDU[0]},
        "precise": 1,
        "confidence": 80,
        "comprehension": 100,
        "level": "地产小区",
    },
}
ANSWERS: dict[str, Any] = {"nominatim": NOMINATIM, "photon": PHOTON, "baidu": BAIDU_V3}
NOTHING: dict[str, Any] = {
    "nominatim": [],
    "photon": {"type": "FeatureCollection", "features": []},
    "baidu": {"status": 1, "msg": "Internal Service Error:无相关结果", "results": []},
}
TOWNS: dict[str, Any] = {
    "nominatim": [NOMINATIM[0] | {"addresstype": "city", "name": "南京市"}],
    "photon": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [PLACE[1], PLACE[0]]},
                "properties": {"type": "city", "name": "南京市", "country": "中国"},
            }
        ],
    },
    "baidu": {
        "status": 0,
        "result": {
            "location": {"lng": BAIDU[1], "lat": BAIDU[0]},
            "precise": 0,
            "confidence": 12,
            "comprehension": 0,
            "level": "城市",
        },
    },
}


class Service:
    """A geocoding service on this machine."""

    def __init__(self) -> None:
        self.body = b""
        self.status = 200
        self.seconds = 0.0
        self.asked: list[dict[str, list[str]]] = []
        self.answered = 0
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append(parse_qs(urlsplit(self.path).query))
                service.agent = self.headers["User-Agent"]
                time.sleep(service.seconds)
                self.send_response(service.status)
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(service.body)))
                self.end_headers()
                self.wfile.write(service.body)
                service.answered += 1

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing."""

        self.agent = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()

    def says(self, content: Any) -> None:
        self.body = json.dumps(content, ensure_ascii=False).encode()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.close()


@pytest.fixture(params=["nominatim", "photon", "baidu"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def geocoder(service: Service, kind: str) -> OnlineGeocoder:
    made = make_geocoder(kind, "a-key", service.url, 1.0)
    assert isinstance(made, OnlineGeocoder)
    return made


def test_a_place_is_found_to_the_metre(
    service: Service, geocoder: OnlineGeocoder, kind: str
) -> None:
    service.says(ANSWERS[kind])
    found = geocoder.find("金陵花园", NEAR)
    assert found
    assert found.name == "金陵花园"
    assert (found.kind, found.id) == ("geocoded", kind)
    assert metres_between(found.position, PLACE) < 1
    assert "fifteen-minute-assistant" in service.agent
    assert any("金陵花园" in value for values in service.asked[0].values() for value in values)


def test_no_more_than_roughly_where_somebody_is_leaves_the_machine(
    service: Service, geocoder: OnlineGeocoder, kind: str
) -> None:
    service.says(ANSWERS[kind])
    geocoder.find("金陵花园", (32.05678, 118.78765))
    told = json.dumps(service.asked)
    assert "32.05" not in told
    assert "118.78" not in told


def test_the_same_words_are_asked_once(
    service: Service, geocoder: OnlineGeocoder, kind: str
) -> None:
    service.says(ANSWERS[kind])
    assert geocoder.find("金陵花园", NEAR) == geocoder.find(" 金陵花园 ", NEAR)
    assert len(service.asked) == 1


def test_that_there_is_no_such_place_is_remembered_too(
    service: Service, geocoder: OnlineGeocoder, kind: str
) -> None:
    service.says(NOTHING[kind])
    assert geocoder.find("火星小区", NEAR) is None
    service.says(ANSWERS[kind])
    assert geocoder.find("火星小区", NEAR) is None
    assert len(service.asked) == 1


def test_a_town_is_no_answer(service: Service, geocoder: OnlineGeocoder, kind: str) -> None:
    service.says(TOWNS[kind])
    assert geocoder.find("火星小区", NEAR) is None


def test_a_place_of_the_same_name_far_away_is_no_answer(
    service: Service, geocoder: OnlineGeocoder, kind: str
) -> None:
    service.says(ANSWERS[kind])
    assert geocoder.find("金陵花园", (39.9, 116.4)) is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[]", b"null", b'{"status": "x"}'])
def test_what_makes_no_sense_is_as_if_there_were_none(
    service: Service, geocoder: OnlineGeocoder, body: bytes
) -> None:
    service.body = body
    assert geocoder.find("金陵花园", NEAR) is None


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_refusal_is_as_if_there_were_none_and_says_no_words(
    service: Service,
    geocoder: OnlineGeocoder,
    status: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    service.status = status
    assert geocoder.find("金陵花园", NEAR) is None
    assert "the geocoder" in caplog.text
    assert "金陵" not in caplog.text


def test_a_slow_one_is_not_waited_for(service: Service) -> None:
    service.says(NOMINATIM)
    service.seconds = 3.0
    slow = make_geocoder("nominatim", "", service.url, 0.3)
    assert isinstance(slow, OnlineGeocoder)
    assert slow.find("金陵花园", NEAR) is None
    assert service.asked
    assert not service.answered, "it was waited for"


def test_a_server_that_is_not_there(service: Service) -> None:
    nobody = make_geocoder("photon", "", "http://127.0.0.1:9", 0.5)
    assert nobody
    assert nobody.find("金陵花园", NEAR) is None


class Ticks:
    """A clock that the test turns."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Answering:
    """Stands for geopy: counts the questions."""

    asked = 0

    def geocode(self, words: str, **_options: Any) -> None:
        self.asked += 1


def test_manners_and_memory() -> None:
    ticks, service = Ticks(), Answering()
    geocoder = OnlineGeocoder(service, "nominatim", 1.0, ticks)
    geocoder.find("甲小区", None)
    geocoder.find("乙小区", None)
    assert service.asked == 1, "a second question within a second"
    ticks.now += 1.1
    geocoder.find("乙小区", None)
    assert service.asked == 2
    ticks.now += REMEMBERED_SECONDS
    geocoder.find("乙小区", None)
    assert service.asked == 3, "an old answer is asked for again"


class Hanging:
    """Stands for a server's name that cannot be looked up, for as long as the test likes."""

    def __init__(self) -> None:
        self.asked = 0
        self.freed = threading.Event()

    def geocode(self, words: str, **_options: Any) -> None:
        self.asked += 1
        self.freed.wait()


def test_a_service_that_hangs_is_left_alone_for_a_while() -> None:
    ticks, service = Ticks(), Hanging()
    geocoder = OnlineGeocoder(service, "photon", 0.05, ticks)
    assert geocoder.find("甲小区", None) is None
    assert geocoder.find("乙小区", None) is None
    assert service.asked == 1, "everybody waits for nothing"
    for _ in range(AT_ONCE + 2):
        ticks.now += REST_SECONDS
        geocoder.find("丙小区", None)
    assert service.asked == AT_ONCE, "the threads are used up"
    service.freed.set()


def test_what_failed_is_asked_again_after_the_rest(service: Service) -> None:
    ticks = Ticks()
    made = make_geocoder("nominatim", "", service.url, 1.0)
    assert isinstance(made, OnlineGeocoder)
    made._timer = ticks
    service.status = 503
    assert made.find("金陵花园", NEAR) is None
    service.status = 200
    service.says(NOMINATIM)
    assert made.find("金陵花园", NEAR) is None
    ticks.now += REST_SECONDS
    assert made.find("金陵花园", NEAR) is not None
    assert len(service.asked) == 2


@pytest.mark.parametrize("status", [2, 4, 5, 101, 200, 240, 302, 401])
def test_baidu_refuses_with_a_number(
    service: Service, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    service.says({"status": status, "message": "天配额超限，限制访问"})
    made = make_geocoder("baidu", "a-key", service.url, 1.0)
    assert made
    assert made.find("金陵花园", NEAR) is None
    # A question that another test gave up waiting for may still be telling of its retries.
    ours = [record for record in caplog.records if record.name == "assistant.places.geocoder"]
    assert len(ours) == 1
    assert "金陵" not in caplog.text


def test_no_words_are_no_question() -> None:
    service = Answering()
    geocoder = OnlineGeocoder(service, "photon", 1.0)
    assert geocoder.find(" ！", None) is None
    assert service.asked == 0


def test_none_is_none() -> None:
    assert make_geocoder("none") is None


@pytest.mark.parametrize(
    ("kind", "key", "url", "reason"),
    [
        ("google", "", "", "one of"),
        ("baidu", "", "", "KEY is missing"),
        ("photon", "", "photon.example", "https://"),
    ],
)
def test_wrong_settings_are_named(kind: str, key: str, url: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        make_geocoder(kind, key, url)
