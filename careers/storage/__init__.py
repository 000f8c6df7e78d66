"""The database: models, migrations, queries. Nothing outside this package knows the tables.

Functions take and return the frozen dataclasses of ``records`` and raise
:class:`~careers.storage.database.UnavailableError` when the database cannot do its work.
"""
