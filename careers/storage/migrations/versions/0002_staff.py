"""Keep staff accounts, sessions and the audit, whose lines cannot be changed, and count choices quickly."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE TRIGGER staff_audit_{when} BEFORE {when} ON staff_audit {only} "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
)
_PRESENT = "WHEN EXISTS (SELECT 1 FROM staff_audit WHERE number = NEW.number)"
"""INSERT OR REPLACE deletes without calling the trigger for DELETE, so an insert over a line is refused by itself."""

_POSTGRESQL = (
    "CREATE FUNCTION staff_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
    "CREATE TRIGGER staff_audit_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON staff_audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION staff_audit_refuse()",
)


def upgrade() -> None:
    """Create the staff tables and the triggers that keep the audit."""
    op.create_table(
        "staff_account",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(200)),
        sa.Column("code_seed", sa.String(64), nullable=False),
        sa.Column("last_step", sa.BigInteger),
        sa.Column("is_disabled", sa.Boolean, nullable=False),
        sa.Column("link_hash", sa.String(64)),
        sa.Column("link_until", sa.BigInteger),
        sa.PrimaryKeyConstraint("name", name="pk_staff_account"),
        sa.UniqueConstraint("link_hash", name="uq_staff_account_link_hash"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_recovery_code",
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("account", "code_hash", name="pk_staff_recovery_code"),
        sa.ForeignKeyConstraint(
            ["account"],
            ["staff_account.name"],
            name="fk_staff_recovery_code_account_staff_account",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_session"),
        sa.ForeignKeyConstraint(
            ["account"], ["staff_account.name"], name="fk_staff_session_account_staff_account", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_staff_session_account", "staff_session", ["account"])
    op.create_table(
        "staff_throttle",
        sa.Column("name_hash", sa.String(64), nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name="pk_staff_throttle"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_audit",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("detail", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_staff_audit"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_choice_question", "choice", ["question", "option", "reference"])
    if op.get_bind().dialect.name == "sqlite":
        for when, only in (("UPDATE", ""), ("DELETE", ""), ("INSERT", _PRESENT)):
            op.execute(_SQLITE.format(when=when, only=only))
    else:
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    """Drop the staff tables and what is in them."""
    op.drop_index("ix_choice_question", "choice")
    for table in ("staff_audit", "staff_throttle", "staff_session", "staff_recovery_code", "staff_account"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION staff_audit_refuse()")
