"""A sound folder becomes a library in the order in which readers meet it."""

from __future__ import annotations

from pathlib import Path

import pytest

from careers.content.document import Prose
from tests.factories import content_folder


def test_a_valid_folder_becomes_a_library(tmp_path: Path) -> None:
    library = content_folder(tmp_path).build()
    assert {"index", "working-here", "stories"} <= library.pages.keys()
    assert list(library.stories) == ["ada"]
    assert library.warnings == ()
    assert len(library.version) == 32


def test_a_figure_in_the_text_is_written_out_and_linked_to_its_source(tmp_path: Path) -> None:
    page = content_folder(tmp_path).build().pages["working-here"]
    (block,) = page.body.blocks
    assert isinstance(block, Prose)
    assert '<a class="figure" href="/about-the-figures/#vacancy_rate">7.5%</a>' in block.html


def test_the_library_cannot_be_changed(tmp_path: Path) -> None:
    library = content_folder(tmp_path).build()
    with pytest.raises(TypeError):
        library.pages["new"] = library.pages["index"]  # type: ignore[index]
