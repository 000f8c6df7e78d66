"""Redirects: each leads in one step to something that is there, and hides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careers.content.addresses import is_elsewhere
from careers.content.collection import Collection, Outlook
from careers.content.problem import Problem
from careers.content.references.links import path_fault
from careers.content.settings import Redirect


def check_redirects(collection: Collection) -> Iterator[Problem]:
    """Yield loops, chains, doubles, targets that are not there, and pages that a redirect would hide."""
    setting = collection.settings.get("redirects.yaml")
    if setting is None:
        return
    redirects = setting.value.redirects
    targets = {plain(redirect.path): redirect for redirect in redirects}
    seen: set[str] = set()
    for index, redirect in enumerate(redirects):
        here = plain(redirect.path)
        if here in seen:
            yield setting.problem(("redirects", index, "path"), f"found {redirect.path} twice, write it once")
        seen.add(here)
        if not collection.addresses.keys().isdisjoint((here, f"{here}/")):
            message = f"hides the page {redirect.path}, which is there: remove the redirect or the page"
            yield setting.problem(("redirects", index, "path"), message)
        if redirect.to is None or is_elsewhere(redirect.to):
            continue
        if fault := _target_fault(collection, redirect.path, redirect.to, targets):
            yield setting.problem(("redirects", index, "to"), fault)


def plain(address: str) -> str:
    """Return an address without anchor, query and final slash, as two that mean the same are compared."""
    return address.partition("#")[0].partition("?")[0].rstrip("/") or "/"


def _target_fault(collection: Collection, path: str, to: str, targets: Mapping[str, Redirect]) -> str:
    way, here, last = [path], plain(to), to
    while here in targets:
        step = targets[here]
        way.append(step.path)
        if here in {plain(earlier) for earlier in way[:-1]}:
            return f"the redirects lead in a circle: {' → '.join(way)}. Remove one of them"
        if step.to is None:
            return f"leads to {to}, which is gone itself: write another address, or leave out to"
        last, here = step.to, plain(step.to)
    if len(way) > 1:
        return f"leads on in {len(way)} steps, write the last address, {last}"
    return path_fault(Outlook(collection), to.partition("#")[0].partition("?")[0])
