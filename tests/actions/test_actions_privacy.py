"""What is kept is shown on request, and forgotten at once."""

from actions.find import Find
from actions.place import SetLocation
from actions.privacy import Privacy
from tests.support.someone import Someone


def test_where_nothing_is_kept_that_is_said(person: Someone) -> None:
    assert "都没存" in person.says(Privacy, "你记着我什么", intent="privacy")


def test_everything_that_is_kept_is_shown(person: Someone) -> None:
    person.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    person.says(SetLocation, "我妈家在荷风家园", intent="set_location")
    person.says(SetLocation, "我走得慢", intent="set_location")
    answer = person.says(Privacy, "你记着我什么", intent="privacy")
    for part in ("您家在银杏苑3栋", "您妈妈家在荷风家园", "走得慢", "365天"):
        assert part in answer


def test_everything_is_forgotten_at_once(person: Someone) -> None:
    person.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    person.says(SetLocation, "我走得慢", intent="set_location")
    assert "都删了" in person.says(Privacy, "把我忘了", intent="privacy")
    assert person.slots["here"] is None
    assert "都没存" in person.says(Privacy, "你记着我什么", intent="privacy")
    person.says(Find, "附近有药店吗", "pharmacy")
    assert person.asked_for_place
