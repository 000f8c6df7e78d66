"""The content folder as it was at a revision of its git repository, put into a folder of its own."""

from __future__ import annotations

import re
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from careers.editing.trial import EditingError

PATIENCE = 60
_PATCH = re.compile(r"^(?=diff --git )", re.MULTILINE)
_UNSEEN = re.compile(r"^-(?:sample|draft): *(?:yes|true)\b", re.MULTILINE | re.IGNORECASE)


def extract(folder: Path, revision: str, target: Path) -> None:
    """Write the files of the content ``folder`` as they were at ``revision`` into ``target``.

    Raises :class:`EditingError` when there is no repository, no such revision or no content in it.
    """
    try:
        root = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    except EditingError:
        raise EditingError(f"{folder} is not in a git repository, so there are no revisions to compare") from None
    try:
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except EditingError:
        branches = " ".join(_git(root, "branch", "--format=%(refname:short)").decode().split())
        raise EditingError(
            f'there is no version "{revision}": the branches here are {branches}, and git log lists the commits'
        ) from None
    place = folder.resolve().relative_to(root.resolve()).as_posix().removeprefix(".")
    tree = f"{commit.decode().strip()}:{place}"
    try:
        archive = _git(root, "-c", "core.autocrlf=false", "archive", "--format=tar", tree)
    except EditingError:
        raise EditingError(f'the revision "{revision}" has no {place or "content"}') from None
    with tarfile.open(fileobj=BytesIO(archive)) as members:
        for member in members:
            taken = members.extractfile(member) if member.isreg() else None
            if taken is not None:
                written = target / member.name
                written.parent.mkdir(parents=True, exist_ok=True)
                written.write_bytes(taken.read())


def removed_pages(folder: Path) -> frozenset[str]:
    """Return the Markdown files that were in the content ``folder`` and are not in its last version or not on disk now.

    Their paths are relative to the folder. Left out are samples and drafts, which nobody has the address of. Without git, or
    with no version yet, there are none.
    """
    deleted = ("--relative", "--no-renames", "--diff-filter=D", "--patch", "--no-color", "--no-ext-diff", "--", ".")
    try:
        patches = (
            _git(folder, "-c", "core.quotePath=false", *words, *deleted)
            for words in (("log", "--format="), ("diff", "HEAD"))
        )
        told = b"\n".join(patches).decode("utf-8", "replace")
    except EditingError:
        return frozenset()
    files = (re.split(r"^--- a/(.+)$", patch, maxsplit=1, flags=re.MULTILINE) for patch in re.split(_PATCH, told))
    return frozenset(
        name
        for _, name, text in (parts for parts in files if len(parts) == 3)
        if name.endswith(".md") and not _UNSEEN.search(text)
    )


def _git(folder: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            ["git", "-C", str(folder), *words],  # noqa: S607 - git is found as the editor's own is
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
    except FileNotFoundError:
        raise EditingError("git is not installed on this computer") from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise EditingError(f"git cannot do that: {error}") from None
    return done.stdout
