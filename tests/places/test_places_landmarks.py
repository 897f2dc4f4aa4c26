from places_town import at, place

from assistant.places.landmarks import Landmarks
from assistant.places.reading import Keyed
from assistant.walking.sights import Placed

SEEN = {"bank": 1, "gate": 2, "shop": 3}


def marks(*rows: Keyed) -> Landmarks:
    return Landmarks([point for _, point in rows], SEEN)


def nearest(found: Landmarks, within: float = 40, exclude: str | None = None) -> str | None:
    landmark = found.nearest(*at(0, 0), within, exclude)
    return landmark.name if landmark else None


def test_what_catches_the_eye_comes_first() -> None:
    rows = [place("小店", "shop", 5), place("大行", "bank", 20), place("一号楼", "building", 1)]
    assert nearest(marks(*rows)) == "大行"
    assert nearest(marks(rows[0], place("大行", "bank", 39))) == "小店"
    assert nearest(marks(*rows), 10) == "小店"
    assert nearest(marks(rows[2])) is None


def test_the_place_itself_is_no_landmark() -> None:
    rows = [place("大行", "bank", 5, english="Big Bank"), place("小店", "shop", 30)]
    assert nearest(marks(*rows), exclude="大行") == "小店"
    assert nearest(marks(*rows), exclude="BIG bank") == "小店"


def test_directions_can_tell_where_it_stands() -> None:
    # Without a position directions could only say 在, never 过了 or 对面.
    found = marks(place("大行", "bank", 20)).nearest(*at(0, 0), 40)
    assert isinstance(found, Placed)
    assert found.position == at(20, 0)


def test_distances_across_cells() -> None:
    for east, north in ((390, 0), (-390, 0), (0, 390), (0, -390), (270, -270)):
        found = marks(place("大行", "bank", east, north))
        assert nearest(found, 400) == "大行"
        assert nearest(found, 370) is None


def test_label_prefers_what_is_exact() -> None:
    rows = [
        place("银杏苑", "estate", 10),
        place("银杏苑3栋", "building", 30),
        place("桂香街", "street", 1),
    ]
    for kept, name in ((3, "银杏苑3栋"), (1, "银杏苑")):
        label = marks(*rows[:kept]).label(*at(0, 0))
        assert label is not None
        assert label.name == name
    far = marks(place("银杏苑3栋", "building", 50), rows[2]).label(*at(0, 0))
    assert far is not None
    assert far.name == "桂香街"
    assert marks(place("银杏苑", "estate", 151)).label(*at(0, 0)) is None


def test_surroundings_have_another_name() -> None:
    _, here = place("桂园", "estate", 0)
    found = marks(place("桂园", "estate", 0), place("桂园南门", "estate", 5))
    assert found.surroundings(here) == []
    found = marks(place("桂园", "estate", 0), place("晓东路", "street", 250))
    assert [other.name for other in found.surroundings(here)] == ["晓东路"]
