"""The map of stages and the ways through it."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.content.edition import Edition
from careers.site.progression.graph import Graph
from careers.site.progression.route import find_route
from careers.site.progression.stage_list import stage_list
from careers.site.progression.street_map import street_map
from careers.site.search.words import tidy_query


def test_ways_are_shortest_first_and_the_usual_turning_first(edition: Edition) -> None:
    assert Graph.of(edition).ways("social-worker", "service-manager") == (
        ("social-worker", "advanced", "team-manager", "service-manager"),
        ("social-worker", "advanced", "educator", "consultant", "service-manager"),
    )


def test_of_two_equally_short_ways_the_one_named_first_comes_first(edition: Edition) -> None:
    assert Graph.of(edition).ways("overseas", "advanced")[0] == ("overseas", "social-worker", "advanced")
    assert Graph.of(edition).ways("overseas", "advanced")[1] == ("overseas", "asye", "social-worker", "advanced")


def test_no_way_leads_back(edition: Edition) -> None:
    graph = Graph.of(edition)
    assert graph.ways("service-manager", "student") == ()
    assert graph.ways("nowhere", "student") == ()


def test_a_stage_stands_further_on_than_all_that_lead_to_it(edition: Edition) -> None:
    graph = Graph.of(edition)
    depths = graph.depths()
    steps = [(slug, other) for slug, following in graph.onward.items() for other in following]
    assert len(steps) > 8
    assert all(depths[slug] < depths[other] for slug, other in steps)


def test_the_list_tells_every_stage_once_and_names_what_it_leads_to(edition: Edition) -> None:
    corners = stage_list(edition)
    told = [stage.slug for corner in corners for stage in corner.stages]
    assert sorted(told) == sorted(edition.stages)
    assert corners[0].label == "Ways in"
    assert [stage.slug for stage in corners[0].stages] == ["student", "overseas"]
    anchors = {stage.anchor for corner in corners for stage in corner.stages}
    named = [onward.anchor for corner in corners for stage in corner.stages for onward in stage.following]
    assert named
    assert set(named) <= anchors


def test_the_list_counts_todays_open_roles(edition: Edition) -> None:
    counts = {stage.slug: stage.open_roles for corner in stage_list(edition) for stage in corner.stages}
    assert counts["social-worker"] == 3
    assert counts["consultant"] == 0


def test_a_way_is_marked_in_the_list_and_on_the_drawing(edition: Edition) -> None:
    way = Graph.of(edition).ways("asye", "team-manager")[0]
    marked = {stage.slug for corner in stage_list(edition, way) for stage in corner.stages if stage.is_on_way}
    drawing = street_map(edition, way)
    assert marked == set(way) == {stop.slug for stop in drawing.stops if stop.is_on_way}
    assert [(s.start, s.end) for s in drawing.streets if s.is_on_way] == [
        ("asye", "social-worker"), ("social-worker", "advanced"), ("advanced", "team-manager"),
    ]  # fmt: skip


def test_no_two_stops_share_a_place_and_none_leaves_the_drawing(edition: Edition) -> None:
    drawing = street_map(edition)
    places = [(stop.x, stop.y) for stop in drawing.stops]
    assert len(set(places)) == len(edition.stages)
    assert all(0 < x < drawing.width and 0 < y < drawing.height for x, y in places)


def test_the_drawing_is_always_the_same_and_carries_no_style(edition: Edition) -> None:
    svg = street_map(edition).svg
    assert svg == street_map(Edition.at(edition.library, edition.now)).svg
    root = fromstring(svg)
    assert root.get("aria-hidden") == "true"
    assert not [e for e in root.iter() if e.get("style") or e.tag.endswith("style")]
    links = list(root.iter("a"))
    assert len(links) == len(edition.stages)
    assert all(link.get("tabindex") == "-1" for link in links)


def test_a_route_tells_each_step_with_all_that_it_asks_and_gives(edition: Edition) -> None:
    route = find_route(edition, "asye", "team-manager")
    assert route.title == "From Newly qualified on the ASYE to Team manager"
    assert route.message == "The most usual way has 3 steps."
    assert [step.stage.slug for step in route.steps] == ["asye", "social-worker", "advanced", "team-manager"]
    step = route.steps[1]
    assert (step.number, step.typical_time, step.is_background) == (2, "two years", True)
    assert step.requirements == ("Registration.",)
    assert [card.slug for card in step.roles] == ["duty-central", "social-worker-north", "pretend"]


def test_other_ways_are_named_after_the_usual_one(edition: Edition) -> None:
    route = find_route(edition, "social-worker", "service-manager")
    assert route.message == "The most usual way has 3 steps. There is one other way."
    assert [other.steps for other in route.others] == [4]
    assert "Educator" in route.others[0].words


def test_a_situation_of_the_home_page_is_understood(edition: Edition) -> None:
    route = find_route(edition, "new", "")
    assert route.start is edition.stages["asye"]
    assert [step.stage.slug for step in route.steps] == ["asye"]
    assert route.message == "From here people go on to Social worker."
    suggested = {link.label: link.url for link in route.suggestions}
    assert suggested["To Service manager"] == "/progression/?from=asye&to=service-manager#way"


def test_an_end_alone_says_where_people_come_from(edition: Edition) -> None:
    route = find_route(edition, "", "team-manager")
    assert route.message.startswith("People come to this stage from Advanced practitioner.")
    assert "From Student" in [link.label for link in route.suggestions]


def test_the_last_stage_says_so(edition: Edition) -> None:
    assert find_route(edition, "service-manager", "").message == "This is the last stage on its street."


def test_the_same_stage_twice_is_that_stage(edition: Edition) -> None:
    assert [step.stage.slug for step in find_route(edition, "asye", "asye").steps] == ["asye"]


@pytest.mark.parametrize(("asked", "meant"), [("team-mangaer", "Team manager"), ("Social Worker!", "Social worker")])
def test_an_unknown_stage_is_named_with_likely_ones(edition: Edition, asked: str, meant: str) -> None:
    route = find_route(edition, asked, "service-manager")
    assert route.title == "We do not know this stage"
    assert f"“{asked}”" in route.message
    link = next(link for link in route.suggestions if link.label == meant)
    assert link.url.endswith("&to=service-manager#way")


def test_an_unknown_end_is_mended_as_an_end(edition: Edition) -> None:
    links = find_route(edition, "", "team-mangaer").suggestions
    assert links[0].url == "/progression/?to=team-manager#way"
    both = find_route(edition, "somewhere", "team-mangaer").suggestions
    assert all("to=" not in link.url for link in both)


def test_a_way_back_is_offered_the_other_way_round(edition: Edition) -> None:
    route = find_route(edition, "service-manager", "student")
    assert "No way leads from Service manager to Student" in route.message
    assert route.suggestions[0].url == "/progression/?from=student&to=service-manager#way"
    assert route.steps == ()


def test_nothing_asked_gives_nothing(edition: Edition) -> None:
    assert not find_route(edition, "", "  ").is_asked


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_get_an_answer(edition: Edition, start: str, end: str) -> None:
    route = find_route(edition, start, end)
    assert route.is_asked == bool(tidy_query(start) or tidy_query(end))
    assert bool(route.message) == route.is_asked
