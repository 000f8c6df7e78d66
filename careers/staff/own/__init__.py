"""A colleague's own account: where they are signed in, another password, and what is kept of a form when they are not."""
