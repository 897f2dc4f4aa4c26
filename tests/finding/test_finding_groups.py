"""The groups of the catalogue and their names."""

from pathlib import Path

import pytest

from assistant.catalogue import load_catalogue
from assistant.errors import UsageError
from assistant.finding.groups import load_groups

LONGEST_NAME = 6


def test_every_group_of_the_catalogue_has_one_name() -> None:
    named = [group.id for group in load_groups()]
    assert sorted(named) == sorted({service.group for service in load_catalogue()})


def test_names_are_short_and_their_own() -> None:
    groups = load_groups()
    for names in ([group.name_zh for group in groups], [group.name_en for group in groups]):
        assert len(set(names)) == len(names)
    assert all(len(group.name_zh) <= LONGEST_NAME for group in groups)


def test_an_empty_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("id,name_zh,name_en\nhealth,看病,\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        load_groups(path)
