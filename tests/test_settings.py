"""Settings: from the environment, from a file, and refused with a clear sentence."""

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.settings import load_settings

NOWHERE = Path("/nonexistent/.env")


def test_defaults_need_nothing() -> None:
    settings = load_settings({}, NOWHERE)
    assert settings.database_url.startswith("sqlite:///")
    assert settings.database_url.endswith("var/assistant.db")
    assert settings.host == "127.0.0.1"


def test_a_command_line_option_beats_the_environment_beats_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text('ASSISTANT_PORT=1\nASSISTANT_HOST="0.0.0.0"\n# a note\nOTHER=x\n')
    settings = load_settings({"ASSISTANT_PORT": "2", "PATH": "x"}, dotenv, home=str(tmp_path))
    assert settings.port == 2
    assert settings.host == "0.0.0.0"  # noqa: S104 - what the file says
    assert settings.home == tmp_path


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [("ASSISTANT_PACE", "fast", "number"), ("ASSISTANT_PACE", "12", "between"),
     ("ASSISTANT_PORT", "99999", "PORT"), ("ASSISTANT_PROT", "1", "no setting"),
     ("ASSISTANT_LOG_LEVEL", "LOUD", "LOG_LEVEL"), ("ASSISTANT_TURN_SECONDS", "0", "above 0"),
     ("ASSISTANT_KEEP_DAYS", "0", "KEEP_DAYS must be 1 or more"),
     ("ASSISTANT_BOOKING_KEEP_DAYS", "0", "BOOKING_KEEP_DAYS must be 1 or more"),
     ("ASSISTANT_REQUEST_KEEP_DAYS", "0", "REQUEST_KEEP_DAYS must be 1 or more"),
     ("ASSISTANT_PUBLIC_URL", "huts.example.cn", "http")],
)  # fmt: skip
def test_a_wrong_setting_is_named(name: str, value: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        load_settings({name: value}, NOWHERE)


def test_names_of_the_set_up_are_left_alone() -> None:
    load_settings({"ASSISTANT_PYTHON": "/usr/bin/python3"}, NOWHERE)
