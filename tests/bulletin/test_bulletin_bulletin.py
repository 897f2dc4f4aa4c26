"""Finding notices: by what is asked, by place, by people, by day; telling one unasked once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from assistant.bulletin import Place, asked_in
from assistant.clock import ZONE
from tests.bulletin.board import CREEKSIDE, GINKGO_3, NOW, Town, entry, for_, hours

ALL = "有什么通知"
DAY = timedelta(days=1)


def found(town: Town, said: str, *places: Place, now: datetime = NOW, **more: Any) -> list[str]:
    asked = asked_in(said, now)
    return [each.notice.id for each in town.bulletin.find(asked, places, now, **more)]


def test_what_is_posted_for_some_houses_concerns_who_is_there(town: Town) -> None:
    town.posts(for_("银杏苑3栋", id="house"), for_("银杏苑", id="estate"), entry(id="all"))
    assert set(found(town, ALL, GINKGO_3)) == {"house", "estate", "all"}
    assert found(town, ALL, CREEKSIDE) == ["all"]
    assert found(town, ALL) == ["all"]
    assert len(found(town, ALL, anywhere=True)) == 3
    assert set(found(town, ALL, CREEKSIDE, GINKGO_3)) == {"house", "estate", "all"}


@pytest.mark.parametrize(
    ("name", "concerned"),
    [
        ("银杏苑1栋", True),
        ("银杏苑1栋2单元", True),
        ("銀杏苑1栋", True),
        ("银杏苑", True),  # they know which building is theirs
        ("银杏苑10栋", False),
        ("银杏苑公交站", False),
        ("银杏苑西门", False),
        ("银杏", False),
    ],
)
def test_a_building_is_not_the_one_beside_it(town: Town, name: str, concerned: bool) -> None:
    town.posts(for_("银杏苑1栋"))
    assert bool(found(town, ALL, Place((30.2, 114.5), (name,)))) is concerned


def test_an_estate_is_all_its_buildings_and_gates(town: Town) -> None:
    town.posts(for_("银杏苑"))
    names = ("银杏苑10栋", "银杏苑西门", "银杏苑12号楼", "银杏苑公交站", "银杏苑二期")
    concerned = [bool(found(town, ALL, Place((30.2, 114.5), (name,)))) for name in names]
    assert concerned == [True, True, True, False, False]


def test_all_around_a_point(town: Town) -> None:
    where = {"where_zh": "北门", "where_en": "north gate"}
    town.posts(entry(near=[30.2620, 114.5409], within_metres=300, **where))
    assert found(town, ALL, GINKGO_3)
    assert not found(town, ALL, CREEKSIDE)


def test_a_subject_is_told_by_its_words_and_by_the_notice_s_own(town: Town) -> None:
    town.posts(
        entry(id="water"),
        entry(id="flu", subject="vaccination", words=["流感"], who=["elders"]),
        entry(id="lamps", subject="other", words=["路灯+改造", "lamps"]),
    )
    assert found(town, "明天停水吗") == ["water"]
    assert found(town, "什么时候打疫苗") == ["flu"]
    assert found(town, "流感的通知") == ["flu"]
    assert found(town, "路灯啥时候改造") == ["lamps"]
    assert found(town, "any notice of the lamps") == ["lamps"]
    assert found(town, "停电吗") == []
    assert len(found(town, ALL)) == 3


def test_who_is_asked_for(town: Town) -> None:
    town.posts(
        entry(id="all"),
        entry(id="flu", subject="vaccination", who=["elders"]),
        entry(id="eyes", subject="checkup", who=["parents"]),
    )
    assert found(town, "有没有跟老人有关的通知") == ["flu"]
    assert found(town, "any notices for dog owners") == []
    assert found(town, "65岁以上体检的通知") == []
    assert found(town, "孩子体检的通知") == ["eyes"]


def test_the_soonest_first_and_what_has_begun_where_it_ends(town: Town) -> None:
    town.posts(
        entry(id="long", starts=date(2026, 11, 1), ends=date(2026, 12, 31)),
        entry(id="later", starts="2026-11-25T09:00", ends="2026-11-25T10:00"),
        entry(id="now", starts="2026-11-23T09:00", ends="2026-11-23T12:00"),
        entry(id="over", starts="2026-11-23T08:00", ends="2026-11-23T10:00"),
        entry(id="not_yet", tell_from=date(2026, 11, 24)),
    )
    assert found(town, ALL) == ["now", "later", "long"]
    assert "not_yet" in found(town, ALL, now=NOW + DAY)


def test_the_days_asked_for(town: Town) -> None:
    town.posts(
        entry(id="tuesday"), entry(id="week", starts=date(2026, 11, 23), ends=date(2026, 11, 27))
    )
    assert found(town, "明天有什么通知") == ["tuesday", "week"]
    assert found(town, "后天有什么通知") == ["week"]
    assert found(town, "周六有什么通知") == []


def test_what_comes_again(town: Town) -> None:
    often = {"rule": "FREQ=WEEKLY;BYDAY=SA", "often_zh": "每周六", "often_en": "every Saturday"}
    saturdays = {"starts": "2026-11-07T08:00", "ends": "2026-11-07T11:00"}
    town.posts(entry(**often, **saturdays, except_on=[date(2026, 11, 28)]))
    (posted,) = town.bulletin.find(asked_in(ALL, NOW), [], NOW)
    assert posted.start == datetime(2026, 12, 5, 8, tzinfo=ZONE)
    during = posted.start + hours(1)
    (posted,) = town.bulletin.find(asked_in(ALL, during), [], during)
    assert posted.is_on(during)
    assert town.bulletin.get("water", posted.start, during) == posted
    assert town.bulletin.get("water", posted.start + hours(1), during) is None


def test_a_series_that_ended_is_over(town: Town) -> None:
    often = {"often_zh": "每天", "often_en": "daily"}
    town.posts(entry(rule="FREQ=DAILY;COUNT=3", **often))
    assert found(town, ALL, now=datetime(2026, 11, 26, 15, tzinfo=ZONE)) == ["water"]
    assert found(town, ALL, now=datetime(2026, 11, 26, 16, tzinfo=ZONE)) == []


def test_an_outage_at_home_is_told_unasked_once_to_each(town: Town) -> None:
    town.posts(for_("银杏苑3栋"))
    told = town.bulletin.news("anna", GINKGO_3, NOW)
    assert told is not None
    assert told.notice.id == "water"
    assert town.bulletin.news("anna", GINKGO_3, NOW + hours(2)) is None
    assert town.bulletin.news("bert", GINKGO_3, NOW) is not None
    assert town.bulletin.news("carl", CREEKSIDE, NOW) is None


def test_only_what_cuts_people_off_within_a_day_is_told_unasked(town: Town) -> None:
    town.posts(for_("银杏苑3栋"), for_("银杏苑", id="drill", subject="fire_drill"))
    assert town.bulletin.news("anna", GINKGO_3, NOW - DAY) is None
    assert town.bulletin.news("anna", GINKGO_3, NOW + DAY + hours(7)) is None
    assert town.bulletin.news("anna", GINKGO_3, NOW + DAY + hours(5)) is not None


def test_nobody_can_be_read_from_who_was_told_and_it_is_deleted(town: Town) -> None:
    town.posts(
        for_("银杏苑3栋"),
        for_("银杏苑3栋", id="b", starts="2026-11-26T09:00", ends="2026-11-26T10:00"),
    )
    town.bulletin.news("anna", GINKGO_3, NOW)
    with town.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM bulletin_told")).all()
        assert len(rows) == 1
        assert "anna" not in str(rows)
        assert "water" not in str(rows)
    town.bulletin.news("bert", GINKGO_3, NOW + 3 * DAY - hours(2))
    with town.engine.connect() as connection:
        assert len(connection.execute(text("SELECT * FROM bulletin_told")).all()) == 1


def test_who_is_forgotten_is_told_anew(town: Town) -> None:
    town.posts(for_("银杏苑3栋"))
    town.bulletin.news("anna", GINKGO_3, NOW)
    town.bulletin.news("bert", GINKGO_3, NOW)
    town.bulletin.forget("anna", NOW)
    assert town.bulletin.news("bert", GINKGO_3, NOW) is None
    assert town.bulletin.news("anna", GINKGO_3, NOW) is not None
