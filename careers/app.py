"""The one place where the parts are put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Request, Response, abort, request
from flask.sessions import SessionInterface
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from careers.clock import Clock
from careers.config import ROOT, Config
from careers.content.desk import Progress
from careers.content.questionnaire import Questionnaire
from careers.content.shelf import Shelf
from careers.delivery import assets
from careers.delivery.conditions import ReadableConditions
from careers.delivery.gateway import REFUSED
from careers.delivery.hosts import KnownHosts
from careers.delivery.page_store import PageStore
from careers.delivery.reload_signal import ReloadSignal
from careers.delivery.security import SecurityHeaders, security_headers
from careers.delivery.stored_pages import STORABLE, StoredPages
from careers.forms import blueprint as forms
from careers.forms import personal_data
from careers.forms.feedback import REASONS
from careers.forms.limits import Action, Limiter, counters_for
from careers.forms.ports import PageVersion
from careers.forms.reference import parse_reference
from careers.forms.same_site import is_own
from careers.site import charts, errors, templating
from careers.site.calendars import matches_calendar
from careers.site.current import Site
from careers.site.feeds import matches_atom
from careers.site.frozen import views as frozen
from careers.site.frozen.model import Copy
from careers.site.matching import matches_for
from careers.site.preview import editor
from careers.site.preview import views as preview
from careers.site.queries import canonical
from careers.site.vacancies.card import card_of
from careers.site.views import feeds, files, pages, patterns, progression, search, stories, system, vacancies
from careers.staff import blueprint as staff
from careers.staff.feedback.beside import beside
from careers.staff.feedback.known_pages import KnownPage
from careers.staff.health.inspector import Inspector
from careers.staff.ports import Services
from careers.storage import database

if TYPE_CHECKING:
    from careers.staff.sign_on.provider import Provider

LARGEST_REQUEST = 64 * 1024
MOST_FIELDS = 200
STORE, FILLS = "careers.page_store", "careers.stored_pages"


class _NoSession(SessionInterface):
    """No session of Flask's, which would read a cookie for every visitor: staff have their own, under their own pages."""

    def open_session(self, app: Flask, request: Request) -> None:
        """Return no session; Flask raises when something asks for one."""


def create_app(
    config: Config | None = None, clock: Clock | None = None, copy: Copy | None = None, progress: Progress | None = None
) -> Flask:
    """Return the whole site as a Flask application, ready for any WSGI server.

    With ``copy`` it is the site as a frozen copy has it: no forms, no staff pages and no database, so that nothing of
    these can get into the copy. ``progress`` is told of long work on the texts.

    Raises :class:`careers.content.problem.ContentError` when there is no content that can be served.
    """
    config = config or Config.from_environment()
    clock = clock or Clock()
    app = Flask("careers", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_PARTS=MOST_FIELDS,
        TRUSTED_HOSTS=[host.strip() for host in config.trusted_hosts.split(",") if host.strip()] or None,
    )
    app.session_interface = _NoSession()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    built = assets.build(ROOT / "static", app.jinja_env, config.instance / "static")
    shelf = Shelf(
        config.content,
        clock,
        cupboard=config.instance / "last-good-content",
        store=config.instance / "rendered-texts.sqlite3",
        progress=progress,
    )
    site = Site(config, clock, shelf, built, ReloadSignal(config.instance), copy)
    site.install(app)
    _register(app, frozen.blueprint if copy else search.blueprint)
    if copy is None:
        database.init(app, config)
        _add_forms(app, site)
        _add_staff(app, site)
    if config.preview:
        preview.register(app, site, personal_data.find, beside)
        editor.register(app, site, is_own)
    _wrap(app, site)
    return app


def _register(app: Flask, search_page: Blueprint) -> None:
    """Add every part's addresses, what every template may use, and the mark of what the store may keep."""
    for part in (system, files, patterns, feeds, stories, vacancies, progression):
        app.register_blueprint(part.blueprint)
    app.register_blueprint(search_page)
    app.register_blueprint(pages.blueprint)
    app.before_request(_refuse)
    errors.register(app)
    templating.register(app)

    @app.after_request
    def mark(response: Response) -> Response:
        private = response.cache_control.no_store or "Set-Cookie" in response.headers
        if response.status_code == 200 and not private and "Cache-Control" not in response.headers:
            request.environ[STORABLE] = True
        elif response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-store")  # what is missing now may be there in a second
        return response


def _add_forms(app: Flask, site: Site) -> None:
    """Add the forms, handing them what they need of the public pages, which they may not import."""

    def page_at(path: str) -> PageVersion | None:
        found = site.edition().find(path)
        if found:
            return PageVersion(found.url, found.title, found.fingerprint)
        made = next((page for page in _made_pages(site) if page.path == path), None)
        return PageVersion(made.path, made.title, made.fingerprint) if made else None

    def find(text: str) -> list[personal_data.Finding]:
        return personal_data.find(text, known=site.edition().public_words)

    demonstration = site.config.demonstration
    forms.register(
        app,
        config=site.config,
        clock=site.clock,
        edition=site.edition,
        questionnaire=lambda: _questionnaire(site),
        page_at=page_at,
        match=matches_for,
        card_of=card_of,
        write_atom=partial(matches_atom, demonstration=demonstration),
        write_calendar=partial(matches_calendar, demonstration=demonstration),
        find=find,
    )


def _made_pages(site: Site) -> tuple[KnownPage, ...]:
    """Return the pages that the program makes itself and that visitors are asked about, in their present version."""
    library = site.shelf.library
    made = [KnownPage(search.PATH, "Search", "form", library.version)]
    if asked := library.questionnaire:
        made.append(KnownPage("/interest/", asked.title, "form", f"form {asked.version}"))
    return tuple(made)


def _add_staff(app: Flask, site: Site) -> None:
    """Add the pages for colleagues, handing them what they need of the public pages and the forms."""

    def draw(key: str, title: str, readings: Sequence[tuple[str, int]], *, source: str, as_at: str) -> charts.Chart:
        drawn = [charts.Reading(label, count) for label, count in readings]
        return charts.bars(key, title, drawn, "", charts.Credit(source, as_at))

    limiter = Limiter(site.clock, counters_for(site.config.redis_url))
    ready = Services(
        config=site.config,
        clock=site.clock,
        questionnaire=lambda: _questionnaire(site),
        draw=draw,
        draw_months=charts.months,
        allows=partial(limiter.allows, Action.SIGN_IN),
        is_own=is_own,
        read_reference=parse_reference,
        sign_on=_sign_on(site),
        shelf=site.shelf,
        other_pages=lambda: _made_pages(site),
        feedback_reasons=dict(REASONS),
        inspector=Inspector(site.config.content, site.clock, personal_data.find),
    )
    staff.register(app, ready)


def _sign_on(site: Site) -> Provider | None:
    """Return the council's own sign-on if the settings name it; its libraries take 10 MB, so only then are they loaded."""
    if not site.config.sign_on_issuer:
        return None
    from careers.staff.sign_on.provider import Provider

    return Provider(site.config, site.clock)


def _questionnaire(site: Site) -> Questionnaire:
    return site.shelf.library.questionnaire or abort(404)


def _refuse() -> None:
    """Refuse, in the site's words, what the front could not take."""
    if code := request.environ.get(REFUSED):
        abort(code)


def _wrap(app: Flask, site: Site) -> None:
    """Put the layers of delivery around Flask, the outermost last."""
    inner = ProxyFix(app.wsgi_app, x_for=site.config.proxies, x_proto=0, x_host=0)
    files = WhiteNoise(inner, autorefresh=False, max_age=60, immutable_file_test=_is_hashed)
    files.add_files(str(site.assets.folder), prefix="static/")
    headers = headers_of(site)
    store = PageStore(site.edition_at, site.clock.instant, canonical=canonical, always=headers)
    app.extensions[STORE] = store
    stored = app.extensions[FILLS] = StoredPages(files, store)
    outer = files if site.config.preview else stored
    hosts = app.config["TRUSTED_HOSTS"]
    known = KnownHosts(outer, inner, hosts) if hosts else outer
    app.wsgi_app = SecurityHeaders(ReadableConditions(known), headers)  # type: ignore[method-assign]


def headers_of(site: Site) -> list[tuple[str, str]]:
    """Return the headers that every answer carries."""
    live = site.copy.live if site.copy else ""
    is_https = site.config.address.startswith("https:")
    return security_headers(https=is_https, script=site.assets.script.integrity, forms=live)


def _is_hashed(_path: str | Path, url: str) -> bool:
    return url.startswith(assets.PREFIX)
