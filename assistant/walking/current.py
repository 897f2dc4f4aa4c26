"""The walking network in use, as the database names it."""

import logging
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.errors import UsageError
from assistant.facilities.tables import WalkingNetwork
from assistant.walking.network import Network

logger = logging.getLogger(__name__)


def open_network(engine: Engine) -> Network | None:
    """The network of the last import, None where there is none or its files are gone.

    Cheap enough to be called for every question, so a new import is seen without a restart.
    """
    with Session(engine) as session:
        row = session.scalars(
            select(WalkingNetwork).order_by(WalkingNetwork.made_at.desc()).limit(1)
        ).first()
    if row is None:
        return None
    try:
        return _opened(_where(engine, Path(row.directory)))
    except UsageError as error:
        logger.warning("%s Walks are estimated until then.", error)
        return None


@lru_cache(maxsize=2)
def _opened(directory: Path) -> Network:
    return Network(directory)


def _where(engine: Engine, directory: Path) -> Path:
    """The folder of the network; beside an SQLite file that was moved together with it."""
    if directory.is_dir() or engine.url.get_backend_name() != "sqlite":
        return directory
    return Path(engine.url.database or "").absolute().parent / "networks" / directory.name
