"""A folder in, a library out: read, check, render, check against each other, put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from careers.content.addresses import FIGURES_PAGE, PROGRAM_ADDRESSES, kind_of, slug_of, url_of
from careers.content.assets import read_asset
from careers.content.collection import Collection, Entry, Setting
from careers.content.document import Body, Kind
from careers.content.folder import SourceFile, read_folder
from careers.content.front_matter import FigureFront, FrontMatter, PageFront, StageFront, StoryFront, VacancyFront
from careers.content.library import Asset, Library
from careers.content.problem import ContentError, Problem, Severity
from careers.content.questionnaire import Questionnaire
from careers.content.references import check
from careers.content.rendering import Rendered, Surroundings, render
from careers.content.settings import Jargon, Redirects, Silences, SiteSettings, Synonyms, Vocabulary
from careers.content.sheet import decode, split
from careers.content.strict_yaml import Parsed, parse
from careers.content.validation import validate

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A YAML file at the top of the folder. One that is not required and not there counts as empty, or as ``None``."""

    name: str
    model: type[BaseModel]
    required: bool
    can_be_empty: bool = True

    def absent(self) -> Setting:
        """Return what stands for a file that is not there."""
        return Setting(self.name, Parsed(), self.model() if self.can_be_empty else None)


SETTINGS = (
    SettingsFile("site.yaml", SiteSettings, required=True),
    SettingsFile("vocabulary.yaml", Vocabulary, required=True),
    SettingsFile("redirects.yaml", Redirects, required=False),
    SettingsFile("synonyms.yaml", Synonyms, required=False),
    SettingsFile("interest.yaml", Questionnaire, required=False, can_be_empty=False),
    SettingsFile("silenced.yaml", Silences, required=False),
    SettingsFile("jargon.yaml", Jargon, required=False),
)
# Lists beside the settings that only the check reads.
LISTS = frozenset({"words.txt"})
MODELS: Mapping[Kind, type[FrontMatter]] = {
    Kind.PAGE: PageFront,
    Kind.STORY: StoryFront,
    Kind.VACANCY: VacancyFront,
    Kind.STAGE: StageFront,
    Kind.FIGURE: FigureFront,
}


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A Markdown file that is split but not rendered yet. ``front`` is ``None`` when it has faults."""

    file: SourceFile
    front: FrontMatter | None
    parsed: Parsed
    text: str
    text_line: int


Cache = dict[tuple[str, str], Rendered]


def build(
    folder: Path,
    today: date,
    *,
    served: Iterable[str] = PROGRAM_ADDRESSES,
    cache: Cache | None = None,
) -> Library:
    """Return the library of a content folder as of ``today`` (reviews and figures may be overdue by then).

    ``served`` are the addresses that the program answers without a file. ``cache`` holds texts that were rendered
    before, by path and fingerprint; it is read, and what is still in use is written back. Raises
    :class:`ContentError` with every mistake in every file.
    """
    problems: list[Problem] = []
    names = LISTS.union(entry.name for entry in SETTINGS)
    files = read_folder(folder, names, problems)
    settings = _settings(files, problems)
    images = _assets(files, "images", problems)
    downloads = _assets(files, "downloads", problems)
    sources = [file for file in files if file.path.suffix == ".md"]
    manuscripts = [found for file in sources if (found := _manuscript(file, problems))]
    figures = {slug_of(m.file.path): m.front for m in manuscripts if isinstance(m.front, FigureFront)}
    surroundings = Surroundings(figures, images)
    entries = _entries(manuscripts, surroundings, {} if cache is None else cache, problems)
    collection = Collection(
        entries=entries,
        settings=settings,
        images=images,
        downloads=downloads,
        image_names=frozenset(f.path.name for f in files if f.path.parts[0] == "images"),
        download_names=frozenset(f.path.name for f in files if f.path.parts[0] == "downloads"),
        known=_known(sources),
        addresses=_addresses(sources),
        served=frozenset(served),
        today=today,
    )
    problems.extend(check(collection))
    told = tuple(sorted(set(problems)))
    if any(problem.severity is Severity.ERROR for problem in told):
        raise ContentError(told)
    return _library(collection, files, told)


def _settings(files: tuple[SourceFile, ...], problems: list[Problem]) -> dict[str, Setting]:
    by_name = {str(file.path): file for file in files}
    found: dict[str, Setting] = {}
    for entry in SETTINGS:
        file = by_name.get(entry.name)
        if file is None:
            if entry.required:
                problems.append(Problem(entry.name, 1, "file", "there is no such file: the site needs it"))
            else:
                found[entry.name] = entry.absent()
            continue
        text = decode(file.data, entry.name, problems)
        if text is None:
            continue
        if not entry.required and not any(row.strip() and not row.startswith("#") for row in text.split("\n")):
            found[entry.name] = entry.absent()
            continue
        parsed = parse(text, entry.name, 1, problems)
        value = validate(entry.model, parsed, entry.name, problems) if parsed else None
        if parsed and value is not None:
            found[entry.name] = Setting(entry.name, parsed, value)
    return found


def _assets(files: tuple[SourceFile, ...], folder: str, problems: list[Problem]) -> dict[str, Asset]:
    wanted = [file for file in files if file.path.parts[0] == folder]
    return {file.path.name: asset for file in wanted if (asset := read_asset(file, problems))}


def _manuscript(file: SourceFile, problems: list[Problem]) -> Manuscript | None:
    source = str(file.path)
    text = decode(file.data, source, problems)
    sheet = split(text, source, problems) if text is not None else None
    if sheet is None:
        return None
    parsed = parse(sheet.front, source, sheet.front_line, problems)
    front = validate(MODELS[kind_of(file.path)], parsed, source, problems) if parsed else None
    return Manuscript(file, front, parsed or Parsed(), sheet.body, sheet.body_line)


def _entries(
    manuscripts: list[Manuscript], surroundings: Surroundings, cache: Cache, problems: list[Problem]
) -> tuple[Entry, ...]:
    fresh: Cache = {}
    entries: list[Entry] = []
    for manuscript in manuscripts:
        path = manuscript.file.path
        key = (str(path), manuscript.file.fingerprint)
        rendered = cache.get(key)
        if rendered is None or rendered.problems or not rendered.holds_in(surroundings):
            rendered = render(manuscript.text, path, manuscript.text_line, surroundings)
        fresh[key] = rendered
        problems.extend(rendered.problems)
        entries.append(_entry(manuscript, rendered.body))
    cache.clear()
    cache.update(fresh)
    return tuple(entries)


def _entry(manuscript: Manuscript, body: Body) -> Entry:
    path, kind = manuscript.file.path, kind_of(manuscript.file.path)
    url = FIGURES_PAGE if kind is Kind.FIGURE else url_of(path)
    fingerprint = manuscript.file.fingerprint
    return Entry(str(path), manuscript.parsed, path, kind, slug_of(path), url, manuscript.front, body, fingerprint)


def _known(sources: list[SourceFile]) -> dict[Kind, frozenset[str]]:
    return {kind: frozenset(slug_of(f.path) for f in sources if kind_of(f.path) is kind) for kind in Kind}


def _addresses(sources: list[SourceFile]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for file in sources:
        if kind_of(file.path) is not Kind.FIGURE:
            found[url_of(file.path)] = (*found.get(url_of(file.path), ()), str(file.path))
    return found


def _ordered(collection: Collection, kind: Kind, key: Callable[[Any], Any], *, newest: bool = False) -> Any:
    found = [document for entry in collection.of(kind) if (document := entry.document)]
    documents = sorted(found, key=lambda document: document.slug)
    return MappingProxyType({d.slug: d for d in sorted(documents, key=key, reverse=newest)})


def _library(collection: Collection, files: tuple[SourceFile, ...], warnings: tuple[Problem, ...]) -> Library:
    digest = sha256()
    for file in files:
        digest.update(f"{file.path}\0{file.fingerprint}\0".encode())
    settings = collection.settings
    vocabulary: Vocabulary = settings["vocabulary.yaml"].value
    questionnaire: Questionnaire | None = settings["interest.yaml"].value
    return Library(
        version=digest.hexdigest()[:32],
        settings=settings["site.yaml"].value,
        vocabulary=vocabulary,
        questionnaire=questionnaire.resolve(vocabulary) if questionnaire else None,
        pages=_ordered(collection, Kind.PAGE, _page_order),
        stories=_ordered(collection, Kind.STORY, lambda d: d.front.published_on, newest=True),
        vacancies=_ordered(collection, Kind.VACANCY, lambda d: d.front.closing),
        stages=_ordered(collection, Kind.STAGE, lambda d: d.front.order),
        figures=_ordered(collection, Kind.FIGURE, lambda d: d.slug),
        images=MappingProxyType(dict(collection.images)),
        downloads=MappingProxyType(dict(collection.downloads)),
        redirects=MappingProxyType({r.path: r for r in settings["redirects.yaml"].value.redirects}),
        synonyms=settings["synonyms.yaml"].value.synonyms,
        warnings=warnings,
    )


def _page_order(page: Any) -> tuple[int, int, str]:
    navigation = page.front.navigation
    return (0, navigation.order, page.title.casefold()) if navigation else (1, 0, page.title.casefold())
