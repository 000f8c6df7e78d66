"""One Markdown file by itself: its fields typed, its text rendered, everything wrong with either.

A proof depends on the bytes of the file, on the answers that its text got while it was rendered, and on nothing else,
so it can be kept and used again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import dumps
from pathlib import PurePosixPath
from typing import Any

from pydantic_core import from_json

from careers.content.addresses import kind_of
from careers.content.document import Block, Body, Component, Heading, Kind, Link, Prose
from careers.content.front_matter import FigureFront, FrontMatter, PageFront, StageFront, StoryFront, VacancyFront
from careers.content.problem import Problem
from careers.content.rendering import Surroundings, render
from careers.content.rendering.surroundings import Answer, Question
from careers.content.sheet import decode, split
from careers.content.strict_yaml import Data, Path, parse, strings
from careers.content.validation import validate

MODELS: Mapping[Kind, type[FrontMatter]] = {
    Kind.PAGE: PageFront,
    Kind.STORY: StoryFront,
    Kind.VACANCY: VacancyFront,
    Kind.STAGE: StageFront,
    Kind.FIGURE: FigureFront,
}
_ADDRESS_FIELDS = frozenset({"to", "url", "apply_url", "contact"})


@dataclass(frozen=True, slots=True)
class Fields:
    """The front matter of a file: as it is written, from ``line`` on, and typed, ``None`` when it has faults."""

    text: str
    line: int
    front: FrontMatter | None
    rest: str
    rest_line: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What one file makes.

    ``addresses`` are those on this site that its fields lead to, each with its path; ``answers`` are what its text asked of
    the figures and images, and was told.
    """

    fields: str
    fields_line: int
    front: FrontMatter | None
    body: Body
    addresses: tuple[tuple[Path, str], ...]
    problems: tuple[Problem, ...]
    answers: Mapping[Question, Answer]

    def holds_in(self, surroundings: Surroundings) -> bool:
        """Tell whether the same file would come out the same in these surroundings."""
        return all(surroundings.answer(question) == answer for question, answer in self.answers.items())


def addresses_in(data: Data) -> Iterator[tuple[Path, str]]:
    """Yield each address on this site that YAML data leads to, with its path."""
    for path, text in strings(data):
        if path[-1] in _ADDRESS_FIELDS and text.startswith("/"):
            yield path, text


def read_fields(path: PurePosixPath, data: bytes, problems: list[Problem]) -> Fields | None:
    """Return the front matter of a file and the rest of it; ``None`` after a fault that leaves neither."""
    source = str(path)
    text = decode(data, source, problems)
    sheet = split(text, source, problems) if text is not None else None
    if sheet is None:
        return None
    found: list[Problem] = []
    parsed = parse(sheet.front, source, sheet.front_line, found)
    front = validate(MODELS[kind_of(path)], parsed, source, found) if parsed else None
    return Fields(sheet.front, sheet.front_line, front, sheet.body, sheet.body_line, tuple(found))


def prove(path: PurePosixPath, fields: Fields, surroundings: Surroundings) -> Proof:
    """Return what a file makes in its surroundings."""
    rendered = render(fields.rest, path, fields.rest_line, surroundings)
    parsed = parse(fields.text, str(path), fields.line, [])
    addresses = tuple(addresses_in(parsed.data)) if parsed else ()
    problems = (*fields.problems, *rendered.problems)
    return Proof(fields.text, fields.line, fields.front, rendered.body, addresses, problems, rendered.answers)


def encode(proof: Proof, path: PurePosixPath) -> bytes:
    """Return a sound proof as JSON: plain data, from which nothing is ever run, whoever may have written it."""
    body, parsed = proof.body, parse(proof.fields, str(path), proof.fields_line, [])
    blocks = [b.html if isinstance(b, Prose) else [b.name, b.argument, b.line] for b in body.blocks]
    record = {
        "fields": [proof.fields, proof.fields_line, parsed.data if parsed else {}],
        "addresses": proof.addresses,
        "blocks": blocks,
        "headings": [[h.level, h.id, h.text] for h in body.headings],
        "links": [[link.target, link.line, link.is_image] for link in body.links],
        "figures": body.figures,
        "text": body.text,
        "answers": [[*question, answer] for question, answer in proof.answers.items()],
    }
    return dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def restore(path: PurePosixPath, data: bytes) -> Proof:
    """Return the proof of ``path`` that :func:`encode` wrote.

    The fields go through the model again. Raises ValueError for anything that is not a sound proof.
    """
    try:
        record = from_json(data)
        text, line, fields = record["fields"]
        front = MODELS[kind_of(path)].model_validate(fields)
        body = Body(
            tuple(_block(block) for block in record["blocks"]),
            tuple(Heading(int(level), str(name), str(words)) for level, name, words in record["headings"]),
            tuple(Link(str(target), int(place), bool(is_image)) for target, place, is_image in record["links"]),
            tuple(str(figure) for figure in record["figures"]),
            str(record["text"]),
        )
        answers = {(str(kind), str(name)): tuple(a) if a else None for kind, name, a in record["answers"]}
        addresses = tuple(
            (tuple(step if isinstance(step, int) else str(step) for step in p), str(a)) for p, a in record["addresses"]
        )
        return Proof(str(text), int(line), front, body, addresses, (), answers)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a proof") from error


def _block(record: Any) -> Block:
    if isinstance(record, str):
        return Prose(record)
    name, argument, line = record
    return Component(str(name), str(argument), int(line))
