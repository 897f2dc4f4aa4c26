"""Short names of which a letter was lost."""

import pytest
from places_town import place, resolver, town

from assistant.places.names import part_key
from assistant.places.resolving import Resolver


@pytest.fixture(scope="module")
def known() -> Resolver:
    return resolver(
        [
            *town(),
            place("大行宫", "station", 2500, 900),
            place("大行宫3号口", "station_entrance", 2510, 900, key=part_key("大行宫", "3")),
            place("五老村", "estate", 2600, 300),
            place("天柱山", "park", 2700, 300),
        ]
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我住银苑3栋", "银杏苑3栋"),
        ("杏苑三号楼", "银杏苑3栋"),
        ("行宫三号口", "大行宫3号口"),
        ("我住五村", "五老村"),
        ("我在新口", "新街口"),
        ("我住银苑33栋", None),  # of that name nobody knows such a building
        ("行宫八号口", None),
        ("银苑", None),
        ("银苑好看", None),
        ("我在街口", None),
        ("我在柱山", None),  # a park is not what people live in
        ("我住银苑药店", None),
    ],
)
def test_found(known: Resolver, text: str, name: str | None) -> None:
    found = known.resolve(text, None)
    assert (found.hit.name if found.hit else None) == name
    assert found.hit is None or not found.certain
