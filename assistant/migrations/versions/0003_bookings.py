"""Offers, their slots, bookings, what happened to them, what to tell people

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ACTIVE = sa.text("status IN ('pending', 'confirmed')")
IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """To this revision."""
    _offers()
    _bookings()
    op.create_table(
        "booking_change",
        sa.Column("id", IDENTITY, primary_key=True),
        sa.Column("booking_id", sa.String(32), _to_booking(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(12), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_booking_change_booking_id", "booking_change", ["booking_id"])
    op.create_table(
        "notice",
        sa.Column("id", IDENTITY, primary_key=True),
        sa.Column("booking_id", sa.String(32), _to_booking(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.UniqueConstraint("booking_id", "kind", "due", name="uq_notice"),
    )
    op.create_index("ix_notice_state", "notice", ["state", "due"])


def _offers() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("facility_id", sa.String(260), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(255), nullable=False),
    )
    op.create_index("ix_offer_facility_id", "offer", ["facility_id"])
    op.create_index("ix_offer_origin", "offer", ["origin"])
    op.create_table(
        "offer_service",
        sa.Column("offer_id", sa.String(120), _to_offer(), primary_key=True),
        sa.Column("service_id", sa.String(60), primary_key=True),
    )
    op.create_index("ix_offer_service_service_id", "offer_service", ["service_id"])
    op.create_table(
        "slot",
        sa.Column("offer_id", sa.String(120), _to_offer(), primary_key=True),
        sa.Column("start", sa.DateTime(), primary_key=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("taken >= 0", name="ck_slot_taken"),
        sa.CheckConstraint("capacity = 0 OR taken <= capacity", name="ck_slot_capacity"),
    )
    op.create_table(
        "closed_day",
        sa.Column("offer_id", sa.String(120), _to_offer(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("reason", sa.Text(), nullable=False),
    )


def _bookings() -> None:
    op.create_table(
        "booking",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("offer_id", sa.String(120), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(24), nullable=True),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["offer_id", "start"], ["slot.offer_id", "slot.start"]),
        sa.UniqueConstraint("request", name="uq_booking_request"),
    )
    op.create_index("ix_booking_slot", "booking", ["offer_id", "start"])
    op.create_index("ix_booking_person", "booking", ["person", "start"])
    for name, columns in (
        ("uq_booking_code", ["code"]),
        ("uq_booking_person_slot", ["person", "offer_id", "start"]),
    ):
        op.create_index(
            name, "booking", columns, unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE
        )


def _to_offer() -> sa.ForeignKey:
    return sa.ForeignKey("offer.id", ondelete="CASCADE")


def _to_booking() -> sa.ForeignKey:
    return sa.ForeignKey("booking.id", ondelete="CASCADE")


def downgrade() -> None:
    """Back from this revision: every booking is dropped."""
    for table in (
        "notice", "booking_change", "booking", "closed_day", "slot", "offer_service", "offer",
    ):  # fmt: skip
        op.drop_table(table)
