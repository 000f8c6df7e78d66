"""Many texts are rendered in processes of their own, and come out as they would in one."""

from __future__ import annotations

import shutil
import sys

import pytest

from careers.content import press
from careers.content.builder import Memory, build
from careers.content.problem import ContentError, Problem
from tests.factories import TODAY, ContentFolder


def _many(folder: ContentFolder, count: int = 30) -> None:
    for number in range(count):
        folder.page(
            f"many-{number}", f"## Part\n\nPage {number}, {{{{ figure vacancy_rate }}}}, [on](/working-here/).\n"
        )


def test_many_texts_rendered_in_processes_come_out_the_same(
    folder: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(folder)
    alone = build(folder.root, TODAY)
    monkeypatch.setattr(press, "WORTH_IT", 10)
    told: list[tuple[int, int]] = []
    memory = Memory(progress=lambda more, of: told.append((more, of)))
    assert build(folder.root, TODAY, memory=memory) == alone
    assert sum(more for more, _ in told) >= 30


def test_a_worker_that_dies_costs_only_speed(folder: ContentFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    _many(folder)
    alone = build(folder.root, TODAY)
    monkeypatch.setattr(press, "WORTH_IT", 10)
    monkeypatch.setattr(sys, "executable", shutil.which("true"))
    assert build(folder.root, TODAY) == alone
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert build(folder.root, TODAY) == alone


def test_all_errors_of_all_files_are_told_at_once_from_the_processes_too(
    folder: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(folder)
    folder.page("many-3", "[Nowhere](/nowhere/)")
    folder.page("many-4", "# Too high")
    folder.write("pages/many-5.md", "---\ntitle: Only\n---\n")

    def faults() -> tuple[Problem, ...]:
        with pytest.raises(ContentError) as caught:
            build(folder.root, TODAY)
        return caught.value.problems

    alone = faults()
    assert {problem.path for problem in alone} >= {f"pages/many-{number}.md" for number in (3, 4, 5)}
    monkeypatch.setattr(press, "WORTH_IT", 10)
    assert faults() == alone
