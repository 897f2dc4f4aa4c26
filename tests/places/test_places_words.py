from pathlib import Path

import pytest
import yaml

from assistant.catalogue import Service, load_catalogue
from assistant.errors import UsageError
from assistant.places.kinds import load_place_kinds
from assistant.places.names import fold
from assistant.places.words import LAST_RANK, WORDS_FILE, load_place_words

WORDS = load_place_words()
MADE_HERE = {"building", "address", "corner", "street", "facility"}


@pytest.mark.parametrize("service", load_catalogue(), ids=lambda service: service.id)
def test_names_of_services_are_no_places(service: Service) -> None:
    for name in (service.label_zh, service.label_en, *service.synonyms_zh, *service.synonyms_en):
        assert WORDS.is_generic(fold(name)), name


@pytest.mark.parametrize(
    "key", ["修鞋配钥匙", "菜市场公交站", "post office", "公共厕所", "东门", "parks"]
)
def test_generic(key: str) -> None:
    assert WORDS.is_generic(key)


@pytest.mark.parametrize(
    "key", ["银杏苑", "公园路", "鼓楼医院", "ginkgo court", "柳溪公园", "新街口"]
)
def test_not_generic(key: str) -> None:
    assert not WORDS.is_generic(key)


def test_kinds_are_those_of_the_map() -> None:
    known = {kind for _, _, kind in load_place_kinds().rules} | MADE_HERE
    assert WORDS.places | WORDS.heard | WORDS.misheard | WORDS.numbered <= known
    data = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    assert set(data["kinds"]) | set(data["same_within"]) <= known
    assert WORDS.rank("estate") < WORDS.rank("street") < WORDS.rank("shop") == LAST_RANK


def test_words_are_looked_for_as_they_are_folded() -> None:
    # OpenCC turns this letter into a rare one, here and in what people say.
    assert WORDS.here_after.match(fold("嗰邊有冇藥房"))


@pytest.mark.parametrize(
    ("kind", "key", "form"),
    [
        ("estate", "南苑小区", "南苑"),
        ("estate", "osmanthus lane estate", "osmanthus lane"),
        ("station", "柳溪地铁站", "柳溪站"),
        ("bank", "惠民银行柳溪支行", "惠民银行"),
        ("bus_stop", "老街口公交站", "老街口"),
    ],
)
def test_short_forms(kind: str, key: str, form: str) -> None:
    assert form in WORDS.short_forms(kind, key)
    assert WORDS.short_forms("street", "桂香街") == set()


@pytest.mark.parametrize(
    ("address", "house"),
    [("桂香街505号", "桂香街505号"), ("中山路18号3楼", "中山路18号"), ("银杏苑", None), ("", None)],
)
def test_house(address: str, house: str | None) -> None:
    assert WORDS.house(address) == house


@pytest.mark.parametrize(
    ("content", "reason"),
    [("generic: [", "not of the right form"), ("{}", "generic"), ("- 1", "not of the right form")],
)
def test_a_broken_file(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        load_place_words(path)


def test_a_word_that_yaml_takes_for_something_else(tmp_path: Path) -> None:
    data = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    path = tmp_path / "words.yaml"
    path.write_text(yaml.safe_dump(data | {"filler_en": [True]}), encoding="utf-8")
    with pytest.raises(UsageError, match="not of the right form"):
        load_place_words(path)
