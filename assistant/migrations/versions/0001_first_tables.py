"""Facilities, named places, unmet needs, the walking network

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "facility",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("phone", sa.String(length=80), nullable=True),
        sa.Column("opening_hours", sa.Text(), nullable=True),
        sa.Column("wheelchair", sa.String(length=10), nullable=True),
        sa.Column("floor", sa.String(length=200), nullable=True),
        sa.Column("eligibility", sa.String(length=300), nullable=True),
        sa.Column("bring", sa.String(length=300), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("status_until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("facility", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facility_origin"), ["origin"], unique=False)

    op.create_table(
        "named_place",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("parent_id", sa.String(length=120), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("named_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_named_place_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_named_place_origin"), ["origin"], unique=False)
        batch_op.create_index(batch_op.f("ix_named_place_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "unmet_need",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("service_id", sa.String(length=60), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("unmet_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unmet_need_service_id"), ["service_id"], unique=False)

    op.create_table(
        "walking_network",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("directory", sa.Text(), nullable=False),
        sa.Column("extracts", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "facility_service",
        sa.Column("facility_id", sa.String(length=120), nullable=False),
        sa.Column("service_id", sa.String(length=60), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("price_note", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["facility_id"], ["facility.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("facility_id", "service_id"),
    )
    with op.batch_alter_table("facility_service", schema=None) as batch_op:
        batch_op.create_index("ix_facility_service_place", ["service_id", "cell"], unique=False)


def downgrade() -> None:
    """Back from this revision."""
    with op.batch_alter_table("facility_service", schema=None) as batch_op:
        batch_op.drop_index("ix_facility_service_place")

    op.drop_table("facility_service")
    op.drop_table("walking_network")
    with op.batch_alter_table("unmet_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unmet_need_service_id"))

    op.drop_table("unmet_need")
    with op.batch_alter_table("named_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_named_place_parent_id"))
        batch_op.drop_index(batch_op.f("ix_named_place_origin"))
        batch_op.drop_index(batch_op.f("ix_named_place_key"))

    op.drop_table("named_place")
    with op.batch_alter_table("facility", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facility_origin"))

    op.drop_table("facility")
