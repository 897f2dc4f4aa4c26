from dataclasses import replace

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.facilities.osm_named import Named
from assistant.facilities.osm_saving import save_places
from assistant.facilities.saving import Changes
from assistant.facilities.tables import NamedPlace

ESTATE = Named("way/1", "银杏苑", "estate", 30.0, 114.0, "银杏苑", "Ginkgo Court")
BUILDING = Named("way/2", "银杏苑3栋", "building", 30.0, 114.001, "银杏苑#3", None, "way/1")


def save(engine: Engine, *places: Named, origin: str = "osm") -> Changes:
    with Session(engine) as session, session.begin():
        return save_places(session, places, origin)


def stored(engine: Engine) -> dict[str, NamedPlace]:
    with Session(engine) as session:
        return {row.id: row for row in session.scalars(select(NamedPlace))}


def test_new_places(engine: Engine) -> None:
    assert save(engine, ESTATE, BUILDING) == Changes(added=2)
    row = stored(engine)["way/2"]
    assert (row.name, row.key, row.parent_id, row.origin) == (
        "银杏苑3栋",
        "银杏苑#3",
        "way/1",
        "osm",
    )


def test_the_same_again_changes_nothing(engine: Engine) -> None:
    save(engine, ESTATE, BUILDING)
    assert save(engine, ESTATE, BUILDING) == Changes(unchanged=2)


def test_changed_and_gone(engine: Engine) -> None:
    save(engine, ESTATE, BUILDING)
    moved = replace(ESTATE, lat=30.1)
    assert save(engine, moved) == Changes(changed=1, removed=1)
    assert {identity: row.lat for identity, row in stored(engine).items()} == {"way/1": 30.1}


def test_places_of_another_origin_are_left_alone(engine: Engine) -> None:
    save(engine, ESTATE, origin="survey")
    assert save(engine, BUILDING) == Changes(added=1)
    assert set(stored(engine)) == {"way/1", "way/2"}


def test_more_than_one_batch(engine: Engine) -> None:
    many = [replace(ESTATE, id=f"node/{number}") for number in range(1000)]
    assert save(engine, *many) == Changes(added=1000)
    assert save(engine) == Changes(removed=1000)
