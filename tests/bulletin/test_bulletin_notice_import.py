"""Importing notices: nothing twice, what is gone from the file comes down, by hand stays down."""

import pytest

from assistant.bulletin.notice_import import import_notices
from assistant.errors import UsageError
from tests.bulletin.board import NOW, Town, entry, for_


def ids(town: Town) -> set[str]:
    return {each.id for each in town.bulletin.notices(NOW)}


def test_the_same_file_twice_changes_nothing(town: Town) -> None:
    first = town.posts(entry(), for_("银杏苑", id="here"))
    assert (first.added, first.skipped) == (2, [])
    again = import_notices(town.engine, town.path)
    assert (again.added, again.changed, again.unchanged, again.dropped) == (0, 0, 2, 0)
    assert ids(town) == {"water", "here"}


def test_a_changed_entry_is_taken_over_and_one_that_is_gone_comes_down(town: Town) -> None:
    town.posts(entry(), entry(id="second"))
    report = town.posts(entry(what_zh="换水表"))
    assert (report.changed, report.dropped) == (1, 1)
    (left,) = town.bulletin.notices(NOW)
    assert left.what_zh == "换水表"
    assert town.posts(entry(what_zh="换水表"), entry(id="second")).changed == 1
    assert ids(town) == {"water", "second"}


def test_an_entry_with_a_slip_leaves_the_one_before_it_standing(town: Town) -> None:
    town.posts(entry())
    report = town.posts(entry(ends="2026-11-01T09:00"))
    assert report.summary().endswith("0 dropped, 1 entries skipped.")
    assert ids(town) == {"water"}


def test_what_was_taken_down_by_hand_stays_down_until_it_changes(town: Town) -> None:
    town.posts(entry())
    assert town.bulletin.drop("water")
    assert not town.bulletin.drop("water")
    assert town.posts(entry()).unchanged == 1
    assert ids(town) == set()
    town.posts(entry(ends="2026-11-24T18:00"))
    assert ids(town) == {"water"}


def test_places_come_from_the_map(town: Town) -> None:
    ((name, reason),) = town.posts(for_("银杏苑99栋")).skipped
    assert name == "water"
    assert "no estate or building" in reason


def test_a_file_of_another_name_touches_only_its_own(town: Town) -> None:
    town.posts(entry())
    town.path = town.path.with_name("other.yaml")
    town.posts(entry(id="second"))
    assert ids(town) == {"water", "second"}


def test_what_is_no_list_changes_nothing(town: Town) -> None:
    town.posts(entry())
    town.path.write_text("no: list", encoding="utf-8")
    with pytest.raises(UsageError):
        import_notices(town.engine, town.path)
    assert ids(town) == {"water"}
