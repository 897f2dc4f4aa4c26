"""Every slip of a file of notices is told in words for the one who wrote it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.bulletin import Notice
from assistant.bulletin.notice_file import BadNoticeError, read_notice, read_notices
from assistant.clock import ZONE
from assistant.errors import UsageError
from assistant.paths import DEMO
from tests.bulletin.board import ESTATES, entry, for_, notice

WEEKLY = {"rule": "FREQ=WEEKLY", "often_zh": "每周", "often_en": "every week"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"titel_zh": "x"}, 'there is no field "titel_zh"; did you mean "title_zh"?'),
        ({"ask_zh": None}, 'it lacks "ask_zh"'),
        ({"what_en": ""}, 'it lacks "what_en"'),
        ({"subject": "water_of"}, 'there is no subject "water_of"; did you mean "water_off"?'),
        ({"who": ["elder"]}, 'no group of people "elder"; did you mean "elders"?'),
        ({"who": "elders"}, '"who" must be a list'),
        ({"who_zh": "老人"}, '"who_zh" and "who_en" go together'),
        ({"starts": "soon"}, '"starts" must be a day such as'),
        ({"starts": "1999-01-01T09:00"}, "must be in the years 2000 to 2099"),
        ({"starts": date(9999, 12, 31), "ends": date(9999, 12, 31)}, "must be in the years"),
        ({"ends": "2026-11-24T08:00"}, 'it "ends" before it "starts"'),
        ({"ends": "2028-11-24T08:00"}, "it lasts more than 366 days"),
        ({"starts": date(2026, 11, 24)}, "must both be days"),
        ({"rule": "FREQ=WEEKLY"}, '"rule" and "often_zh", "often_en" go together'),
        (WEEKLY | {"rule": "weekly"}, "is no RFC 5545 recurrence"),
        (WEEKLY | {"rule": "FREQ=HOURLY"}, "FREQ must be one of DAILY"),
        (WEEKLY | {"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "never comes"),
        ({"except_on": [date(2026, 12, 1)]}, 'only what comes again has "except_on"'),
        ({"near": [91, 0], "within_metres": 5}, '"near" must be [latitude, longitude]'),
        ({"near": "here", "within_metres": 5}, '"near" must be [latitude, longitude]'),
        ({"near": [30.0, 114.0]}, '"near" and "within_metres" go together'),
        ({"within_metres": 0}, '"within_metres" must be metres from 1 to 20000'),
        ({"places": ["银杏苑"]}, 'say which in "where_zh", "where_en"'),
        ({"phone": "物业"}, '"phone" must be a number to dial'),
        ({"what_zh": "换" * 80}, "too long to be listened to"),
        ({"what_en": "x" * 200}, "characters in en, at most"),
        ({"title_zh": True}, '"title_zh" must be words; put them in quotes'),
        ({"tell_from": "tomorrow"}, '"tell_from" holds days such as'),
        ({"id": "x" * 121}, "its id has more than 120 characters"),
    ],
)
def test_a_slip_is_told(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(BadNoticeError) as error:
        read_notice(entry(**changed), ESTATES)
    assert told in str(error.value)


def test_an_estate_that_the_map_does_not_know_is_told_with_the_one_that_may_be_meant() -> None:
    with pytest.raises(BadNoticeError) as error:
        read_notice(for_("银杏院"), ESTATES)
    assert 'there is no estate or building "银杏院"; did you mean "银杏苑"?' in str(error.value)


def test_times_without_a_zone_are_local_and_days_stay_days() -> None:
    assert notice().starts == datetime(2026, 11, 24, 9, tzinfo=ZONE)
    whole = notice(starts=date(2026, 12, 1), ends=date(2026, 12, 31))
    assert whole.by_days
    begin, over = whole.first
    assert (begin, over) == (datetime(2026, 12, 1, tzinfo=ZONE), datetime(2027, 1, 1, tzinfo=ZONE))


# Texts of all scripts are slow to make for the first time on a busy machine.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from([*Notice.__dataclass_fields__, "x"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
        | st.datetimes() | st.lists(st.text() | st.dates() | st.floats(), max_size=3),
    )
)  # fmt: skip
def test_whatever_an_entry_holds_it_is_taken_or_told(changed: dict[str, Any]) -> None:
    try:
        found = read_notice(entry(**changed), ESTATES)
    except BadNoticeError:
        return
    assert Notice.from_json(found.as_json()) == found


def test_the_good_entries_of_a_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "n.yaml"
    path.write_text("- id: a\n- 3\n- title_zh: x\n", encoding="utf-8")
    content = read_notices(path, ESTATES)
    assert not content.notices
    assert [name for name, _ in content.skipped] == ["a", "entry 2", "entry 3"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"\xff\xfe", "not in UTF-8"),
        (b"- id: [", "line 1: this is no YAML"),
        (b"id: a", "must be a list of notices"),
        (b"- starts: 2026-13-01", "a day or time that does not exist"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, written: bytes, told: str) -> None:
    path = tmp_path / "n.yaml"
    path.write_bytes(written)
    with pytest.raises(UsageError) as error:
        read_notices(path, ESTATES)
    assert told in str(error.value)


def test_the_demo_s_notices_are_whole() -> None:
    """Of the estates only the names matter here; the import against the map is tested elsewhere."""
    names = ["银杏苑", "溪畔人家", "听松花园", "桂香里", *(f"银杏苑{n}栋" for n in range(1, 5))]
    content = read_notices(DEMO / "notices.yaml", names)
    assert content.skipped == ()
    assert len(content.notices) == 12
