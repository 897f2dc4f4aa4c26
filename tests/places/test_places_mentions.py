import pytest

from assistant.places.mentions import Context, Role
from assistant.places.names import fold_sentence
from assistant.places.words import load_place_words


def around(text: str) -> tuple[Context, int, int]:
    """The sentence, and where the name in it stands, which is written in < >."""
    before, _, rest = text.partition("<")
    name, _, after = rest.partition(">")
    folded = fold_sentence(before + name + after)
    start = folded.index(fold_sentence(name))
    return Context(folded, load_place_words()), start, start + len(fold_sentence(name))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("我在<银杏苑>", Role.HERE),
        ("我家就住<银杏苑>3栋", Role.HERE),
        ("<银杏苑>3号楼附近有药店吗", Role.HERE),
        ("<银杏苑>小区门口", Role.HERE),
        ("我到<银杏苑>了", Role.HERE),
        ("离<银杏苑>近的", Role.HERE),
        ("is there one near the <Ginkgo Court>?", Role.HERE),
        ("I'm in <Ginkgo Court>", Role.HERE),
        ("去<银杏苑>", Role.GOAL),
        ("到<银杏苑>怎么走", Role.GOAL),
        ("<银杏苑>3栋怎么走", Role.GOAL),
        ("how do I get to <Ginkgo Court>", Role.GOAL),
        ("去<银杏苑>附近", Role.HERE),
        ("<银杏苑>有药店吗", Role.PLAIN),
        ("现在<银杏苑>开门吗", Role.PLAIN),
        ("Ginkgo trees, <Ginkgo Court>", Role.PLAIN),
    ],
)
def test_role(text: str, role: Role) -> None:
    context, start, end = around(text)
    assert context.role(start, end) is role


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("<银杏苑>", True),
        ("嗯，我就在<银杏苑>3栋呢", True),
        ("um, I'm at the <Ginkgo Court>, building 3 please", True),
        ("<银杏苑>有药店吗", False),
        ("a pharmacy, <Ginkgo Court>", False),
    ],
)
def test_alone(text: str, alone: bool) -> None:
    context, start, end = around(text)
    assert context.is_alone(start, end) is alone


@pytest.mark.parametrize(
    ("text", "numbered"),
    [("<银杏苑>小区3栋", True), ("<银杏苑>3", True), ("<银杏苑>3个人", False), ("<银杏苑>", False)],
)
def test_numbered(text: str, numbered: bool) -> None:
    context, _, end = around(text)
    assert context.is_numbered(end) is numbered


def test_unknown_place() -> None:
    words = load_place_words()
    assert Context("我在月亮湾火星小区", words).unknown_place() == "月亮湾火星小区"
    assert Context("我在找药店", words).unknown_place() is None
