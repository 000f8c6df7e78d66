"""The one site that is running: its settings, its clock and the edition of this moment."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import sleep
from typing import cast

from flask import Flask, current_app, g, has_app_context

from careers.clock import Clock
from careers.config import Config
from careers.content.edition import Edition
from careers.content.library import Asset, Library
from careers.content.lookout import Signature
from careers.content.shelf import Shelf
from careers.delivery.assets import Assets
from careers.delivery.reload_signal import ReloadSignal
from careers.site.frozen.model import Copy
from careers.site.pictures import photographs
from careers.site.pictures.bare import bare
from careers.site.pictures.photographs import Renditions

log = logging.getLogger(__name__)
EXTENSION = "careers"
HALFWAY = 0.03
"""Seconds in which a text editor has written the rest of a file."""
AGAIN_AFTER = timedelta(minutes=1)
"""For how long pages go without a photograph whose copies could not be written; not at once, as trying takes long."""
_NEVER = datetime.max.replace(tzinfo=UTC)
DAY, EDITION, SEEN = "preview_day", "preview_edition", "preview_seen"
"""Where a request of the preview keeps the moment that an editor chose, the edition of that moment, and what it saw of
the files."""


@dataclass(slots=True)
class Site:
    """What every view may ask for. The edition is built once and held until its own end or a change of content.

    ``copy`` is there while the site is being frozen. With ``drafts`` visitors' pages are shown as they will be once all that
    is written is published; in preview they always are.
    """

    config: Config
    clock: Clock
    shelf: Shelf
    assets: Assets
    reload_signal: ReloadSignal
    copy: Copy | None = None
    drafts: bool = False
    _edition: Edition | None = field(default=None, init=False)
    _again_at: datetime = field(default=_NEVER, init=False)

    def edition(self) -> Edition:
        """Return what visitors may see now, the same object until that changes."""
        return self.edition_at(self.clock.instant())

    def edition_at(self, now: datetime) -> Edition:
        """Return what visitors may see when it is ``now``, in UTC: the clock's present moment.

        In preview with the newest files; otherwise changed files are taken up when an operator says so, in a thread of
        its own, so that no visitor waits for it.
        """
        if self.config.preview:
            self.take_up_changes()
        elif self.reload_signal.was_given(now):
            Thread(target=self.shelf.reload, name="reload", daemon=True).start()
        library = self.shelf.library
        if self.config.preview and (day := chosen_day()):
            return self._on(day, library)
        held = self._edition
        drafts = self.drafts or self.config.preview
        lasts = held is not None and held.now <= now < held.until and now < self._again_at
        if held is None or held.library is not library or held.drafts != drafts or not lasts:
            self._again_at = _NEVER
            held = self._edition = Edition.at(library, now, drafts=drafts)
        return held

    def take_up_changes(self) -> Signature:
        """Build anew from changed files, and return what was seen of them before.

        A request looks once, because looking goes through the whole folder; and once more when what it found is faulty,
        as a text editor may be halfway through writing the file.
        """
        seen: Signature | None = g.get(SEEN) if has_app_context() else None
        if seen is None:
            for _ in range(2):
                seen = self.shelf.look()
                if not self.shelf.changed(seen) or self.shelf.reload():
                    break
                sleep(HALFWAY)
            if has_app_context():
                setattr(g, SEEN, seen)
        return seen or {}

    def _on(self, day: datetime, library: Library) -> Edition:
        """Return what visitors will see at the moment that an editor chose, the same object for one request."""
        held = g.get(EDITION)
        if not isinstance(held, Edition) or held.library is not library:
            held = Edition.at(library, day)
            setattr(g, EDITION, held)
        return held

    def album(self, asset: Asset) -> Renditions | None:
        """Return the smaller copies of a photograph, made if need be; ``None`` where that cannot be, which is logged.

        So pages go without it: a file cut short, or a full disk, must not take them away. What the disk refused is tried
        again a little later, by an edition that is new, as pages are kept as long as theirs.
        """
        try:
            return photographs.make(asset, self.config.instance / "photographs")
        except (OSError, SyntaxError, ValueError) as error:
            log.error("pages go without the photograph %s: %s", asset.source, error)
            if getattr(error, "errno", None):
                self._again_at = min(self._again_at, self.clock.instant() + AGAIN_AFTER)
            return None

    def bare(self, asset: Asset) -> Path | None:
        """Return the file of an asset without what a camera wrote into it; ``None`` where that cannot be, which is logged."""
        try:
            return bare(asset, self.config.instance / "photographs")
        except FileNotFoundError:
            return None
        except (OSError, SyntaxError, ValueError) as error:
            log.error("%s cannot be sent: %s", asset.source, error)
            return None

    def forget_pictures(self, edition: Edition) -> None:
        """Delete the copies of pictures that visitors may not see any more, or that are not there any more."""
        library, photographs_shown = edition.library, edition.photographs
        images = (name for name in library.images if photographs_shown.get(name, True))
        try:
            photographs.forget(self.config.instance / "photographs", (*images, *library.downloads))
        except OSError as error:
            log.error("copies of pictures that nobody may see are still there: %s", error)

    def install(self, app: Flask) -> None:
        """Make this the site of a Flask application."""
        app.extensions[EXTENSION] = self


def chosen_day() -> datetime | None:
    """Return the moment that the present request asks to see, ``None`` when that is now."""
    return cast("datetime | None", g.get(DAY)) if has_app_context() else None


def current_site() -> Site:
    """Return the site of the application that answers the present request."""
    return cast(Site, current_app.extensions[EXTENSION])
