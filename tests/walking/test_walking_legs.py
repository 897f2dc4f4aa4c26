from dataclasses import replace

from walking_town import at

from assistant.walking.legs import legs
from assistant.walking.passages import Pass, Passage
from assistant.walking.route import Step, Turn, turn_between


def way(*pieces: tuple[float, float, str], passing: dict[int, Passage] | None = None) -> list[Step]:
    """Steps from (heading, metres, street), the first one straight out of the door."""
    steps = []
    coming = pieces[0][0]
    for number, (heading, metres, street) in enumerate(pieces):
        turn = turn_between(coming, heading) if number else Turn.START
        passages = (passing[number],) if passing and number in passing else ()
        steps.append(
            Step(turn, at(0, 0), heading, coming, metres, metres, street, passages=passages)
        )
        coming = heading
    return steps


def told(*pieces: tuple[float, float, str], **options: dict[int, Passage]) -> list[str]:
    return [
        f"{leg.turn} {leg.metres:.0f} {leg.street}".strip() for leg in legs(way(*pieces, **options))
    ]


def test_plain_turns_stay() -> None:
    assert told((0, 100, "a"), (90, 200, "b"), (0, 80, "c")) == [
        "start 100 a",
        "right 200 b",
        "left 80 c",
    ]


def test_a_jog_is_no_turn() -> None:
    assert told((0, 100, "a"), (90, 12, ""), (0, 200, "a")) == ["start 312 a"]


def test_a_corner_cut_in_two_is_one_turn() -> None:
    assert told((0, 100, "a"), (45, 15, ""), (90, 200, "b")) == ["start 100 a", "right 215 b"]


def test_right_and_right_again_is_told() -> None:
    assert told((0, 100, "a"), (90, 15, "b"), (180, 200, "c")) == [
        "start 100 a",
        "right 15 b",
        "right 200 c",
    ]


def test_a_jog_at_the_door_belongs_to_what_follows() -> None:
    first, second = way((90, 10, ""), (0, 200, "b"))
    (leg,) = legs([replace(first, coming=180), second])
    assert (leg.turn, leg.heading, leg.coming, leg.metres) == (Turn.START, 0, 180, 210)


def test_without_a_door_there_is_none_after_a_jog_either() -> None:
    (leg,) = legs(way((90, 10, ""), (0, 200, "b")))
    assert leg.coming == leg.heading == 0


def test_a_jog_at_the_end_is_part_of_the_walk() -> None:
    assert told((0, 100, "a"), (90, 7, "")) == ["start 107 a"]
    assert told((0, 100, "a"), (30, 20, "")) == ["start 120 a"]


def test_a_last_corner_is_told() -> None:
    assert told((0, 100, "a"), (90, 10, "")) == ["start 100 a", "right 10"]


def test_where_a_street_goes_on_to_one_side_both_turns_are_told() -> None:
    first, jog, on = way((0, 100, "a"), (90, 14, "b"), (0, 200, "a"))
    turns = [leg.turn for leg in legs([first, replace(jog, at_end=True), on])]
    assert turns == [Turn.START, Turn.RIGHT, Turn.LEFT]
    assert len(legs([first, jog, on])) == 1


def test_a_footbridge_whose_steps_lie_in_three_stretches_is_one() -> None:
    up, bridge, down = (
        Passage(Pass.STEPS_UP, 90, 10, flights=1),
        Passage(Pass.BRIDGE, 0, 70, "天桥"),
        Passage(Pass.STEPS_DOWN, 0, 10, flights=1),
    )
    (leg,) = legs(
        way((0, 100, "a"), (0, 70, "天桥"), (0, 300, "b"), passing={0: up, 1: bridge, 2: down})
    )
    assert leg.passages == (Passage(Pass.FOOTBRIDGE, 90, 90, "天桥", flights=2),)


def test_steps_are_never_swallowed() -> None:
    stairs = Passage(Pass.STEPS_UP, 0, 12)
    assert told((0, 100, "a"), (90, 12, ""), (0, 80, "c"), passing={1: stairs}) == [
        "start 100 a",
        "right 12",
        "left 80 c",
    ]


def test_straight_on_along_the_same_street_is_not_told() -> None:
    assert told((0, 100, "a"), (10, 300, "a"), (0, 200, "")) == ["start 600 a"]


def test_straight_on_into_another_long_street_is() -> None:
    assert told((0, 100, "a"), (10, 300, "b")) == ["start 100 a", "straight 300 b"]


def test_the_longer_part_gives_its_name() -> None:
    assert told((0, 30, "a"), (10, 300, "b")) == ["start 330 b"]
    assert told((0, 300, "a"), (10, 30, "b")) == ["start 330 a"]


def test_passages_move_along() -> None:
    bridge = Passage(Pass.BRIDGE, 20, 50)
    (leg,) = legs(way((0, 100, "a"), (0, 90, "a"), passing={1: bridge}))
    assert leg.passages == (Passage(Pass.BRIDGE, 120, 50),)
