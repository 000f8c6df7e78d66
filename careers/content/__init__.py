"""Markdown files in, an immutable typed library out. Knows no Flask, no database, no request."""
