"""Keep expressions of interest and page feedback."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables, in SQLite ordered by their random keys."""
    op.create_table(
        "expression_of_interest",
        sa.Column("reference", sa.String(14), nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("form_version", sa.Integer, nullable=False),
        sa.Column("started_from", sa.String(200), nullable=False),
        sa.Column("hr_stage", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("reference", name="pk_expression_of_interest"),
        sa.UniqueConstraint("address_hash", name="uq_expression_of_interest_address_hash"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_expression_of_interest_day", "expression_of_interest", ["day"])
    op.create_table(
        "choice",
        sa.Column("reference", sa.String(14), nullable=False),
        sa.Column("question", sa.String(80), nullable=False),
        sa.Column("option", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("reference", "question", "option", name="pk_choice"),
        sa.ForeignKeyConstraint(
            ["reference"],
            ["expression_of_interest.reference"],
            name="fk_choice_reference_expression_of_interest",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "page_feedback",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("comment", sa.String(1200)),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_page_feedback"),
        sa.CheckConstraint("length(comment) <= 1200", name="ck_page_feedback_comment_fits"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_page_feedback_page", "page_feedback", ["page"])
    op.create_index("ix_page_feedback_day", "page_feedback", ["day"])
    op.create_table(
        "guard_counter",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_guard_counter"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "submission_key",
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name="pk_submission_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_submission_key_day", "submission_key", ["day"])
    op.create_table(
        "housekeeping",
        sa.Column("job", sa.String(40), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("job", name="pk_housekeeping"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the tables and what is in them."""
    tables = ("housekeeping", "submission_key", "guard_counter", "page_feedback", "choice", "expression_of_interest")
    for table in tables:
        op.drop_table(table)
