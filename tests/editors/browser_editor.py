"""The editor's program as the server sees it, and what tests of it share."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from careers.editing.browser.desk import Desk
from careers.editing.browser.merging import ConflictError
from careers.editing.browser.protocol import answer
from careers.editing.trial import EditingError
from tests.conftest import NOON

Answer = dict[str, Any]
STORY = "content/stories/kyle.md"


@dataclass
class Told:
    """An answer as the view would send it."""

    status_code: int
    json: Any


class Editor:
    """The editor's program as the server sees it: it opens a file, changes its text and sends it back."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)

    def ask(self, action: str, **params: object) -> Told:
        try:
            return Told(200, answer(self.desk, {"action": action, "params": params}, NOON.date()))
        except ConflictError as error:
            return Told(409, {"error": str(error)})
        except EditingError as error:
            return Told(422, {"error": str(error)})

    def open(self, path: str) -> Answer:
        response = self.ask("getEntry", path=path, branch="files")
        assert response.status_code == 200, response.json
        return dict(response.json)

    def save(self, path: str, raw: str, marks: object) -> Told:
        file = {"path": path, "slug": "x", "raw": raw, "marks": marks}
        return self.ask("persistEntry", dataFiles=[file], assets=[], options={"commitMessage": "x"})


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(response: Told, status: int, words: str) -> None:
    assert response.status_code == status, response.json
    assert words in response.json["error"]


def picture(colour: str = "navy") -> bytes:
    data = BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, "PNG")
    return data.getvalue()


def asset(path: str, data: bytes) -> Answer:
    return {"path": path, "content": b64encode(data).decode(), "encoding": "base64"}
