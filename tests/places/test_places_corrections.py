"""Sentences that put themselves right."""

import pytest
from places_town import resolver, town

from assistant.places.corrections import put_right, without_left
from assistant.places.names import fold_sentence


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("不是银杏苑，是桂香里", "桂香里"),
        ("我不是住银杏苑是住桂香里", "住桂香里"),
        ("不在银杏苑，在桂香里", "在桂香里"),
        ("银杏苑，不对，桂香里三号楼", "桂香里三号楼"),
        ("银杏苑不对桂香里三号楼", "桂香里三号楼"),
        ("我在银杏苑，哦不是，桂香里", "桂香里"),
        ("银杏苑，说错了，桂香里", "桂香里"),
        ("not Ginkgo Court, I mean South Court", "south court"),
        ("I'm not at Ginkgo Court but South Court", "south court"),
        ("Ginkgo Court, no wait, South Court", "south court"),
        ("是不是银杏苑", None),
        ("我不是在银杏苑吗", None),
        ("这水龙头不对劲", None),
        ("银杏苑对面", None),
        ("it's not far, it's near Ginkgo Court", None),
    ],
)
def test_put_right(text: str, right: str | None) -> None:
    assert put_right(fold_sentence(text)) == right


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我不住银杏苑了，搬走了", "搬走了"),
        ("我不在银杏苑", ""),
        ("我不在银杏苑吗", "我不在银杏苑吗"),
        ("离银杏苑不远", "离银杏苑不远"),
    ],
)
def test_without_where_one_is_not(text: str, left: str) -> None:
    assert without_left(fold_sentence(text)) == left


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("不是银杏苑，是南苑小区", "南苑小区"),
        ("我在银杏苑，不对，南苑2栋", "南苑小区2栋"),
        ("不住银杏苑了，搬到南苑小区了", "南苑小区"),
        ("not Ginkgo Court, I mean South Court", "南苑小区"),
        ("我不在银杏苑", None),
        ("我不是在银杏苑吗", "银杏苑"),
        # What holds names no place that is known: then the sentence as it stands.
        ("银杏苑三号楼，不对，门牌看错了", "银杏苑3栋"),
    ],
)
def test_the_place_that_holds(text: str, name: str | None) -> None:
    hit = resolver(town()).resolve(text, None).hit
    assert (hit.name if hit else None) == name
