"""The examples in the editors' guide work as they are printed, and the messages that it explains exist."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from careers.content.components import BLOCKS, INLINE
from careers.content.library import Asset
from careers.content.rendering import Surroundings, render
from careers.content.rendering.inline_html import TAGS
from careers.content.rendering.notices import NOTICES, PULL_OUT
from tests.content_engine import (
    test_advice,
    test_assets,
    test_faulty_files,
    test_folder,
    test_references,
    test_rendering,
)
from tests.factories import content_folder

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/editors/components.md").read_text(encoding="utf-8")
PROBLEMS = (ROOT / "docs/editors/problems.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```markdown\n(.*?)```", GUIDE, re.DOTALL)


def test_the_guide_has_examples() -> None:
    assert len(EXAMPLES) == 9


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0][:30])
def test_an_example_renders_without_a_fault(tmp_path: Path, example: str) -> None:
    figures = {slug: figure.front for slug, figure in content_folder(tmp_path).build().figures.items()}
    image = Asset(PurePosixPath("images/team-meeting.jpg"), tmp_path, "/images/team-meeting.jpg", 1, 4, 3)
    rendered = render(example, PurePosixPath("pages/a.md"), 1, Surroundings(figures, {"team-meeting.jpg": image}))
    assert rendered.problems == ()
    assert rendered.body.blocks


def test_every_component_notice_and_tag_is_in_the_guide() -> None:
    for name in (*BLOCKS, *INLINE):
        assert f"{{{{ {name} " in GUIDE, name
    for name in (*NOTICES, PULL_OUT):
        assert f"!!! {name}" in GUIDE, name
    for name in TAGS:
        assert f"`{name}`" in GUIDE, name


# What the program was seen to say: the expectations of the other tests are exact.
SEEN = [
    *(line for _, line in test_faulty_files.FENCES_AND_YAML.values()),
    *(line for *_, line in test_faulty_files.FIELDS.values()),
    *(line for _, line in test_folder.FILES.values()),
    *(line for _, line in test_rendering.FAULTS.values()),
    *(line for _, lines in test_references.FAULTS.values() for line in lines),
    *(line for _, lines in test_advice.ADVICE.values() for line in lines),
    *(line for *_, line in test_assets.FAULTY.values()),
    "more than in one paragraph in the text",
]
CELLS = [row.split("|")[1].strip() for row in PROBLEMS.split("\n") if row.startswith("| ") and "It says" not in row]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z_]{2,}", text.lower()))


def test_the_tables_are_found() -> None:
    assert len(CELLS) > 60
    assert len(SEEN) > 100


@pytest.mark.parametrize("cell", CELLS)
def test_a_message_that_is_explained_is_one_that_the_program_says(cell: str) -> None:
    for part in cell.split(" · "):
        words = _words(part)
        assert words
        assert max(len(words & _words(line)) / len(words) for line in SEEN) >= 0.6
