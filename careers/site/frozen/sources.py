"""Where the walk through a site begins when it is frozen, and what its files are made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from flask import Flask

from careers.config import ROOT
from careers.content.edition import Edition
from careers.site.current import Site
from careers.site.frame import share_path
from careers.site.views.files import share_words


def plain_rules(app: Flask) -> tuple[str, ...]:
    """Return the addresses without a variable, read from the application so that none is forgotten when one is added.

    The settings decide whether some of them answer.
    """
    return tuple(rule.rule for rule in app.url_map.iter_rules() if not rule.arguments)


def documents(edition: Edition) -> tuple[str, ...]:
    """Return every page and every download, whether or not something links to it."""
    pages = (document.url for document in edition.documents())
    downloads = (f"/downloads/{name}" for name in edition.library.downloads)
    return (*pages, *downloads)


def hidden(edition: Edition) -> tuple[str, ...]:
    """Return what visitors may not see now, though a page may still lead there: drafts, ended consent, what is to come."""
    pages = (document.url for document in edition.library.documents() if not edition.shows(document))
    photographs = (f"/images/{name}" for name, is_shown in edition.photographs.items() if not is_shown)
    return (*pages, *photographs)


def redirects(edition: Edition) -> dict[str, str]:
    """Return the old addresses and where each leads, "" for those that are gone for good."""
    return {old: moved.to or "" for old, moved in edition.library.redirects.items()}


def recipe(site: Site) -> str:
    """Return what all files together are made from: the program, the content, the edition and the settings that show."""
    edition, config = site.edition(), site.config
    shown = (config.address, site.copy, config.demonstration, config.retention_months, config.trusted_hosts)
    parts = (program(), edition.library.version, edition.until.isoformat(), repr(shown))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def keys(site: Site) -> Mapping[str, str]:
    """Return what each share picture is made from; drawing one takes as long as rendering ten pages."""
    edition, made_by = site.edition(), (program(), site.config.address, site.copy)  # their headers name both addresses
    words = {share_path(document): share_words(edition, document) for document in edition.documents()}
    return {path: hashlib.sha256(repr((made_by, said)).encode()).hexdigest() for path, said in words.items()}


def program() -> str:
    """Return a digest of the program, the templates and the static files; a few hundred small files."""
    digest = hashlib.sha256()
    for path in _files(ROOT / "careers", ROOT / "templates", ROOT / "static"):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
