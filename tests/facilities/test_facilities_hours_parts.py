"""Taking common opening hours apart."""

import pytest

from assistant.facilities.hours_parts import Part, parts


def test_days_and_spans_of_one_part() -> None:
    assert parts("Mo-Fr,Su 08:30-12:00,14:00-17:30") == [
        Part((), False, (("Mo", "Fr"), ("Su",)), ((510, 720), (840, 1050)))
    ]


def test_a_comma_before_a_day_begins_another_part() -> None:
    found = parts("Mo-Fr 08:00-17:00, Sa 08:00-12:00; PH off")
    assert found is not None
    assert [part.days for part in found] == [(("Mo", "Fr"),), (("Sa",),), (("PH",),)]
    assert found[-1].spans == ()


def test_months_and_school_holidays() -> None:
    assert parts("Jun-Aug 06:00-10:00") == [Part((6, 8), False, (), ((360, 600),))]
    assert parts("SH Mo-Fr 08:30-18:00") == [Part((), True, (("Mo", "Fr"),), ((510, 1080),))]


def test_spans_past_midnight_end_on_the_next_day() -> None:
    found = parts("13:00-02:00")
    assert found is not None
    assert found[0].spans == ((780, 1560),)


@pytest.mark.parametrize("rule", ["24/7", "Mo-Su 00:00-24:00", "00:00-24:00"])
def test_always(rule: str) -> None:
    found = parts(rule)
    assert found is not None
    assert found[0].always
    assert found[0].days == ()


@pytest.mark.parametrize(
    ("rule", "missing"),
    [("We-Mo 09:00-20:00", "Tu"), ("Su-Fr 09:00-20:00", "Sa"), ("Mo-Sa 09:00-20:00", None)],
)
def test_the_day_left_out(rule: str, missing: str | None) -> None:
    found = parts(rule)
    assert found is not None
    assert found[0].missing_day == missing


@pytest.mark.parametrize(
    "rule",
    [
        "Th[2] 09:00-11:00",
        "sunrise-sunset",
        "08:00+",
        "week 1-10 08:00-10:00",
        "周一 8:00",
        "Mo-Fr",
    ],
)
def test_involved_and_broken_rules_are_left_alone(rule: str) -> None:
    assert parts(rule) is None
