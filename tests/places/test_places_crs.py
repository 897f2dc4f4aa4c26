import random

import pytest

from assistant.errors import UsageError
from assistant.places.crs import Point, from_wgs84, parse_point, to_wgs84
from assistant.walking.straight import metres_between

# Longitude and latitude, computed with the usual public formulas.
KNOWN = [
    ((121.469192, 31.232370), (121.473730, 31.230441), (121.480267, 31.236375)),
    ((116.391305, 39.907333), (116.397546, 39.908734), (116.403919, 39.915078)),
    ((113.264385, 23.129112), (113.269715, 23.126435), (113.276136, 23.132723)),
]


@pytest.mark.parametrize(("wgs84", "gcj02", "bd09"), KNOWN)
def test_known_points(
    wgs84: tuple[float, float], gcj02: tuple[float, float], bd09: tuple[float, float]
) -> None:
    for crs, (lon, lat) in (("gcj02", gcj02), ("bd09", bd09)):
        assert to_wgs84(lat, lon, crs) == pytest.approx((wgs84[1], wgs84[0]), abs=2e-6)
        assert from_wgs84(wgs84[1], wgs84[0], crs) == pytest.approx((lat, lon), abs=2e-6)


@pytest.mark.parametrize("crs", ["wgs84", "gcj02", "bd09"])
def test_there_and_back_anywhere_in_china(crs: str) -> None:
    numbers = random.Random(7)
    for _ in range(2000):
        lat, lon = numbers.uniform(18, 53), numbers.uniform(74, 134)
        assert to_wgs84(*from_wgs84(lat, lon, crs), crs) == pytest.approx((lat, lon), abs=1e-7)


def test_gcj02_is_hundreds_of_metres_off() -> None:
    here = (30.58, 114.29)
    assert 400 < metres_between(here, to_wgs84(*here, "gcj02")) < 700


@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_outside_china_nothing_moves(crs: str) -> None:
    assert to_wgs84(51.5074, -0.1278, crs) == (51.5074, -0.1278)
    assert from_wgs84(51.5074, -0.1278, crs) == (51.5074, -0.1278)


@pytest.mark.parametrize("text", ["32.044,118.779", " 32.044 , 118.779 ", "32.044，118.779"])
def test_parse_point(text: str) -> None:
    assert parse_point(text) == Point(32.044, 118.779)


def test_parse_point_converts() -> None:
    point = parse_point("31.230441,121.473730", "GCJ02")
    assert (point.lat, point.lon) == pytest.approx((31.232370, 121.469192), abs=2e-6)


@pytest.mark.parametrize(
    ("text", "crs", "reason"),
    [
        ("here", "wgs84", "LAT,LON"),
        ("", "wgs84", "LAT,LON"),
        ("32.044", "wgs84", "LAT,LON"),
        ("32,118,5", "wgs84", "LAT,LON"),
        ("118.779,32.044", "wgs84", "swapped; write 32.044,118.779"),
        ("87.617,43.793", "wgs84", "swapped; write 43.793,87.617"),
        ("nan,118", "wgs84", "not on the earth"),
        ("32,inf", "wgs84", "not on the earth"),
        ("95,200", "wgs84", "not on the earth"),
        ("32.044,118.779", "utm", 'no crs "utm"'),
    ],
)
def test_parse_point_refuses(text: str, crs: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        parse_point(text, crs)
