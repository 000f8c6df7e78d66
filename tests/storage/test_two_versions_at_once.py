"""While an update goes round, this version works on the schema of the next: migrations only ever add."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask
from sqlalchemy import text

from careers.storage import expressions, page_feedback
from careers.storage.models import db
from careers.storage.records import NewExpression, NewFeedback
from careers.storage.schema import MIGRATIONS
from tests.storage.conftest import make_app
from tests.storage.test_records_are_kept import DAY

ADDING = {"create_table", "create_index", "add_column", "f"}
"""What a migration may do without taking anything from the version before; ``f`` names a constraint."""
LOOKED_AT = {"0002_staff.py": {"execute", "get_bind"}, "0004_count_quickly.py": {"execute", "drop_index"}}
"""Migrations that do something else that was looked at: triggers that guard the audit, on a table that is new in it;
columns that are filled where they are new in it (what the version before writes meanwhile is spelt at the next tidying, see
test_rows_of_the_version_before_are_counted_after_the_next_tidying), and indexes without which that version is slower.
"""
NEXT = '''
"""What a later version adds: a table, an index, a column with a default and one that may be empty."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    op.create_table("later", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("expression_of_interest", sa.Column("later_default", sa.Integer, nullable=False, server_default="7"))
    op.add_column("expression_of_interest", sa.Column("later_empty", sa.String(20)))
    op.add_column("page_feedback", sa.Column("later_default", sa.String(5), nullable=False, server_default="new"))
    op.create_index("ix_later", "expression_of_interest", ["later_default"])
'''


def test_migrations_only_add() -> None:
    scripts = sorted((MIGRATIONS / "versions").glob("*.py"))
    assert len(scripts) > 1
    for path in scripts:
        tree = ast.parse(path.read_text("utf-8"))
        upgrade = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "upgrade")
        done = {
            node.func.attr
            for node in ast.walk(upgrade)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"op", "batch_op"}
        }
        assert done, f"{path.name} does nothing that this test can see"
        others = done - ADDING - LOOKED_AT.get(path.name, set())
        assert not others, f"{path.name} does {sorted(others)}, which the version before may not survive"


def upgrade_to_next(app: Flask, folder: Path) -> None:
    """Bring the database to the schema of a later version, as that version's program would."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    config = AlembicConfig(str(folder / "alembic.ini"))
    config.set_main_option("script_location", str(folder))
    head = app.extensions["migrate"].db.session.scalar(text("SELECT version_num FROM alembic_version"))
    db.session.remove()
    (folder / "versions" / "9999_next.py").write_text(NEXT.format(head=head))
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def test_forms_are_kept_by_the_old_version_on_the_new_schema(app: Flask, tmp_path: Path) -> None:
    """Written before, written after, changed and withdrawn after: all as if nothing had happened."""
    first = NewExpression("AAAA", "one", {"roles": ("social-worker",)}, DAY, 1, "")
    expressions.record(first, "key one")
    upgrade_to_next(app, tmp_path / "next")
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    expressions.record(NewExpression("BBBB", "two", {"roles": ("team-manager",)}, DAY, 1, ""), "key two")
    page_feedback.record(NewFeedback("/journey/", "f1", True, None, None, DAY), "key three")
    kept = [expressions.find(reference) for reference in ("AAAA", "BBBB")]
    assert [found.choices["roles"] if found else None for found in kept] == [("social-worker",), ("team-manager",)]
    assert expressions.change("AAAA", {"roles": ("team-manager",)}, form_version=1, day=DAY)
    assert expressions.withdraw("BBBB")
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM expression_of_interest WHERE later_default = 7")) == 1
        assert connection.scalar(text("SELECT count(*) FROM page_feedback WHERE later_default = 'new'")) == 1
        connection.rollback()


def test_a_process_of_the_old_version_that_starts_anew_says_so(app: Flask, database_url: str, tmp_path: Path) -> None:
    upgrade_to_next(app, tmp_path / "next")
    with pytest.raises(Exception, match="schema 9999, which this version of the program does not know"):
        make_app(database_url, tmp_path)
