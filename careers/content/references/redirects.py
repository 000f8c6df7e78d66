"""Redirects: each leads in one step to something that is there, and hides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from careers.content.addresses import is_elsewhere
from careers.content.collection import Collection
from careers.content.problem import Problem
from careers.content.references.links import path_fault


def check_redirects(collection: Collection) -> Iterator[Problem]:
    """Yield loops, chains, doubles, targets that are not there, and pages that a redirect would hide."""
    setting = collection.settings.get("redirects.yaml")
    if setting is None:
        return
    redirects = setting.value.redirects
    targets = {plain(redirect.path): redirect.to for redirect in redirects}
    seen: set[str] = set()
    for index, redirect in enumerate(redirects):
        here = plain(redirect.path)
        if here in seen:
            yield setting.problem(("redirects", index, "path"), f"found {redirect.path} twice, write it once")
        seen.add(here)
        if here in {plain(url) for url in collection.addresses}:
            message = f"hides the page {redirect.path}, which is there: remove the redirect or the page"
            yield setting.problem(("redirects", index, "path"), message)
        if redirect.to is None or is_elsewhere(redirect.to):
            continue
        if fault := _target_fault(collection, redirect.path, redirect.to, targets):
            yield setting.problem(("redirects", index, "to"), fault)


def plain(address: str) -> str:
    """Return an address without anchor, query and final slash, as two that mean the same are compared."""
    return address.partition("#")[0].partition("?")[0].rstrip("/") or "/"


def _target_fault(collection: Collection, path: str, to: str, targets: dict[str, str | None]) -> str:
    way, here = [path], plain(to)
    while here in targets:
        following = targets[here]
        way.append(here)
        if here in {plain(step) for step in way[:-1]}:
            return f"the redirects lead in a circle: {' → '.join(way)}. Remove one of them"
        if following is None:
            return f"leads to {to}, which is gone itself: write another address, or leave out to"
        here = plain(following)
    if len(way) > 1:
        return f"leads on in {len(way)} steps, write the last address, {here if here == '/' else targets[way[-1]]}"
    return path_fault(collection, to.partition("#")[0].partition("?")[0])
