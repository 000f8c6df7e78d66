"""What every template may use beside its own typed context."""

from __future__ import annotations

import re
from calendar import month_name
from typing import Any

from flask import Flask, request
from jinja2 import pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context

from careers.delivery.assets import Asset
from careers.site.current import current_site
from careers.site.facade import facade
from careers.site.facade.skyline import roofline, skyline
from careers.site.frame import frame

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(month_name[1:])})\b(?: (\d{{4}})\b)?")


class Unindented(Extension):
    """Leave out the indentation of templates, which helps those who write them and weighs on every page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return a template without it; lines keep their numbers."""
        return _INDENT.sub("", source)


@pass_context
def stylesheets(context: Context) -> tuple[Asset, ...]:
    """Return the style sheets of the template that is being rendered."""
    sheets = current_site().assets.stylesheets
    return sheets[context.name or ""]


def script() -> Asset:
    """Return the one script that public pages may run."""
    return current_site().assets.script


def asset(name: str) -> str:
    """Return the address of a static file, e.g. ``fonts/text.woff2``."""
    return current_site().assets.url(name)


def full_address(path: str) -> str:
    """Return where ``path`` is found from anywhere, for paper, e.g. ``https://careers.example/downloads/plan.pdf``."""
    return current_site().config.address + path


def whole_dates(text: str) -> str:
    """Keep each date of a text on one line, as "30" at the end of one and "September" on the next is hard to read.

    Only pages need it: a calendar, a feed or a file gets plain spaces. Safe text stays safe.
    """
    return type(text)(_DATE.sub(lambda date: "\u00a0".join(filter(None, date.groups())), text))


def register(app: Flask) -> None:
    """Give the templates of ``app`` the frame of the page, its style sheets, script, static files and facades."""
    app.jinja_env.add_extension(Unindented)
    app.jinja_env.filters["whole_dates"] = whole_dates
    app.jinja_env.globals.update(
        stylesheets=stylesheets,
        script=script,
        asset=asset,
        full_address=full_address,
        facade_svg=facade,
        skyline_svg=skyline,
        roofline_svg=roofline,
    )

    @app.context_processor
    def around() -> dict[str, Any]:
        site = current_site()
        config, copy = site.config, site.copy
        takes_forms = copy is None or bool(copy.live)
        return {"frame": frame(site.edition(), request.path, config.address, takes_forms=takes_forms)}
