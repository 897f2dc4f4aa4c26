import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.database import connect
from assistant.errors import UsageError
from assistant.facilities import osm_import
from assistant.facilities.osm_import import Report, import_osm
from assistant.facilities.saving import Changes
from assistant.facilities.tables import Facility, ImportRun, NamedPlace, WalkingNetwork
from assistant.paths import ROOT
from assistant.walking import open_network
from tests.support.osm_text import OsmText, at

NOW = datetime(2026, 11, 22, 10, tzinfo=ZONE)


def town(*, pharmacy: str = "仁心药房", market: bool = True) -> OsmText:
    text = OsmText()
    text.way((0, 0), (300, 0), (600, 0), highway="residential", name="中山路")
    text.node(100, 20, amenity="pharmacy", name=pharmacy)
    if market:
        text.node(500, 20, amenity="marketplace", name="中山菜市场")
    return text


def far_town() -> OsmText:
    """Another town, drawn on its own: its ids are those of the first one again."""
    text = OsmText()
    text.way((0, 20_000), (300, 20_000), highway="residential", name="远街")
    text.node(100, 20_010, amenity="pharmacy", name="远方药房")
    return text


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(engine: Engine, home: Path, text: OsmText, name: str = "town.osm", days: int = 0) -> Report:
    path = text.write(home.parent / name)
    return import_osm(engine, load_catalogue(), path, home, NOW + timedelta(days=days))


def names(engine: Engine) -> set[str]:
    with Session(engine) as session:
        return set(session.scalars(select(Facility.name)))


def walk(engine: Engine, start: tuple[float, float], end: tuple[float, float]) -> int | None:
    network = open_network(engine)
    assert network is not None
    (found,) = network.matrix(at(*start), [at(*end)], 1.0)
    return found.metres if found else None


def runs(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(ImportRun)) or 0


def test_everything_at_once(engine: Engine, home: Path) -> None:
    said: list[str] = []
    path = town().write(home.parent / "town.osm")
    report = import_osm(engine, load_catalogue(), path, home, NOW, said.append)
    assert report == Report(Changes(added=2), Changes(added=3), network_built=True)
    assert "2 added" in report.summary()
    assert "Walking network built." in report.summary()
    assert said == [
        "Reading town.osm",
        "2 facilities, 3 named places",
        "Building the walking network",
        "Drawing the ground of maps",
    ]
    assert names(engine) == {"仁心药房", "中山菜市场"}
    assert walk(engine, (0, 0), (500, 20)) == pytest.approx(520, abs=3)
    with Session(engine) as session:
        assert session.scalars(select(Facility.source).distinct()).all() == ["osm"]
        street = session.scalars(select(NamedPlace).where(NamedPlace.kind == "street")).one()
        assert street.key == "中山路"


def test_the_same_file_again_changes_nothing(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    kept = sorted(path for path in home.rglob("*") if path.is_file())
    report = run(engine, home, town(), days=1)
    assert report == Report(Changes(unchanged=2), Changes(unchanged=3), network_built=False)
    assert "Walking network unchanged." in report.summary()
    assert runs(engine) == 1
    assert sorted(path for path in home.rglob("*") if path.is_file()) == kept


def test_what_is_gone_from_the_file_is_removed(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    report = run(engine, home, town(pharmacy="新仁心药房", market=False))
    assert report.facilities == Changes(changed=1, removed=1)
    assert names(engine) == {"新仁心药房"}
    assert runs(engine) == 2
    with Session(engine) as session:
        assert set(session.scalars(select(NamedPlace.name))) == {"中山路", "新仁心药房"}


def test_maps_live_side_by_side(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    run(engine, home, far_town(), "far.osm")
    assert names(engine) == {"仁心药房", "中山菜市场", "远方药房"}
    assert walk(engine, (0, 0), (500, 20)) == pytest.approx(520, abs=3)
    assert walk(engine, (0, 20_000), (100, 20_010)) == pytest.approx(110, abs=3)
    # Importing one again leaves the other as it is.
    report = run(engine, home, town(market=False))
    assert report.facilities == Changes(unchanged=2, removed=1)
    assert names(engine) == {"仁心药房", "远方药房"}
    assert walk(engine, (0, 20_000), (100, 20_010)) == pytest.approx(110, abs=3)


def test_overlapping_maps_repeat_nothing(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    report = run(engine, home, town(), "copy.osm")
    assert report.facilities == Changes(unchanged=2)
    # What one of them loses, the other still holds.
    assert run(engine, home, town(market=False), "copy.osm").facilities == Changes(unchanged=2)


def test_a_table_of_facilities_is_left_alone(engine: Engine, home: Path) -> None:
    from assistant.facilities.records import FacilityRecord
    from assistant.facilities.saving import save_facilities

    own = FacilityRecord(
        id="a1", source="survey", name="配钥匙摊", lat=30.0, lon=114.0, services=("key_cutting",)
    )
    with Session(engine) as session, session.begin():
        save_facilities(session, [own], "survey")
    run(engine, home, town())
    run(engine, home, town(market=False))
    assert names(engine) == {"配钥匙摊", "仁心药房"}


def test_a_map_without_streets_changes_nothing(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    empty = OsmText()
    empty.node(0, 0, amenity="pharmacy", name="路边药房")
    with pytest.raises(UsageError, match="no streets"):
        run(engine, home, empty)
    assert names(engine) == {"仁心药房", "中山菜市场"}
    assert walk(engine, (0, 0), (500, 20)) == pytest.approx(520, abs=3)


def test_a_file_that_is_no_map_changes_nothing(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    broken = home.parent / "town.osm"
    broken.write_text("<osm version='0.6'><node id='1'")
    with pytest.raises(UsageError, match=r"town\.osm"):
        import_osm(engine, load_catalogue(), broken, home, NOW)
    assert names(engine) == {"仁心药房", "中山菜市场"}
    assert run(engine, home, town()).facilities == Changes(unchanged=2)


def test_a_failure_while_writing_leaves_the_old_rows_and_the_old_network(
    engine: Engine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(engine, home, town())

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(osm_import, "save_places", fail)
        with pytest.raises(RuntimeError, match="full"):
            run(engine, home, town(pharmacy="新仁心药房", market=False))
    assert names(engine) == {"仁心药房", "中山菜市场"}
    assert walk(engine, (0, 0), (500, 20)) == pytest.approx(520, abs=3)


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.database import connect
from assistant.facilities import osm_import, osm_home

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

url, path, home, moment = sys.argv[1:]
if moment == "network":
    osm_home.build_network = die
else:
    osm_import.note_import = die
now = datetime(2026, 11, 23, tzinfo=ZONE)
osm_import.import_osm(connect(url), load_catalogue(), Path(path), Path(home), now)
"""


@pytest.mark.parametrize("moment", ["network", "commit"])
def test_a_killed_import_leaves_everything_usable(
    sqlite_engine: Engine, home: Path, moment: str
) -> None:
    engine = sqlite_engine
    run(engine, home, town())
    path = town(pharmacy="新仁心药房", market=False).write(home.parent / "town.osm")
    url = engine.url.render_as_string(hide_password=False)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, url, str(path), str(home), moment], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert names(engine) == {"仁心药房", "中山菜市场"}
    assert walk(engine, (0, 0), (500, 20)) == pytest.approx(520, abs=3)
    # The next one goes through, and clears away what was left.
    assert run(engine, home, town(market=False)).facilities == Changes(unchanged=1, removed=1)
    assert not list(home.glob("import-*"))
    assert len(list((home / "extracts").iterdir())) == 1


def test_a_lost_copy_is_told(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    run(engine, home, far_town(), "far.osm")
    (copy,) = (home / "extracts").glob("far-*")
    copy.unlink()
    said: list[str] = []
    path = town().write(home.parent / "town.osm")
    report = import_osm(engine, load_catalogue(), path, home, NOW, said.append)
    assert "The copy of far is gone; import it again to have it back" in said
    assert report.facilities == Changes(unchanged=2, removed=1)


def test_a_lost_network_is_built_again(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    shutil.rmtree(home / "networks")
    assert open_network(engine) is None
    assert run(engine, home, town()).network_built
    assert walk(engine, (0, 0), (500, 20)) == pytest.approx(520, abs=3)


def test_a_damaged_network_is_built_again(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    (tiles,) = (home / "networks").rglob("tiles.tar")
    tiles.write_bytes(b"")
    assert run(engine, home, town()).network_built
    assert tiles.stat().st_size > 0


def test_a_home_that_cannot_be_written(sqlite_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(UsageError, match=r"cannot be imported: .+home"):
        run(sqlite_engine, tmp_path / "home", town())


def test_the_network_before_stays_for_those_who_read_it(engine: Engine, home: Path) -> None:
    run(engine, home, town())
    with Session(engine) as session:
        before = Path(session.scalars(select(WalkingNetwork.directory)).one())
    run(engine, home, town(market=False))
    assert before.is_dir()
    run(engine, home, town(pharmacy="别的药房"))
    assert not before.is_dir()


def test_readers_see_all_or_nothing(sqlite_engine: Engine, home: Path) -> None:
    run(sqlite_engine, home, town())
    seen: list[set[str]] = []
    reader = connect(sqlite_engine.url.render_as_string())

    def look(line: str) -> None:
        seen.append(names(reader))

    path = town(pharmacy="新仁心药房", market=False).write(home.parent / "town.osm")
    import_osm(sqlite_engine, load_catalogue(), path, home, NOW, look)
    assert all(found == {"仁心药房", "中山菜市场"} for found in seen)
    assert names(reader) == {"新仁心药房"}
    reader.dispose()
