"""What a request may hold."""

import pytest

from assistant.errors import UsageError
from assistant.gateway.messages import clean, has_words, language_of, read_message
from assistant.places import from_wgs84
from assistant.walking import metres_between


def test_a_plain_message() -> None:
    message = read_message({"user": "a", "text": "配钥匙"}, trusted=False)
    assert (message.user, message.text, message.channel) == ("a", "配钥匙", "chat")
    assert message.here is None


@pytest.mark.parametrize(
    "body",
    [None, [], "text", {}, {"user": ""}, {"user": 7, "text": "x"}, {"user": "a", "text": 5},
     {"user": "a", "text": "x", "channel": "fax"}, {"user": "a", "text": "x", "message_id": 3},
     {"user": "a" * 300, "text": "x"}, {"user": "a", "text": "x", "message_id": "m-\ud800"}],
)  # fmt: skip
def test_a_request_of_the_wrong_form_is_named(body: object) -> None:
    with pytest.raises(UsageError):
        read_message(body, trusted=False)


def test_a_shifted_position_is_converted_at_the_door() -> None:
    location = {"lat": 32.04193, "lon": 118.78388, "crs": "gcj02"}
    message = read_message({"user": "a", "text": "", "location": location}, trusted=False)
    assert message.here is not None
    assert abs(message.here["lat"] - location["lat"]) > 0.001


@pytest.mark.parametrize(
    "location",
    [{}, {"lat": 91, "lon": 0}, {"lat": "north", "lon": 1}, {"lat": None, "lon": 1}, [1, 2],
     {"lat": float("nan"), "lon": 1}, {"lat": 30, "lon": 114, "crs": "mars"},
     {"lat": 10**400, "lon": 1}],
)  # fmt: skip
def test_a_position_that_cannot_be_read_loses_no_words(location: object) -> None:
    message = read_message({"user": "a", "text": "配钥匙", "location": location}, trusted=False)
    assert message.here_unreadable
    assert message.text == "配钥匙"


def test_what_a_place_is_called_can_be_written_again() -> None:
    location = {"lat": 30, "lon": 114, "label": "银杏苑\ud800\n3栋\x00 ", "label_en": ["x"]}
    message = read_message({"user": "a", "text": "", "location": location}, trusted=False)
    assert message.here is not None
    assert (message.here["label"], message.here["label_en"]) == ("银杏苑 3栋", "")


def test_only_this_machine_may_set_the_clock() -> None:
    body = {"user": "a", "text": "x", "now": "2026-05-01T09:30"}
    with pytest.raises(UsageError):
        read_message(body, trusted=False)
    assert read_message(body, trusted=True).now is not None
    with pytest.raises(UsageError):
        read_message(body | {"now": "yesterday"}, trusted=True)


def test_words_are_cleaned() -> None:
    assert clean("  /配\x00钥\n匙 ") == "配 钥 匙"
    assert clean("//restart") == "restart"


def test_words_and_languages() -> None:
    assert has_words("120")
    assert not has_words("👍。")
    assert language_of("附近 gym") == "zh"
    assert language_of("a gym") == "en"
    assert language_of("120", "en") == "en"


def test_swapped_positions_are_told_apart_from_unreadable_ones() -> None:
    for location in ({"lat": 114.54, "lon": 30.26}, {"lat": 87.6, "lon": 43.8}):
        message = read_message({"user": "a", "text": "", "location": location}, trusted=False)
        assert message.here_swapped
        assert message.here is None
    message = read_message({"user": "a", "location": {"lat": 999, "lon": 2000}}, trusted=False)
    assert message.here_unreadable
    assert not message.here_swapped


@pytest.mark.parametrize("crs", ["wgs84", "gcj02", "bd09"])
def test_every_system_comes_in_as_the_same_place(crs: str) -> None:
    here = (32.0440, 118.7790)
    lat, lon = from_wgs84(*here, crs)
    location = {"lat": lat, "lon": lon, "crs": crs}
    message = read_message({"user": "a", "location": location}, trusted=False)
    assert message.here
    assert metres_between(here, (message.here["lat"], message.here["lon"])) < 1


@pytest.mark.parametrize("sign", ["👌", "👍", "👍🏽", "🆗"])
def test_a_nod_is_a_yes(sign: str) -> None:
    assert clean(sign) == "好的"
