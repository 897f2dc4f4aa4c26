"""Hand-overs to a person, what was said in them, which clerks are there

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('queued', 'human')")
IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "handover",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("person", sa.String(24), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("clerk", sa.String(40), nullable=False),
        sa.Column("ending", sa.String(12), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
    )
    op.create_index(
        "uq_handover_person",
        "handover",
        ["person"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_handover_state", "handover", ["state", "asked_at"])
    op.create_table(
        "handover_message",
        sa.Column("id", IDENTITY, primary_key=True),
        sa.Column(
            "handover_id",
            sa.String(32),
            sa.ForeignKey("handover.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("author", sa.String(12), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("handover_id", "request", name="uq_handover_message_request"),
    )
    op.create_index("ix_handover_message_handover_id", "handover_message", ["handover_id", "id"])
    op.create_table(
        "clerk_seen",
        sa.Column("clerk", sa.String(40), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
    )


def downgrade() -> None:
    """Back from this revision: every hand-over is dropped."""
    for table in ("clerk_seen", "handover_message", "handover"):
        op.drop_table(table)
