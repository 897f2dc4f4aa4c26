from pathlib import Path

import osmium
import pytest
from walking_town import Town, small_town

from assistant.errors import UsageError
from assistant.walking.extracts import NEW_OBJECTS, clean_copy, merge


def contents(path: Path) -> list[tuple[str, int]]:
    return [(item.type_str(), item.id) for item in osmium.FileProcessor(str(path))]


def copy_of(town: Town, folder: Path, name: str) -> Path:
    copy = folder / f"{name}.osm.pbf"
    clean_copy(town.write(folder / f"{name}.osm"), copy)
    return copy


def test_a_clean_copy_is_sorted(tmp_path: Path) -> None:
    shuffled = tmp_path / "shuffled.osm"
    text = small_town().write(tmp_path / "town.osm").read_text()
    head, *objects = text.splitlines()
    shuffled.write_text("\n".join([head, *reversed(objects[:-1]), objects[-1]]))
    clean_copy(shuffled, tmp_path / "copy.osm.pbf")
    found = contents(tmp_path / "copy.osm.pbf")
    assert found == sorted(found)
    assert len(found) == len(objects) - 1


def test_a_sorted_pbf_is_copied_as_it_is(tmp_path: Path) -> None:
    first = copy_of(small_town(), tmp_path, "town")
    clean_copy(first, tmp_path / "again.osm.pbf")
    assert first.read_bytes() == (tmp_path / "again.osm.pbf").read_bytes()


def test_ids_of_an_editor_become_positive_and_keep_together(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.osm"
    drawn.write_text(
        """<osm version='0.6'>
        <node id='-1' lat='30' lon='114'/><node id='-2' lat='30.001' lon='114'/>
        <way id='-3'><nd ref='-1'/><nd ref='-2'/><tag k='highway' v='footway'/></way>
        <relation id='-4'><member type='way' ref='-3' role=''/><tag k='type' v='route'/></relation>
        </osm>"""
    )
    clean_copy(drawn, tmp_path / "copy.osm.pbf")
    items = list(contents(tmp_path / "copy.osm.pbf"))
    assert items == [("n", NEW_OBJECTS + 1), ("n", NEW_OBJECTS + 2), ("w", NEW_OBJECTS + 3),
                     ("r", NEW_OBJECTS + 4)]  # fmt: skip
    (way,) = [
        [node.ref for node in item.nodes]
        for item in osmium.FileProcessor(str(tmp_path / "copy.osm.pbf"))
        if isinstance(item, osmium.osm.Way)
    ]
    assert way == [NEW_OBJECTS + 1, NEW_OBJECTS + 2]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.osm.pbf", b""),
        ("text.osm", b"no map"),
        ("cut.osm", b"<osm version='0.6'><node id='1'"),
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=name):
        clean_copy(tmp_path / name, tmp_path / "copy.osm.pbf")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        clean_copy(tmp_path / "none.osm.pbf", tmp_path / "copy.osm.pbf")


def test_merging_overlapping_maps_repeats_nothing(tmp_path: Path) -> None:
    one = copy_of(small_town(), tmp_path, "one")
    two = copy_of(small_town(), tmp_path, "two")
    merge([one, two], tmp_path / "all.osm.pbf")
    assert contents(tmp_path / "all.osm.pbf") == contents(one)


def far_town() -> Town:
    """Another town, ten kilometres away, that numbers its objects alike."""
    town = Town()
    town.way((0, 10_000), (100, 10_000), name="远街", highway="residential")
    return town


def test_maps_that_number_their_objects_alike_stay_apart(tmp_path: Path) -> None:
    here = copy_of(small_town(), tmp_path, "here")
    there = copy_of(far_town(), tmp_path, "there")
    merge([here, there], tmp_path / "all.osm.pbf")
    found = contents(tmp_path / "all.osm.pbf")
    assert len(found) == len(contents(here)) + len(contents(there))
    assert found == sorted(found)
