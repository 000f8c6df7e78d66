"""What machines read: sitemap, robots, health, and where to report a security fault."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, jsonify

from careers.content.document import Kind
from careers.content.edition import Edition
from careers.site.current import current_site
from careers.site.vacancies.syndication import syndicated

blueprint = Blueprint("system", __name__)


def sitemap(edition: Edition, base: str, *, demonstration: bool) -> str:
    """Return the sitemap of an edition. Source: the sitemaps.org protocol 0.9.

    Of adverts it has those that others may list now. A listing changes when what it lists opens or changes, so its date
    is the latest of its own and theirs.
    """
    adverts = {vacancy.url for vacancy in syndicated(edition, demonstration=demonstration)}
    listed = [d for d in edition.documents() if (d.url in adverts if d.kind is Kind.VACANCY else not d.front.draft)]
    newest: dict[str, date] = {}
    for document in listed:
        if changed := document.changed_on:
            newest |= {place: max(changed, newest.get(place, changed)) for place in _places(document.url)}
    rows = []
    for url in sorted(document.url for document in listed):
        lastmod = f"<lastmod>{min(newest[url], edition.today).isoformat()}</lastmod>" if url in newest else ""
        rows.append(f"<url><loc>{escape(base + url)}</loc>{lastmod}</url>")
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{namespace}">\n' + "\n".join(rows) + "\n</urlset>\n"


def _places(url: str) -> list[str]:
    """Return an address and those above it, but not the home page's, which lists nothing."""
    return [url[: end + 1] for end, sign in enumerate(url) if end and sign == "/"] or [url]


@blueprint.get("/sitemap.xml")
def sitemap_xml() -> Response:
    """Answer with every page that search engines should know."""
    site = current_site()
    text = sitemap(site.edition(), site.config.address, demonstration=site.config.demonstration)
    return Response(text, mimetype="application/xml")


@blueprint.get("/robots.txt")
def robots_txt() -> Response:
    """Answer with what robots may read: nothing of a preview, and no forms or private pages."""
    site = current_site()
    if site.config.preview:
        return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")
    hidden = "".join(
        f"Disallow: {path}\n" for path in ("/interest/yours/", "/interest/check/", "/feedback/", "/staff/")
    )
    return Response(f"User-agent: *\n{hidden}\nSitemap: {site.config.address}/sitemap.xml\n", mimetype="text/plain")


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Answer with where to report a security fault, if the settings say so. Source: RFC 9116."""
    site = current_site()
    told, base = site.edition().library.settings.security or abort(404), site.config.address
    contact = base + told.contact if told.contact.startswith("/") else told.contact
    lines = (
        f"Contact: {contact}",
        f"Expires: {told.expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {base}/.well-known/security.txt",
    )
    return Response("".join(f"{line}\n" for line in lines), mimetype="text/plain")


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer whether content is served and whether the newest of it is, for load balancers and operators.

    Always 200 while pages are served: with faulty new content, the last good content stays up. Anybody can ask, so no
    file and no word of the faults is told: a draft's words may be among them. The log and the staff pages tell.
    """
    shelf = current_site().shelf
    status = "faulty content, the last good version is served" if shelf.problems else "ok"
    response = jsonify(status=status, version=shelf.library.version[:12])
    response.headers["Cache-Control"] = "no-store"
    return response
