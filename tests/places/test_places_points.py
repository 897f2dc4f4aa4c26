import pytest
from places_town import at, place

from assistant.places.points import apart


def test_called() -> None:
    _, named = place("银杏苑", "estate", english="Ginkgo Court")
    assert (named.called("zh"), named.called("en")) == ("银杏苑", "Ginkgo Court")
    assert place("银杏苑", "estate")[1].called("en") == "银杏苑"


def test_apart() -> None:
    _, a = place("甲", "estate", 0, 0)
    _, b = place("乙", "estate", 300, 400)
    assert apart(a, b) == pytest.approx(500, abs=0.5)
    assert a.position == at(0, 0)
