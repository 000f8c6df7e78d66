"""Components, photographs and downloads: what a text places is in its front matter, and the files are there."""

from __future__ import annotations

from collections.abc import Iterator

from careers.content.collection import Collection, Entry, Outlook, Setting
from careers.content.components import BLOCKS, Argument, split_action
from careers.content.document import Component, Kind
from careers.content.problem import Problem
from careers.content.strict_yaml import strings
from careers.content.validation import near

# Documents that have related stories without naming them.
_RELATED = frozenset({Kind.STORY, Kind.STAGE, Kind.VACANCY})


def check_components(_outlook: Outlook, entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each component that lacks what it shows, or that shows it twice."""
    seen: set[str] = set()
    for block in entry.body.blocks:
        if not isinstance(block, Component):
            continue
        what = f"{{{{ {block.name} }}}}"
        if fault := _misplaced(entry, block) or _fault(entry, block):
            yield entry.problem_at(block.line, what, fault)
        if block.name in seen and BLOCKS[block.name].argument is Argument.NONE:
            yield entry.problem_at(block.line, what, "found twice on the page, write it once")
        seen.add(block.name)


def _misplaced(entry: Entry, block: Component) -> str:
    is_page = entry.kind is Kind.PAGE and entry.path.name != "index.md"
    return "" if is_page or not BLOCKS[block.name].is_for_pages else "stands on pages of text only: move it to one"


def _fault(entry: Entry, block: Component) -> str:
    rule, front = BLOCKS[block.name], entry.front
    if rule.argument is Argument.ACTION and split_action(block.argument) is None:
        return f'found "{block.argument}", write {rule.argument.value}'
    if front is None or not rule.field or (rule.field == "stories" and entry.kind in _RELATED):
        return ""
    if rule.field not in type(front).model_fields:
        return f"needs {rule.field} in the front matter, which only pages have: move it to a page"
    found = getattr(front, rule.field)
    if not found:
        return f"needs {rule.field} in the front matter, which has none: write them there"
    if rule.argument in {Argument.PHOTO, Argument.DOWNLOAD}:
        names = [item.src if rule.argument is Argument.PHOTO else item.file for item in found]
        if block.argument not in names:
            return f'{rule.field} in the front matter have no "{block.argument}"{near(block.argument, names)}'
    return ""


def check_files(outlook: Outlook, entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each photograph or download in front matter whose file is not there."""
    collection = outlook.collection
    for index, photo in enumerate(getattr(entry.front, "photos", ())):
        if photo.src.endswith(".svg"):
            message = f"found the drawing {photo.src}, write the name of a photograph: PNG, JPEG, WebP or AVIF"
            yield entry.problem(("photos", index, "src"), message)
        elif not outlook.fact("image", photo.src):
            message = f'there is no file "{photo.src}" in images{near(photo.src, sorted(collection.image_names))}'
            yield entry.problem(("photos", index, "src"), message)
    for index, download in enumerate(getattr(entry.front, "downloads", ())):
        if not outlook.fact("download", download.file):
            guess = near(download.file, sorted(collection.download_names))
            message = f'there is no file "{download.file}" in downloads{guess}'
            yield entry.problem(("downloads", index, "file"), message)


def check_plain_text(_outlook: Outlook, entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each component written in front matter, where it would be shown as it is."""
    if "{{" in entry.fields or "\\" in entry.fields:
        yield from _braces(entry)


def check_plain_settings(collection: Collection) -> Iterator[Problem]:
    """Yield a problem for each component written in the settings, where it would be shown as it is."""
    for setting in collection.settings.values():
        yield from _braces(setting)


def _braces(owner: Entry | Setting) -> Iterator[Problem]:
    for path, text in strings(owner.parsed.data):
        if "{{" in text:
            yield owner.problem(path, "found {{, write the words themselves: components work only in texts")
