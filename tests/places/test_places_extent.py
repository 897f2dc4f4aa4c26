import pytest
from places_town import MIDDLE, at

from assistant.places.extent import Extent


def test_the_box() -> None:
    extent = Extent([at(-1000, 0), at(1000, 500), at(0, -500)])
    assert extent.middle == pytest.approx(MIDDLE)
    assert extent.metres_to(at(900, 400)) == 0
    assert extent.metres_to(at(3000, 0)) == pytest.approx(2000, abs=5)
    assert extent.metres_to(at(4000, 4500)) == pytest.approx(5000, abs=10)


def test_an_empty_one() -> None:
    extent = Extent([])
    assert extent.middle is None
    assert extent.metres_to(MIDDLE) == float("inf")
