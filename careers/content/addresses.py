"""Which address a file has, and which address a link in a file means: how paths become URLs is known only here."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from careers.content.document import Kind

FIGURES_PAGE = "/about-the-figures/"
SEARCH_PAGE = "/search/"
# What the program answers by itself, without a file; one that ends in a slash stands for all below it too.
PROGRAM_ADDRESSES = frozenset(
    {
        "/interest/",
        SEARCH_PAGE,
        "/feedback/",
        "/stories/feed.atom",
        "/vacancies/feed.atom",
        "/vacancies/feed.json",
        "/vacancies/closing-dates.ics",
        "/sitemap.xml",
        "/robots.txt",
        "/healthz",
        "/downloads/",
        "/images/",
        "/patterns/",
        "/preview/",
        "/editor/",
        "/share/",
        "/static/",
        "/staff/",
    }
)
LISTINGS = frozenset({"/stories/", "/vacancies/", "/progression/"})
# Names that the templates give to places, so that no heading may take them; all others of theirs begin with "t-".
TEMPLATE_IDS = frozenset({"content", "main", "q", "search", "top", "way"})
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIGURE_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_ASSET_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def file_name_fault(path: PurePosixPath) -> str:
    """Return what is wrong with the names in the path of a file that is there, and what to do; "" when nothing is."""
    fault = name_fault(path)
    return f"{fault}: rename the file" if fault else ""


def name_fault(path: PurePosixPath) -> str:
    """Return what is wrong with the names in a path and what to write instead; "" when nothing is."""
    if len(path.parts) == 1:
        return ""
    top = path.parts[0]
    assets = top in {"images", "downloads"}
    rule = _ASSET_NAME if assets else _FIGURE_NAME if top == Kind.FIGURE else _NAME
    for name in (*path.parts[1:-1], path.stem):
        if not rule.fullmatch(name) or len(name) > 80:
            wanted = suggested_name(name)
            instead = f', such as "{wanted}"' if wanted else ""
            return f"the name must be small letters a to z, digits and hyphens, up to 80{instead}"
    return ""


def suggested_name(name: str) -> str:
    """Return the nearest allowed name: "My Page" gives "my-page"."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80]


def slug_of(path: PurePosixPath) -> str:
    """Return the key of a page in the library: "index" for the home page, "stories" for ``stories/index.md``."""
    parts = (*path.parts[:-1], path.stem)
    if parts[0] == Kind.PAGE:
        parts = parts[1:]
        return "/".join(parts[:-1] if parts[-1] == "index" and len(parts) > 1 else parts)
    return parts[0] if parts[-1] == "index" else parts[-1]


def url_of(path: PurePosixPath) -> str:
    """Return the address of a Markdown file: ``pages/working-here.md`` is /working-here/."""
    slug = slug_of(path)
    if kind_of(path) is Kind.PAGE:
        return "/" if slug == "index" else f"/{slug}/"
    if path.parts[0] == Kind.FIGURE:
        return f"{FIGURES_PAGE}#{slug}"
    return f"/{path.parts[0]}/{slug}/"


def kind_of(path: PurePosixPath) -> Kind:
    """Return the kind of a Markdown file; an ``index.md`` in a folder of stories, adverts or stages is a page."""
    kind = Kind(path.parts[0])
    return Kind.PAGE if path.stem == "index" and kind is not Kind.FIGURE else kind


def is_elsewhere(target: str) -> bool:
    """Tell whether a link leaves the site: https, mailto, tel and every other scheme."""
    return bool(_SCHEME.match(target))


def resolve(target: str, source: PurePosixPath) -> str:
    """Return the address that a link written in the file ``source`` leads to.

    ``other-file.md#part`` is read relative to the file, ``downloads/plan.pdf`` and ``images/map.png`` relative to the
    content folder; everything else stays as it is.
    """
    if is_elsewhere(target) or target.startswith(("/", "#")):
        return target
    path, mark, anchor = target.partition("#")
    if path.endswith(".md"):
        relative = PurePosixPath(normpath((source.parent / path).as_posix()))
        in_folder = len(relative.parts) > 1 and relative.parts[0] in {kind.value for kind in Kind}
        return url_of(relative).partition("#")[0] + mark + anchor if in_folder else target
    bare = re.sub(r"^(?:\.\./)+", "", path)
    return f"/{bare}{mark}{anchor}" if bare.startswith(("downloads/", "images/")) else target


def image_name(target: str) -> str:
    """Return the file name of an image written as ``map.png``, ``images/map.png`` or ``/images/map.png``."""
    return unquote(re.sub(r"^(?:\.\./|/)*(?:images/)?", "", target))
