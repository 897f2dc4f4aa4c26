import pytest

from assistant.places.names import corner_key, fold, fold_sentence, part_key, simplified


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("銀杏苑（東門）", "银杏苑东门"),
        ("Ginkgo  Court", "ginkgo court"),
        ("7-Eleven", "7 eleven"),
        ("ＡＢＣ 大厦", "abc大厦"),
        ("！？", ""),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


def test_simplified_keeps_letters() -> None:
    assert simplified("中國銀行") == "中国银行"
    assert len(simplified("後面的裏弄、乾麵")) == len("後面的裏弄、乾麵")


def test_half_a_letter_is_none() -> None:
    assert fold("银杏\ud800苑") == "银杏苑"
    assert fold_sentence("\ud800") == ""


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("我在银杏苑，3栋。", "我在银杏苑|3栋"),
        ("I'm at Ginkgo Court, building 3.", "i m at ginkgo court|building 3"),
        ("Ginkgo Court #3", "ginkgo court no 3"),
        ("银杏苑3#", "银杏苑3号楼"),
        ("银杏苑3-2-301", "银杏苑3栋2单元301"),
        ("银杏苑3-301", "银杏苑3栋301"),
        ("7-11", "7 11"),
        ("027-05550101", "027 05550101"),
        ("", ""),
    ],
)
def test_fold_sentence(text: str, folded: str) -> None:
    assert fold_sentence(text) == folded


def test_keys() -> None:
    assert corner_key("兴业路", "溪南路") == corner_key("溪南路", "兴业路")
    assert part_key("银杏苑", "3") == "银杏苑#3"
