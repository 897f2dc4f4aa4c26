import pytest
from places_town import at, place

from assistant.places.kind_index import KindIndex
from assistant.places.points import NamedPoint


def offers(*places: tuple[str, str, float]) -> KindIndex:
    return KindIndex((tag, place(name, tag, east)[1]) for tag, name, east in places)


def name_of(found: NamedPoint | None) -> str | None:
    return found.name if found else None


def test_the_nearest_of_a_kind() -> None:
    index = offers(("bank", "近行", -300), ("bank", "远行", 900), ("park", "园", 10))
    assert name_of(index.nearest(("bank",), "银行", at(0, 0), 1000)) == "近行"
    assert name_of(index.nearest(("bank",), "银行", at(800, 0), 1000)) == "远行"
    assert index.nearest(("bank",), "银行", at(0, 0), 200) is None
    assert index.nearest(("zoo",), "动物园", at(0, 0), 9000) is None


def test_what_is_called_so_may_be_a_little_farther() -> None:
    index = offers(("post_office", "邮政所", 300), ("post_office", "柳溪邮局", 400))
    assert name_of(index.nearest(("post_office",), "邮局", at(0, 0), 1000)) == "柳溪邮局"
    index = offers(("post_office", "邮政所", 300), ("post_office", "柳溪邮局", 900))
    assert name_of(index.nearest(("post_office",), "邮局", at(0, 0), 1000)) == "邮政所"


def test_a_middle_school_is_no_primary_school() -> None:
    index = offers(("school", "柳溪小学", 100), ("school", "溪南中学", 900))
    assert name_of(index.nearest(("school",), "中学", at(0, 0), 1000)) == "溪南中学"


def test_the_first_tag_is_the_likelier() -> None:
    for east, name in ((200, "乙"), (500, "甲")):
        index = offers(("market", "甲", 100), ("wet_market", "乙", east))
        assert name_of(index.nearest(("wet_market", "market"), "菜场", at(0, 0), 1000)) == name


@pytest.mark.parametrize("east", [-2900.0, -510.0, 0.0, 490.0, 2900.0])
def test_distances_across_cells(east: float) -> None:
    index = offers(("bank", "行", east))
    metres = index.metres(("bank",), at(0, 0), 3000)
    assert metres == pytest.approx(abs(east), abs=1)
    assert index.metres(("bank",), at(0, 0), abs(east) - 5) is None
