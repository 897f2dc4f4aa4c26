"""What a message says once it is known to be WeChat's."""

import json
from typing import Any

import pytest

from assistant.channels import EventKind, Refused
from assistant.channels.wechat_events import LONGEST_ID, read_event
from assistant.channels.wechat_menu import Menu, menu
from assistant.channels.wechat_xml import read_xml
from assistant.places.crs import to_wgs84
from assistant.walking.straight import metres_between
from tests.support.wechat_side import AT, VECTORS


def message(kind: str = "text", rest: str = "", user: str = "oUser_0001") -> bytes:
    return (
        f"<xml><ToUserName>gh_a</ToUserName><FromUserName>{user}</FromUserName>"
        f"<CreateTime>1798700000</CreateTime><MsgType>{kind}</MsgType>{rest}</xml>"
    ).encode()


def test_a_message_without_a_number_is_known_by_who_and_when() -> None:
    event = read_event(read_xml(message(rest="<Content>您好</Content>")), AT, menu())
    assert event is not None
    assert event.message_id == "oUser_0001:1798700000"


def test_what_write_needs_is_kept() -> None:
    event = read_event(read_xml(message(rest="<Content>您好</Content>")), AT, menu())
    assert event is not None
    assert event.extra == {"account": "gh_a", "at": int(AT.timestamp())}


def test_an_id_that_nobody_has_is_refused() -> None:
    with pytest.raises(Refused):
        read_event(read_xml(message(user="o" * (LONGEST_ID + 1))), AT, menu())


def test_the_words_of_a_tap_are_the_menus() -> None:
    buttons = Menu([{"name": "药店", "key": "k", "say": "最近的药店"}])
    xml = message("event", "<Event>CLICK</Event><EventKey>k</EventKey>")
    event = read_event(read_xml(xml), AT, buttons)
    assert event is not None
    assert (event.kind, event.text) == (EventKind.TEXT, "最近的药店")


POINTS = json.loads((VECTORS / "coordinates.json").read_text(encoding="utf-8"))["points"]


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point["name"])
def test_a_place_picked_on_the_map_is_where_the_person_stands(point: dict[str, Any]) -> None:
    lon, lat = point["gcj02"]
    rest = f"<Location_X>{lat}</Location_X><Location_Y>{lon}</Location_Y>"
    event = read_event(read_xml(message("location", rest)), AT, menu())
    assert event is not None
    assert event.location is not None
    here = to_wgs84(event.location["lat"], event.location["lon"], event.location["crs"])
    assert metres_between(here, point["wgs84"][::-1]) < 1
