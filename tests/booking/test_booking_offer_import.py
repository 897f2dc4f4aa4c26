"""Taking offers over: again, changed, withdrawn, resized."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.booking import Booking, Offer, Refusal
from assistant.booking.offer_import import OfferReport, import_offers
from assistant.booking.rows import OFFER_SERVICE, SLOT
from assistant.catalogue import load_catalogue
from assistant.errors import UsageError
from assistant.facilities.tables import Facility
from tests.booking.booking_desk import HOURS, NOW, Desk, at

CATALOGUE = load_catalogue()


@pytest.fixture
def desk(engine: Engine) -> Desk:
    with Session(engine) as session, session.begin():
        session.add(
            Facility(
                id="f-1", ref="1", source="test", origin="test", name="x", lat=30, lon=114, cell=1,
                status="open",
            )
        )  # fmt: skip
    return Desk(engine)


def entry(identity: str = "hut", **changed: Any) -> dict[str, Any]:
    told = {"id": identity, "facility": "f-1", "services": ["health_hut"], "kind": "appointment"}
    return told | {"title_zh": "健康屋", "title_en": "health hut", "hours": HOURS} | changed


def take_over(
    desk: Desk, folder: Path, *entries: dict[str, Any], name: str = "offers"
) -> OfferReport:
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return import_offers(desk.engine, CATALOGUE, path)


def counts(report: OfferReport) -> tuple[int, int, int, int, int]:
    return (
        report.added, report.changed, report.unchanged, report.withdrawn, len(report.skipped),
    )  # fmt: skip


def offer(desk: Desk, identity: str = "hut") -> Offer:
    found = desk.bookings.offer(identity)
    assert found is not None
    return found


def test_the_same_file_twice_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    entries = [
        entry(age_from=60, needs=["phone"]),
        entry("clinic", hours="", starts="2026-01-06T09:00", rule="FREQ=WEEKLY", kind="event"),
    ]
    entries[1].pop("hours")
    assert counts(take_over(desk, tmp_path, *entries)) == (2, 0, 0, 0, 0)
    before = desk.bookings.offers()
    assert [each.id for each in before] == ["clinic", "hut"]
    report = take_over(desk, tmp_path, *entries)
    assert counts(report) == (0, 0, 2, 0, 0)
    assert desk.bookings.offers() == before
    assert report.summary() == (
        "0 offers added, 0 changed, 2 unchanged, 0 withdrawn, 0 entries skipped."
    )


def test_what_is_gone_from_the_file_is_withdrawn_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    take_over(desk, tmp_path, entry(), entry("two"))
    made = desk.booked("ma", at(9), "two")
    assert counts(take_over(desk, tmp_path, entry())) == (0, 0, 1, 1, 0)
    assert desk.book("li", at(9), "two") is Refusal.WITHDRAWN
    assert desk.bookings.of(["ma"], NOW) == [made]
    assert counts(take_over(desk, tmp_path, entry())) == (0, 0, 1, 0, 0)
    assert counts(take_over(desk, tmp_path, entry(), entry("two"))) == (0, 1, 1, 0, 0)
    assert desk.book("li", at(9), "two") is Refusal.FULL
    assert desk.booked("li", at(10), "two").holds


def test_another_file_withdraws_nothing_of_this_one(desk: Desk, tmp_path: Path) -> None:
    take_over(desk, tmp_path, entry())
    assert counts(take_over(desk, tmp_path, entry("two"), name="other")) == (1, 0, 0, 0, 0)
    assert counts(take_over(desk, tmp_path, name="other")) == (0, 0, 0, 1, 0)
    assert [each.id for each in desk.bookings.offers()] == ["hut"]


def test_an_offer_goes_over_to_the_file_that_told_it_last(desk: Desk, tmp_path: Path) -> None:
    """A file gets a new name; the old one is imported once more, empty."""
    take_over(desk, tmp_path, entry(), name="old")
    take_over(desk, tmp_path, entry(), name="new")
    assert counts(take_over(desk, tmp_path, name="old")) == (0, 0, 0, 0, 0)
    assert [each.id for each in desk.bookings.offers()] == ["hut"]
    assert counts(take_over(desk, tmp_path, entry(), name="new")) == (0, 0, 1, 0, 0)


def test_a_slip_keeps_the_offer_as_it_was(desk: Desk, tmp_path: Path) -> None:
    take_over(desk, tmp_path, entry(), entry("two"))
    before = offer(desk)
    report = take_over(desk, tmp_path, entry(hours="morning", title_en="new"), entry("two"))
    assert counts(report) == (0, 0, 1, 0, 1)
    assert report.skipped == [("hut", 'the hours "morning" cannot be understood')]
    assert offer(desk) == before
    assert desk.booked("ma", at(9)).holds


def test_changed_services_and_words(desk: Desk, tmp_path: Path) -> None:
    take_over(desk, tmp_path, entry(services=["health_hut", "telemedicine"]))
    report = take_over(desk, tmp_path, entry(services=["vaccination"], title_en="jabs"))
    assert counts(report) == (0, 1, 0, 0, 0)
    assert offer(desk).title_en == "jabs"
    assert desk.bookings.offers(["health_hut"]) == []
    assert desk.bookings.offers(["vaccination"]) == [offer(desk)]
    with desk.engine.connect() as connection:
        assert connection.execute(select(OFFER_SERVICE)).all() == [("hut", "vaccination")]


def test_more_places_are_there_at_once(desk: Desk, tmp_path: Path) -> None:
    take_over(desk, tmp_path, entry())
    desk.booked("ma", at(9))
    take_over(desk, tmp_path, entry(capacity=3))
    assert desk.booked("li", at(9)).holds
    assert desk.booked("wu", at(9)).holds
    assert desk.book("xu", at(9)) is Refusal.FULL


def test_fewer_places_put_nobody_out(desk: Desk, tmp_path: Path) -> None:
    take_over(desk, tmp_path, entry(capacity=4), entry("two", capacity=4))
    made = [desk.booked(f"p{n}", at(9)) for n in range(3)]
    desk.booked("ma", at(10))
    desk.booked("ma", at(10), "two")
    take_over(desk, tmp_path, entry(capacity=2), entry("two", capacity=4))
    assert desk.taken(at(9)) == 3
    assert desk.book("xu", at(9)) is Refusal.FULL
    assert desk.bookings.free(offer(desk), at(9), at(9, 30), NOW) == []
    assert isinstance(desk.bookings.cancel(made[0].id, NOW), Booking)
    assert desk.book("xu", at(9)) is Refusal.FULL
    assert isinstance(desk.bookings.cancel(made[1].id, NOW), Booking)
    assert desk.booked("xu", at(9)).holds
    with desk.engine.connect() as connection:
        rows = connection.execute(select(SLOT.c.offer_id, SLOT.c.capacity).order_by(SLOT.c.start))
        assert {(row.offer_id, row.capacity) for row in rows} == {
            ("hut", 3), ("hut", 2), ("two", 4),
        }  # fmt: skip
    assert desk.counts_are_right()


def test_a_limit_comes_and_goes(desk: Desk, tmp_path: Path) -> None:
    take_over(desk, tmp_path, entry(kind="event", capacity=0))
    for n in range(3):
        desk.booked(f"p{n}", at(9))
    take_over(desk, tmp_path, entry(kind="event", capacity=2))
    assert desk.book("xu", at(9)) is Refusal.FULL
    take_over(desk, tmp_path, entry(kind="event", capacity=0))
    assert desk.booked("xu", at(9)).holds


def test_no_file_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    take_over(desk, tmp_path, entry())
    with pytest.raises(UsageError):
        import_offers(desk.engine, CATALOGUE, tmp_path / "none.yaml")
    (tmp_path / "offers.yaml").write_text("hut")
    with pytest.raises(UsageError):
        import_offers(desk.engine, CATALOGUE, tmp_path / "offers.yaml")
    assert [each.id for each in desk.bookings.offers()] == ["hut"]
