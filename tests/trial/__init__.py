"""The site past one machine, on this one: several instances behind nginx, on PostgreSQL and Redis."""
