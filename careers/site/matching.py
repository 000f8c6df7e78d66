"""What fits the answers of an expression of interest, and why, in words. Pure; knows no form and stores nothing.

Answers are a mapping from question to the chosen values, for example ``{"roles": ("social-worker",), "localities":
("north",), "sponsorship": ("yes",)}``. Questions and values that are not known here change nothing. The rules are
explained in ``docs/decisions/matching.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from careers.content.document import Stage, Story, Vacancy
from careers.content.edition import Edition
from careers.content.settings import Situation
from careers.site.vacancies.likeness import WEIGHTS, Trait, score, shared, traits_of
from careers.site.vacancies.wording import in_a_row

Answers = Mapping[str, tuple[str, ...]]
D = TypeVar("D", Vacancy, Story, Stage)

MOST_STORIES = 3
MOST_STAGES = 4
_SINGULAR = {"roles": "role", "teams": "team", "localities": "locality", "patterns": "pattern"}
_CHOSE = "you chose "
_NEXT_STEP = WEIGHTS["stage"] - 1
"""A step up from where someone is counts for a little less than a stage they named."""


@dataclass(frozen=True, slots=True)
class Match(Generic[D]):
    """One thing that fits, with the reasons in words that follow "because": "you chose North Manchester"."""

    document: D
    because: tuple[str, ...]
    score: int

    @property
    def reason(self) -> str:
        """Return "Because you chose Social worker and North Manchester, and you need visa sponsorship"."""
        chosen = [words.removeprefix(_CHOSE) for words in self.because if words.startswith(_CHOSE)]
        clauses = [_CHOSE + in_a_row(chosen)] if chosen else []
        clauses += [words for words in self.because if not words.startswith(_CHOSE)]
        return f"Because {', and '.join(clauses)}" if clauses else ""


@dataclass(frozen=True, slots=True)
class Matches:
    """What fits a set of answers, the best first.

    ``without_sponsorship`` counts open roles that would have fitted but do not offer the sponsorship that is needed.
    """

    vacancies: tuple[Match[Vacancy], ...]
    stories: tuple[Match[Story], ...]
    stages: tuple[Match[Stage], ...]
    without_sponsorship: int


def matches_for(edition: Edition, answers: Answers) -> Matches:
    """Return the open adverts, stories and stages that fit ``answers``."""
    wishes = _Wishes.of(edition, answers)
    fitting = [role for v in edition.open_vacancies.values() if (role := _vacancy(edition, wishes, v))]
    sponsored = [m for m in fitting if m.document.front.visa_sponsorship or not wishes.needs_sponsorship]
    stages = _ranked([place for stage in edition.stages.values() if (place := _stage(wishes, stage))])
    stories = _ranked([told for story in edition.stories.values() if (told := _story(edition, wishes, story))])
    sponsored.sort(key=lambda m: (-m.score, m.document.front.closing, m.document.slug))
    return Matches(tuple(sponsored), stories[:MOST_STORIES], stages[:MOST_STAGES], len(fitting) - len(sponsored))


@dataclass(frozen=True, slots=True)
class _Wishes:
    """Answers as traits, each with the reason it stands for.

    ``aims`` are the levels and stages asked for or reached next: an advert has to share one, if there are any.
    """

    reasons: Mapping[Trait, str]
    aims: frozenset[Trait]
    here: Mapping[str, str]
    onward: Mapping[str, str]
    themes: Mapping[str, str]
    needs_sponsorship: bool

    @classmethod
    def of(cls, edition: Edition, answers: Answers) -> _Wishes:
        labels = edition.library.vocabulary.labels
        reasons: dict[Trait, str] = {}
        for question, kind, names in (
            ("roles", "level", labels["levels"]),
            ("roles", "stage", {slug: stage.title for slug, stage in edition.stages.items()}),
            ("teams", "team", labels["teams"]),
            ("localities", "locality", labels["localities"]),
            ("patterns", "pattern", labels["patterns"]),
        ):
            reasons |= {
                (kind, value): f"{_CHOSE}{names[value]}" for value in _chosen(answers, question) if value in names
            }
        needs_sponsorship = "yes" in _chosen(answers, "sponsorship")
        if needs_sponsorship:
            reasons["sponsorship", "yes"] = "you need visa sponsorship"
        here, onward = _places(edition, answers)
        named = {trait for trait in reasons if trait[0] in {"level", "stage"}}
        reached = {("stage", slug) for slug in (*here, *onward)}
        themes = {value: labels["themes"][value] for value in _chosen(answers, "attracts") if value in labels["themes"]}
        return cls(reasons, frozenset(named or reached), here, onward, themes, needs_sponsorship)


def _chosen(answers: Answers, question: str) -> tuple[str, ...]:
    """Return the answers to a question; one that takes several may also be named in the singular."""
    return (*answers.get(question, ()), *answers.get(_SINGULAR.get(question, ""), ()))


def _places(edition: Edition, answers: Answers) -> tuple[dict[str, str], dict[str, str]]:
    """Return the stages where someone is and those that follow, each with the reason in words."""
    situations: dict[str, Situation] = {term.id: term for term in edition.library.vocabulary.situations}
    here: dict[str, str] = {}
    onward: dict[str, str] = {}
    for value in _chosen(answers, "situation"):
        situation = situations.get(value)
        stage = edition.stages.get(situation.stage) if situation else None
        if situation is None or stage is None:
            continue
        here[stage.slug] = f"you said “{situation.label}”"
        for following in edition.leads_to(stage):
            onward[following.slug] = f"it is a next step from “{situation.label}”"
    return here, {slug: reason for slug, reason in onward.items() if slug not in here}


def _vacancy(edition: Edition, wishes: _Wishes, vacancy: Vacancy) -> Match[Vacancy] | None:
    traits = traits_of(edition, vacancy)
    if wishes.aims and wishes.aims.isdisjoint(traits):
        return None
    common = shared(wishes.reasons.keys(), traits)
    because = [wishes.reasons[trait] for trait in common]
    points = score(common)
    places = {**wishes.here, **wishes.onward}
    reached = [reason for stage, reason in places.items() if ("stage", stage) in traits]
    if reached and not any(kind == "stage" for kind, _ in common):
        is_here = any(kind == "stage" and stage in wishes.here for kind, stage in traits)
        because.append(reached[0])
        points += WEIGHTS["stage"] if is_here else _NEXT_STEP
    if not because and (wishes.reasons or wishes.aims):
        return None
    return Match(vacancy, tuple(dict.fromkeys(because)), points)


def _stage(wishes: _Wishes, stage: Stage) -> Match[Stage] | None:
    wanted = [("stage", stage.slug), *(("level", level) for level in stage.front.levels)]
    named = [wishes.reasons[trait] for trait in wanted if trait in wishes.reasons]
    placed = [places[stage.slug] for places in (wishes.here, wishes.onward) if stage.slug in places]
    points = (WEIGHTS["level"] if named else 0) + (WEIGHTS["stage"] if placed else 0)
    return Match(stage, tuple(dict.fromkeys((*named, *placed))), points) if points else None


def _story(edition: Edition, wishes: _Wishes, story: Story) -> Match[Story] | None:
    because = [f"{_CHOSE}{wishes.themes[theme]}" for theme in story.front.themes if theme in wishes.themes]
    points = WEIGHTS["team"] * len(because)
    for stage in edition.stages_of(story):
        match = _stage(wishes, stage)
        if match:
            because += match.because
            points += match.score
            break
    return Match(story, tuple(dict.fromkeys(because)), points) if points else None


def _ranked(matches: list[Match[D]]) -> tuple[Match[D], ...]:
    """Order by score; equals keep the order in which readers meet them."""
    return tuple(sorted(matches, key=lambda match: -match.score))
