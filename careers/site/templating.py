"""What every template may use beside its own typed context."""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from jinja2 import pass_context
from jinja2.runtime import Context

from careers.delivery.assets import Asset
from careers.site.current import current_site
from careers.site.facade import facade
from careers.site.facade.skyline import roofline, skyline
from careers.site.frame import frame


@pass_context
def stylesheets(context: Context) -> tuple[Asset, ...]:
    """Return the style sheets of the template that is being rendered."""
    sheets = current_site().assets.stylesheets
    return sheets[context.name or ""]


def asset(name: str) -> str:
    """Return the address of a static file, e.g. ``fonts/text.woff2``."""
    return current_site().assets.url(name)


def register(app: Flask) -> None:
    """Give the templates of ``app`` the frame of the page, its style sheets, static files and facades."""
    app.jinja_env.globals.update(
        stylesheets=stylesheets, asset=asset, facade_svg=facade, skyline_svg=skyline, roofline_svg=roofline
    )

    @app.context_processor
    def around() -> dict[str, Any]:
        site = current_site()
        config, copy = site.config, site.copy
        takes_forms = copy is None or bool(copy.live)
        return {
            "frame": frame(
                site.edition(), request.path, config.address, is_preview=config.preview, takes_forms=takes_forms
            )
        }
