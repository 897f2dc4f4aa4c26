"""What an operator can set, from the environment (`ASSISTANT_*`) or a `.env` file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from dotenv import dotenv_values

from assistant.channel_settings import ChannelSettings
from assistant.errors import UsageError
from assistant.paths import ROOT

PREFIX = "ASSISTANT_"
_HERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - for people to read


@dataclass(frozen=True)
class Settings(ChannelSettings):
    """Every setting. Its environment name is the field's name behind `ASSISTANT_`."""

    home: Path = field(default=Path("var"), metadata={"help": "folder for working files"})
    database: str = field(
        default="", metadata={"help": "database URL; empty: SQLite in the home folder"}
    )
    host: str = field(
        default="127.0.0.1", metadata={"help": "address that the web server listens on"}
    )
    port: int = field(default=8615, metadata={"help": "port of the web server; 0 picks a free one"})
    public_url: str = field(
        default="",
        metadata={"help": "address under which people reach it; empty: the host and the port"},
    )
    pace: float = field(default=1.0, metadata={"help": "walking pace in metres a second"})
    speaker_pace: float = field(
        default=0.8, metadata={"help": "walking pace of people at a smart speaker"}
    )
    community_phone: str = field(
        default="12345",
        metadata={"help": "number given where no community office with a phone is nearby"},
    )
    turn_seconds: float = field(
        default=8.0, metadata={"help": "longest wait for an answer before a short apology is given"}
    )
    most_per_minute: int = field(
        default=120, metadata={"help": "messages of one person in a minute that are answered"}
    )
    geocoder: str = field(
        default="none",
        metadata={"help": "online geocoder for unknown places: none, nominatim, photon or baidu"},
    )
    geocoder_key: str = field(default="", metadata={"help": "the geocoder's key (Baidu)"})
    geocoder_url: str = field(default="", metadata={"help": "another server of that kind"})
    geocoder_seconds: float = field(
        default=1.5, metadata={"help": "longest wait for the online geocoder"}
    )
    keep_days: int = field(
        default=365,
        metadata={"help": "days after which the homes of people who did not come back are deleted"},
    )
    booking_keep_days: int = field(
        default=30,
        metadata={"help": "days after its end at which a booking loses who it was for"},
    )
    request_keep_days: int = field(
        default=180,
        metadata={"help": "days after its end at which a report loses who made it, and the words"},
    )
    operator_token: str = field(
        default="",
        repr=False,
        metadata={
            "help": "secret of the operators' interface (/api/queue); empty: this machine only",
        },
    )
    handover_keep_days: int = field(
        default=30,
        metadata={"help": "days after its end at which what was said to a person is deleted"},
    )
    log_level: str = field(default="WARNING", metadata={"help": "DEBUG, INFO, WARNING or ERROR"})

    def __post_init__(self) -> None:
        for name in ("pace", "speaker_pace"):
            if not 0.2 <= getattr(self, name) <= 3.0:
                raise UsageError(f"{PREFIX}{name.upper()} must be between 0.2 and 3.0 m/s.")
        for name in ("port", "wyoming_port"):
            if not 0 <= getattr(self, name) <= 65535:
                raise UsageError(f"{PREFIX}{name.upper()} must be between 0 and 65535.")
        if self.public_url and not self.public_url.startswith(("http://", "https://")):
            raise UsageError(f"{PREFIX}PUBLIC_URL must begin with http:// or https://.")
        if self.geocoder_seconds <= 0:
            raise UsageError(f"{PREFIX}GEOCODER_SECONDS must be above 0.")
        if self.most_per_minute < 1:
            raise UsageError(f"{PREFIX}MOST_PER_MINUTE must be 1 or more.")
        for name in ("keep_days", "booking_keep_days", "request_keep_days", "handover_keep_days"):
            if getattr(self, name) < 1:
                raise UsageError(f"{PREFIX}{name.upper()} must be 1 or more.")
        if self.turn_seconds <= 0:
            raise UsageError(f"{PREFIX}TURN_SECONDS must be above 0.")
        if self.log_level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise UsageError(f"{PREFIX}LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")

    @property
    def database_url(self) -> str:
        """The database in use, the default one filled in."""
        return self.database or f"sqlite:///{(self.home / 'assistant.db').absolute()}"

    @property
    def public_address(self) -> str:
        """The address under which people reach the web server, without a slash at its end."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = _HERE.get(self.host, self.host)
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}"


def load_settings(
    environment: Mapping[str, str] = os.environ,
    dotenv: Path = ROOT / ".env",
    **overrides: str | None,
) -> Settings:
    """The settings in force: `overrides` before the environment before the `.env` file.

    Raises UsageError for an unknown `ASSISTANT_` name or a value of the wrong kind.
    """
    values = {k: v or "" for k, v in dotenv_values(dotenv).items() if k.startswith(PREFIX)}
    values.update({k: v for k, v in environment.items() if k.startswith(PREFIX)})
    values.update({PREFIX + k.upper(): v for k, v in overrides.items() if v is not None})
    known = {PREFIX + item.name.upper(): item for item in fields(Settings)}
    arguments: dict[str, object] = {}
    for name, text in values.items():
        if name in INTERNAL:
            continue
        if name not in known:
            raise UsageError(f"There is no setting {name}. Known: {', '.join(sorted(known))}.")
        arguments[known[name].name] = _convert(name, text, type(known[name].default))
    return Settings(**arguments)  # type: ignore[arg-type]


INTERNAL = frozenset(
    {
        "ASSISTANT_CHANNEL_TOKEN",
        "ASSISTANT_CHANNEL_VECTORS",
        "ASSISTANT_GEO",
        "ASSISTANT_PYTHON",
        "ASSISTANT_RASA_PYTHON",
    }
)
"""Names with our prefix that belong to the set-up, the tests or the Rasa process."""


def _convert(name: str, text: str, kind: type) -> object:
    try:
        return kind(text)
    except ValueError as error:
        raise UsageError(f"{name} must be a number, not {text!r}.") from error
