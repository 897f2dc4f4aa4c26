"""Places of somebody's own: their names, and what is no place."""

import json

import pytest

from assistant.errors import UsageError
from assistant.people import PersonPlace
from assistant.people.person_place import LONGEST_LABEL, place_name


def test_a_place_is_kept_as_it_is() -> None:
    place = PersonPlace("我妈家", 30.262014, 114.540949, "凯润金城3栋", "Kairun Jincheng 3")
    assert PersonPlace.from_json(json.loads(json.dumps(place.as_json()))) == place
    assert PersonPlace.from_json(place.as_json() | {"floor": 3}) == place
    assert place.position == (30.262014, 114.540949)


@pytest.mark.parametrize("written", ["Mum's Place", " mum's  place ", "ＭＵＭ's place"])
def test_names_do_not_depend_on_case_width_or_blanks(written: str) -> None:
    assert PersonPlace(written, 30, 114).name == place_name(written) == "mum's place"


@pytest.mark.parametrize("name", ["", "  ", "一" * 21])
def test_a_name_has_one_to_twenty_letters(name: str) -> None:
    with pytest.raises(UsageError, match="1 to 20 letters"):
        PersonPlace(name, 30, 114)


@pytest.mark.parametrize(
    ("lat", "lon"), [(91, 114), (-91, 0), (30, 181), (float("nan"), 114), (30, float("inf"))]
)
def test_a_place_is_on_earth(lat: float, lon: float) -> None:
    with pytest.raises(UsageError, match="latitude"):
        PersonPlace("home", lat, lon)


def test_endless_labels_are_cut() -> None:
    place = PersonPlace("home", 30, 114, "长" * 5000, "l" * 5000)
    assert (len(place.label), len(place.label_en)) == (LONGEST_LABEL, LONGEST_LABEL)


def test_a_place_does_not_get_into_a_log_by_accident() -> None:
    shown = repr(PersonPlace("我妈家", 30.262014, 114.540949, "凯润金城3栋"))
    assert not any(part in shown for part in ("我妈家", "30.26", "114.54", "凯润"))
