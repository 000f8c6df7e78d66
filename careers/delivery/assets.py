"""Stylesheets, fonts and pictures with their content in their names, so that browsers may keep them for ever.

At start the static folder is copied to a build folder under hashed names, with the style sheets joined into the bundle
of each page template, and compressed twins beside the files; WhiteNoise serves that folder. Nothing here runs at a
request but look-ups.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from jinja2 import Environment
from whitenoise.compress import Compressor

PREFIX = "/static/"
SCRIPT = "js/site.js"
LAYERS = "@layer reset, tokens, base, layout, components, utilities;"
CORE = ("reset.css", "tokens.css", "base.css", "layout.css", "print.css")
COMPRESSED = frozenset({".css", ".svg", ".js", ".json", ".webmanifest", ".txt", ".ico"})
_URL = re.compile(r"url\(\s*['\"]?(?!data:|#)([^'\")]+)['\"]?\s*\)")
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_REFERENCE = re.compile(
    r"\{%[-+]?\s*(?:extends|from|import|include)\s+"
    r'(?:"([^"]+)"(?=\s*(?:[-+]?%\}|import\b|as\b|with|ignore\b))|(\S))'
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_TIGHT = re.compile(r"\s*([{};])\s*|(?<=[:,])\s+")
_LAST = re.compile(r";(?=})")
_ZERO = re.compile(r"(?<![\w.])0(?=\.\d)")
_JOINT = "}@layer components{"


@dataclass(frozen=True, slots=True)
class Asset:
    """One built file: its address on the site and its Subresource Integrity value."""

    url: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Assets:
    """Every built file by its name in the static folder, and the style sheets of each page template, in order."""

    folder: Path
    files: Mapping[str, Asset]
    stylesheets: Mapping[str, tuple[Asset, ...]]

    def url(self, name: str) -> str:
        """Return the address of a static file by its name, e.g. ``fonts/text.woff2``; KeyError when there is none."""
        return self.files[name].url

    @property
    def script(self) -> Asset:
        """Return the one script that public pages may run."""
        return self.files[SCRIPT]


def build(static: Path, templates: Environment, folder: Path) -> Assets:
    """Build every file of ``static`` into ``folder`` and return where each one is.

    Safe to run in several processes at once: names carry the content, so that they write the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, Asset] = {}
    styles: dict[str, Path] = {}
    for path in sorted(p for p in static.rglob("*") if p.is_file()):
        name = path.relative_to(static).as_posix()
        if path.suffix == ".css":
            styles[name.removeprefix("css/")] = path
        elif path.suffix not in {".md", ".txt"}:
            files[name] = _write(folder, name, path.read_bytes())
    sources = {name: _minified(_resolved(path, static, files)) for name, path in styles.items()}
    loader = templates.loader
    assert loader
    named = {name: references(name, loader.get_source(templates, name)[0]) for name in loader.list_templates()}
    core_components = _components("base.html", named, sources)
    sheets: dict[str, tuple[Asset, ...]] = {}
    shared = _write(folder, "css/site.css", _bundle([*CORE, *core_components], sources, first=True))
    for template in filter(_is_page, named):
        own = [name for name in _components(template, named, sources) if name not in core_components]
        extra = (_write(folder, f"css/{PurePosixPath(template).stem}.css", _bundle(own, sources)),) if own else ()
        sheets[template] = (shared, *extra)
    return Assets(folder, MappingProxyType(files), MappingProxyType(sheets))


def _is_page(name: str) -> bool:
    return name.startswith(("pages/", "errors/", "staff/", "preview/"))


def _components(template: str, named: Mapping[str, Sequence[str]], sources: Mapping[str, str]) -> list[str]:
    """Return the component style sheets that a template needs: those named like the component files that it imports."""
    found: list[str] = []
    seen: set[str] = set()
    waiting = [template]
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        waiting += named[name]
        sheet = f"components/{PurePosixPath(name).stem}.css"
        if name.startswith("components/") and sheet in sources:
            found.append(sheet)
    return sorted(found)


def references(name: str, source: str) -> tuple[str, ...]:
    """Return the templates that a template names, without parsing it: Jinja does that when it is first used.

    Raises ValueError where one is named by an expression.
    """
    found: list[tuple[str, str]] = _REFERENCE.findall(_REMARK.sub("", source))
    if any(expression for _, expression in found):
        raise ValueError(f"{name}: a template is named by an expression, so its style sheet cannot be found")
    return tuple(reference for reference, _ in found)


def _resolved(path: Path, static: Path, files: Mapping[str, Asset]) -> str:
    """Return a style sheet with each ``url()`` pointing at the built file; KeyError when it names no file."""

    def replace(match: re.Match[str]) -> str:
        target = (path.parent / match[1]).resolve().relative_to(static.resolve()).as_posix()
        return f'url("{files[target].url}")'

    return _URL.sub(replace, path.read_text("utf-8"))


def _minified(text: str) -> str:
    """Leave out what only writers need."""
    text = _LAST.sub("", _TIGHT.sub(lambda found: found[1] or "", _SPACE.sub(" ", _COMMENT.sub("", text))))
    return _ZERO.sub("", text.strip())


def _bundle(names: Iterable[str], sources: Mapping[str, str], *, first: bool = False) -> bytes:
    """Join style sheets; components, each in the layer of that name, share one."""
    text = "".join(sources[name] for name in names if name in sources)
    head, joint, components = text.partition(_JOINT)
    return ((LAYERS if first else "") + head + joint + components.replace(_JOINT, "")).encode()


def _write(folder: Path, name: str, content: bytes) -> Asset:
    digest = hashlib.sha384(content)
    logical = PurePosixPath(name)
    built = logical.with_name(f"{logical.stem}.{digest.hexdigest()[:8]}{logical.suffix}")
    path = folder / built
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{id(content)}")
        temporary.write_bytes(content)
        if path.suffix in COMPRESSED:
            for twin in Compressor(quiet=True).compress(str(temporary)):
                Path(twin).replace(str(path) + Path(twin).suffix)
        temporary.replace(path)
    return Asset(PREFIX + built.as_posix(), "sha384-" + base64.b64encode(digest.digest()).decode())
