"""Facilities from a table: good rows kept, bad ones named, nothing twice, all or nothing."""

import threading
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.errors import UsageError
from assistant.facilities import store
from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import Changes
from assistant.facilities.table_import import Report, import_table
from assistant.facilities.tables import Facility, ImportRun
from assistant.paths import DEMO

NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
HEADER = (
    "id,name,services,lat,lon,crs,address,phone,opening_hours,wheelchair,price_note,source,"
    "verified_on"
)
GOOD = (
    "a1,老张配钥匙,key_cutting,30.26,114.54,,桂香街1号,,Mo-Fr 09:00-17:00,yes,8元一把,mine,"
    "2026-05-01"
)


def load(
    engine: Engine, folder: Path, rows: Sequence[str], header: str = HEADER, name: str = "shops"
) -> Report:
    path = folder / f"{name}.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return import_table(engine, load_catalogue(), path, NOW)


def stored(engine: Engine) -> dict[str, FacilityRecord]:
    with Session(engine) as session:
        records = [store.get(session, i) for i in session.scalars(select(Facility.id))]
    return {record.id: record for record in records if record}


def test_a_good_row_is_kept_as_written(engine: Engine, tmp_path: Path) -> None:
    report = load(engine, tmp_path, [GOOD])
    assert (report.changes, report.skipped) == (Changes(added=1), [])
    assert stored(engine)["a1"] == FacilityRecord(
        id="a1",
        source="mine",
        name="老张配钥匙",
        lat=30.26,
        lon=114.54,
        services=("key_cutting",),
        prices={"key_cutting": "8元一把"},
        address="桂香街1号",
        opening_hours="Mo-Fr 09:00-17:00",
        wheelchair="yes",
        verified_on=date(2026, 5, 1),
    )


def test_the_same_file_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, [GOOD])
    before = stored(engine)
    report = load(engine, tmp_path, [GOOD])
    assert report.changes == Changes(unchanged=1)
    assert stored(engine) == before
    with Session(engine) as session:
        assert session.scalar(select(func.count(ImportRun.id))) == 1


def test_a_changed_row_replaces_the_old_one(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, [GOOD])
    row = GOOD.replace("key_cutting", "shoe_repair|locksmith").replace("8元一把", "locksmith: 50元")
    assert load(engine, tmp_path, [row]).changes == Changes(changed=1)
    facility = stored(engine)["a1"]
    assert facility.services == ("locksmith", "shoe_repair")
    assert facility.prices == {"locksmith": "50元"}


def test_a_row_that_is_gone_from_the_file_stays(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, [GOOD, GOOD.replace("a1", "a2")])
    load(engine, tmp_path, [GOOD])
    assert set(stored(engine)) == {"a1", "a2"}


def test_the_same_id_of_another_source_is_another_place(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, [GOOD], name="north")
    other = GOOD.replace("老张", "老李").replace("mine", "yours")
    load(engine, tmp_path, [other], name="south")
    assert {record.name for record in stored(engine).values()} == {"老张配钥匙", "老李配钥匙"}
    assert load(engine, tmp_path, [other], name="south").changes == Changes(unchanged=1)


def test_without_a_source_the_file_is_the_source(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, [GOOD.replace("mine", "")], name="桂花社区")
    assert stored(engine)["a1"].source == "桂花社区"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [("key_cutting", "key_cuting", "Did you mean key_cutting"), ("a1", "", "id is empty"),
     ("Mo-Fr 09:00-17:00", "weekdays", "opening hours"), (",mine", "", "cells"),
     ("2026-05-01", "2026-05-01,more", "cells")],
)  # fmt: skip
def test_a_bad_row_is_named_and_the_good_ones_are_kept(
    engine: Engine, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    report = load(engine, tmp_path, [GOOD.replace(old, new, 1), GOOD.replace("a1", "a2")])
    assert list(stored(engine)) == ["a2"]
    [(line, why)] = report.skipped
    assert line == 2
    assert reason in why
    assert report.changes == Changes(added=1)


def test_an_id_that_stands_twice_is_named_with_its_line(engine: Engine, tmp_path: Path) -> None:
    report = load(engine, tmp_path, [GOOD, GOOD.replace("老张", "老李")])
    assert report.skipped == [(3, 'the id "a1" stands in line 2 already')]
    assert stored(engine)["a1"].name == "老张配钥匙"


def test_lines_are_counted_as_an_editor_counts_them(engine: Engine, tmp_path: Path) -> None:
    broken = GOOD.replace("a1", "")
    report = load(engine, tmp_path, ["", GOOD.replace("桂香街1号", '"桂香街\n1号"'), broken])
    assert [line for line, _ in report.skipped] == [5]


def test_what_a_spreadsheet_leaves_behind_does_no_harm(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    text = "\r\n".join([HEADER.upper() + ",,", GOOD + ",,", "," * 14, ""])
    path.write_bytes(text.encode("utf-8-sig"))
    report = import_table(engine, load_catalogue(), path, NOW)
    assert (report.changes, report.skipped) == (Changes(added=1), [])


def test_columns_that_mean_nothing_are_said(engine: Engine, tmp_path: Path) -> None:
    report = load(engine, tmp_path, [GOOD + ",red"], HEADER + ",colour")
    assert report.changes.added == 1
    assert "colour" in report.summary()


@pytest.mark.parametrize(
    ("header", "reason"),
    [("id,name,services,lat", "lacks the column lon"), (HEADER + ",open_hours", "opening_hours")],
)
def test_a_table_of_another_kind_is_refused(
    engine: Engine, tmp_path: Path, header: str, reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        load(engine, tmp_path, [GOOD], header)
    assert stored(engine) == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [((HEADER + "\n" + GOOD).encode("gbk"), "UTF-8"), (b"", "lacks the column"),
     ((HEADER + "\n\"" + "x" * 200_000).encode(), "no CSV")],
)  # fmt: skip
def test_what_is_no_table_is_said_plainly(
    engine: Engine, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "shops.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=reason):
        import_table(engine, load_catalogue(), path, NOW)


def test_a_missing_file_is_said_plainly(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.csv"):
        import_table(engine, load_catalogue(), tmp_path / "none.csv", NOW)


def test_a_crash_half_way_leaves_the_old_data_whole(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(engine, tmp_path, [GOOD])

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    rows = [GOOD.replace("老张", "老李"), *(GOOD.replace("a1", f"b{i}") for i in range(900))]
    with monkeypatch.context() as patched:
        patched.setattr("assistant.facilities.table_import.note_import", crash)
        with pytest.raises(KeyboardInterrupt):
            load(engine, tmp_path, rows)
    assert [record.name for record in stored(engine).values()] == ["老张配钥匙"]
    assert load(engine, tmp_path, rows).changes == Changes(added=900, changed=1)


def test_readers_are_answered_while_an_import_writes(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(engine, tmp_path, [GOOD])
    seen: list[str] = []

    def look(*_: object) -> None:
        reader = threading.Thread(target=lambda: seen.extend(stored(engine)))
        reader.start()
        reader.join()

    monkeypatch.setattr("assistant.facilities.table_import.note_import", look)
    load(engine, tmp_path, [GOOD, GOOD.replace("a1", "a2")])
    assert seen == ["a1"]


def test_the_demo_neighbourhood_is_taken_over_whole(engine: Engine) -> None:
    report = import_table(engine, load_catalogue(), DEMO / "facilities.csv", NOW)
    assert report.skipped == []
    assert report.changes.added >= 250
    services = {service for record in stored(engine).values() for service in record.services}
    assert len(services) >= 95
    assert "smart_lock_repair" not in services
