import json
from typing import Any

import pytest
from walking_town import at, built, network, rough_town

from assistant.walking.build import WAYS
from assistant.walking.ground import Ground, ground, ground_note


@pytest.mark.parametrize(
    ("tags", "note"),
    [
        ({"highway": "footway"}, {}),
        ({"highway": "footway", "name": "甲路"}, {}),
        ({"highway": "steps"}, {"known": 1}),
        ({"highway": "steps", "ramp:stroller": "yes"}, {"known": 1, "ramp": 1}),
        ({"highway": "footway", "surface": "asphalt"}, {"known": 1}),
        ({"highway": "footway", "surface": "gravel"}, {"known": 1, "rough": 1}),
        ({"highway": "footway", "smoothness": "very_bad"}, {"known": 1, "rough": 1}),
        ({"highway": "footway", "wheelchair": "limited"}, {"known": 1, "barred": 1}),
        ({"highway": "footway", "wheelchair": "yes"}, {"known": 1}),
        ({"highway": "residential", "sidewalk": "both"}, {"known": 1}),
    ],
)
def test_what_is_noted_of_a_way(tags: dict[str, str], note: dict[str, int]) -> None:
    assert ground_note(tags) == note


def edge(way: int, metres: float, **tags: Any) -> dict[str, Any]:
    return {"way_id": way, "length": metres / 1000, "use": "footway"} | tags


def test_shares_and_metres_along_a_way() -> None:
    notes = {"1": {"known": 1, "rough": 1}, "2": {"known": 1, "barred": 1}}
    along = [edge(1, 30), edge(2, 20), edge(2, 10, use="steps"), edge(3, 60)]
    found = ground(along, notes)
    assert found.known == pytest.approx(0.5)
    assert (found.rough_metres, found.barred_metres) == pytest.approx((30, 20))


def test_nothing_is_known_of_nothing() -> None:
    assert ground([], {}) == Ground(known=0.0)


def test_the_network_keeps_it() -> None:
    notes = json.loads((built(rough_town) / WAYS).read_text()).values()
    assert {"known": 1, "rough": 1} in notes
    route = network(rough_town).route(at(0, 0), at(200, 0), 1.0)
    assert route is not None
    assert route.ground.known == pytest.approx(0.5, abs=0.02)
    assert route.ground.rough_metres == pytest.approx(100, abs=2)
