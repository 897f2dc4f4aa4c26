import pytest
from walking_town import at, network

from assistant.walking.passages import Pass
from assistant.walking.route import Route, Side, Turn, decode, side_of, turn_between


@pytest.mark.parametrize(
    ("coming", "heading", "turn"),
    [
        (0, 0, Turn.STRAIGHT), (350, 10, Turn.STRAIGHT), (0, 40, Turn.SLIGHT_RIGHT),
        (0, 90, Turn.RIGHT), (0, 150, Turn.SHARP_RIGHT), (0, 180, Turn.BACK), (90, 270, Turn.BACK),
        (0, 320, Turn.SLIGHT_LEFT), (90, 0, Turn.LEFT), (10, 220, Turn.SHARP_LEFT),
    ],
)  # fmt: skip
def test_turn_between(coming: float, heading: float, turn: Turn) -> None:
    assert turn_between(coming, heading) is turn


def test_decode() -> None:
    # The example of the format's own description, which has one decimal less.
    line = decode("_p~iF~ps|U_ulLnnqC_mqNvxq`@")
    assert line == ((3.85, -12.02), (4.07, -12.095), (4.3252, -12.6453))
    assert decode("") == ()


def _route(start: tuple[float, float], end: tuple[float, float]) -> Route:
    route = network().route(at(*start), at(*end), 1.0)
    assert route is not None
    return route


def test_steps_of_a_route() -> None:
    route = _route((-300, 10), (50, 390))
    first, second, third = route.steps
    assert [step.turn for step in route.steps] == [Turn.START, Turn.LEFT, Turn.RIGHT]
    assert [step.street for step in route.steps] == ["中山路", "解放路", "江北街"]
    assert (first.street_en, second.street_en) == ("Zhongshan Road", "")
    assert [round(step.metres) for step in route.steps] == [300, 400, 50]
    # Out of the door one looks south, across the street.
    assert first.coming == pytest.approx(180, abs=2)
    assert first.heading == 90
    assert second.at == pytest.approx(at(0, 0), abs=1e-5)
    assert third.passages == ()
    assert route.first_gap == pytest.approx(10, abs=1)
    assert route.last_gap == pytest.approx(10, abs=1)
    assert route.side is Side.RIGHT


def test_the_bridge_is_a_passage_with_its_name() -> None:
    (bridge,) = _route((-300, 10), (50, 390)).steps[1].passages
    assert (bridge.kind, bridge.name) == (Pass.BRIDGE, "望江桥")
    assert (bridge.after, bridge.metres) == pytest.approx((250, 50), abs=3)


def test_steps_lead_up_one_way_and_down_the_other() -> None:
    up = _route((-100, 10), (300, 50)).steps[1].passages
    down = _route((300, 50), (-100, 10)).steps[1].passages
    assert [passage.kind for passage in (*up, *down)] == [Pass.STEPS_UP, Pass.STEPS_DOWN]


def test_a_start_in_the_street_faces_nowhere() -> None:
    step = _route((-300, 0), (-100, 60)).steps[0]
    assert step.coming == step.heading


def test_a_street_that_ends_and_one_that_goes_on() -> None:
    across = _route((-300, 10), (0, -200)).steps[1]
    assert across.turn is Turn.RIGHT
    assert not across.at_end
    # 解放路 ends at 江北街, which leads off to both hands.
    assert _route((0, 100), (200, 400)).steps[1].at_end


def test_the_name_at_the_corner_and_the_name_of_most_of_the_stretch() -> None:
    second = _route((-300, 10), (50, 390)).steps[1]
    assert (second.into, second.street) == ("解放路", "解放路")


@pytest.mark.parametrize(
    ("east", "north", "side"),
    [
        (0, 10, Side.LEFT), (0, -10, Side.RIGHT), (10, 3, None), (1, 1, None), (-10, -4, None),
        (-5, 10, Side.LEFT),
    ],
)  # fmt: skip
def test_sides(east: float, north: float, side: Side | None) -> None:
    assert side_of(90, at(0, 0), at(east, north)) is side


def test_the_end_of_a_way_is_looked_at_along_the_way() -> None:
    route = _route((-300, 10), (50, 390))
    assert route.looking == pytest.approx(90, abs=2)
    assert route.ground.known == 0
