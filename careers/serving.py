"""The life of a server's processes: what the first one makes for all of them, and what each does when it begins.

What the first process has made its workers share, as long as nobody writes to it: a worker takes 14 MB less and its first
visitor waits for nothing. There must be no other thread and no open connection then, as a fork copies neither soundly.
"""

from __future__ import annotations

import logging
from functools import partial
from threading import Thread

from flask import Flask

from careers.app import FILLS, LARGEST_REQUEST, STORE, headers_of
from careers.content.edition import Edition
from careers.delivery.compressor import Compressor
from careers.delivery.front import SHARE, Front
from careers.delivery.page_store import PageStore, Shelf
from careers.delivery.process import leave_no_core
from careers.delivery.warming import give_way, one_at_a_time, warm
from careers.forms import personal_data
from careers.site.current import EXTENSION, Site
from careers.site.views import feeds, pages, progression, search, stories, vacancies
from careers.staff.exports import workspace
from careers.storage import database
from careers.storage.retention import Housekeeper

AT_ONCE = 200
"""Pages that are made before the server listens: about two seconds. A larger site's are made beside the visitors."""
_MADE_AHEAD = frozenset(part.blueprint.name for part in (pages, stories, vacancies, progression, search, feeds))
_TIDIED = "careers.tidied"
log = logging.getLogger(__name__)


def load(app: Flask) -> None:
    """Load what a process otherwise loads when it is first asked for: all templates, and the words of the personal-data guard."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    site: Site = app.extensions[EXTENSION]
    with site.reload_signal.unheeded():  # which would build in another thread
        personal_data.find("The dates are unclear.", known=site.edition().public_words)


def make_ahead(app: Flask) -> None:
    """Make the search index and all pages of a small site; nothing in preview, where they last until the next save.

    A fault is logged: what is not there is made when somebody asks for it.
    """
    site: Site = app.extensions[EXTENSION]
    store: PageStore = app.extensions[STORE]
    with site.reload_signal.unheeded():  # which would build in another thread
        edition = site.edition()
        paths = _paths(app, edition)
        if site.config.preview or len(paths) > AT_ONCE:
            return
        try:
            search.prepare(app, edition)
            warm(store, store.current(), app.extensions[FILLS], site.config.address, paths, gently=False)
        except Exception:
            log.exception("not everything could be made ahead")


def tidy(app: Flask) -> None:
    """Delete what has been kept long enough, where no other program can make that wait; leave no connection open."""
    site: Site = app.extensions[EXTENSION]
    if database.is_a_file(site.config):
        keeper = Housekeeper(app, site.config, site.clock)
        keeper.look()
        app.extensions[_TIDIED] = keeper.done_on
    database.close(app)


def begin(app: Flask) -> None:
    """Begin to serve, once in each process: take up what changed since ``app`` was built, and start the work beside.

    That is to delete what has been kept long enough, now and each midnight; to compress what is stored at the best level
    when there is time; and to make each edition's search index and pages before somebody asks for them, but not in preview,
    where an edition lasts until the next save. The process leaves no core dump from here on.
    """
    leave_no_core()
    site: Site = app.extensions[EXTENSION]
    workspace.clear(site.config.instance)
    database.begin(app)
    if site.reload_signal.was_given(site.clock.instant()):
        site.shelf.reload()
    if not site.config.preview:
        store: PageStore = app.extensions[STORE]
        prepare = one_at_a_time(store, partial(_prepare, app))
        store.tell(
            on_keep=Compressor().take,
            on_edition=lambda shelf: Thread(target=prepare, args=(shelf,), name="warming", daemon=True).start(),
        )
    Housekeeper(app, site.config, site.clock, app.extensions.get(_TIDIED)).start()


def _prepare(app: Flask, shelf: Shelf) -> None:
    """Make ahead what visitors of an edition are likely to ask for, as long as it is the present one; forget what is over.

    Who searches meanwhile waits for the index, so that it is not made at the lowest priority as the pages are.
    """
    site: Site = app.extensions[EXTENSION]
    edition = site.edition()
    site.forget_pictures(edition)
    search.prepare(app, edition)
    give_way()
    base, paths = site.config.address, _paths(app, edition)
    warm(app.extensions[STORE], shelf, app.extensions[FILLS], base, paths, pause=site.shelf.wait)


def _paths(app: Flask, edition: Edition) -> tuple[str, ...]:
    rules = (rule for rule in app.url_map.iter_rules() if not rule.arguments)
    own = [rule.rule for rule in rules if rule.endpoint.partition(".")[0] in _MADE_AHEAD]
    return (*own, *edition.by_url)


def create_front(app: Flask) -> Front:
    """Return the application with the front for granian's event loop, which begins to serve when the server does."""
    site: Site = app.extensions[EXTENSION]
    return Front(
        app.wsgi_app,
        None if site.config.preview else app.extensions[STORE],
        hosts=app.config["TRUSTED_HOSTS"],
        always=headers_of(site),
        largest=LARGEST_REQUEST,
        share=1 if site.config.proxies else SHARE,
        started=partial(begin, app),
    )
