"""Keep colleagues who come by the council's sign-on, refused sign-ins as counts, and statistics once published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("staff_account", sa.Column("subject_hash", sa.String(64)))
    op.add_column("staff_account", sa.Column("display_name", sa.String(60)))
    op.create_index("ix_staff_account_subject_hash", "staff_account", ["subject_hash"], unique=True)
    op.create_table(
        "staff_sign_on",
        sa.Column("ticket_hash", sa.String(64), nullable=False),
        sa.Column("used_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("ticket_hash", name="pk_staff_sign_on"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_refusal",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", "way", name="pk_staff_refusal"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_statistic",
        sa.Column("quarter", sa.String(7), nullable=False),
        sa.Column("line", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("counted_on", sa.Date, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("text", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("quarter", "line", name="pk_staff_statistic"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them and what is in them."""
    for table in ("staff_statistic", "staff_refusal", "staff_sign_on"):
        op.drop_table(table)
    op.drop_index("ix_staff_account_subject_hash", "staff_account")
    op.drop_column("staff_account", "display_name")
    op.drop_column("staff_account", "subject_hash")
