"""How somebody walks, and whether they like to be reminded."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.finding import walker
from assistant.people import Habits
from assistant.people.habits import PACES

HABITS = st.builds(
    Habits,
    pace=st.none() | st.floats(*PACES),
    wheelchair=st.booleans(),
    pram=st.booleans(),
    avoid_steps=st.booleans(),
    no_reminders=st.booleans(),
)


@given(HABITS)
def test_habits_are_kept_as_they_are(habits: Habits) -> None:
    assert Habits.from_json(json.loads(json.dumps(habits.as_json()))) == habits


def test_what_a_later_version_kept_besides_is_left_out() -> None:
    assert Habits.from_json({"pace": 0.8, "rollator": True}) == Habits(pace=0.8)
    assert Habits.from_json({}) == Habits()


def test_what_an_earlier_version_kept_is_read() -> None:
    kept = {"pace": 0.8, "wheelchair": False, "pram": True, "avoid_steps": False}
    assert Habits.from_json(kept) == Habits(pace=0.8, pram=True)
    assert not Habits.from_json(kept).no_reminders


@pytest.mark.parametrize("pace", [0.19, 3.01, -1.0, 0.0, float("nan"), float("inf")])
def test_a_pace_of_nobody_is_refused(pace: float) -> None:
    with pytest.raises(UsageError, match="pace must be between"):
        Habits(pace=pace)


def test_the_same_paces_are_believed_as_when_finding() -> None:
    assert PACES == walker.PACES


@given(HABITS, HABITS)
def test_merged_habits_hold_what_either_says(one: Habits, newer: Habits) -> None:
    both = one.merged(newer)
    assert both.pace == (one.pace if newer.pace is None else newer.pace)
    for name in ("wheelchair", "pram", "avoid_steps", "no_reminders"):
        assert getattr(both, name) == (getattr(one, name) or getattr(newer, name))
    assert one.merged(Habits()) == one == one.merged(one)
