import pytest

from assistant.facilities.osm_named import Named, PlaceCollector
from assistant.facilities.osm_objects import OsmObject
from assistant.places.kinds import load_place_kinds
from tests.support.osm_text import at, point


def collect(*items: OsmObject) -> dict[str, Named]:
    collector = PlaceCollector(load_place_kinds())
    for item in items:
        collector.add(item)
    places = collector.places()
    assert len({place.id for place in places}) == len(places)
    return {place.name: place for place in places}


def estate(identity: int, name: str, east: float, north: float, **tags: str) -> OsmObject:
    corners = tuple(
        at(east + x, north + y) for x, y in ((0, 0), (100, 0), (100, 100), (0, 100), (0, 0))
    )
    kind = {"landuse": "residential", "name": name}
    middle = at(east + 50, north + 50)
    return OsmObject(f"way/{identity}", kind | tags, middle, corners, (1, 2, 3, 4, 1), True)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"landuse": "residential"}, "estate"),
        ({"place": "neighbourhood"}, "estate"),
        ({"amenity": "school"}, "school"),
        ({"amenity": "bank"}, "bank"),
        ({"leisure": "park"}, "park"),
        ({"highway": "bus_stop"}, "bus_stop"),
        ({"railway": "station"}, "station"),
        ({"barrier": "gate"}, "gate"),
        ({"shop": "tea"}, "shop"),
        ({"historic": "monument"}, "landmark"),
        ({"building": "yes"}, "house"),
    ],
)
def test_kinds(tags: dict[str, str], kind: str) -> None:
    places = collect(OsmObject("node/1", tags | {"name": "望江"}, at(0, 0)))
    assert places["望江"].kind == kind


@pytest.mark.parametrize(
    "tags",
    [
        {"name": "清江", "waterway": "river"},
        {"amenity": "bank"},
        {"name": "东门", "barrier": "gate"},
        {"name": "！", "shop": "tea"},
        {"name": "取款机", "amenity": "atm"},
    ],
)
def test_what_nobody_names(tags: dict[str, str]) -> None:
    assert collect(OsmObject("node/1", tags, at(0, 0))) == {}


def test_names_are_kept_in_both_languages_and_as_a_key() -> None:
    place = collect(point(1, 5, 6, shop="mall", name="德基廣場（二期）", name__en="Deji Plaza"))
    assert place == {
        "德基廣場（二期）": Named(
            id="node/1",
            name="德基廣場（二期）",
            kind="mall",
            lat=round(at(5, 6)[0], 7),
            lon=round(at(5, 6)[1], 7),
            key="德基广场二期",
            name_en="Deji Plaza",
        )
    }


def test_buildings_belong_to_the_estate_that_they_are_addressed_to() -> None:
    near, far = estate(1, "银杏苑", 0, 0), estate(2, "银杏苑", 9000, 0)
    wall = point(
        3, 5, 5, building="apartments", name="3栋", addr__place="银杏苑", addr__housenumber="3栋"
    )
    building = collect(far, near, wall)["银杏苑3栋"]
    assert (building.kind, building.key, building.parent_id) == ("building", "银杏苑#3", "way/1")
    assert building.name_en is None


def test_buildings_belong_to_the_estate_around_them() -> None:
    around = estate(1, "银杏苑", 0, 0, **{"name:en": "Ginkgo Court"})
    inside = point(2, 50, 50, building="apartments", addr__housenumber="12")
    outside = point(3, 500, 50, building="apartments", addr__housenumber="13")
    places = collect(around, inside, outside)
    assert places["银杏苑12栋"].parent_id == "way/1"
    assert places["银杏苑12栋"].name_en == "Ginkgo Court, Building 12"
    assert set(places) == {"银杏苑", "银杏苑12栋"}


def test_an_estate_that_only_addresses_tell_of() -> None:
    wall = point(2, 50, 50, building="apartments", addr__place="桂香里", addr__housenumber="7号楼")
    places = collect(wall)
    assert places["桂香里"].kind == "estate"
    assert places["桂香里7号楼"].parent_id == places["桂香里"].id


def test_a_building_with_the_estate_in_its_name() -> None:
    places = collect(point(2, building="apartments", name="凯润金城6栋"))
    assert (places["凯润金城"].kind, places["凯润金城6栋"].key) == ("estate", "凯润金城#6")


def test_a_building_with_a_real_name_keeps_it() -> None:
    places = collect(estate(1, "银杏苑", 0, 0), point(2, 50, 50, building="yes", name="望溪楼"))
    assert places["望溪楼"].parent_id is None


def test_house_numbers_along_streets() -> None:
    shop = {"shop": "tea", "addr:street": "中山路", "addr:housenumber": "18"}
    places = collect(point(1, 0, 0, **shop), point(2, 3, 0, **shop))
    assert [(p.kind, p.key) for p in places.values()] == [("address", "中山路18号")]


def test_exits_of_stations() -> None:
    places = collect(
        point(1, 0, 0, railway="station", name="新街口", name__en="Xinjiekou"),
        point(2, 50, 0, railway="subway_entrance", name="新街口#2"),
        point(3, 60, 0, railway="subway_entrance", ref="A"),
        point(4, 70, 0, railway="subway_entrance", name="新街口地铁站3B口"),
        point(5, 80, 0, railway="subway_entrance", name="中央商场入口"),
        point(6, 90, 0, railway="subway_entrance"),
        point(7, 5000, 0, railway="subway_entrance", ref="9"),
    )
    keys = {name: place.key for name, place in places.items() if place.kind != "station"}
    assert keys == {
        "新街口2号口": "新街口#2",
        "新街口A口": "新街口#a",
        "新街口3B口": "新街口#3b",
        "中央商场入口": "中央商场入口",
    }
    assert places["新街口A口"].name_en == "Xinjiekou Exit A"
