"""Notices of the community, and whom one was told unasked

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "bulletin_notice",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(255), nullable=False),
    )
    op.create_index("ix_bulletin_notice_until", "bulletin_notice", ["until"])
    op.create_index("ix_bulletin_notice_origin", "bulletin_notice", ["origin"])
    op.create_table(
        "bulletin_told",
        sa.Column("digest", sa.String(32), primary_key=True),
        sa.Column("until", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_bulletin_told_until", "bulletin_told", ["until"])


def downgrade() -> None:
    """Back from this revision: every notice is dropped."""
    op.drop_table("bulletin_told")
    op.drop_table("bulletin_notice")
