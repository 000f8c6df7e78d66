"""Stories, adverts and stages that files name: each must be there, and be named once in its list."""

from __future__ import annotations

from collections.abc import Iterator

from careers.content.collection import DRAFT, Collection, Entry, Outlook
from careers.content.document import Kind
from careers.content.problem import Problem, Severity
from careers.content.validation import near

_FIELDS = {
    "stories": (Kind.STORY, "story"),
    "vacancies": (Kind.VACANCY, "advert"),
    "stages": (Kind.STAGE, "stage"),
}


def check_names(outlook: Outlook, entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each name that no file has, and advice where a public file names a draft."""
    for field, (kind, word) in _FIELDS.items():
        seen: set[str] = set()
        for path, name in entry.texts(field):
            if fault := unknown(outlook, kind, word, name):
                yield entry.problem(path, fault)
            elif name in seen:
                yield entry.problem(path, f'"{name}" stands here twice, write it once')
            elif outlook.fact(kind, name) == DRAFT and not entry.is_draft:
                message = f'"{name}" is a draft, so readers will not see it until it is published'
                yield entry.problem(path, message, Severity.WARNING)
            seen.add(name)


def check_home_stories(collection: Collection) -> Iterator[Problem]:
    """Yield a problem for each story of the home page that no file has."""
    setting = collection.settings.get("site.yaml")
    if setting is None:
        return
    for field in ("lead_story", "stories"):
        for path, name in setting.texts("home", field):
            if fault := unknown(Outlook(collection), Kind.STORY, "story", name):
                yield setting.problem(path, fault)


def unknown(outlook: Outlook, kind: Kind, word: str, name: str) -> str:
    """Return what is wrong with the name of a file of one kind, "" when there is such a file."""
    if outlook.fact(kind, name) is not None:
        return ""
    return f'there is no {word} "{name}"{near(name, sorted(outlook.collection.known[kind]))}'
