import threading
from collections.abc import Callable

import pytest
import yaml
from places_town import at, estate, store, town
from sqlalchemy import Engine, delete, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.facilities.tables import NamedPlace
from assistant.places import Gazetteer, Landmark
from assistant.places.gazetteer import LOOK_EVERY
from assistant.places.reading import Keyed, read_names
from assistant.places.words import WORDS_FILE, PlaceWords


class Timer:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def name_of(gazetteer: Gazetteer, said: str) -> str | None:
    hit = gazetteer.resolve(said).hit
    return hit.name if hit else None


def test_names_come_from_the_database(sqlite_engine: Engine) -> None:
    store(sqlite_engine, town())
    gazetteer = Gazetteer(sqlite_engine)
    hit = gazetteer.resolve("我在银杏苑3栋").hit
    assert hit is not None
    assert (hit.name, hit.name_en, hit.kind) == (
        "银杏苑3栋",
        "Ginkgo Court, Building 3",
        "building",
    )
    assert (hit.lat, hit.lon) == pytest.approx(at(120, 40))


def test_an_empty_database_knows_nothing(sqlite_engine: Engine) -> None:
    gazetteer = Gazetteer(sqlite_engine)
    assert gazetteer.resolve("我在银杏苑").hit is None
    assert gazetteer.label(30.0, 114.0) is None
    assert gazetteer.nearest_landmark(30.0, 114.0) is None


def test_an_import_is_noticed_after_a_moment(sqlite_engine: Engine) -> None:
    timer = Timer()
    gazetteer = Gazetteer(sqlite_engine, timer)
    assert name_of(gazetteer, "我在银杏苑") is None
    store(sqlite_engine, estate("银杏苑", 0, 0))
    timer.seconds += LOOK_EVERY / 2
    assert name_of(gazetteer, "我在银杏苑") is None
    timer.seconds += LOOK_EVERY
    assert name_of(gazetteer, "我在银杏苑") == "银杏苑"


def test_names_that_are_gone_are_forgotten(sqlite_engine: Engine) -> None:
    timer = Timer()
    store(sqlite_engine, town())
    gazetteer = Gazetteer(sqlite_engine, timer)
    assert name_of(gazetteer, "我在银杏苑") == "银杏苑"
    with Session(sqlite_engine) as session, session.begin():
        session.execute(delete(NamedPlace))
    timer.seconds += LOOK_EVERY
    assert name_of(gazetteer, "我在银杏苑") is None


def test_the_same_names_are_not_read_twice(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    timer = Timer()
    store(sqlite_engine, town())
    gazetteer = Gazetteer(sqlite_engine, timer)
    gazetteer.resolve("银杏苑")
    reads = counted(monkeypatch)
    timer.seconds += LOOK_EVERY
    gazetteer.resolve("银杏苑")
    assert reads() == 0
    store(sqlite_engine, estate("新苑", 0, 0))
    timer.seconds += LOOK_EVERY
    gazetteer.resolve("银杏苑")
    assert reads() == 1


def test_changed_words_count_at_once(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    timer = Timer()
    store(sqlite_engine, estate("月饼房", 0, 0))
    gazetteer = Gazetteer(sqlite_engine, timer)
    assert name_of(gazetteer, "我在月饼房") == "月饼房"
    data = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    words = PlaceWords(data, ["月饼房"])
    monkeypatch.setattr("assistant.places.gazetteer.load_place_words", lambda: words)
    timer.seconds += LOOK_EVERY
    assert name_of(gazetteer, "我在月饼房") is None


def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often the names are read from now on."""
    reads: list[Session] = []

    def counting(session: Session, words: PlaceWords) -> list[Keyed]:
        reads.append(session)
        return read_names(session, words)

    monkeypatch.setattr("assistant.places.gazetteer.read_names", counting)
    return lambda: len(reads)


def test_the_old_names_serve_while_the_database_fails(
    sqlite_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    timer = Timer()
    store(sqlite_engine, town())
    gazetteer = Gazetteer(sqlite_engine, timer)
    gazetteer.resolve("银杏苑")
    with sqlite_engine.begin() as connection:
        connection.execute(text("ALTER TABLE import_run RENAME TO away"))
    timer.seconds += LOOK_EVERY
    assert name_of(gazetteer, "我在银杏苑") == "银杏苑"
    assert "the old ones stay" in caplog.text
    with pytest.raises(SQLAlchemyError):
        Gazetteer(sqlite_engine).resolve("银杏苑")


def test_many_threads_ask_at_once(sqlite_engine: Engine) -> None:
    timer = Timer()
    store(sqlite_engine, town())
    gazetteer = Gazetteer(sqlite_engine, timer)
    start = threading.Barrier(8)
    wrong: list[str | None] = []

    def ask() -> None:
        start.wait()
        for _ in range(20):
            timer.seconds += 1
            name = name_of(gazetteer, "我在银杏苑3栋")
            if name != "银杏苑3栋":
                wrong.append(name)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    ("metres", "chinese", "english"),
    [
        ((125, 42), "银杏苑3栋", "Ginkgo Court, Building 3"),
        ((10, -100), "银杏苑", "Ginkgo Court"),
        ((690, -480), "溪南路兴业路路口", "the corner of Industry Road and Creek South Road"),
        ((-1500, 3000), None, None),
    ],
)
def test_label(
    sqlite_engine: Engine, metres: tuple[float, float], chinese: str | None, english: str | None
) -> None:
    store(sqlite_engine, town())
    gazetteer = Gazetteer(sqlite_engine)
    assert gazetteer.label(*at(*metres), "zh") == chinese
    assert gazetteer.label(*at(*metres), "en") == english


def test_nearest_landmark(sqlite_engine: Engine) -> None:
    store(sqlite_engine, town())
    gazetteer = Gazetteer(sqlite_engine)
    bank = Landmark("惠民银行柳溪支行", "Huimin Bank", "bank", 14, at(10, 210))
    assert gazetteer.nearest_landmark(*at(20, 200)) == bank
    assert gazetteer.nearest_landmark(*at(20, 200), exclude="惠民银行柳溪支行") is None
    assert gazetteer.nearest_landmark(*at(20, 200), 100, "Huimin Bank") == Landmark(
        "柳溪邮局", "Willow Creek Post Office", "post_office", 80, at(100, 200)
    )
