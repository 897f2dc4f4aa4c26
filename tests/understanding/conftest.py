"""These tests run in the Rasa server's environment, without the conftest.py of the other one:

.venv-rasa/bin/python -m pytest --confcutdir=tests/understanding tests/understanding
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from benchmarks.understanding.parsers import Parser

# Rasa's own pins are old; what their packages say about themselves is not ours to mend.
os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
os.environ["RASA_TELEMETRY_ENABLED"] = "false"

CHECKOUT = Path(__file__).resolve().parents[2]


def pytest_configure(config: pytest.Config) -> None:
    for kind in ("DeprecationWarning", "PendingDeprecationWarning", "FutureWarning"):
        config.addinivalue_line("filterwarnings", f"ignore::{kind}")
    # Rasa says this of every domain with a slot and a form.
    config.addinivalue_line("filterwarnings", "ignore:Slot auto-fill has been removed")


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session")
def parse() -> Parser:
    """The model as trained by make setup."""
    # Here and not above: what is imported warns, and the filters are not set yet.
    from benchmarks.understanding.known import MODEL
    from benchmarks.understanding.parsers import rasa_parser

    assert MODEL.is_file(), "train the model first: make setup"
    return rasa_parser(MODEL)


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A catalogue of four services."""
    path = tmp_path / "services.csv"
    path.write_text(
        "id,name_zh,name_en,synonyms_zh,synonyms_en,need_phrases_zh,need_phrases_en\n"
        "key_cutting,配钥匙,key cutting,配锁匙|打钥匙,duplicate key,钥匙断了,my key snapped\n"
        "locksmith,开锁换锁,locksmith,开锁|换锁,lock opening,忘带钥匙了,I am locked out\n"
        "electrical_repair,电路维修,electrician,修电|修灯,wiring,灯不亮了,the light is out\n"
        "bicycle_repair,自行车维修,bicycle repair,修电瓶车|修车,bike repair,车胎扎了,flat tyre\n",
        encoding="utf-8",
    )
    return path
