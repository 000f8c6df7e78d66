"""Links in texts and in front matter: each must lead to a page, a place on it, an image or a download that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careers.content.addresses import LISTINGS, image_name, is_elsewhere, resolve
from careers.content.collection import DRAFT, Collection, Entry, Outlook, Setting
from careers.content.components import buttons
from careers.content.document import Kind
from careers.content.problem import Problem, Severity
from careers.content.proof import addresses_in
from careers.content.strict_yaml import Path
from careers.content.validation import near

_ANCHORED = frozenset({Kind.PAGE, Kind.STORY})
SKIP_LINK = "content"
_OPEN = frozenset({"/", *LISTINGS})
_SCHEMES = ("https://", "mailto:", "tel:")


def check_links(outlook: Outlook, entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each link that leads nowhere, and advice where a public page links to a draft."""
    for link in entry.body.links:
        address = resolve(link.target, entry.path)
        fault = _image_fault(outlook, link.target) if link.is_image else _fault(outlook, address, entry)
        if fault:
            yield entry.problem_at(link.line, "image" if link.is_image else "link", fault)
        elif not entry.is_draft and not link.is_image and _is_draft(outlook, address):
            message = f"{link.target} is a draft, so readers cannot open it: publish it or take the link out"
            yield entry.problem_at(link.line, "link", message, Severity.WARNING)
    yield from _actions(outlook, entry)
    yield from _fields(outlook, entry, entry.addresses)


def check_links_of_settings(collection: Collection) -> Iterator[Problem]:
    """Yield a problem for each address in the settings that leads nowhere; redirects have rules of their own."""
    for setting in collection.settings.values():
        if setting.source != "redirects.yaml":
            yield from _fields(Outlook(collection), setting, addresses_in(setting.parsed.data))


def _actions(outlook: Outlook, entry: Entry) -> Iterator[Problem]:
    for line, address in buttons(entry.body):
        if fault := _fault(outlook, address, entry):
            yield entry.problem_at(line, "{{ action }}", fault)
        elif not entry.is_draft and _is_draft(outlook, address):
            message = f"{address} is a draft, so readers cannot open it: publish it or take the button out"
            yield entry.problem_at(line, "{{ action }}", message, Severity.WARNING)


def _fields(outlook: Outlook, owner: Entry | Setting, addresses: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    entry = owner if isinstance(owner, Entry) else None
    for path, text in addresses:
        if fault := _fault(outlook, text, entry):
            yield owner.problem(path, fault)
        elif not (entry and entry.is_draft) and _is_draft(outlook, text):
            yield owner.problem(path, f"{text} is a draft, so readers cannot open it yet", Severity.WARNING)


def _image_fault(outlook: Outlook, target: str) -> str:
    if is_elsewhere(target) or target.startswith("//"):
        return f"found {target[:80]}, write the name of a file in images: pictures from elsewhere are not shown"
    name = image_name(target)
    if outlook.fact("image", name):
        return ""
    return f'there is no file "{name}" in images{near(name, sorted(outlook.collection.image_names))}'


def _fault(outlook: Outlook, address: str, entry: Entry | None) -> str:
    """Return what is wrong with an address that a link leads to, "" when it is there."""
    if is_elsewhere(address):
        if address.startswith(_SCHEMES):
            return ""
        return f"found {address[:80]}, write an address that starts with https://, mailto:, tel: or /"
    rest, mark, anchor = address.partition("#")
    path = rest.partition("?")[0]
    if not path:
        return _anchor_fault(outlook, entry.url, anchor) if mark and entry else _form_fault(address)
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return _form_fault(address)
    if fault := path_fault(outlook, path):
        return fault
    return _anchor_fault(outlook, path, anchor) if mark else ""


def _form_fault(address: str) -> str:
    if address.endswith(".md"):
        return f'there is no file "{address[:80]}" from here, write the address, such as /working-here/'
    return f'found "{address[:80]}", write an address that starts with / or https://, such as /working-here/'


def path_fault(outlook: Outlook, path: str) -> str:
    """Return what is wrong with a path on this site, "" when something answers it."""
    if outlook.fact("page", path) is not None:
        return ""
    collection = outlook.collection
    for folder, names in (("images", collection.image_names), ("downloads", collection.download_names)):
        if path.startswith(f"/{folder}/"):
            name = path.removeprefix(f"/{folder}/")
            return f'there is no file "{name}" in {folder}{near(name, sorted(names))}'
    redirects = collection.settings.get("redirects.yaml")
    moved = {redirect.path: redirect.to for redirect in redirects.value.redirects} if redirects else {}
    if path in moved:
        return f"{path} has moved, write {moved[path]}" if moved[path] else f"{path} is gone: take the link out"
    if f"{path}/" in collection.addresses:
        return f"found {path}, write {path}/"
    return f"there is no page {path}{near(path, sorted({*collection.addresses, *collection.served}))}"


def _is_draft(outlook: Outlook, address: str) -> bool:
    path = address.partition("#")[0].partition("?")[0]
    return path.startswith("/") and outlook.fact("page", path) == DRAFT


def _anchor_fault(outlook: Outlook, path: str, anchor: str) -> str:
    """Return what is wrong with a place on a page. Listings and adverts have places of their own in their templates."""
    if path in _OPEN or anchor == SKIP_LINK or outlook.fact("place", path, anchor) is not None:
        return ""
    if outlook.fact("kind", path) not in _ANCHORED:
        return ""
    target = outlook.collection.by_url[path]
    return f'{path} has no place "#{anchor}"{near(anchor, sorted(outlook.collection.anchors(target)))}'
