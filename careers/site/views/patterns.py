"""The patterns page: every component in every state, for looking at in preview and for tests."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from careers.head import Meta
from careers.site.current import current_site
from careers.site.patterns import PATTERNS

blueprint = Blueprint("patterns", __name__)


@dataclass(frozen=True, slots=True)
class PatternsPage:
    """What the head of the patterns page says."""

    meta: Meta


@blueprint.get("/patterns/")
def show_patterns() -> str:
    """Show every component, in preview only."""
    if not current_site().config.preview:
        abort(404)
    meta = Meta("Patterns", "Every component of the site in every state.", noindex=True)
    return render_template("pages/patterns.html", page=PatternsPage(meta), patterns=PATTERNS)
