"""The tables of the bulletin: the migration makes what is declared, up, down and up again."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from assistant.database import Base, migration_config, upgrade
from tests.bulletin.board import GINKGO_3, NOW, Town, for_

OURS = {"bulletin_notice", "bulletin_told"}


def test_up_down_and_up_with_notices_in_them(old: Engine, tmp_path: Path) -> None:
    upgrade(old)
    town = Town(old, tmp_path)
    town.posts(for_("银杏苑"))
    assert town.bulletin.news("anna", GINKGO_3, NOW)
    command.downgrade(migration_config(old), "0004")
    assert OURS.isdisjoint(inspect(old).get_table_names())
    upgrade(old)
    with old.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert town.posts(for_("银杏苑")).added == 1
