from typing import Any

import pytest

from assistant.walking.passages import Pass, Passage, grouped, passages


def edge(metres: float = 100, heading: float = 0, **tags: Any) -> dict[str, Any]:
    return {
        "length": metres / 1000,
        "begin_heading": heading,
        "end_heading": heading,
        "way_id": 1,
        "use": "road",
    } | tags


def meeting(*headings: float, road: str = "secondary") -> dict[str, Any]:
    others = [{"begin_heading": heading, "road_class": road} for heading in headings]
    return {"end_node": {"intersecting_edges": others}}


def test_nothing_on_a_plain_street() -> None:
    assert passages([edge(), edge()], {}) == ()


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"use": "elevator"}, Pass.LIFT),
        ({"use": "escalator"}, Pass.ESCALATOR),
        ({"use": "steps"}, Pass.STEPS),
        ({"bridge": True}, Pass.BRIDGE),
        ({"tunnel": True}, Pass.UNDERPASS),
        ({"use": "pedestrian_crossing"}, Pass.CROSSING),
    ],
)
def test_kinds(tags: dict[str, Any], kind: Pass) -> None:
    (passage,) = passages([edge(30), edge(20, **tags), edge(30)], {})
    assert (passage.kind, passage.after, passage.metres) == (kind, 30, 20)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [(0, Pass.STEPS_UP), (60, Pass.STEPS_UP), (180, Pass.STEPS_DOWN), (250, Pass.STEPS_DOWN)],
)
def test_where_steps_lead(heading: float, kind: Pass) -> None:
    (passage,) = passages([edge(10, heading, use="steps")], {"1": {"rise": 10}})
    assert passage.kind is kind


def test_pieces_of_one_bridge_are_one() -> None:
    bridge: dict[str, Any] = {"bridge": True, "names": ["望江桥"]}
    along = [edge(names=["解放路"]), edge(30, **bridge), edge(40, **bridge)]
    found = passages(along, {"1": {"en": "B"}})
    assert found == (Passage(Pass.BRIDGE, 100, 70, "望江桥", "B"),)


def test_a_bridge_called_like_its_street_has_no_name() -> None:
    (found,) = passages([edge(names=["解放路"]), edge(bridge=True, names=["解放路"])], {})
    assert found.name == ""


def test_a_busy_road_across_the_way_is_crossed() -> None:
    (found,) = passages([edge(**meeting(90, 270)), edge()], {})
    assert found == Passage(Pass.CROSSING, 100)


@pytest.mark.parametrize(
    "node",
    [meeting(90), meeting(90, 270, road="residential"), meeting(10, 350), {}],
)
def test_what_is_no_crossing(node: dict[str, Any]) -> None:
    assert passages([edge(**node), edge()], {}) == ()


def test_turning_into_a_road_is_no_crossing() -> None:
    assert passages([edge(**meeting(90, 270)), edge(heading=90)], {}) == ()


def test_two_carriageways_are_one_crossing() -> None:
    road = meeting(90, 270)
    assert len(passages([edge(**road), edge(20, **road), edge()], {})) == 1
    assert len(passages([edge(**road), edge(90, **road), edge()], {})) == 2


def flight(kind: Pass, after: float, **options: Any) -> Passage:
    return Passage(kind, after, 10, flights=1, **options)


def test_a_bridge_with_its_steps_is_one_passage() -> None:
    bridge = Passage(Pass.BRIDGE, 60, 40, "兴业天桥")
    found = grouped([flight(Pass.STEPS_UP, 50), bridge, flight(Pass.STEPS_DOWN, 100)])
    assert found == (Passage(Pass.FOOTBRIDGE, 50, 60, "兴业天桥", flights=2),)
    under = Passage(Pass.UNDERPASS, 60, 40)
    (subway,) = grouped([flight(Pass.STEPS_DOWN, 50), under, flight(Pass.STEPS_UP, 105)])
    assert (subway.kind, subway.flights, subway.ramp) == (Pass.SUBWAY, 2, False)


def test_with_a_ramp_on_both_sides_the_bridge_has_one() -> None:
    bridge = Passage(Pass.BRIDGE, 60, 40)
    for second in (True, False):
        up, down = flight(Pass.STEPS, 50, ramp=True), flight(Pass.STEPS, 100, ramp=second)
        (found,) = grouped([up, bridge, down])
        assert found.ramp is second


def test_steps_far_from_a_bridge_are_told_by_themselves() -> None:
    bridge = Passage(Pass.BRIDGE, 60, 40)
    far = [flight(Pass.STEPS_UP, 10), bridge, flight(Pass.STEPS_DOWN, 100)]
    assert grouped(far) == tuple(far)
    wrong = [flight(Pass.STEPS_DOWN, 50), bridge, flight(Pass.STEPS_DOWN, 100)]
    assert grouped(wrong) == tuple(wrong)


def test_a_ramp_is_noted() -> None:
    (passage,) = passages([edge(10, use="steps")], {"1": {"ramp": 1}})
    assert passage == Passage(Pass.STEPS, 0, 10, flights=1, ramp=True)
