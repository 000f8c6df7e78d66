"""A sound folder becomes a library in the order in which readers meet it."""

from __future__ import annotations

from pathlib import Path

import pytest

from careers.content.document import Prose
from careers.content.edition import Edition
from tests.factories import NOW, content_folder


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


def test_a_document_is_found_at_its_address_and_at_no_other(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.page("working-here/part-time", "Words.")
    folder.page("stories/written", "A page among the stories.")
    folder.page("draft", "Words.", draft=True)
    library = folder.build()
    edition = Edition.at(library, NOW)
    assert {"/", "/stories/ada/", "/stories/written/", "/working-here/part-time/"} <= edition.by_url.keys()
    for document in library.documents():
        assert library.find(document.url) is document
        assert edition.find(document.url) is edition.by_url.get(document.url)
        for other in (
            document.url[:-1],
            document.url[1:],
            f"/{document.url}",
            document.url.upper(),
            f"{document.url}/",
        ):
            assert other == document.url or library.find(other) is None
    for nothing in ("", "/index/", "/stories/stories/", "/figures/vacancy_rate/", "/about-the-figures/#vacancy_rate"):
        assert library.find(nothing) is None
    assert library.find("/draft/") is not None
    assert (edition.find("/draft/"), edition.page("draft")) == (None, None)


def test_the_words_of_the_site_itself_are_those_that_visitors_can_read(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.page("draft", "Words.", title="Not yet for anybody", draft=True)
    words = Edition.at(folder.build(), NOW).public_words
    assert {"Ada", "Ada learned to lead"} <= words
    assert "Not yet for anybody" not in words
    folder.story("ada", consent_withdrawn=True)
    assert not {"Ada", "Ada learned to lead"} & Edition.at(folder.build(), NOW).public_words
