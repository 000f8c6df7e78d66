"""The database: models, migrations, queries. Only this package knows the tables."""
