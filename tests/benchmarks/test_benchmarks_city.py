"""The made-up city, and that index and plain scan name the same places in it."""

from itertools import islice
from pathlib import Path

from assistant.catalogue import load_catalogue
from benchmarks import city, find


def test_the_city_is_the_same_every_time() -> None:
    first, second = (list(city.facilities(["a", "b"], 20)) for _ in range(2))
    assert first == second
    assert len({record.id for record in first}) == 20


def test_facilities_lie_in_the_city() -> None:
    north_east = city.point(city.SIDE_METRES, city.SIDE_METRES)
    for record in islice(city.facilities(["a"], 50), 50):
        assert city.SOUTH <= record.lat <= north_east[0]
        assert city.WEST <= record.lon <= north_east[1]


def test_people_ask_for_services_of_the_catalogue() -> None:
    catalogue = load_catalogue()
    asked = find.questions(catalogue)
    assert len(asked) == find.QUESTIONS
    assert all(service in catalogue for service, _, _ in asked)


def test_index_and_scan_agree_in_a_small_city(tmp_path: Path) -> None:
    from assistant.database import connect

    catalogue = load_catalogue()
    path = tmp_path / "small.db"
    city.build_database(path, catalogue, 300)
    engine = connect(f"sqlite:///{path}")
    for service, lat, lon in find.questions(catalogue)[:30]:
        by_index = find._by_index(engine, service, lat, lon)
        assert by_index == find._by_scan(engine, service, lat, lon)
    engine.dispose()
