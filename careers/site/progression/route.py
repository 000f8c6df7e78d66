"""The way from one stage to another, step by step, and what to say when there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlencode

from careers.content.document import Stage, Story
from careers.content.edition import Edition
from careers.content.front_matter import PayBand
from careers.head import Link
from careers.site.progression.graph import Graph, Way
from careers.site.search.words import as_typed, tidy_query
from careers.site.vacancies.card import VacancyCard, card_of
from careers.site.vacancies.wording import band, in_a_row, number_of

PATH = "/progression/"
MOST_ALTERNATIVES = 3
MOST_SUGGESTIONS = 3


def address(start: str = "", end: str = "") -> str:
    """Return the address of a way: "/progression/?from=asye&to=team-manager#way"."""
    pairs = [(name, value) for name, value in (("from", start), ("to", end)) if value]
    return f"{PATH}?{urlencode(pairs)}#way" if pairs else PATH


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a way, with all that a person and their manager need to talk about it.

    ``pay`` is in words ("" when the stage gives none) and ``pay_note`` says whose figure it is and from when;
    ``is_background`` tells that the council has not stated it; ``roles`` are today's open adverts.
    """

    number: int
    stage: Stage
    requirements: tuple[str, ...]
    typical_time: str
    support: tuple[str, ...]
    evidence: tuple[str, ...]
    decided_by: str
    pay: str
    pay_note: str
    is_background: bool
    story: Story | None
    roles: tuple[VacancyCard, ...]


@dataclass(frozen=True, slots=True)
class OtherWay:
    """Another way between the same stages, in words, longer or less usual: "ASYE, Social worker, Consultant"."""

    words: str
    steps: int


@dataclass(frozen=True, slots=True)
class Route:
    """What the progression page says about ``?from=`` and ``?to=``.

    ``start`` and ``end`` are the stages understood. ``title`` and ``message`` say what is shown or why nothing is.
    Without an end, ``steps`` holds the stage itself and ``suggestions`` where it can lead.
    """

    start: Stage | None
    end: Stage | None
    title: str
    message: str
    way: Way
    steps: tuple[Step, ...]
    others: tuple[OtherWay, ...]
    suggestions: tuple[Link, ...]

    @property
    def is_asked(self) -> bool:
        """Tell whether the address asked for anything."""
        return bool(self.title)


def find_route(edition: Edition, asked_start: str, asked_end: str) -> Route:
    """Return the way that is asked for; never raises.

    Either end may be empty. A start may also be one of the situations of the vocabulary, as "Where are you now?" asks.
    """
    graph = Graph.of(edition)
    asked_start, asked_end = tidy_query(asked_start), tidy_query(asked_end)
    start, end = _stage(edition, asked_start), _stage(edition, asked_end)
    if asked_start and start is None:
        return _unknown(edition, asked_start, start, end, lambda slug: address(slug, end.slug if end else ""))
    if asked_end and end is None:
        return _unknown(edition, asked_end, start, end, lambda slug: address(start.slug if start else "", slug))
    if start and end:
        return _between(edition, graph, start, end)
    if start:
        return _from(edition, graph, start)
    if end:
        return _to(edition, graph, end)
    return Route(None, None, "", "", (), (), (), ())


def step_of(edition: Edition, stage: Stage, number: int = 1) -> Step:
    """Return what a stage asks and gives, with today's open roles."""
    front = stage.front
    return Step(
        number=number,
        stage=stage,
        requirements=front.requirements,
        typical_time=front.typical_time,
        support=front.support,
        evidence=front.evidence,
        decided_by=front.decided_by or "",
        pay=f"{band(front.pay_band.minimum, front.pay_band.maximum)} a year" if front.pay_band else "",
        pay_note=_pay_note(front.pay_band) if front.pay_band else "",
        is_background=front.basis == "background",
        story=next(iter(edition.stories_of(stage)), None),
        roles=tuple(card_of(edition, vacancy) for vacancy in edition.open_vacancies_of(stage)),
    )


def _pay_note(pay: PayBand) -> str:
    parts = [pay.grade or "", "an illustration, not an offer" if pay.illustrative else ""]
    parts += [f"as at {pay.as_at.words}", f"source: {pay.source.title}, {pay.source.publisher}"]
    text = "; ".join(filter(None, parts))
    return text[0].upper() + text[1:]


def _stage(edition: Edition, asked: str) -> Stage | None:
    name = asked.lower()
    situations = {situation.id: situation.stage for situation in edition.library.vocabulary.situations}
    return edition.stages.get(name) or edition.stages.get(situations.get(name, ""))


def _between(edition: Edition, graph: Graph, start: Stage, end: Stage) -> Route:
    title = f"From {start.title} to {end.title}"
    if start.slug == end.slug:
        message = "You chose the same stage twice, so here is that stage. Choose another one to see a way."
        return Route(start, end, start.title, message, (start.slug,), (step_of(edition, start),), (), ())
    ways = graph.ways(start.slug, end.slug)
    if not ways:
        return _no_way(edition, graph, start, end, title)
    way, *others = ways
    steps = tuple(step_of(edition, graph.stages[slug], number) for number, slug in enumerate(way, start=1))
    message = f"The most usual way has {number_of(len(way) - 1, 'step')}."
    if others:
        message += f" There {'is one other way' if len(others) == 1 else f'are {len(others)} other ways'}."
    return Route(
        start,
        end,
        title,
        message,
        way,
        steps,
        tuple(
            OtherWay(", then ".join(graph.stages[slug].title for slug in other), len(other) - 1)
            for other in others[:MOST_ALTERNATIVES]
        ),
        (),
    )


def _no_way(edition: Edition, graph: Graph, start: Stage, end: Stage, title: str) -> Route:
    message = f"No way leads from {start.title} to {end.title} on this map."
    if graph.ways(end.slug, start.slug):
        message += " It is the other way round: the second leads to the first."
        suggestions = [Link(f"From {end.title} to {start.title}", address(end.slug, start.slug))]
    else:
        suggestions = []
    onward = _reached(graph, start)[:MOST_SUGGESTIONS]
    suggestions += [Link(f"From {start.title} to {stage.label}", stage.url) for stage in onward]
    message += "" if edition.leads_to(start) else f" {start.title} is the last stage on its street."
    return Route(start, end, title, message, (), (), (), tuple(suggestions))


def _from(edition: Edition, graph: Graph, start: Stage) -> Route:
    following = edition.leads_to(start)
    message = (
        f"From here people go on to {in_a_row([stage.title for stage in following], 'or')}."
        if following
        else "This is the last stage on its street."
    )
    steps = (step_of(edition, start),)
    suggestions = (Link(f"To {stage.label}", stage.url) for stage in _reached(graph, start))
    return Route(start, None, f"From {start.title}", message, (start.slug,), steps, (), tuple(suggestions))


def _to(edition: Edition, graph: Graph, end: Stage) -> Route:
    before = edition.leads_from(end)
    message = (
        f"People come to this stage from {in_a_row([stage.title for stage in before], 'or')}. Choose where you are now."
        if before
        else "This stage is a way in: people start here."
    )
    suggestions = (
        Link(f"From {graph.stages[slug].title}", address(slug, end.slug))
        for slug in graph.stages
        if end.slug in graph.reachable(slug)
    )
    return Route(None, end, f"To {end.title}", message, (end.slug,), (step_of(edition, end),), (), tuple(suggestions))


def _reached(graph: Graph, start: Stage) -> list[Link]:
    """Return the stages that can be reached, each with the address of the way there."""
    return [Link(graph.stages[slug].title, address(start.slug, slug)) for slug in graph.reachable(start.slug)]


def _unknown(
    edition: Edition, asked: str, start: Stage | None, end: Stage | None, mended: Callable[[str], str]
) -> Route:
    """Say that a stage is unknown; ``mended`` gives the address that asks for another one in its place."""
    suggestions = tuple(Link(stage.title, mended(stage.slug)) for stage in _near(edition, asked))
    message = f"There is no stage called “{as_typed(asked)}” on this map."
    message += " Did you mean one of these?" if suggestions else " Choose one from the list."
    return Route(start, end, "We do not know this stage", message, (), (), (), suggestions)


def _near(edition: Edition, asked: str) -> Iterator[Stage]:
    """Yield the stages whose name or title is most like what was asked for."""
    names = {name: stage for stage in edition.stages.values() for name in (stage.title.lower(), stage.slug)}
    near = get_close_matches(asked.lower(), names, n=MOST_SUGGESTIONS * 2, cutoff=0.5)
    slugs = list(dict.fromkeys(names[name].slug for name in near))
    yield from (edition.stages[slug] for slug in slugs[:MOST_SUGGESTIONS])
