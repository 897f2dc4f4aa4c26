"""Facilities, named places, unmet needs, imports, the walking network

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
        sa.Column("id", sa.String(260), primary_key=True),
        sa.Column("ref", sa.String(120), nullable=False),
        sa.Column("source", sa.String(120), nullable=False),
        sa.Column("origin", sa.String(255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text()),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("phone", sa.Text()),
        sa.Column("opening_hours", sa.Text()),
        sa.Column("wheelchair", sa.String(10)),
        sa.Column("floor", sa.Text()),
        sa.Column("eligibility", sa.Text()),
        sa.Column("bring", sa.Text()),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("status_until", sa.Date()),
        sa.Column("verified_on", sa.Date()),
        sa.UniqueConstraint("source", "ref", name="uq_facility_source_ref"),
    )
    op.create_index("ix_facility_cell", "facility", ["cell"])
    op.create_index("ix_facility_origin", "facility", ["origin"])
    op.create_table(
        "facility_service",
        sa.Column(
            "facility_id",
            sa.String(260),
            sa.ForeignKey("facility.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("service_id", sa.String(60), primary_key=True),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("price_note", sa.Text()),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_facility_service_place", "facility_service", ["service_id", "cell"])
    op.create_table(
        "named_place",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text()),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("parent_id", sa.String(120)),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(255), nullable=False),
    )
    op.create_index("ix_named_place_key", "named_place", ["key"])
    op.create_index("ix_named_place_origin", "named_place", ["origin"])
    op.create_index("ix_named_place_parent_id", "named_place", ["parent_id"])
    op.create_table(
        "unmet_need",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("service_id", sa.String(60), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.UniqueConstraint("service_id", "cell", "at", "reason", name="uq_unmet_need"),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("origin", sa.String(255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "walking_network",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("directory", sa.Text(), nullable=False),
        sa.Column("extracts", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Back from this revision: everything is dropped."""
    for table in (
        "walking_network",
        "import_run",
        "unmet_need",
        "named_place",
        "facility_service",
        "facility",
    ):
        op.drop_table(table)
