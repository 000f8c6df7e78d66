"""Run migrations on the connection that ``schema`` hands over, or on the application's own for the ``db`` commands."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from careers.storage.models import Base, db


def migrate(connection: Connection, options: dict[str, Any]) -> None:
    """Run the migrations in one transaction; SQLite changes tables by batches."""
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, **options)
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over, {})
else:
    arguments = {**current_app.extensions["migrate"].configure_args}
    arguments.pop("render_as_batch", None)
    with db.engine.connect() as own, own.begin():
        migrate(own, arguments)
