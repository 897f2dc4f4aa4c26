"""The walking network in use, as the database names it."""

import logging
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, select

from assistant.errors import UsageError
from assistant.facilities.tables import WalkingNetwork
from assistant.walking.network import Network

logger = logging.getLogger(__name__)


_IN_USE = select(WalkingNetwork.directory).order_by(WalkingNetwork.made_at.desc()).limit(1)


def open_network(engine: Engine) -> Network | None:
    """The network of the last import, None where there is none or its files are gone.

    Cheap enough to be called for every question, so a new import is seen without a restart.
    """
    with engine.connect() as connection:
        directory = connection.scalar(_IN_USE)
    if directory is None:
        return None
    beside = engine.url.database if engine.url.get_backend_name() == "sqlite" else None
    try:
        return _opened(directory, beside)
    except UsageError as error:
        logger.warning("%s Walks are estimated until then.", error)
        return None


@lru_cache(maxsize=2)
def _opened(directory: str, database: str | None) -> Network:
    """The network in `directory`, or beside an SQLite file that was moved together with it."""
    folder = Path(directory)
    if database and not folder.is_dir():
        folder = Path(database).absolute().parent / "networks" / folder.name
    return Network(folder)
