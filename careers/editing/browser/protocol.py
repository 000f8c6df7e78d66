"""The messages of the editor's program: Decap CMS asks for and sends files as JSON. One function a kind of message.

Source: the proxy backend of Decap CMS 3 and the schema of its decap-server. What is added is ``marks``, so that a save
knows what the browser had seen.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from careers.editing.browser.desk import Desk, Draft, Entry
from careers.editing.trial import EditingError

Answer = Any
"""Whatever JSON can say."""


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Folder(_Message):
    folder: str = Field(max_length=300)


class _MediaFolder(_Message):
    mediaFolder: str = Field(max_length=300)  # noqa: N815 - the protocol's own name


class _Path(_Message):
    path: str = Field(max_length=300)


class _Files(_Message):
    files: list[_Path] = Field(max_length=1000)


class _Paths(_Message):
    paths: list[str] = Field(max_length=100)


class _Sent(_Path):
    raw: str = Field(max_length=1_000_000)
    newPath: str | None = None  # noqa: N815
    marks: dict[str, str] | None = None


class _Asset(_Path):
    content: str
    encoding: str


class _Persist(_Message):
    dataFiles: list[_Sent] = Field(max_length=20)  # noqa: N815
    assets: list[_Asset] = Field(max_length=50)


class _Media(_Message):
    asset: _Asset


def answer(desk: Desk, message: object, today: date) -> Answer:
    """Return the answer to one message.

    Raises :class:`EditingError` for what may not be, and for a message that is none.
    """
    action = _ACTIONS.get(str(message.get("action"))) if isinstance(message, Mapping) else None
    if action is None or not isinstance(message, Mapping):
        raise EditingError("this is not something that the editor can do")
    try:
        return action(desk, message.get("params") or {}, today)
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise EditingError(f"the message of the editor cannot be read, at {where}") from None


def _info(_desk: Desk, _params: object, _today: date) -> Answer:
    return {"repo": "content", "publish_modes": ["simple"], "type": "local_fs"}


def _entries_by_folder(desk: Desk, params: object, _today: date) -> Answer:
    return [_told(entry) for entry in desk.entries(_Folder.model_validate(params).folder)]


def _entries_by_files(desk: Desk, params: object, _today: date) -> Answer:
    return [_told(desk.entry(file.path)) for file in _Files.model_validate(params).files]


def _get_entry(desk: Desk, params: object, _today: date) -> Answer:
    return _told(desk.entry(_Path.model_validate(params).path))


def _persist_entry(desk: Desk, params: object, today: date) -> Answer:
    sent = _Persist.model_validate(params)
    if any(file.newPath and file.newPath != file.path for file in sent.dataFiles):
        raise EditingError("an address is changed with careers rename, so that the old one leads to the new one")
    drafts = [Draft(file.path, file.raw, file.marks) for file in sent.dataFiles]
    saved = desk.save(drafts, {asset.path: _bytes(asset) for asset in sent.assets}, today)
    return {"message": "entry persisted", "entries": [_told(entry) for entry in saved]}


def _get_media(desk: Desk, params: object, _today: date) -> Answer:
    return [_media(path, data) for path, data in desk.assets(_MediaFolder.model_validate(params).mediaFolder)]


def _get_media_file(desk: Desk, params: object, _today: date) -> Answer:
    path = _Path.model_validate(params).path
    return _media(path, desk.asset(path))


def _persist_media(desk: Desk, params: object, today: date) -> Answer:
    asset = _Media.model_validate(params).asset
    data = _bytes(asset)
    desk.save([], {asset.path: data}, today)
    return _media(asset.path, data)


def _delete_files(desk: Desk, params: object, today: date) -> Answer:
    paths = _Paths.model_validate(params).paths
    desk.delete(paths, today)
    return {"message": f"deleted {len(paths)}"}


def _delete_file(desk: Desk, params: object, today: date) -> Answer:
    desk.delete([_Path.model_validate(params).path], today)
    return {"message": "deleted"}


def _no_deploy_preview(_desk: Desk, _params: object, _today: date) -> Answer:
    return None


_ACTIONS: Mapping[str, Callable[[Desk, object, date], Answer]] = {
    "info": _info,
    "entriesByFolder": _entries_by_folder,
    "entriesByFiles": _entries_by_files,
    "getEntry": _get_entry,
    "persistEntry": _persist_entry,
    "getMedia": _get_media,
    "getMediaFile": _get_media_file,
    "persistMedia": _persist_media,
    "deleteFiles": _delete_files,
    "deleteFile": _delete_file,
    "getDeployPreview": _no_deploy_preview,
}


def _told(entry: Entry) -> Answer:
    name = sha256(entry.text.encode()).hexdigest()
    return {"data": entry.text, "file": {"path": entry.path, "id": name}, "marks": entry.marks}


def _media(path: str, data: bytes) -> Answer:
    return {
        "id": sha256(data).hexdigest(),
        "content": b64encode(data).decode(),
        "encoding": "base64",
        "path": path,
        "name": path.rpartition("/")[2],
    }


def _bytes(asset: _Asset) -> bytes:
    if asset.encoding != "base64":
        raise EditingError(f"{asset.path}: the file did not arrive whole: try again")
    try:
        return b64decode(asset.content, validate=True)
    except NotBase64:
        raise EditingError(f"{asset.path}: the file did not arrive whole: try again") from None
