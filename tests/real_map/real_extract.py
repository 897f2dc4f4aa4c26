"""Where the real map for the tests is."""

import os
from pathlib import Path

import pytest

from assistant.paths import ROOT

FILE = "nanjing_xinjiekou.osm.pbf"


def real_extract() -> Path:
    """The extract of Nanjing; the test fails with a clear sentence where it is missing."""
    folder = Path(os.environ.get("ASSISTANT_GEO") or ROOT.parent / "shared" / "geo")
    path = folder / FILE
    if not path.is_file():
        pytest.fail(f"The map {path} is not there; name the folder that has it in ASSISTANT_GEO.")
    return path
