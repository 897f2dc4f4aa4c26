"""The catalogue as it is shipped: complete, well formed, told apart by its words."""

import re

import pytest

from assistant.catalogue import Service, load_catalogue
from assistant.errors import UsageError

CATALOGUE = load_catalogue()
EACH = pytest.mark.parametrize("service", CATALOGUE, ids=lambda service: service.id)


def test_all_services_of_the_circle_are_there() -> None:
    assert len(CATALOGUE) == len({service.id for service in CATALOGUE}) == 111
    for service in ("key_cutting", "health_hut", "smart_lock_repair", "wet_market"):
        assert service in CATALOGUE
    assert "teleporter" not in CATALOGUE


@EACH
def test_every_service_can_be_asked_for_in_both_languages(service: Service) -> None:
    assert len(service.synonyms_zh) >= 3
    assert len(service.synonyms_en) >= 3
    assert service.needs_zh
    assert len(service.needs_en) >= 3
    for said in (*service.synonyms_en, *service.needs_en):
        assert not re.search(r"[\u3400-\u9fff]", said), said


@EACH
def test_every_service_can_be_named_inside_a_sentence(service: Service) -> None:
    assert re.search(r"[\u3400-\u9fff]", service.label_zh)
    assert not re.search(r"[/()（）]", service.label_zh + service.label_en)
    assert not service.label_en.startswith(("a ", "an ", "the "))
    assert service.label_en[0].islower() or service.label_en.startswith("Chinese")


@EACH
def test_alternatives_are_few_and_others(service: Service) -> None:
    assert len(service.alternatives) <= 3
    assert service.id not in service.alternatives
    assert len(set(service.alternatives)) == len(service.alternatives)


def test_a_word_names_one_service_only() -> None:
    owners: dict[str, set[str]] = {}
    for service in CATALOGUE:
        for word in (*service.synonyms_zh, *service.needs_zh, *service.needs_en):
            owners.setdefault(word, set()).add(service.id)
    assert {word: ids for word, ids in owners.items() if len(ids) > 1} == {}


def test_norms_are_those_of_the_ministry() -> None:
    assert CATALOGUE["convenience_store"].norm_minutes == 5
    assert CATALOGUE["pharmacy"].norm_minutes == 8
    assert CATALOGUE["supermarket"].norm_minutes == 15
    assert CATALOGUE["park"].norm_minutes is None
    for service in CATALOGUE:
        assert (service.norm_minutes is None) == (not service.norm_source), service.id


def test_an_unknown_service_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"no service \"key_cuting\".*key_cutting"):
        CATALOGUE["key_cuting"]
    with pytest.raises(UsageError, match=r"in the catalogue\.$"):
        CATALOGUE["§"]


@pytest.mark.parametrize("service", [s for s in CATALOGUE if s.osm_tags], ids=lambda s: s.id)
def test_every_service_with_tags_is_found_by_each_of_them(service: Service) -> None:
    for tags in service.osm_tags:
        assert service.id in CATALOGUE.services_for_tags(dict(tags))


@pytest.mark.parametrize(
    ("tags", "services"),
    [
        ({"amenity": "pharmacy", "name": "仁心堂"}, {"pharmacy"}),
        ({"amenity": "social_facility"}, set()),
        ({"highway": "residential", "name": "菜市场路"}, set()),
        ({"amenity": "clinic", "name": "爱牙口腔"}, {"dental"}),
        ({"amenity": "clinic", "name": "王医生诊所"}, {"clinic"}),
        (
            {"amenity": "clinic", "name": "桂花社区卫生服务站"},
            {"clinic", "community_health_center"},
        ),
        (
            {"amenity": "hospital", "name": "江苏省中医院"},
            {"hospital", "tcm_clinic", "emergency_service"},
        ),
        ({"amenity": "hospital", "name": "安心动物医院"}, {"pet_service"}),
        ({"office": "government", "name": "秦淮区税务局"}, set()),
        (
            {"office": "government", "name": "五老村社区居委会"},
            {"government_service_desk", "community_office"},
        ),
        ({"amenity": "fast_food", "name": "汉堡王", "name:en": "Burger King"}, {"fast_food"}),
        ({"amenity": "fast_food", "name": "永和豆浆"}, {"fast_food", "breakfast_shop"}),
        ({"amenity": "vending_machine", "vending": "parking_tickets"}, set()),
        ({"amenity": "vending_machine", "vending": "parcel_pickup"}, {"parcel_station"}),
        ({"shop": "mobile_phone", "name": "小米之家"}, {"phone_repair"}),
        (
            {"amenity": "social_facility", "social_facility": "nursing_home",
             "social_facility:for": "senior"},
            {"nursing_home"},
        ),
        ({"shop": "bakery", "abandoned": "yes"}, set()),
        ({"amenity": "toilets", "disused": "yes"}, set()),
        ({"railway": "subway_entrance"}, {"transit_stop"}),
    ],
)  # fmt: skip
def test_tags_and_names_together_say_what_is_offered(
    tags: dict[str, str], services: set[str]
) -> None:
    assert set(CATALOGUE.services_for_tags(tags)) == services


@pytest.mark.parametrize(
    ("tags", "label"),
    [
        ({"amenity": "toilets"}, ("公共厕所", "Public toilet")),
        ({"amenity": "atm"}, ("自动取款机", "Cash machine")),
        ({"railway": "station", "subway": "yes", "station": "subway"}, ("地铁站", "Metro station")),
        ({"highway": "bus_stop"}, ("公交站", "Bus stop")),
        ({"shop": "supermarket"}, ("超市", "Supermarket")),
        ({"amenity": "bench"}, None),
    ],
)
def test_what_has_no_name_is_called_by_what_it_is(
    tags: dict[str, str], label: tuple[str, str] | None
) -> None:
    assert CATALOGUE.label_for_tags(tags) == label
