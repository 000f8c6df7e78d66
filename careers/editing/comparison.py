"""What changes for visitors between two libraries, in sentences that an editor can approve or question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

from careers.clock import as_instant
from careers.content.document import BREAK, Document, Kind
from careers.content.figure_words import in_words
from careers.content.front_matter import FigureFront, FrontMatter, StoryFront, VacancyFront
from careers.content.library import Library
from careers.editing.closing import in_words as moment_in_words

_WORDS: Mapping[Kind, str] = {
    Kind.PAGE: "page",
    Kind.STORY: "story",
    Kind.VACANCY: "advert",
    Kind.STAGE: "stage",
    Kind.FIGURE: "figure",
}
LONGEST = 90
_QUIET = frozenset({"draft", "points", "consent_withdrawn"})
"""Fields that have sentences of their own."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the page it is on (its address, or a file) and a sentence."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def compare(old: Library, new: Library, now: datetime) -> tuple[Change, ...]:
    """Return every change between two libraries, page by page; ``now`` decides which adverts are open."""
    return (*_documents(old, new, now), *_figures(old, new), *_files(old, new), *_settings(old, new))


def _documents(old: Library, new: Library, now: datetime) -> Iterator[Change]:
    before = {document.url: document for document in old.documents()}
    after = {document.url: document for document in new.documents()}
    moved = {
        url: rule.to for url in before if (rule := new.redirects.get(url)) and rule.to in after and url not in after
    }
    for url in sorted(before.keys() | after.keys()):
        first, second = before.get(url), after.get(url)
        if url in moved:
            continue
        if second is None and first is not None:
            rule = new.redirects.get(url)
            then = f"the address leads to {rule.to}" if rule and rule.to else "the address says that it is gone"
            yield Change(
                url, f"the {_WORDS[first.kind]} “{first.title}” is removed; {then if rule else 'nothing answers it'}"
            )
        elif first is None and second is not None:
            source = next((u for u, to in moved.items() if to == url), None)
            if source is None:
                yield Change(url, f"a new {_WORDS[second.kind]}, “{second.title}”{_state(second, now)}")
            else:
                yield Change(url, f"moved here from {source}, which leads here")
                yield from _changed(before[source], second, now)
        elif first is not None and second is not None:
            yield from _changed(first, second, now)


def _state(document: Document[FrontMatter], now: datetime) -> str:
    front = document.front
    if front.draft:
        return ", still a draft"
    if isinstance(front, VacancyFront):
        return f", open from {moment_in_words(front.opens_at)} to {moment_in_words(front.closes_at)}"
    start = front.published_on
    return f", seen from {_day(start)}" if start and start > now.date() else ""


def _changed(old: Document[FrontMatter], new: Document[FrontMatter], now: datetime) -> Iterator[Change]:
    if old.fingerprint == new.fingerprint:
        return
    first, second = old.front, new.front
    if first.draft != second.draft:
        yield Change(
            new.url, "goes back to being a draft: visitors no longer see it" if second.draft else "is published"
        )
    if isinstance(first, VacancyFront) and isinstance(second, VacancyFront):
        yield from _opened_or_closed(new.url, first, second, now)
    if isinstance(first, StoryFront) and isinstance(second, StoryFront):
        withdrawn = (first.consent_withdrawn, second.consent_withdrawn)
        if withdrawn == (False, True):
            yield Change(new.url, f"{first.person.first_name}’s consent is withdrawn: the story is gone from the site")
    yield from _fields(new.url, first, second)
    yield from _text(old, new)


def _opened_or_closed(url: str, old: VacancyFront, new: VacancyFront, now: datetime) -> Iterator[Change]:
    was, is_now = (front.opening <= as_instant(now) < front.closing for front in (old, new))
    if was and not is_now:
        yield Change(url, "the advert closes")
    elif is_now and not was:
        yield Change(url, "the advert is open")


def _fields(url: str, old: BaseModel, new: BaseModel, path: str = "") -> Iterator[Change]:
    """Yield a sentence for each field that differs; fields inside a field are named with it."""
    if type(old) is not type(new):
        yield Change(url, f"{path or 'it'} becomes another kind of thing")
        return
    for name in type(new).model_fields:
        first, second = getattr(old, name), getattr(new, name)
        label = f"{path}, {_label(name)}" if path else _label(name)
        if first == second or name in _QUIET:
            continue
        if isinstance(first, BaseModel) and isinstance(second, BaseModel):
            yield from _fields(url, first, second, label)
        elif isinstance(first, tuple) and isinstance(second, tuple):
            yield from _items(url, label, first, second)
        elif first is None:
            yield Change(url, f"{label}: now {_shown(second)}")
        elif second is None:
            yield Change(url, f"{label}: no longer {_shown(first)}")
        else:
            yield Change(url, f"{label}: {_shown(first)} → {_shown(second)}")


def _items(url: str, label: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    come, gone = [item for item in new if item not in old], [item for item in old if item not in new]
    same = {_shown(item) for item in come} & {_shown(item) for item in gone}
    for item in come:
        changed = f"now leads to {item.to}" if hasattr(item, "to") else "changed"
        yield Change(url, f"{label}: {_shown(item)} {changed if _shown(item) in same else 'added'}")
    for item in gone:
        if _shown(item) not in same:
            yield Change(url, f"{label}: {_shown(item)} taken out")
    if sorted(map(repr, old)) == sorted(map(repr, new)):
        yield Change(url, f"{label}: in another order")


def _label(name: str) -> str:
    return name.replace("_", " ")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, BaseModel):
        return _shown(next(iter(value.model_dump().values())))
    if isinstance(value, int) and value >= 10_000:
        return f"{value:,}"
    text = " ".join(str(value).split())
    return f"“{text[:LONGEST]}…”" if len(text) > LONGEST else f"“{text}”" if " " in text else text


def _text(old: Document[FrontMatter], new: Document[FrontMatter]) -> Iterator[Change]:
    gone = Counter(link.target for link in old.body.links) - Counter(link.target for link in new.body.links)
    come = Counter(link.target for link in new.body.links) - Counter(link.target for link in old.body.links)
    for target in come:
        yield Change(new.url, f"a link to {target} is added")
    for target in gone:
        yield Change(new.url, f"a link to {target} is taken out")
    before, after = ([word for word in body.text.split() if word != BREAK.strip()] for body in (old.body, new.body))
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace":
            yield Change(new.url, f"text: {_passage(before[a:b])} → {_passage(after[c:d])}")
        elif kind != "equal":
            words = "added" if kind == "insert" else "taken out"
            yield Change(new.url, f"text: {_passage(after[c:d] or before[a:b])} {words}")


def _passage(words: list[str]) -> str:
    text = " ".join(words)
    return (
        f"“{text}”"
        if len(text) <= LONGEST
        else f"“{' '.join(words[:6])} … {' '.join(words[-3:])}” ({len(words)} words)"
    )


def _figures(old: Library, new: Library) -> Iterator[Change]:
    for slug in sorted(old.figures.keys() | new.figures.keys()):
        first, second = old.figures.get(slug), new.figures.get(slug)
        where = f"figure {slug}"
        if first is None and second is not None:
            yield Change(where, f"new: {second.title}, {_values(second.front)}")
        elif second is None and first is not None:
            yield Change(where, f"removed: {first.title}, {_values(first.front)}")
        elif first is not None and second is not None and first.fingerprint != second.fingerprint:
            if first.front.points != second.front.points:
                yield Change(where, f"{second.title}: {_values(first.front)} → {_values(second.front)}")
            yield from _fields(where, first.front, second.front)
            yield from (Change(where, change.what) for change in _text(first, second))


def _values(front: FigureFront) -> str:
    return ", ".join(f"{in_words(front, point)} ({point.as_at.words})" for point in front.points)


def _files(old: Library, new: Library) -> Iterator[Change]:
    for folder, before, after in (
        ("images", old.images, new.images),
        ("downloads", old.downloads, new.downloads),
    ):
        for name in sorted(before.keys() | after.keys()):
            if name not in after:
                yield Change(f"{folder}/{name}", "removed")
            elif name not in before:
                yield Change(f"{folder}/{name}", "new")
            elif before[name].path.read_bytes() != after[name].path.read_bytes():
                yield Change(f"{folder}/{name}", "another file of the same name")


def _settings(old: Library, new: Library) -> Iterator[Change]:
    yield from _fields("every page", old.settings, new.settings)
    yield from _fields("lists to choose from", old.vocabulary, new.vocabulary)
    documents = {document.url for document in new.documents()}
    for path in sorted(new.redirects.keys() - old.redirects.keys()):
        to = new.redirects[path].to
        if to not in documents or path not in {document.url for document in old.documents()}:
            yield Change(path, f"now leads to {to}" if to else "now says that it is gone for good")
    for path in sorted(old.redirects.keys() - new.redirects.keys()):
        yield Change(path, "no longer leads anywhere")
    if old.questionnaire != new.questionnaire:
        yield Change("/interest/", "the questions or answers of the form change")
