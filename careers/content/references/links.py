"""Links in texts and in front matter: each must lead to a page, a place on it, an image or a download that is there."""

from __future__ import annotations

from collections.abc import Iterator

from careers.content.addresses import FIGURES_PAGE, LISTINGS, TEMPLATE_ANCHORS, image_name, is_elsewhere, resolve
from careers.content.collection import Collection, Entry, Setting
from careers.content.components import anchor_of, split_action
from careers.content.document import Component, Kind
from careers.content.problem import Problem, Severity
from careers.content.references.placed import strings
from careers.content.validation import near

_ADDRESS_FIELDS = frozenset({"to", "url", "apply_url"})
_ANCHORED = frozenset({Kind.PAGE, Kind.STORY})
_SCHEMES = ("https://", "mailto:", "tel:")


def check_links(collection: Collection) -> Iterator[Problem]:
    """Yield a problem for each link that leads nowhere, and advice where a public page links to a draft."""
    for entry in collection.entries:
        for link in entry.body.links:
            address = resolve(link.target, entry.path)
            fault = _image_fault(collection, link.target) if link.is_image else _fault(collection, address, entry)
            if fault:
                yield entry.problem_at(link.line, "image" if link.is_image else "link", fault)
            elif _is_draft(collection, address) and not entry.is_draft:
                message = f"{link.target} is a draft, so readers cannot open it: publish it or take the link out"
                yield entry.problem_at(link.line, "link", message, Severity.WARNING)
        yield from _actions(collection, entry)
        yield from _fields(collection, entry)
    for setting in collection.settings.values():
        if setting.source != "redirects.yaml":
            yield from _fields(collection, setting)


def _actions(collection: Collection, entry: Entry) -> Iterator[Problem]:
    for block in entry.body.blocks:
        parts = split_action(block.argument) if isinstance(block, Component) and block.name == "action" else None
        if isinstance(block, Component) and parts and (fault := _fault(collection, parts[0], entry)):
            yield entry.problem_at(block.line, "{{ action }}", fault)


def _fields(collection: Collection, owner: Entry | Setting) -> Iterator[Problem]:
    entry = owner if isinstance(owner, Entry) else None
    for path, text in strings(owner.parsed.data):
        if path[-1] not in _ADDRESS_FIELDS or not text.startswith("/"):
            continue
        if fault := _fault(collection, text, entry):
            yield owner.problem(path, fault)
        elif _is_draft(collection, text) and not (entry and entry.is_draft):
            yield owner.problem(path, f"{text} is a draft, so readers cannot open it yet", Severity.WARNING)


def _image_fault(collection: Collection, target: str) -> str:
    if is_elsewhere(target) or target.startswith("//"):
        return f"found {target[:80]}, write the name of a file in images: pictures from elsewhere are not shown"
    name = image_name(target)
    known = collection.image_names
    return "" if name in known else f'there is no file "{name}" in images{near(name, sorted(known))}'


def _fault(collection: Collection, address: str, entry: Entry | None) -> str:
    """Return what is wrong with an address that a link leads to, "" when it is there."""
    if is_elsewhere(address):
        if address.startswith(_SCHEMES):
            return ""
        return f"found {address[:80]}, write an address that starts with https://, mailto:, tel: or /"
    rest, mark, anchor = address.partition("#")
    path = rest.partition("?")[0]
    if not path:
        return _anchor_fault(collection, entry, anchor) if mark and entry else _form_fault(address)
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return _form_fault(address)
    if fault := path_fault(collection, path):
        return fault
    target = collection.by_url.get(path)
    return _anchor_fault(collection, target, anchor) if mark and target is not None else ""


def _form_fault(address: str) -> str:
    if address.endswith(".md"):
        return f'there is no file "{address[:80]}" from here, write the address, such as /working-here/'
    return f'found "{address[:80]}", write an address that starts with / or https://, such as /working-here/'


def path_fault(collection: Collection, path: str) -> str:
    """Return what is wrong with a path on this site, "" when something answers it."""
    for folder, names in (("images", collection.image_names), ("downloads", collection.download_names)):
        if path.startswith(f"/{folder}/"):
            name = path.removeprefix(f"/{folder}/")
            return "" if name in names else f'there is no file "{name}" in {folder}{near(name, sorted(names))}'
    if path in collection.addresses or is_served(collection, path):
        return ""
    redirects = collection.settings.get("redirects.yaml")
    moved = {redirect.path: redirect.to for redirect in redirects.value.redirects} if redirects else {}
    if path in moved:
        return f"{path} has moved, write {moved[path]}" if moved[path] else f"{path} is gone: take the link out"
    if f"{path}/" in collection.addresses:
        return f"found {path}, write {path}/"
    return f"there is no page {path}{near(path, sorted({*collection.addresses, *collection.served}))}"


def is_served(collection: Collection, path: str) -> bool:
    """Tell whether the program itself answers an address."""
    return any(path == served or (served.endswith("/") and path.startswith(served)) for served in collection.served)


def _is_draft(collection: Collection, address: str) -> bool:
    target = collection.by_url.get(address.partition("#")[0].partition("?")[0])
    return target is not None and target.is_draft


def _anchor_fault(collection: Collection, target: Entry | None, anchor: str) -> str:
    """Return what is wrong with a place on a page. Listings and adverts have places of their own in their templates."""
    if target is None or target.kind not in _ANCHORED or target.url in {"/", *LISTINGS}:
        return ""
    placed = {anchor_of(block.name, block.argument) for block in target.body.blocks if isinstance(block, Component)} - {
        ""
    }
    known = target.body.anchors | placed | TEMPLATE_ANCHORS
    if target.url == FIGURES_PAGE:
        known |= collection.known[Kind.FIGURE]
    if anchor in known:
        return ""
    return f'{target.url} has no place "#{anchor}"{near(anchor, sorted(known - TEMPLATE_ANCHORS))}'
