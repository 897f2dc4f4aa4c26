"""The model as trained, on sentences in which much else is said beside what is wanted."""

from __future__ import annotations

import pytest

from benchmarks.understanding.parsers import Parser


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ("我在新街口，附近有厕所吗", "public_toilet"),
        ("我八十三了，腿脚不好，去最近的菜场要多久", "wet_market"),
        ("就近找个地方配把钥匙，我在银杏苑", "key_cutting"),
        ("我住在银杏苑三栋，老伴腿不好，哪里有药店", "pharmacy"),
    ],
)
def test_a_clause_names_what_the_whole_sentence_hides(
    parse: Parser, said: str, service: str
) -> None:
    answer = parse(said)
    assert answer.behaviour in ("find", "directions", "detail")
    assert answer.services is not None
    assert answer.services[0] == service


def test_a_landmark_beside_a_home_is_no_errand(parse: Parser) -> None:
    answer = parse("我在银杏苑，旁边是菜场")
    assert (answer.behaviour, answer.services) == ("set_location", ())


@pytest.mark.parametrize(
    ("said", "services"),
    [
        ("这几天老是头晕，该看哪个科", ("hospital", "community_health_center")),
        ("牙龈肿了三天", ("dental", "hospital", "community_health_center")),
        ("my knee hurts when i climb stairs", ("hospital", "community_health_center")),
    ],
)
def test_symptoms_come_with_where_to_ask(
    parse: Parser, said: str, services: tuple[str, ...]
) -> None:
    answer = parse(said)
    assert answer.behaviour == "health_advice"
    assert answer.services is not None
    assert answer.services[0] in services
