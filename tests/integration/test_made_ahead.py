"""Pages are there before anybody asks for them, in the process that serves."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from careers.app import begin, create_app
from careers.clock import Clock
from careers.config import Config
from careers.delivery.page_store import PageStore
from careers.site.current import EXTENSION
from tests.conftest import NOON


def test_every_page_of_content_is_made_when_the_server_begins(tmp_path: Path) -> None:
    config = Config(instance=tmp_path, secret_key="tests", base_url="https://careers.example")
    app = create_app(config, Clock.fixed(NOON))
    store: PageStore = app.extensions["careers.page_store"]
    wanted = {document.url for document in app.extensions[EXTENSION].edition().documents()}
    wanted |= {"/", "/stories/", "/vacancies/", "/search/"}
    assert len(wanted) > 30
    begin(app)
    for _ in range(600):
        missing = {path for path in wanted if path not in store.current().pages}
        if not missing:
            break
        Event().wait(0.1)
    assert not missing
