"""Tickets, what happened to them, what to tell people; voices that are counted

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("status IN ('accepted', 'assigned', 'in_progress', 'done')")
IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """To this revision."""
    _tickets()
    op.create_table(
        "ticket_change",
        sa.Column("id", IDENTITY, primary_key=True),
        sa.Column("ticket_id", sa.String(32), _to_ticket(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("desk", sa.String(40), nullable=False),
        sa.Column("by", sa.String(12), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_ticket_change_ticket_id", "ticket_change", ["ticket_id"])
    op.create_table(
        "ticket_news",
        sa.Column("id", IDENTITY, primary_key=True),
        sa.Column("ticket_id", sa.String(32), _to_ticket(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
    )
    op.create_index("ix_ticket_news_ticket_id", "ticket_news", ["ticket_id"])
    op.create_index("ix_ticket_news_state", "ticket_news", ["state", "at"])
    _voices()


def _tickets() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("desk", sa.String(40), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.String(24), nullable=True),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("filed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("request", name="uq_ticket_request"),
        sa.CheckConstraint("reopened >= 0", name="ck_ticket_reopened"),
    )
    op.create_index("ix_ticket_person", "ticket", ["person", "filed_at"])
    op.create_index("ix_ticket_status", "ticket", ["status", "filed_at"])
    op.create_index(
        "uq_ticket_code", "ticket", ["code"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def _voices() -> None:
    op.create_table(
        "voice_count",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("service", sa.String(60), primary_key=True),
        sa.Column("cell", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count > 0", name="ck_voice_count"),
    )
    op.create_table(
        "voice_seen",
        sa.Column("digest", sa.String(32), primary_key=True),
        sa.Column("month", sa.String(7), nullable=False),
    )
    op.create_index("ix_voice_seen_month", "voice_seen", ["month"])
    op.create_table(
        "voice_words",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("service", sa.String(60), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_voice_words_day", "voice_words", ["day"])


def _to_ticket() -> sa.ForeignKey:
    return sa.ForeignKey("ticket.id", ondelete="CASCADE")


def downgrade() -> None:
    """Back from this revision: every ticket and every voice is dropped."""
    for table in (
        "voice_words", "voice_seen", "voice_count", "ticket_news", "ticket_change", "ticket",
    ):  # fmt: skip
        op.drop_table(table)
