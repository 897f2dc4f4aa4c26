"""People, households and their places, codes that tie a speaker

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table("household", sa.Column("id", sa.String(32), primary_key=True))
    op.create_table(
        "person",
        sa.Column("id", sa.String(24), primary_key=True),
        sa.Column(
            "household_id",
            sa.String(32),
            sa.ForeignKey("household.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
    )
    op.create_index("ix_person_household_id", "person", ["household_id"])
    op.create_index("ix_person_seen_on", "person", ["seen_on"])
    op.create_table(
        "household_place",
        sa.Column(
            "household_id",
            sa.String(32),
            sa.ForeignKey("household.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("name_hash", sa.String(32), primary_key=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "link_code",
        sa.Column("person_id", sa.String(24), primary_key=True),
        sa.Column("code_hash", sa.String(32), nullable=False, unique=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_link_code_expires_at", "link_code", ["expires_at"])
    op.create_table(
        "link_try",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("tried_by", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_link_try_tried_by", "link_try", ["tried_by"])
    op.create_index("ix_link_try_at", "link_try", ["at"])


def downgrade() -> None:
    """Back from this revision: everything that was kept about people is dropped."""
    for table in ("link_try", "link_code", "household_place", "person", "household"):
        op.drop_table(table)
