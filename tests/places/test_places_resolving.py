from functools import cache

import pytest
from places_town import at, estate, place, resolver, town

from assistant.places.points import Resolution
from assistant.places.resolving import Resolver


@cache
def in_town() -> Resolver:
    return resolver()


def resolve(text: str, near: tuple[float, float] | None = None) -> Resolution:
    return in_town().resolve(text, near)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我在银杏苑3栋", "银杏苑3栋"),
        ("我在銀杏苑３棟", "银杏苑3栋"),
        ("住在银杏苑三号楼二单元", "银杏苑3栋"),
        ("银杏苑十二幢附近有没有药店", "银杏苑12栋"),
        ("银杏苑3-2-301", "银杏苑3栋"),
        ("银杏苑 3#", "银杏苑3栋"),
        ("银杏苑3", "银杏苑3栋"),
        ("银杏苑小区，3栋", "银杏苑3栋"),
        ("I'm at Ginkgo Court building 3", "银杏苑3栋"),
        ("I live in Ginkgo Court, Building Twelve.", "银杏苑12栋"),
        ("building 3, Ginkgo Court", "银杏苑3栋"),
        ("block 3 of Ginkgo Court please", "银杏苑3栋"),
        ("Ginkgo Court #3", "银杏苑3栋"),
        ("我在银杏苑", "银杏苑"),
        ("喺銀杏苑附近有冇藥房", "银杏苑"),
        ("帮我叫救护车，我在铁路新村6栋", "铁路新村6栋"),
        ("我在银杏苑的西门", "银杏苑西门"),
        ("我在银杏苑西门口", "银杏苑西门"),
        ("南苑3号楼", "南苑小区3栋"),
        ("我在南苑", "南苑小区"),
        ("新街口附近有药店吗", "新街口"),
        ("新街口地铁站", "新街口"),
        ("is there a pharmacy near Xinjiekou?", "新街口"),
        ("柳溪地铁站A口", "柳溪地铁站A口"),
        ("我在柳溪站A出口", "柳溪地铁站A口"),
        ("柳溪小学对面", "柳溪小学"),
        ("is there a cafe opposite the Willow Creek Primary School", "柳溪小学"),
        ("溪南路和兴业路路口", "溪南路兴业路路口"),
        ("兴业路、溪南路交叉口", "溪南路兴业路路口"),
        ("corner of Creek South Road and Industry Road", "溪南路兴业路路口"),
        ("溪南路和桂香街路口", "溪南路"),
        ("桂香街和溪南路路口", "桂香街"),
        ("我在桂香街505号", "桂香街505号"),
        ("桂香街五百零五号", "桂香街505号"),
        ("我在柳溪邮局", "柳溪邮局"),
        ("柳溪邮局门口", "柳溪邮局"),
        ("就在柳溪邮局这边呢", "柳溪邮局"),
        ("柳溪邮局", "柳溪邮局"),
        ("惠民银行对面", "惠民银行柳溪支行"),
        ("知音药房对面", "知音药房"),
        ("我在知音药房旁边，想买点菜", "知音药房"),
    ],
)
def test_names_in_sentences(text: str, name: str) -> None:
    answer = resolve(text)
    assert answer.hit is not None
    assert (answer.hit.name, answer.certain, answer.choices) == (name, True, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("银杏院三号楼", "银杏苑3栋"),
        ("我在引信苑", "银杏苑"),
        ("住铁路心村", "铁路新村"),
        ("我家在铁楼新村2栋", "铁路新村2栋"),
        ("我在柳西小学", "柳溪小学"),
        ("I'm at Ginko Court", "银杏苑"),
        ("near the railway vilage, building 2", "铁路新村2栋"),
    ],
)
def test_names_that_were_misheard_or_misspelt(text: str, name: str) -> None:
    answer = resolve(text)
    assert answer.hit is not None
    assert (answer.hit.name, answer.certain) == (name, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "！？😀",
        "附近哪里能配钥匙",
        "附近有药店吗",
        "药店",
        "我在药店",
        "去公园怎么走",
        "where is the nearest park",
        "我要去医院",
        "我家里灯坏了",
        "银杏果能吃吗",
        "引信坏了",  # sounds like an estate, but nothing says that it is a place
        "柳溪邮局几点关门",
        "现在柳溪邮局开门吗",
        "知音药房有布洛芬吗",
        "附近有美味鸡吗",
        "美味鸡",
        "爱家里的老人",  # two letters, and nothing says that they are a name
        "天气真好，银。杏苑",
        "我想住院",
        "Ginkgo trees are nice",
        "我不知道我在哪儿了",
    ],
)
def test_no_places(text: str) -> None:
    answer = resolve(text)
    assert (answer.hit, answer.choices, answer.goal) == (None, (), None)


def test_two_letters_count_where_the_words_say_so() -> None:
    hit = resolve("我在爱家").hit
    assert hit is not None
    assert hit.name == "爱家"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("银杏苑33栋", "银杏苑33栋"),
        ("我在银杏苑三十三号楼附近", "银杏苑三十三号楼"),
        ("I'm at Ginkgo Court, building 99", "ginkgo court|building 99"),
    ],
)
def test_a_building_that_is_not_known(text: str, said: str) -> None:
    answer = resolve(text)
    assert answer.hit is not None
    assert (answer.hit.name, answer.building_unknown) == ("银杏苑", True)
    assert answer.mention == said


def test_a_house_number_that_is_not_known() -> None:
    answer = resolve("桂香街888号")
    assert answer.hit is not None
    assert (answer.hit.name, answer.building_unknown) == ("桂香街", True)
    assert not resolve("我在桂香街").building_unknown


def test_a_number_that_is_no_building() -> None:
    answer = resolve("我在银杏苑，要3个药店")
    assert answer.hit is not None
    assert (answer.hit.name, answer.building_unknown) == ("银杏苑", False)


@pytest.mark.parametrize(
    ("text", "hit", "goal"),
    [
        ("从银杏苑到柳溪小学怎么走", "银杏苑", "柳溪小学"),
        ("我在柳溪公园，想去柳溪邮局", "柳溪公园", "柳溪邮局"),
        ("去柳溪公园怎么走", "柳溪公园", "柳溪公园"),
        ("how do I get to Willow Creek Park", "柳溪公园", "柳溪公园"),
        ("柳溪小学怎么走", "柳溪小学", "柳溪小学"),
        ("回银杏苑3栋怎么走", "银杏苑3栋", "银杏苑3栋"),
        ("我到柳溪小学了", "柳溪小学", None),
        ("我想去柳溪公园附近的药店", "柳溪公园", None),
        ("从银幸苑到柳溪小学怎么走", "银杏苑", "柳溪小学"),
        ("我现在在柳溪邮局，家住银杏苑", "柳溪邮局", None),
        ("家住银杏苑，人在铁路新村", "铁路新村", None),
        ("I live in Ginkgo Court, now at Willow Creek Park", "柳溪公园", None),
    ],
)
def test_where_somebody_is_and_where_to(text: str, hit: str, goal: str | None) -> None:
    answer = resolve(text)
    assert answer.hit is not None
    assert answer.hit.name == hit
    assert (answer.goal.name if answer.goal else None) == goal


def test_two_estates_of_one_name() -> None:
    answer = resolve("我在阳光花园")
    assert answer.hit is None
    assert len(answer.choices) == 2
    # Names that tell them apart, and that are understood when they are said again.
    names = [choice.name for choice in answer.choices]
    assert len(set(names)) == 2
    told_apart = next(name for name in names if "（" in name)
    again = resolve(told_apart).hit
    assert again is not None
    assert (again.lat, again.lon) == pytest.approx(at(2000, 2000))


@pytest.mark.parametrize(
    ("text", "near", "metres"),
    [
        ("阳光花园", at(1000, 1500), (2000, 2000)),
        ("阳光花园", at(-4000, -2000), (-5000, -2000)),
        ("阳光花园3栋", None, (-5000 + 120, -2000 + 40)),
        ("晓东路的阳光花园", None, (2000, 2000)),
    ],
)
def test_which_of_two_estates(
    text: str, near: tuple[float, float] | None, metres: tuple[float, float]
) -> None:
    hit = resolve(text, near).hit
    assert hit is not None
    assert (hit.lat, hit.lon) == pytest.approx(at(*metres))


def test_choices_come_nearest_first() -> None:
    answer = resolve("我在阳光花园", at(-20_000, -9000))
    assert [choice.lat < at(0, 0)[0] for choice in answer.choices] == [True, False]


def test_a_brand_with_many_branches() -> None:
    assert len(resolve("我在美味鸡").choices) == 5
    near = resolve("我在美味鸡旁边", at(690, 905)).hit
    assert near is not None
    assert (near.lat, near.lon) == pytest.approx(at(700, 900))


def test_points_of_one_place_are_one() -> None:
    rows = [place("大行宫", "station", 0), place("大行宫", "station", 400)]
    rows += [place("大行宫", "bus_stop", 5000)]
    hit = resolver(rows).resolve("大行宫附近", None).hit
    assert hit is not None
    assert hit.kind == "station"


def test_the_longest_name_wins() -> None:
    rows = [*town(), *estate("银杏苑东区", 200, 300)]
    hit = resolver(rows).resolve("我在银杏苑东区", None).hit
    assert hit is not None
    assert hit.name == "银杏苑东区"


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("我在月亮湾火星小区", "月亮湾火星小区"),
        ("就是火星小区啊", "火星小区"),
        ("附近有药店吗", None),
    ],
)
def test_a_place_that_nobody_knows(text: str, mention: str | None) -> None:
    assert resolve(text) == Resolution(mention=mention)


def test_long_sentences_are_cut() -> None:
    assert resolve("啊" * 5000 + "我在银杏苑").hit is None
    hit = resolve("我在银杏苑" + "啊" * 5000).hit
    assert hit is not None
    assert hit.name == "银杏苑"


def test_twenty_thousand_names() -> None:
    letters = "东南西北春夏秋冬山水云月松竹梅兰桂"
    names = [
        f"{a}{b}{c}{d}苑" for a in letters for b in letters for c in letters for d in "明秀华安"
    ]
    rows = [place(name, "estate", i % 97 * 60, i // 97 * 60) for i, name in enumerate(names)]
    assert len(rows) > 19_000
    many = resolver(rows)
    for name in names[::1999]:
        hit = many.resolve(f"我在{name}附近", None).hit
        assert hit is not None
        assert hit.name == name
    assert many.resolve("附近哪里能配钥匙", None).hit is None
