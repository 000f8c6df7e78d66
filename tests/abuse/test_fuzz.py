"""Anything at all, sent to any address: an answer, and never a fault of ours."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.delivery.conditions import is_date
from tests.abuse.wire import message, post, say

PATHS = (
    "/",
    "/search/",
    "/vacancies/",
    "/vacancies/feed.atom",
    "/vacancies/closing-dates.ics",
    "/progression/",
    "/interest/",
    "/feedback/",
    "/feedback/thanks/",
)
FORMS = (
    *(f"/interest/{step}/" for step in ("answers", "check", "send", "change", "withdraw", "move")),
    "/feedback/",
    "/feedback/send/",
)
FIELDS = "q in page level sort from to situation roles key step reference address sure helpful reason comment"
NAMES = st.sampled_from(FIELDS.split())
WORDS = st.text(max_size=60) | st.sampled_from(
    ["returning", "social-worker", "/our-journey/", "yes", "1", "KXTR-7M2P-9WQN"]
)
PAIRS = st.lists(st.tuples(NAMES | st.text(max_size=8), WORDS), max_size=6)
LINE = st.binary(max_size=60).map(lambda b: bytes(c for c in b if c not in b"\r\n \0"))
BUDGET = [pytest.param(40, id="short"), pytest.param(3_000, id="long", marks=pytest.mark.soak)]


def rounds(count: int) -> settings:
    """Return how often to try."""
    return settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("count", BUDGET)
def test_any_query(port: int, count: int) -> None:
    @rounds(count)
    @given(st.sampled_from(PATHS), PAIRS)
    def ask(path: str, pairs: list[tuple[str, str]]) -> None:
        answer = say(port, message(f"{path}?{urlencode(pairs, errors='surrogatepass')}"))
        assert answer.status in {200, 404, 422}

    ask()


@pytest.mark.parametrize("count", BUDGET)
def test_any_form(port: int, count: int) -> None:
    @rounds(count)
    @given(st.sampled_from(FORMS), PAIRS)
    def send(path: str, pairs: list[tuple[str, str]]) -> None:
        answer = post(port, path, urlencode(pairs, errors="surrogatepass").encode())
        assert answer.status in {200, 303, 400, 404, 413, 422}

    send()


@pytest.mark.parametrize("count", BUDGET)
def test_any_address_and_any_bytes(port: int, count: int) -> None:
    @rounds(count)
    @given(st.lists(st.text(max_size=12), max_size=4), LINE, LINE)
    def ask(parts: list[str], line: bytes, value: bytes) -> None:
        path = "/" + "/".join(quote(part, safe="/.;%", errors="surrogatepass") for part in parts)
        assert say(port, message(path)).status in {200, 308, 400, 404, 405}
        odd = message(b"/" + line, headers=[("X-Odd", value), ("Accept-Encoding", value), ("If-None-Match", value)])
        assert say(port, odd, seconds=5).status in {0, 200, 304, 308, 400, 404}

    ask()


@rounds(100)
@given(
    st.text(max_size=80) | st.from_regex(r"\A[A-Z][a-z]{2}, \d{1,6} [A-Z][a-z]{2} \d{1,30} \d+:\d+:\d+ [+-]?\w{1,20}\Z")
)
def test_any_date_is_read_or_left_out(text: str) -> None:
    assert is_date(text) in {True, False}
