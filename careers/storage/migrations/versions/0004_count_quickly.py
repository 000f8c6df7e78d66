"""Count a hundred thousand answers at once: letters for options, the stage before closing, indexes that hold it all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from careers.storage.letters import FIRST

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BY = ("hr_stage", "hr_reached")
IS_COMMENTED = sa.text("comment IS NOT NULL")


def upgrade() -> None:
    """Add columns and indexes, and spell the answers that are kept. What was closed before counts as new."""
    op.create_table(
        "option_letter",
        sa.Column("question", sa.String(80), nullable=False),
        sa.Column("option", sa.String(80), nullable=False),
        sa.Column("letter", sa.String(1), nullable=False),
        sa.PrimaryKeyConstraint("question", "option", name="pk_option_letter"),
        sa.UniqueConstraint("letter", name="uq_option_letter_letter"),
        sqlite_with_rowid=False,
    )
    table = "expression_of_interest"
    op.add_column(table, sa.Column("answers", sa.String(200), nullable=False, server_default=""))
    op.add_column(table, sa.Column("hr_reached", sa.String(40), nullable=False, server_default="new"))
    op.execute("UPDATE expression_of_interest SET hr_reached = hr_stage WHERE hr_stage <> 'closed'")
    _spell()
    op.drop_index("ix_choice_question", "choice")
    op.drop_index("ix_expression_of_interest_day", table)
    op.create_index("ix_expression_of_interest_by_day", table, ["day", *BY, "started_from", "answers"])
    op.create_index("ix_expression_of_interest_by_page", table, ["started_from", *BY, "day", "answers"])
    op.drop_index("ix_page_feedback_page", "page_feedback")
    op.create_index("ix_page_feedback_counted", "page_feedback", ["page", "fingerprint", "helpful", "reason", "day"])
    op.create_index(
        "ix_page_feedback_commented",
        "page_feedback",
        ["page", "fingerprint", "day"],
        sqlite_where=IS_COMMENTED,
        postgresql_where=IS_COMMENTED,
    )


def _spell() -> None:
    connection = op.get_bind()
    pairs = connection.execute(sa.text('SELECT DISTINCT question, "option" FROM choice ORDER BY 1, 2')).all()
    letters = {(question, option): chr(FIRST + number) for number, (question, option) in enumerate(pairs)}
    if not letters:
        return
    rows = [{"q": question, "o": option, "l": letter} for (question, option), letter in letters.items()]
    connection.execute(sa.text("INSERT INTO option_letter VALUES (:q, :o, :l)"), rows)
    answers: dict[str, str] = {}
    for reference, question, option in connection.execute(sa.text('SELECT reference, question, "option" FROM choice')):
        answers[reference] = answers.get(reference, "") + letters[question, option]
    connection.execute(
        sa.text("UPDATE expression_of_interest SET answers = :a WHERE reference = :r"),
        [{"r": reference, "a": "".join(sorted(spelt))} for reference, spelt in answers.items()],
    )


def downgrade() -> None:
    """Take columns and indexes away and put the former indexes back."""
    table = "expression_of_interest"
    op.drop_index("ix_page_feedback_commented", "page_feedback")
    op.drop_index("ix_page_feedback_counted", "page_feedback")
    op.create_index("ix_page_feedback_page", "page_feedback", ["page"])
    op.drop_index("ix_expression_of_interest_by_page", table)
    op.drop_index("ix_expression_of_interest_by_day", table)
    op.create_index("ix_expression_of_interest_day", table, ["day"])
    op.create_index("ix_choice_question", "choice", ["question", "option", "reference"])
    op.drop_column(table, "hr_reached")
    op.drop_column(table, "answers")
    op.drop_table("option_letter")
