"""What is offered in place of a closed advert, and what fits someone's answers, and why."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.content.edition import Edition
from careers.site.matching import Matches, matches_for
from careers.site.vacancies.likeness import WEIGHTS, alternatives_to, score, shared, traits_of


def names(matches: Matches) -> list[str]:
    """Return the slugs of the adverts that fit, the best first."""
    return [match.document.slug for match in matches.vacancies]


def test_the_likest_open_adverts_stand_in_for_a_closed_one(edition: Edition) -> None:
    found = alternatives_to(edition, edition.vacancies["closed-north"])
    assert [other.vacancy.slug for other in found] == ["social-worker-north", "pretend", "duty-central"]
    assert found[0].shares == ("same level", "same team", "same area")
    assert found[2].shares == ("same level",)


def test_an_advert_is_no_alternative_to_itself(edition: Edition) -> None:
    for vacancy in edition.open_vacancies.values():
        assert vacancy.slug not in {other.vacancy.slug for other in alternatives_to(edition, vacancy)}


def test_a_post_that_shares_only_small_things_is_not_offered(edition: Edition) -> None:
    manager = edition.vacancies["manager"]
    shown = {other.vacancy.slug for other in alternatives_to(edition, manager)}
    common = shared(traits_of(edition, manager), traits_of(edition, edition.vacancies["newly-qualified"]))
    assert {kind for kind, _ in common} == {"pattern"}
    assert shown == {"duty-central"}
    assert "newly-qualified" not in shown


def test_a_kind_of_trait_counts_once() -> None:
    assert score([("pattern", "full-time"), ("pattern", "part-time")]) == WEIGHTS["pattern"]
    assert score([("level", "a"), ("locality", "b")]) == WEIGHTS["level"] + WEIGHTS["locality"]


def test_matches_say_why(edition: Edition) -> None:
    matches = matches_for(edition, {"roles": ("social-worker",), "localities": ("north",), "pattern": ("full-time",)})
    best = matches.vacancies[0]
    assert best.document.slug == "social-worker-north"
    assert best.reason == "Because you chose Social worker, North and Full time"
    assert names(matches) == ["social-worker-north", "pretend", "duty-central"]


def test_a_role_that_was_not_asked_for_does_not_fit(edition: Edition) -> None:
    assert names(matches_for(edition, {"roles": ("team-manager",), "localities": ("north", "south")})) == ["manager"]


def test_a_stage_may_be_chosen_like_a_level(edition: Edition) -> None:
    assert names(matches_for(edition, {"roles": ("asye",)})) == ["newly-qualified"]


def test_needing_sponsorship_leaves_out_what_does_not_offer_it_and_counts_it(edition: Edition) -> None:
    matches = matches_for(edition, {"roles": ("social-worker",), "sponsorship": ("yes",)})
    assert names(matches) == ["duty-central"]
    assert matches.vacancies[0].reason == "Because you chose Social worker, and you need visa sponsorship"
    assert matches.without_sponsorship == 2


def test_where_someone_is_leads_to_what_is_here_and_next(edition: Edition) -> None:
    matches = matches_for(edition, {"situation": ("new",)})
    assert names(matches)[0] == "newly-qualified"
    reasons = {match.document.slug: match.because for match in matches.vacancies}
    assert reasons["newly-qualified"] == ("you said “I am newly qualified”",)
    assert reasons["social-worker-north"] == ("it is a next step from “I am newly qualified”",)
    assert [match.document.slug for match in matches.stages] == ["asye", "social-worker"]


def test_roles_chosen_count_more_than_where_someone_is(edition: Edition) -> None:
    assert names(matches_for(edition, {"situation": ("new",), "roles": ("team-manager",)})) == ["manager"]


def test_stories_fit_by_theme_and_by_stage(edition: Edition) -> None:
    (story,) = matches_for(edition, {"attracts": ("learning",)}).stories
    assert story.document.slug == "ada"
    assert story.because == ("you chose Learning",)


def test_no_answer_rules_nothing_out(edition: Edition) -> None:
    matches = matches_for(edition, {})
    assert names(matches) == list(edition.open_vacancies)
    assert {match.reason for match in matches.vacancies} == {""}
    assert matches.stages == ()


def test_closed_adverts_never_match(edition: Edition) -> None:
    assert "closed-north" not in names(matches_for(edition, {"localities": ("north",)}))


@pytest.mark.parametrize("question", ["locality", "localities"])
def test_a_question_may_be_named_in_the_singular_or_the_plural(edition: Edition, question: str) -> None:
    assert set(names(matches_for(edition, {question: ("south",)}))) == {"newly-qualified"}


VALUES = ["social-worker", "asye", "new", "north", "yes", "no", "learning", "full-time", "gone", ""]
QUESTIONS = ["situation", "roles", "localities", "pattern", "sponsorship", "attracts", "start", "other"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(QUESTIONS), st.lists(st.sampled_from(VALUES), max_size=4).map(tuple)))
def test_any_answers_give_matches_in_order_each_with_its_reason(
    edition: Edition, answers: dict[str, tuple[str, ...]]
) -> None:
    matches = matches_for(edition, answers)
    scores = [match.score for match in matches.vacancies]
    assert scores == sorted(scores, reverse=True)
    assert all(match.because for match in (*matches.stories, *matches.stages))
    assert len({bool(match.because) for match in matches.vacancies}) <= 1
