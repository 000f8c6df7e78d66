"""What no form of this site could have sent is refused with a clear 4xx, and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.forms.limits import Action
from careers.forms.submission import BODY_LIMIT
from tests.forms.pages import SAME_ORIGIN, Visitor
from tests.forms.stored import Stored
from tests.forms.test_feedback import form_for

FORM = "application/x-www-form-urlencoded"
Fields = list[tuple[str, str]]


@pytest.fixture
def sendable(visitor: Visitor) -> dict[str, Fields]:
    """Return, for each address, fields that it would take."""
    check = visitor.check_page().form("/interest/send/").fields
    feedback = form_for(visitor).form("/feedback/send/").filled(comment="Fine")
    carried = [(name, value) for name, value in check if name != "key"]
    return {
        "/interest/answers/": carried,
        "/interest/check/": carried,
        "/interest/send/": check,
        "/interest/change/": [("reference", "KXTR-7M2P-9WQN")],
        "/interest/withdraw/": [("reference", "KXTR-7M2P-9WQN")],
        "/interest/move/": [("reference", "KXTR-7M2P-9WQN")],
        "/feedback/": [("page", "/journey/"), ("helpful", "yes")],
        "/feedback/send/": feedback,
    }


def test_every_address_that_takes_a_form_is_tried_here(site: Flask, sendable: dict[str, Fields]) -> None:
    rules = {rule.rule for rule in site.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert rules == sendable.keys()


ALTERED: dict[str, tuple[Callable[[Fields], Fields], set[int]]] = {
    "unknown field": (lambda f: [*f, ("surname", "x")], {400}),
    "repeated field": (lambda f: [*f, f[0]], {400}),
    "null character": (lambda f: [(f[0][0], f[0][1] + "\0"), *f[1:]], {400}),
    "escape character": (lambda f: [(f[0][0], "\x1b[2J"), *f[1:]], {400}),
    "C1 control character": (lambda f: [(f[0][0], "a\x85b"), *f[1:]], {400}),
    "line break in a choice": (lambda f: [(f[0][0], "a\r\nb"), *f[1:]], {400}),
    "value far too long": (lambda f: [(f[0][0], "x" * 400), *f[1:]], {413}),
    "too many fields": (lambda f: [*f, *[("x", "y")] * 300], {413}),
}


@pytest.mark.parametrize("name", ALTERED)
def test_altered_forms_are_refused(visitor: Visitor, stored: Stored, sendable: dict[str, Fields], name: str) -> None:
    alter, expected = ALTERED[name]
    for path, fields in sendable.items():
        page = visitor.post(path, alter(fields))
        assert page.status in expected, (path, page.status)
    assert stored.count() == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("situation", "astronaut"),
        ("roles", "queen"),
        ("localities", "' OR 1=1 --"),
        ("localities", "${7*7}"),
        ("start", "yesterday"),
        ("sponsorship", ""),
    ],
)
def test_choices_off_the_list_come_back_to_be_chosen_again(
    visitor: Visitor, stored: Stored, sendable: dict[str, Fields], name: str, value: str
) -> None:
    fields = [(n, v) for n, v in sendable["/interest/send/"] if n != name]
    for path in ("/interest/check/", "/interest/send/"):
        page = visitor.post(path, [*fields, (name, value)])
        assert page.status == 422
        assert page.error_links()
    assert stored.count() == 0


def test_feedback_choices_off_the_list_come_back(visitor: Visitor, stored: Stored, sendable: dict[str, Fields]) -> None:
    for name, value in (("helpful", "maybe"), ("reason", "because")):
        fields = [(n, v) for n, v in sendable["/feedback/send/"] if n != name]
        assert visitor.post("/feedback/send/", [*fields, (name, value)]).status == 422
    assert stored.count() == 0


def test_answers_to_questions_that_were_not_asked_are_refused(
    visitor: Visitor, stored: Stored, sendable: dict[str, Fields]
) -> None:
    assert visitor.post("/interest/send/", [*sendable["/interest/send/"], ("training", "degree")]).status == 400
    assert stored.count() == 0


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"situation": "student"}', "application/json", 415),
        (b"--x\r\nContent-Disposition: form-data; name=page\r\n\r\n/\r\n--x--", "multipart/form-data; boundary=x", 415),
        (b"situation=student", "text/plain", 415),
        (b"situation=student", "", 415),
        (b"situation=student", f"{FORM}; charset=iso-8859-1", 415),
        (b"situation=student", f"{FORM}; charset=nonsense", 415),
        (b"situation=%ff%fe", FORM, 400),
        (b"situation=%ed%a0%80", FORM, 400),
        (b"situation=\xe9tudiant", FORM, 400),
        (b"situation", FORM, 400),
        (b"&&&", FORM, 400),
        (b"x" * (BODY_LIMIT + 1), FORM, 413),
        (b"page=" + b"x" * BODY_LIMIT, FORM, 413),
    ],
)
def test_other_types_encodings_and_sizes_are_refused(  # noqa: PLR0917
    visitor: Visitor, stored: Stored, sendable: dict[str, Fields], body: bytes, kind: str, status: int
) -> None:
    assert sendable
    for path in sendable:
        response = visitor.client.post(path, data=body, content_type=kind, headers=SAME_ORIGIN)
        assert response.status_code == status, (path, response.status_code)
    assert stored.count() == 0


def test_compressed_forms_are_refused(visitor: Visitor, sendable: dict[str, Fields]) -> None:
    for path, fields in sendable.items():
        assert visitor.post(path, fields, Content_Encoding="gzip").status == 415


def test_empty_forms_are_no_server_error(visitor: Visitor, stored: Stored, sendable: dict[str, Fields]) -> None:
    for path in sendable:
        assert visitor.post(path, []).status in {404, 422}
    assert stored.count() == 0


@pytest.mark.parametrize("name", ["key", "reference", "address", "from", "step"])
def test_tampered_hidden_fields_store_nothing(
    visitor: Visitor, stored: Stored, sendable: dict[str, Fields], name: str
) -> None:
    for value in ("x", "2026-11-22.", "KXTR-7M2P-9WQ3", "../../etc", "2026-11-22." + "é" * 43):
        fields = [(n, v) for n, v in sendable["/interest/send/"] if n != name or name == "from"]
        page = visitor.post("/interest/send/", [*fields, (name, value)])
        assert page.status in {400, 422} or name == "from", (name, value, page.status)
    if name != "from":
        assert stored.count() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": ""},
        {"Sec_Fetch_Site": "cross-site", "Origin": "https://careers.example.org"},
    ],
)
def test_forms_from_other_sites_are_refused_everywhere(
    visitor: Visitor, stored: Stored, sendable: dict[str, Fields], headers: dict[str, str]
) -> None:
    for path, fields in sendable.items():
        assert visitor.post(path, fields, **headers).status == 403
    assert stored.count() == 0


def test_filled_honeypot_stores_nothing_and_a_person_can_send_again(
    visitor: Visitor, stored: Stored, sendable: dict[str, Fields]
) -> None:
    for path in ("/interest/send/", "/feedback/send/"):
        fields = [(n, v) for n, v in sendable[path] if n != "website"]
        page = visitor.post(path, [*fields, ("website", "https://spam.example")])
        assert page.status == 422
        assert stored.rows("expression_of_interest") == stored.rows("page_feedback") == []
        assert page.title.startswith("Error:")
        assert ("website", "") in page.form(path).fields
    assert visitor.send(page, "/feedback/send/").status == 303


def test_floods_are_slowed_and_what_was_typed_is_kept(visitor: Visitor, stored: Stored, site: Flask) -> None:
    for _ in range(Action.SEND.value):
        assert visitor.send(form_for(visitor), "/feedback/send/").status == 303
    page = visitor.send(form_for(visitor), "/feedback/send/", comment="One more")
    assert page.status == 429
    assert page.response.headers["Retry-After"] == "600"
    assert ("comment", "One more") in page.form("/feedback/send/").fields
    assert len(stored.rows("page_feedback")) == Action.SEND.value
    elsewhere = Visitor(site.test_client(use_cookies=False), "192.0.2.77")
    assert elsewhere.send(form_for(elsewhere), "/feedback/send/").status == 303


def test_references_cannot_be_tried_out(visitor: Visitor) -> None:
    statuses = [visitor.post("/interest/change/", {"reference": "KXTR-7M2P-9WQN"}).status for _ in range(25)]
    assert statuses == [422] * 20 + [429] * 5


def test_any_flood_of_forms_ends_in_429(visitor: Visitor) -> None:
    statuses = {
        visitor.post("/feedback/", {"page": "/", "helpful": "yes"}).status for _ in range(Action.FORM.value + 1)
    }
    assert statuses == {303, 429}


names = st.sampled_from(["situation", "roles", "from", "key", "page", "comment", "helpful", "reason", "reference"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.lists(st.tuples(names, st.text(max_size=30)), max_size=6), raw=st.binary(max_size=40))
def test_whatever_is_sent_the_answer_is_never_a_server_error(visitor: Visitor, fields: Fields, raw: bytes) -> None:
    body = urlencode([(n, v.encode("utf-8", "surrogatepass")) for n, v in fields]).encode()
    for path in ("/interest/send/", "/feedback/send/", "/interest/change/"):
        for data in (body, raw, quote(raw).encode()):
            response = visitor.client.post(path, data=data, content_type=FORM)
            assert response.status_code < 500
