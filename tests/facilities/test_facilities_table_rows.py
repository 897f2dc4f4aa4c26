"""One row of a table: every cell checked, every reason told."""

from datetime import date

import pytest

from assistant.catalogue import load_catalogue
from assistant.errors import UsageError
from assistant.facilities.records import FacilityRecord
from assistant.facilities.table_rows import BadRowError, read_row
from assistant.places import to_wgs84

TODAY = date(2026, 11, 23)
ROW = {
    "id": " a1 ",
    "name": "便民服务亭",
    "services": "key_cutting | shoe_repair|key_cutting",
    "lat": "30.26",
    "lon": "114.54",
}


def read(**cells: str) -> FacilityRecord:
    return read_row({**ROW, **cells}, load_catalogue(), "the file", TODAY)


def test_the_least_that_a_row_may_hold() -> None:
    assert read() == FacilityRecord(
        id="a1",
        source="the file",
        name="便民服务亭",
        lat=30.26,
        lon=114.54,
        services=("key_cutting", "shoe_repair"),
    )


def test_everything_that_a_row_may_hold() -> None:
    record = read(
        name_en="Repair kiosk", crs="WGS84", address="桂香街", phone="010-5550-1234",
        opening_hours="Tu,Fr 09：00—16：00；PH off;", wheelchair="Limited", source="街道办",
        verified_on="2026-11-23", status="closed_until", status_until="2026-12-01",
        floor="一楼", eligibility="本社区居民", bring="旧钥匙",
    )  # fmt: skip
    assert record.name_en == "Repair kiosk"
    assert record.opening_hours == "Tu,Fr 09:00-16:00;PH off"
    assert (record.wheelchair, record.source) == ("limited", "街道办")
    assert (record.status, record.status_until) == ("closed_until", date(2026, 12, 1))
    assert record.verified_on == TODAY
    assert (record.floor, record.eligibility, record.bring) == ("一楼", "本社区居民", "旧钥匙")


@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_a_shifted_position_is_converted(crs: str) -> None:
    record = read(crs=crs)
    assert (record.lat, record.lon) == to_wgs84(30.26, 114.54, crs)
    assert abs(record.lon - 114.54) > 0.003


@pytest.mark.parametrize(
    ("note", "prices"),
    [
        ("", {}),
        ("8元起", {"key_cutting": "8元起", "shoe_repair": "8元起"}),
        ("key_cutting: 8元 | shoe_repair: 15元", {"key_cutting": "8元", "shoe_repair": "15元"}),
        ("shoe_repair: 15元", {"shoe_repair": "15元"}),
        ("周一: 半价", {"key_cutting": "周一: 半价", "shoe_repair": "周一: 半价"}),
    ],
)
def test_a_price_note_belongs_to_its_service(note: str, prices: dict[str, str]) -> None:
    assert read(price_note=note).prices == prices


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id": " "}, "the id is empty"),
        ({"name": ""}, "the name is empty"),
        ({"id": "x" * 121}, "longer than 120"),
        ({"source": "x" * 121}, "longer than 120"),
        ({"services": ""}, "no service"),
        ({"services": "key_cutting|shoerepair"}, "Did you mean shoe_repair"),
        ({"lat": "north"}, "north"),
        ({"lat": "nan"}, "nan"),
        ({"lat": "114.54", "lon": "30.26"}, "swapped|round|order"),
        ({"crs": "mars"}, "mars"),
        ({"opening_hours": "24小时"}, "opening hours"),
        ({"wheelchair": "maybe"}, "yes, no, limited"),
        ({"status": "ruined"}, "planned"),
        ({"status_until": "soon"}, "status_until"),
        ({"verified_on": "2026-02-30"}, "verified_on"),
        ({"verified_on": "2026-11-24"}, "still to come"),
    ],
)
def test_a_bad_cell_is_named(cells: dict[str, str], reason: str) -> None:
    with pytest.raises((BadRowError, UsageError), match=reason):
        read(**cells)
