"""What changes content files on an editor's behalf. Knows content and dates; no web framework, no database."""
