"""Rules about tags and names: where they apply, and what they add and take away."""

from collections.abc import Iterable

import pytest

from assistant.catalogue.osm_rules import OsmRule, OsmRules


def tag_set(**tags: str) -> frozenset[tuple[str, str]]:
    return frozenset(tags.items())


def rule(
    tags: frozenset[tuple[str, str]],
    adds: Iterable[str] = (),
    drops: Iterable[str] = (),
    named: Iterable[str] = (),
    not_named: Iterable[str] = (),
    label: str = "",
) -> OsmRule:
    return OsmRule(tags, tuple(named), tuple(not_named), tuple(adds), tuple(drops), label, label)


OFFERS = [
    (tag_set(amenity="cafe"), "cafe"),
    (tag_set(amenity="cafe", cuisine="tea"), "teahouse"),
    (tag_set(amenity="clinic"), "clinic"),
]


def test_all_tags_of_an_offer_must_hold() -> None:
    rules = OsmRules(OFFERS, [])
    assert rules.services({"amenity": "cafe"}) == {"cafe"}
    assert rules.services({"amenity": "cafe", "cuisine": "tea"}) == {"cafe", "teahouse"}
    assert rules.services({"cuisine": "tea"}) == set()
    assert rules.services({}) == set()


def test_a_star_stands_for_any_value_but_not_for_none() -> None:
    rules = OsmRules([], [rule(tag_set(shop="*", beauty="*"), adds=["salon"])])
    assert rules.services({"shop": "x", "beauty": "y"}) == {"salon"}
    assert rules.services({"shop": "x"}) == set()


@pytest.mark.parametrize("key", ["name", "name:zh", "brand", "operator"])
def test_a_piece_of_a_name_calls_for_a_rule(key: str) -> None:
    rules = OsmRules(OFFERS, [rule(tag_set(amenity="clinic"), ["dental"], ["clinic"], ["牙"])])
    assert rules.services({"amenity": "clinic", key: "爱牙诊所"}) == {"dental"}
    assert rules.services({"amenity": "clinic", key: "爱心诊所"}) == {"clinic"}
    assert rules.services({"amenity": "clinic"}) == {"clinic"}


def test_a_missing_piece_says_something_only_where_there_is_a_name() -> None:
    rules = OsmRules(OFFERS, [rule(tag_set(amenity="clinic"), [], ["clinic"], (), ["社区"])])
    assert rules.services({"amenity": "clinic", "name": "某某"}) == set()
    assert rules.services({"amenity": "clinic", "name": "社区"}) == {"clinic"}
    assert rules.services({"amenity": "clinic"}) == {"clinic"}


def test_taking_away_comes_last_and_may_take_everything() -> None:
    rules = OsmRules(
        OFFERS,
        [rule(tag_set(disused="yes"), drops=["*"]), rule(tag_set(amenity="cafe"), adds=["bakery"])],
    )
    assert rules.services({"amenity": "cafe"}) == {"cafe", "bakery"}
    assert rules.services({"amenity": "cafe", "disused": "yes"}) == set()


def test_the_closest_label_wins() -> None:
    rules = OsmRules(
        OFFERS,
        [
            rule(tag_set(amenity="cafe"), label="咖啡店"),
            rule(tag_set(amenity="cafe", cuisine="tea"), label="茶馆"),
        ],
    )
    assert rules.label({"amenity": "cafe", "cuisine": "tea"}) == ("茶馆", "茶馆")
    assert rules.label({"amenity": "cafe"}) == ("咖啡店", "咖啡店")
    assert rules.label({"amenity": "clinic"}) is None
