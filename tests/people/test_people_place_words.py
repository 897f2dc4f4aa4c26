"""How people speak of places of their own."""

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.people.place_words import (
    OwnPlace,
    Purpose,
    own_place,
    place_words_of_people,
)


@pytest.mark.parametrize(
    ("text", "name", "purpose"),
    [
        ("我家在银杏苑3栋", "home", Purpose.LIES),
        ("记住我家住银杏苑3栋", "home", Purpose.LIES),
        ("我住银杏苑", "home", Purpose.LIES),
        ("我搬到银杏苑5栋了", "home", Purpose.LIES),
        ("我住喺銀杏苑", "home", Purpose.LIES),
        ("I live at Ginkgo Court", "home", Purpose.LIES),
        ("my home is at Ginkgo Court, building 3", "home", Purpose.LIES),
        ("我妈家在凯润金城", "mother", Purpose.LIES),
        ("我妈住凯润金城6栋", "mother", Purpose.LIES),
        ("我爸家地址是王府大街12号", "father", Purpose.LIES),
        ("我单位在王府大街", "work", Purpose.LIES),
        ("my mum's is near the station", "mother", Purpose.LIES),
        ("把这里设成我家", "home", Purpose.HERE),
        ("我家就在这儿", "home", Purpose.HERE),
        ("我住这儿", "home", Purpose.HERE),
        ("这里是我妈家", "mother", Purpose.HERE),
        ("this is my home", "home", Purpose.HERE),
        ("我家附近有什么", "home", Purpose.USED),
        ("家里灯不亮了", "home", Purpose.USED),
        ("我在家", "home", Purpose.USED),
        ("我妈那边有药店吗", "mother", Purpose.USED),
        ("单位附近吃饭", "work", Purpose.USED),
        ("is there a pharmacy near my mum's", "mother", Purpose.USED),
        ("你还记得我家在哪吗", "home", Purpose.ASKED),
        ("我家在哪儿", "home", Purpose.ASKED),
        ("where do I live", "home", Purpose.ASKED),
        ("忘掉我家", "home", Purpose.FORGOTTEN),
        ("把我妈家删了", "mother", Purpose.FORGOTTEN),
        ("forget my home", "home", Purpose.FORGOTTEN),
    ],
)
def test_a_place_of_ones_own(text: str, name: str, purpose: Purpose) -> None:
    assert own_place(text) == OwnPlace(name, purpose)


@pytest.mark.parametrize(
    "text",
    [
        "附近哪里能配钥匙",
        "我住院了",
        "我住酒店",
        "我住的地方附近",
        "我想买家具",
        "家政公司",
        "家乐福在哪",
        "在外面呢，我在新街口",
        "忘掉我的位置",
        "钢花小区对过儿",
        "",
    ],
)
def test_no_place_of_ones_own(text: str) -> None:
    assert own_place(text) is None


@pytest.mark.parametrize("text", ["她家在银杏苑3栋", "他住银杏苑", "she lives at Ginkgo Court"])
def test_the_home_of_somebody_else_is_told_apart(text: str) -> None:
    assert own_place(text) == OwnPlace("home", Purpose.LIES, of_other=True)


def test_a_question_where_it_lies_tells_nothing() -> None:
    for text in ("我妈住哪", "我家在几楼", "我家怎么走", "how far is my home"):
        place = own_place(text)
        assert place
        assert place.purpose not in (Purpose.LIES, Purpose.HERE), text


def test_each_place_is_called_in_two_languages() -> None:
    words = place_words_of_people()
    assert words.called("home", "zh") == "您家"
    assert words.called("mother", "en") == "your mother's"
    assert "home" in words
    assert "moon" not in words


def test_a_file_of_the_wrong_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    path.write_text("places: {home: {zh: 您家}}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"places\.yaml"):
        place_words_of_people(path)
