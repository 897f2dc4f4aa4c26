from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.places.kinds import load_place_kinds


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"landuse": "residential", "name": "银杏苑"}, "estate"),
        ({"railway": "station"}, "station"),
        ({"shop": "shoes"}, "shop"),
        ({"shop": "no"}, None),
        ({"amenity": "atm"}, None),
        ({"amenity": "bank", "building": "yes"}, "bank"),
        ({"highway": "primary"}, None),
    ],
)
def test_kind(tags: dict[str, str], kind: str | None) -> None:
    assert load_place_kinds().kind(tags) == kind


def test_what_is_seen() -> None:
    seen = load_place_kinds().seen
    assert seen["bank"] < seen["shop"]
    assert "estate" not in seen


@pytest.mark.parametrize(
    "rows", ["amenity,bank,bank,first", ",bank,bank,1", "amenity,bank", "a,b,bank,1\na,c,bank,2"]
)
def test_a_broken_table(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "kinds.csv"
    path.write_text(f"key,value,kind,seen\n{rows}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"kinds\.csv, line"):
        load_place_kinds(path)
