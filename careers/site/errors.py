"""Humane pages for everything that can go wrong, each with a way on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as WerkzeugResponse

from careers.content.addresses import SEARCH_PAGE
from careers.head import Link, Meta
from careers.site.current import current_site

FALLBACK = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Sorry, something went wrong</title>'
    "<h1>Sorry, something went wrong</h1><p>The fault is ours. Please try again in a few minutes.</p>"
    '<p><a href="/">Home page</a></p></html>'
)


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page says: the meta data, the status code, what happened and where to go from here."""

    meta: Meta
    code: int
    title: str
    text: str
    links: tuple[Link, ...]


_WORDS: dict[int, tuple[str, str]] = {
    400: (
        "We could not read that request",
        "Something in the address or the form was not as we expected. Nothing was kept.",
    ),
    403: (
        "This page is not open to you",
        "The request came from another site or without permission. Nothing was kept.",
    ),
    404: ("We cannot find that page", "The address may be mistyped, or the page may never have been here."),
    405: ("That does not work here", "This page can be read, but it does not take what was sent to it."),
    408: ("That took too long", "The request did not arrive in full. Please try again."),
    410: ("That page has gone", "It was here once and has been taken down for good."),
    411: (
        "We could not read that request",
        "It did not say how long it is, so we could not tell whether it was whole.",
    ),
    413: ("That is more than we can take", "What was sent is too large. Shorten it and try again. Nothing was kept."),
    414: ("That address is too long", "Shorten the address and try again."),
    415: ("We cannot read that kind of file", "This form takes only what its own fields send. Nothing was kept."),
    422: ("Something needs to be changed", "Go back, look at what was typed and try again. Nothing was kept."),
    429: ("That was a lot at once", "Please wait a minute and try again. What you sent was not kept."),
    500: ("Sorry, something went wrong", "The fault is ours and we have been told. Please try again in a few minutes."),
    503: (
        "We cannot save that just now",
        "The pages still work. Please try again in a few minutes; nothing was lost on our side.",
    ),
}


def describe(code: int, path: str) -> ErrorPage:
    """Return the page for a status code, with links to what comes nearest to ``path``."""
    title, text = _WORDS.get(code, (HTTPStatus(code).phrase.capitalize(), "That did not work. Please try again."))
    edition = current_site().edition()
    links: list[Link] = []
    if code in {404, 410}:
        links += [Link(edition.by_url[url].title, url) for url in edition.neighbours.nearest(path)]
        text += " The likeliest pages come first." if links else ""
        links.append(Link("Search this site", SEARCH_PAGE))
    links += [Link(page.title, page.url) for page in edition.navigation if page.url not in {link.url for link in links}]
    if not any(link.url == "/" for link in links):
        links.append(Link("Home page", "/"))
    return ErrorPage(Meta(title, text, noindex=True), code, title, text, tuple(links))


def _answer(error: HTTPException) -> WerkzeugResponse:
    """Return the page for an HTTP error; an address that moved is redirected, one that is gone says so."""
    code = error.code or 500
    if isinstance(error, NotFound):
        redirects, bare = current_site().edition().library.redirects, request.path.rstrip("/")
        moved = redirects.get(f"{bare}/") or redirects.get(bare)
        if moved and moved.to:
            return redirect(moved.to, 301)
        code = 410 if moved else 404
    if error.response is not None:
        return error.get_response()
    response = make_response(render_template("errors/error.html", page=describe(code, request.path)), code)
    for name, value in error.get_headers(request.environ):
        if name in {"Allow", "Content-Range", "Retry-After", "WWW-Authenticate"}:
            response.headers[name] = value
    if code in {429, 503}:
        response.headers.setdefault("Retry-After", "60")
    return response


def _failure(error: InternalServerError) -> WerkzeugResponse:
    """Return the page for a fault of ours, a plain one when even that page cannot be built."""
    try:
        return _answer(error)
    except Exception:
        current_app.logger.exception("the page for a fault could not be built")
        return Response(FALLBACK, 500, mimetype="text/html")


def _to_canonical() -> WerkzeugResponse | None:
    """Send an address without its final slash, or with doubled ones, to the page that it means.

    Werkzeug's own redirect would repeat the Host header that the client sent, and would answer for addresses at which
    there is nothing.
    """
    if not isinstance(request.routing_exception, RequestRedirect):
        return None
    path = re.sub(r"/{2,}", "/", request.path).rstrip("/") + "/"
    fixed = (rule.rule for rule in current_app.url_map.iter_rules() if not rule.arguments)
    if not current_site().edition().find(path) and path not in fixed:
        raise NotFound
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{path}?{query}" if query else path, 308)


def register(app: Flask) -> None:
    """Handle every error of ``app``, and addresses that are nearly right."""
    app.before_request(_to_canonical)
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(500, _failure)
