"""A content folder that tests change, and the store of its texts on disk.

Property tests here may take their time on a busy machine: what they check is no matter of speed.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import settings

from careers.content import proof
from careers.content.builder import Memory, build
from careers.content.rendering import Rendered, Surroundings, render
from careers.content.store import Store
from tests.factories import TODAY, ContentFolder, content_folder

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    return content_folder(tmp_path / "content")


@pytest.fixture
def kept(tmp_path: Path, folder: ContentFolder) -> Path:
    """Return a store that has every text of the folder."""
    path = tmp_path / "store.sqlite3"
    build(folder.root, TODAY, memory=Memory(Store(path)))
    return path


@pytest.fixture
def rendered(kept: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which the path of every text is added that is rendered from now on."""
    paths: list[str] = []

    def watched(text: str, source: PurePosixPath, first_line: int, surroundings: Surroundings) -> Rendered:
        paths.append(str(source))
        return render(text, source, first_line, surroundings)

    monkeypatch.setattr(proof, "render", watched)
    return paths
