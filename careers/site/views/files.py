"""Images, downloads, share pictures, icons and the web app manifest.

A photograph is served only while consent lasts, by whatever address someone kept; no picture says where it was taken.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, send_file

from careers.config import ROOT
from careers.content.document import Document
from careers.content.edition import Edition
from careers.content.front_matter import FrontMatter
from careers.site.current import Site, current_site
from careers.site.frame import share_path
from careers.site.pictures.share import icon, share_picture

blueprint = Blueprint("files", __name__)

FONT = ROOT / "static" / "fonts" / "bricolage-grotesque.woff2"
A_MINUTE, A_DAY = 60, 86_400
ICON_SIZES = (32, 180, 192, 512)


def image(site: Site, name: str) -> Path | None:
    """Return the file of an image, or of a smaller copy of a photograph, if visitors may see it now."""
    edition = site.edition()
    images, photographs = edition.library.images, edition.photographs
    if asset := images.get(name):
        return site.bare(asset) if photographs.get(name, True) else None
    for src, is_shown in photographs.items():
        original = images.get(src)
        if is_shown and original and name.startswith(original.source.stem):
            made = site.album(original)
            if made and name in made.names:
                return site.config.instance / "photographs" / name
    return None


def _section(edition: Edition, document: Document[FrontMatter]) -> str:
    above = edition.page(document.kind.value)
    name = edition.library.settings.name
    return f"{above.title} · {name}" if above and above.url != document.url else name


def share_words(edition: Edition, document: Document[FrontMatter]) -> tuple[str, str, str]:
    """Return what the share picture of a page is made from: its title, its section and its slug."""
    title = edition.library.settings.home.hero.title if document.url == "/" else document.title
    return title, _section(edition, document), document.slug


@lru_cache(maxsize=64)
def _share(title: str, kicker: str, slug: str) -> bytes:
    return share_picture(title, kicker, slug, FONT)


@lru_cache(maxsize=8)
def _icon(size: int, *, maskable: bool) -> bytes:
    return icon(size, maskable=maskable)


def _send(path: Path | None) -> Response:
    """Send a file; one that was taken away and is not yet known to be gone answers 404 like any other."""
    if path is None or not path.is_file():
        abort(404)
    return send_file(path, max_age=A_MINUTE, conditional=True)


@blueprint.get("/images/<name>")
def show_image(name: str) -> Response:
    """Send an image."""
    return _send(image(current_site(), name))


@blueprint.get("/downloads/<name>")
def show_download(name: str) -> Response:
    """Send a download."""
    site = current_site()
    asset = site.edition().library.downloads.get(name)
    return _send(site.bare(asset) if asset else None)


@blueprint.get("/share/<fingerprint>.png")
def show_share_picture(fingerprint: str) -> Response:
    """Send the picture that a link to a page carries."""
    edition = current_site().edition()
    wanted = f"/share/{fingerprint}.png"
    document = next((d for d in edition.documents() if share_path(d) == wanted), None) or abort(404)
    response = Response(_share(*share_words(edition, document)), mimetype="image/png")
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/icon-<int:size>.png")
def show_icon(size: int) -> Response:
    """Send the app icon in one of its sizes."""
    if size not in ICON_SIZES:
        abort(404)
    response = Response(_icon(size, maskable=size == 512), mimetype="image/png")
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return response


@blueprint.get("/favicon.ico")
def show_favicon() -> Response:
    """Send the small icon that browsers ask for by themselves."""
    return show_icon(32)


@blueprint.get("/site.webmanifest")
def show_manifest() -> Response:
    """Send the web app manifest, for those who keep the site on their phone's home screen."""
    settings = current_site().edition().library.settings
    icons = [
        {"src": "/icon-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    response = jsonify(
        name=settings.name,
        short_name="Social work MCR",
        start_url="/",
        display="browser",
        background_color="#F5F6FB",
        theme_color="#0E1126",
        icons=icons,
    )
    response.mimetype = "application/manifest+json"
    return response
