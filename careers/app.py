"""The one place where the parts are put together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask, Response, abort, request
from jinja2 import StrictUndefined
from whitenoise import WhiteNoise

from careers.clock import Clock, as_instant
from careers.config import ROOT, Config
from careers.content.questionnaire import Questionnaire
from careers.content.shelf import Shelf
from careers.delivery import assets
from careers.delivery.page_store import STORABLE, PageStore
from careers.delivery.security import SecurityHeaders
from careers.forms import blueprint as forms
from careers.forms import personal_data
from careers.forms.ports import PageVersion
from careers.site import errors, templating
from careers.site.calendars import matches_calendar
from careers.site.current import Site
from careers.site.feeds import matches_atom
from careers.site.matching import matches_for
from careers.site.preview import views as preview
from careers.site.views import feeds, files, pages, patterns, progression, search, stories, system, vacancies
from careers.storage import database, page_feedback

LARGEST_REQUEST = 64 * 1024
MOST_FIELDS = 200


def create_app(config: Config | None = None, clock: Clock | None = None) -> Flask:
    """Return the whole site as a Flask application, ready for any WSGI server.

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
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    built = assets.build(ROOT / "static", app.jinja_env, config.instance / "static")
    site = Site(config, clock, Shelf(config.content, clock, cupboard=config.instance / "last-good-content"), built)
    site.install(app)
    _register(app)
    database.init(app, config)
    _add_forms(app, site)
    if config.preview:
        preview.register(app, site, personal_data.find, _count_feedback)
    _wrap(app, site)
    return app


def _register(app: Flask) -> None:
    """Add every part's addresses, what every template may use, and the mark of what the store may keep."""
    for part in (system, files, patterns, feeds, stories, vacancies, progression, search, pages):
        app.register_blueprint(part.blueprint)
    errors.register(app)
    templating.register(app)

    @app.after_request
    def mark(response: Response) -> Response:
        private = response.cache_control.no_store or "Set-Cookie" in response.headers
        if response.status_code == 200 and not private and "Cache-Control" not in response.headers:
            request.environ[STORABLE] = True
        return response


def _add_forms(app: Flask, site: Site) -> None:
    """Add the forms, handing them what they need of the public pages, which they may not import."""

    def questionnaire() -> Questionnaire:
        return site.shelf.library.questionnaire or abort(404)

    def page_at(path: str) -> PageVersion | None:
        found = next((d for d in site.edition().documents() if d.url == path), None)
        return PageVersion(found.url, found.title, found.fingerprint) if found else None

    demonstration = site.config.demonstration
    forms.register(
        app,
        config=site.config,
        clock=site.clock,
        edition=site.edition,
        questionnaire=questionnaire,
        page_at=page_at,
        match=matches_for,
        write_atom=partial(matches_atom, demonstration=demonstration),
        write_calendar=partial(matches_calendar, demonstration=demonstration),
        find=personal_data.find,
    )


def _count_feedback(path: str) -> tuple[int, int]:
    """Return how many visitors found a page helpful and how many did not; nobody, while the database is away."""
    try:
        said = [feedback.helpful for feedback in page_feedback.of_page(path)]
    except database.UnavailableError:
        return 0, 0
    return sum(said), len(said) - sum(said)


def _wrap(app: Flask, site: Site) -> None:
    """Put the layers of delivery around Flask, the outermost last."""
    files = WhiteNoise(app.wsgi_app, autorefresh=False, max_age=60, immutable_file_test=_is_hashed)
    files.add_files(str(site.assets.folder), prefix="static/")
    store = PageStore(files, site.edition, lambda: as_instant(site.clock.now()))
    https = site.config.address.startswith("https:")
    app.wsgi_app = SecurityHeaders(store, https=https)  # type: ignore[method-assign]


def _is_hashed(_path: str | Path, url: str) -> bool:
    return url.startswith(assets.PREFIX)
