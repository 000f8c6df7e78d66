"""Editing in the browser: what the editor's program (Decap CMS) is told, shown and allowed to change. Knows no web."""
