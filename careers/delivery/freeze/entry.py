"""One file of an export: the address it answers, where it lies and the headers that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import unquote

NOT_FOUND, GONE = "/404.html", "/410.html"
"""The pages for addresses at which there is nothing, and nothing any more."""


class FreezeError(Exception):
    """The site cannot be exported as it is; the message says what is in the way."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file.

    ``links`` are the addresses that it names, so that a resumed export need not read it again. ``key`` says what it is
    made from when that is known beforehand, else empty. ``twins`` are sizes in bytes by suffix.
    """

    address: str
    path: str
    headers: Mapping[str, str]
    digest: str
    size: int
    twins: Mapping[str, int] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    key: str = ""

    @property
    def media_type(self) -> str:
        """Return the media type without its parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip()

    def as_json(self) -> dict[str, Any]:
        """Return the entry as plain data."""
        return asdict(self)

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> Entry:
        """Return the entry that plain data describes. Raises TypeError for what is none."""
        return cls(**{**data, "links": tuple(data["links"])})


def path_of(address: str) -> str:
    """Return where an address without a query lies in the export: ``/stories/`` is ``stories/index.html``.

    Raises :class:`FreezeError` for one that would lead out of the folder or that no file system keeps.
    """
    path = unquote(address).removeprefix("/")
    if path == "" or path.endswith("/"):
        path += "index.html"
    parts = path.split("/")
    if any(part in {"", ".", ".."} or part.startswith("_") or "\\" in part or not part.isprintable() for part in parts):
        raise FreezeError(f"the address {address} cannot be the name of a file")
    return path
