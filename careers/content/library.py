"""The whole content of the site at one version: typed, linked, immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from careers.content.accessibility import Accessibility, AccessibilityRun
from careers.content.document import Document, Figure, Kind, Page, Stage, Story, Vacancy
from careers.content.front_matter import FrontMatter
from careers.content.problem import Problem
from careers.content.questionnaire import Questionnaire
from careers.content.settings import Redirect, SiteSettings, SynonymGroup, Vocabulary


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that content links to: an image (with its size in pixels) or a download.

    ``url`` is where the site serves it; ``size`` is in bytes.
    """

    source: PurePosixPath
    path: Path
    url: str
    size: int
    width: int | None = None
    height: int | None = None

    @property
    def type_name(self) -> str:
        """Return the file's type as readers know it: "PDF", "SVG", "PNG"."""
        return self.source.suffix.lstrip(".").upper()


SHELVES = {Kind.PAGE: "pages", Kind.STORY: "stories", Kind.VACANCY: "vacancies", Kind.STAGE: "stages"}
"""Where in a library the documents of each kind stand that have a page of their own."""


def version_of(fingerprints: Mapping[str, str]) -> str:
    """Return the hash, 32 hexadecimal digits, of files with these hashes, in their order."""
    listed = "".join([f"{source}\0{fingerprint}\0" for source, fingerprint in fingerprints.items()])
    return sha256(listed.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Library:
    """Everything in the content folder. Mappings are by slug, in the order in which readers meet them.

    ``version`` is a hash of all files. ``moments`` has in order each instant (UTC) at which a document opens or closes.
    ``warnings`` are problems that do not stop it from being served; ``questionnaire`` has the vocabulary's terms among
    its options, and is ``None`` where no interest is asked.
    """

    version: str
    settings: SiteSettings
    vocabulary: Vocabulary
    questionnaire: Questionnaire | None
    pages: Mapping[str, Page]
    stories: Mapping[str, Story]
    vacancies: Mapping[str, Vacancy]
    stages: Mapping[str, Stage]
    figures: Mapping[str, Figure]
    images: Mapping[str, Asset]
    downloads: Mapping[str, Asset]
    redirects: Mapping[str, Redirect]
    synonyms: tuple[SynonymGroup, ...]
    moments: tuple[datetime, ...]
    accessibility: Accessibility | None = None
    accessibility_run: AccessibilityRun | None = None
    warnings: tuple[Problem, ...] = ()

    def find(self, url: str) -> Document[FrontMatter] | None:
        """Return the document at an address, ``None`` where there is none; that costs nothing for each page there is."""
        path = url.strip("/")
        folder, _, slug = path.partition("/")
        elsewhere = self._shelf(Kind(folder)).get(slug) if folder in SHELVES else None
        for found in (self.pages.get(path or "index"), elsewhere):
            if found and found.url == url:
                return found
        return None

    def documents(self) -> Iterator[Document[FrontMatter]]:
        """Yield every document that has a page of its own (figures share one)."""
        for kind in SHELVES:
            yield from self._shelf(kind).values()

    def _shelf(self, kind: Kind) -> Mapping[str, Document[FrontMatter]]:
        shelf: Mapping[str, Document[FrontMatter]] = getattr(self, SHELVES[kind])
        return shelf
