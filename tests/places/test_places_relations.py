import pytest

from assistant.places.names import fold_sentence
from assistant.places.words import load_place_words

WORDS = load_place_words().relations


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("对过儿", "邮局对面"),
        ("斜对过", "邮局对面"),
        ("对门", "邮局对面"),
        ("后头", "邮局后面"),
        ("后尾", "邮局后面"),
        ("背后", "邮局后面"),
        ("的隔篱", "邮局旁边"),
        ("边边上", "邮局旁边"),
        ("挨到", "邮局旁边"),
        ("门口头", "邮局门口"),
        ("这边", "邮局附近"),
        ("楼上", "邮局楼上"),
        ("开门吗", None),
        ("后天", None),
    ],
)
def test_what_stands_after_a_place(after: str, said: str | None) -> None:
    found = WORDS.following(f"邮局{after}", 2)
    assert (found[0].said("邮局", "zh") if found else None) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("behind the ", "behind the bank"),
        ("I'm across the street from the ", "opposite the bank"),
        ("next door to ", "next to the bank"),
        ("outside the ", "in front of the bank"),
        ("I saw the ", None),
    ],
)
def test_what_stands_before_a_place(before: str, said: str | None) -> None:
    text = fold_sentence(before + "bank")
    found = WORDS.preceding(text, len(text) - 4)
    assert (found[0].said("the bank", "en") if found else None) == said


def test_what_stands_between_places() -> None:
    text = "银杏苑对过儿那个邮局"
    joint = WORDS.joining(text, 3, 8)
    assert joint is not None
    assert joint[0] is not None
    assert (joint[0].zh, joint[1]) == ("{place}对面", "那个")
    assert WORDS.joining("银杏苑有没有邮局", 3, 6) is None


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("我在钢花小区对过儿那个邮局", "我在钢花小区"),
        ("对面那个邮局", ""),
        ("那个邮局", None),
    ],
)
def test_what_tells_where_a_place_is(text: str, anchor: str | None) -> None:
    assert WORDS.anchor_before(text, len(text) - 2) == anchor
