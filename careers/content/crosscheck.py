"""The checks of the files against each other, made again only where something that they asked has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from json import dumps

from pydantic_core import from_json

from careers.content.addresses import FIGURES_PAGE
from careers.content.collection import Collection, Entry, Fact, Outlook, Subject
from careers.content.desk import Desk, Leaf
from careers.content.document import Kind
from careers.content.problem import Problem, Severity
from careers.content.references import check_all, check_one
from careers.content.store import Key, Store, key_of


def cross_check(
    desk: Desk, collection: Collection, last: Collection | None, changed: Mapping[str, Leaf | None]
) -> Iterator[Problem]:
    """Yield every problem that files have with each other.

    ``last`` is what the files were at the last check, ``changed`` has what each changed file was then.
    """
    leaves = [leaf for leaf in desk.leaves.values() if leaf.entry]
    stale = _stale(desk, collection, last, changed)
    waiting = [leaf for leaf in leaves if not _holds(leaf, collection, stale)]
    waiting = list(_not_in_store(waiting, collection, desk.store))
    check_afresh(waiting, collection, desk.store)
    for leaf in leaves:
        yield from leaf.found
    yield from check_all(collection)


def check_afresh(leaves: Iterable[Leaf], collection: Collection, store: Store | None) -> None:
    """Write down on each file what it has to do with others and which problems it has with them; keep it in the store."""
    fresh: dict[Key, bytes] = {}
    for leaf in leaves:
        outlook = Outlook(collection)
        leaf.found = tuple(check_one(outlook, leaf.entry)) if leaf.entry else ()
        leaf.leans_on = outlook.leans_on
        if not leaf.problems and not _is_faulty(leaf):
            fresh[key_of(str(leaf.path), leaf.fingerprint)] = _encode(leaf)
    if store:
        store.keep_checks(fresh)


def _holds(leaf: Leaf, collection: Collection, stale: frozenset[Subject] | None) -> bool:
    """Tell whether what was found holds; a fault never does, as what is said of it may depend on every file."""
    if leaf.leans_on is None or _is_faulty(leaf):
        return False
    if stale is None:
        return all(collection.fact(subject) == fact for subject, fact in leaf.leans_on.items())
    return not stale or stale.isdisjoint(leaf.leans_on)


def _is_faulty(leaf: Leaf) -> bool:
    return bool(leaf.found) and any(problem.severity is Severity.ERROR for problem in leaf.found)


def _stale(
    desk: Desk, now: Collection, last: Collection | None, changed: Mapping[str, Leaf | None]
) -> frozenset[Subject] | None:
    """Return the subjects about which the answer is another than at the last check; ``None`` if it could be any."""
    if last is None or last.served != now.served or "vocabulary.yaml" in changed:
        return None
    touched: set[Subject] = set()
    for source, old in changed.items():
        top, _, name = source.partition("/")
        if top in {"images", "downloads"}:
            touched |= {(top.removesuffix("s"), name), ("page", f"/{source}")}
        new = desk.leaves.get(source)
        for entry in (old.entry if old else None, new.entry if new else None):
            touched |= set(_about(entry)) if entry else set()
        if old and old.kind and old.entry is None:
            touched |= {("page", old.url), ("kind", old.url), (old.kind, old.slug)}
    return frozenset(subject for subject in touched if last.fact(subject) != now.fact(subject))


def _about(entry: Entry) -> Iterable[Subject]:
    """Yield everything that another file could ask about this one."""
    yield entry.kind, entry.slug
    if entry.kind is Kind.FIGURE:
        yield "chart", entry.slug
        yield "place", FIGURES_PAGE, entry.slug
    else:
        yield "page", entry.url
        yield "kind", entry.url
        for anchor in entry.body.anchors:
            yield "place", entry.url, anchor


def _not_in_store(leaves: list[Leaf], collection: Collection, store: Store | None) -> Iterator[Leaf]:
    """Yield the files of which the store does not know what was found; of the others, take it from there."""
    sound = {key_of(str(leaf.path), leaf.fingerprint): leaf for leaf in leaves if not leaf.problems}
    known: set[str] = set()
    for key, data in store.checks(list(sound)) if store else ():
        leaf = sound[key]
        try:
            leans_on, found = _decode(data, str(leaf.path))
        except ValueError:
            continue
        if all(collection.fact(subject) == fact for subject, fact in leans_on.items()):
            leaf.leans_on, leaf.found = leans_on, found
            known.add(str(leaf.path))
    yield from (leaf for leaf in leaves if str(leaf.path) not in known)


def _encode(leaf: Leaf) -> bytes:
    leans_on = [[*subject, fact] for subject, fact in (leaf.leans_on or {}).items()]
    found = [[problem.line, problem.field, problem.message] for problem in leaf.found]
    return dumps([leans_on, found], ensure_ascii=False, separators=(",", ":")).encode()


def _decode(data: bytes, source: str) -> tuple[dict[Subject, Fact], tuple[Problem, ...]]:
    """Return what :func:`_encode` wrote; only advice is ever kept. Raises ValueError for anything else."""
    try:
        leans_on, found = from_json(data)
        facts: dict[Subject, Fact] = {tuple(row[:-1]): row[-1] for row in leans_on}
        problems = [Problem(source, int(line), str(name), str(words), Severity.WARNING) for line, name, words in found]
    except (TypeError, IndexError, RecursionError) as error:
        raise ValueError("not what was found") from error
    return facts, tuple(problems)
