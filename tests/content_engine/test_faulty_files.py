"""One broken file, the exact lines that an editor reads; many broken files, all of them at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from careers.content.problem import ContentError
from tests.factories import (
    SOURCE,
    ContentFolder,
    content_folder,
    figure_front,
    markdown,
    page_front,
    site,
    story_front,
    vacancy_front,
    vocabulary,
)


def problems_of(folder: ContentFolder) -> list[str]:
    """Return the problems of a folder as they are printed."""
    with pytest.raises(ContentError) as caught:
        folder.build()
    return [str(problem) for problem in caught.value.problems]


def page(front: str, body: str = "") -> str:
    """Return a page from the text of its front matter."""
    return f"---\n{front}\n---\n{body}"


SOUND = "title: A\ndescription: B"
FENCES_AND_YAML = {
    "no front matter": (
        "Hello",
        "1: front matter: found no front matter, write --- on the first line, then the fields, then --- again",
    ),
    "an unclosed fence": (
        "---\ntitle: A\n",
        "1: front matter: found no closing ---, write --- on a line of its own after the last field",
    ),
    "empty front matter": (page(""), "2: front matter: found no fields, write one a line as name: value"),
    "a list for front matter": (page("- a"), "2: front matter: found no fields, write one a line as name: value"),
    "a duplicate key": (page(f"{SOUND}\ntitle: C"), "4: title: found twice (first on line 2), write it once"),
    "an anchor": (page("title: &a A"), '2: title: found the anchor "&a", write the value alone'),
    "an alias": (page(f"{SOUND}\nsummary: *a"), '4: summary: found the reference "*a", write the value itself'),
    "a tag": (
        page("title: !!python/object:os.system A"),
        '2: title: found the tag "tag:yaml.org,2002:python/object:os.system", write the value alone, '
        'or in "double quotes"',
    ),
    "a merge key": (page("<<: A"), "2: front matter: found the merge key <<, write the fields themselves"),
    "a tab": (page("title: A\n\tdescription: B"), "3: front matter: found a tab: indent with spaces only"),
    "a colon in a text": (
        page("title: A: B"),
        "2: title: found a colon and a space inside a text, or a line indented too far: "
        'put "double quotes" around the whole text',
    ),
    "an unclosed quotation mark": (
        page('title: "A\ndescription: B'),
        "3: description: found a quotation mark that is never closed: close it",
    ),
    "a line without a colon": (
        page("title: A\ndescription"),
        "3: front matter: found a line without a colon after its field name: write it as name: value",
    ),
    "a sign that YAML keeps": (
        page("title: @A"),
        '2: title: found a text that starts with a sign that YAML keeps for itself: put "double quotes" around the '
        "whole text",
    ),
    "nesting without end": (
        page("title: " + "[" * 5000),
        "2: title" + "[1]" * 11 + ": lists and fields nested more than 12 deep: write them flat",
    ),
    "a byte order mark": (
        b"\xef\xbb\xbf---\n",
        "1: file: begins with a byte order mark: save it again as UTF-8 without BOM",
    ),
    "UTF-16": ("---\n".encode("utf-16"), "1: file: saved as UTF-16: save it again as UTF-8"),
    "Latin-1": (
        b"---\ntitle: \xa35\n---\n",
        "2: file: a character that is not UTF-8, often a quotation mark or a £ from Word: save the file as UTF-8",
    ),
    "a NUL": (b"---\ntitle: A\0\n---\n", "2: file: an invisible character (U+0000): delete it"),
    "a NUL that YAML spells out": (
        page('title: "A\\0"'),
        "2: title: found an invisible character (U+0000), write the text without it",
    ),
    "half a character that YAML spells out": (
        page('title: "A\\ud83d"'),
        "2: title: found an invisible character (U+D83D), write the text without it",
    ),
    "a field name on two lines": (
        page('"A\\nB": C'),
        "2: front matter: found a line break in a field name, write a plain word",
    ),
    "an empty file": (
        b"",
        "1: front matter: found no front matter, write --- on the first line, then the fields, then --- again",
    ),
}


@pytest.mark.parametrize(("text", "line"), FENCES_AND_YAML.values(), ids=FENCES_AND_YAML)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, text: str | bytes, line: str) -> None:
    folder = content_folder(tmp_path)
    folder.write("pages/broken.md", text)
    assert problems_of(folder) == [f"pages/broken.md:{line}"]


PHOTO = {
    "src": "map.png",
    "caption": "C",
    "credit": "D",
    "licence": "E",
    "consent_on": "2026-01-01",
    "consent_until": "2027-01-01",
}
FIELDS: dict[str, tuple[str, dict[str, Any], str]] = {
    "an unknown field near a known one": (
        "page",
        page_front(title=None, titel="A"),
        '3: titel: there is no field "titel", did you mean "title"?',
    ),
    "a missing field": (
        "page",
        page_front(description=None),
        '2: description: missing: add a line "description: " with one line that says what the page is about, '
        "for search results",
    ),
    "an impossible date": (
        "page",
        page_front(updated_on="2026-02-30"),
        '4: updated_on: found "2026-02-30", write a day that exists: February 2026 has 28 days',
    ),
    "a month that does not exist": (
        "page",
        page_front(updated_on="2026-13-01"),
        '4: updated_on: found "2026-13-01", write a month from 01 to 12, as in 2026-11-30',
    ),
    "a date in another form": (
        "page",
        page_front(updated_on="30/11/2026"),
        '4: updated_on: found "30/11/2026", write a date as year-month-day, such as 2026-11-30',
    ),
    "a review before the last one": (
        "page",
        page_front(reviewed_on="2026-09-02", review_by="2026-09-01"),
        '5: review_by: found "2026-09-01", write a review_by that is not before reviewed_on (2026-09-02)',
    ),
    "a truth that is none": ("page", page_front(draft="N/A"), '4: draft: found "N/A", write yes or no'),
    "an empty text": ("page", page_front(summary=""), "4: summary: found nothing, write some text or remove the line"),
    "a text that is too long": (
        "page",
        page_front(title="A" * 201),
        "2: title: found 201 characters, write no more than 200",
    ),
    "a list for a text": ("page", page_front(title=["A"]), "2: title: found a list, write text on the same line"),
    "a text for a list": (
        "page",
        page_front(statistics="vacancy_rate"),
        '4: statistics: found "vacancy_rate", write a list: one item a line, each after "- "',
    ),
    "fields for a list": (
        "page",
        page_front(downloads={"file": "a.pdf"}),
        '4: downloads: found fields, write a list: one item a line, each after "- "',
    ),
    "a missing alt text": (
        "page",
        page_front(photos=[PHOTO]),
        '5: photos[1].alt: missing: add a line "alt: " with what the picture shows, for people who cannot see it',
    ),
    "an address with a space": (
        "page",
        page_front(actions=[{"label": "A", "to": "www.example.org"}]),
        '6: actions[1].to: found "www.example.org", write an address without spaces that starts with /, https://, '
        "mailto: or tel:, such as /working-here/",
    ),
    "closing before opening": (
        "vacancy",
        vacancy_front(closes_at="2026-09-01"),
        '30: closes_at: found "2026-09-01 23:59", write a closes_at after opens_at (2026-09-15 09:00)',
    ),
    "a time that the clock change skips": (
        "vacancy",
        vacancy_front(closes_at="2027-03-28 01:30"),
        '30: closes_at: found "2027-03-28 01:30", write a time that exists: the clocks go forward at 01:00 that day, '
        "so 01:00 to 01:59 is skipped",
    ),
    "an interview before the closing day": (
        "vacancy",
        vacancy_front(interviews_on=["2026-10-01"]),
        '31: interviews_on: found "2026-10-01", write interviews_on on or after the closing day (2026-10-20)',
    ),
    "a salary with words": (
        "vacancy",
        vacancy_front(salary_min="about 35k"),
        '9: salary_min: found "about 35k", write a whole number in digits, such as 38220',
    ),
    "a salary that falls": (
        "vacancy",
        vacancy_front(salary_max="1"),
        '10: salary_max: found "1", write a salary_max that is not below salary_min (35000)',
    ),
    "a near choice": (
        "vacancy",
        vacancy_front(contract="permanet"),
        '12: contract: found "permanet", did you mean "permanent"?',
    ),
    "a far choice": (
        "vacancy",
        vacancy_front(car="Volvo"),
        '21: car: found "Volvo", write one of: required, useful, not needed',
    ),
    "a fixed term without months": (
        "vacancy",
        vacancy_front(contract="fixed-term"),
        '12: contract: found "fixed-term", write fixed_term_months with a fixed-term contract, and only with one',
    ),
    "too many hours": ("vacancy", vacancy_front(hours="90"), '11: hours: found "90", write a number of 60 or less'),
    "a contact that cannot be reached": (
        "vacancy",
        vacancy_front(informal_contact={"role": "The manager"}),
        '35: informal_contact: found "The manager", write a phone, an email or a url for this contact',
    ),
    "an e-mail address without an at": (
        "vacancy",
        vacancy_front(informal_contact={"role": "R", "email": "nobody"}),
        '37: informal_contact.email: found "nobody", write an e-mail address, such as team@example.gov.uk',
    ),
    "a reference in small letters": (
        "vacancy",
        vacancy_front(reference="csw-9"),
        '3: reference: found "csw-9", write a reference of 3 to 31 capital letters, digits and hyphens, '
        "such as CSW-0126",
    ),
    "a story without a theme": (
        "story",
        story_front(themes=[]),
        "9: themes: found 0 in the list, write 1 or more",
    ),
    "a person in one word": (
        "story",
        story_front(person="Ada"),
        '4: person: found "Ada", write fields on the lines below, each indented, as name: value',
    ),
    "a slope of one point": (
        "figure",
        figure_front(points=[{"as_at": "2017", "value": "3"}], title="Another"),
        '7: chart: found "slope", write exactly two points with a value each for a slope, or another chart',
    ),
    "a value with a unit": (
        "figure",
        figure_front(points=[{"as_at": "2017", "value": "3%"}], chart="none"),
        '6: points[1].value: found "3%", write a number in digits, without a unit, such as 15 or 7.5',
    ),
    "a value below zero, where a chart stands": (
        "figure",
        figure_front(points=[{"as_at": "2017", "value": "-5"}, {"as_at": "2018", "value": "3"}], title="Another"),
        '6: points[1].value: found "-5", write a number of 0 or more',
    ),
    "a share of nothing": (
        "figure",
        figure_front(
            title="Another", chart="share", parts=[{"label": "A", "value": "2"}, {"label": "B", "value": "0"}]
        ),
        '19: parts[2].value: found "0", write a number above 0',
    ),
    "a value and a band": (
        "figure",
        figure_front(points=[{"as_at": "2017", "value": "3", "low": "1", "high": "4"}], chart="none"),
        '5: points[1]: found "2017", write either value, or both low and high',
    ),
}
FOLDERS = {"page": "pages", "vacancy": "vacancies", "story": "stories", "figure": "figures"}


@pytest.mark.parametrize(("kind", "front", "line"), FIELDS.values(), ids=FIELDS)
def test_a_wrong_field_says_what_to_write_instead(tmp_path: Path, kind: str, front: dict[str, Any], line: str) -> None:
    folder = content_folder(tmp_path)
    folder.image("map.png")
    if kind == "vacancy":
        front = {**front, "reference": front["reference"] if "csw" in front["reference"] else "CSW-900"}
    folder.write(f"{FOLDERS[kind]}/broken.md", markdown(front))
    assert problems_of(folder) == [f"{FOLDERS[kind]}/broken.md:{line}"]


SETTINGS: dict[str, tuple[str, Any, str]] = {
    "no such file": ("site.yaml", None, "site.yaml:1: file: there is no such file: the site needs it"),
    "a wrong number": (
        "site.yaml",
        site(closing_soon_days="soon"),
        'site.yaml:33: closing_soon_days: found "soon", write a whole number in digits, such as 7',
    ),
    "an id twice": (
        "vocabulary.yaml",
        vocabulary(teams=[{"id": "a", "label": "A"}, {"id": "a", "label": "B"}, {"id": "locality", "label": "L"}]),
        'vocabulary.yaml:8: teams: found "a", write another id: teams has this one twice',
    ),
    "two documents": (
        "synonyms.yaml",
        "synonyms: []\n---\n",
        "synonyms.yaml:2: file: found a second ---, write one block of fields only",
    ),
}


@pytest.mark.parametrize(("name", "data", "line"), SETTINGS.values(), ids=SETTINGS)
def test_a_faulty_settings_file_names_its_line(tmp_path: Path, name: str, data: Any, line: str) -> None:
    folder = content_folder(tmp_path)
    if data is None:
        (tmp_path / name).unlink()
    elif isinstance(data, str):
        folder.write(name, data)
    else:
        folder.settings(name, data)
    assert problems_of(folder) == [line]


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.page("one", "# Too high\n\n[a](/nowhere/)\n", titel="A", updated_on="yesterday")
    folder.write("pages/two.md", "no fences")
    folder.story("three", themes=["lerning"], source={**SOURCE, "date": "last year"})
    folder.settings("site.yaml", site(name=None))
    found = problems_of(folder)
    assert [line.rpartition(": ")[0].split(": ")[0] + ": " + line.split(": ")[1] for line in found] == [
        "pages/one.md:4: titel",
        "pages/one.md:5: updated_on",
        "pages/one.md:7: heading",
        "pages/one.md:9: link",
        "pages/two.md:1: front matter",
        "site.yaml:1: name",
        "stories/three.md:10: themes[1]",
        "stories/three.md:14: source.date",
    ]


def test_empty_optional_settings_are_no_fault(tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    folder.write("redirects.yaml", "# nothing has moved yet\n")
    assert folder.build().redirects == {}
