"""The one script: what it adds where it runs, that whatever fails leaves the form as it is, and that no other may run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import axe
from tests.own_script import INTEGRITY, TEXT
from tests.serving import Server

pytestmark = pytest.mark.browser
BAR = ".feedback-bar"
SEND = "**/feedback/send/"
OTHER = "window.foreign = 1;"
Answers = Callable[[str], list[tuple[int, str | None]]]


@pytest.fixture
def answers(server: Server) -> Answers:
    """Return a function that reads what is kept about a page: whether it helped, and the comment."""
    file = server.log.parent / "instance" / "careers.sqlite3"

    def read(path: str) -> list[tuple[int, str | None]]:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT helpful, comment FROM page_feedback WHERE page = ?", (path,)).fetchall()

    return read


def press(page: Page, words: str) -> None:
    """Press a button of the bar with the keyboard."""
    page.locator(f"{BAR} button", has_text=words).focus()
    page.keyboard.press("Enter")


def said(page: Page, words: str) -> None:
    """Wait until the bar says something."""
    expect(page.locator(f"{BAR} .ask")).to_have_text(words)


def test_a_press_is_kept_at_once_and_a_comment_completes_it(open_page: Callable[..., Page], answers: Answers) -> None:
    page = open_page("/words-we-use/", 360)
    height = page.locator(BAR).bounding_box()["height"]
    press(page, "Yes")
    said(page, "Thank you. Your answer is kept.")
    assert page.locator(f"{BAR} .ask[aria-live=polite]").count() == 1
    why = page.locator(f"{BAR} a")
    expect(why).to_be_focused()
    assert page.locator(BAR).bounding_box()["height"] == height
    assert axe.faults(page) == []
    assert page.url.endswith("/words-we-use/")
    assert answers("/words-we-use/") == [(1, None)]
    page.goto(why.get_attribute("href"))
    assert page.locator("#helpful-1:checked").count() == 1
    for comment in ("Call me on 07700 900123", "Too many short names"):
        page.fill("#comment", comment)
        page.get_by_role("button", name="Send feedback").click()
    expect(page.locator("h1")).to_contain_text("Thank you")
    assert answers("/words-we-use/") == [(1, "Too many short names")]
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_double_click_is_one_answer_and_leads_nowhere(open_page: Callable[..., Page], answers: Answers) -> None:
    page = open_page("/how-to-apply/")
    page.evaluate("performance.now = () => window.passed ?? 0")
    page.locator(f"{BAR} button", has_text="No").dblclick()
    said(page, "Thank you. Your answer is kept.")
    page.locator(f"{BAR} a").click()
    assert page.url.endswith("/how-to-apply/")
    assert answers("/how-to-apply/") == [(0, None)]
    page.evaluate("window.passed = 1000")
    with page.expect_navigation():
        page.locator(f"{BAR} a").click()


def lost_on_the_way_back(route: Route) -> None:
    """Let the server keep it, and the answer be lost."""
    assert "thanks" in route.fetch().url
    route.abort()


FAILURES: dict[str, tuple[Callable[[Route], object], int]] = {
    "busy": (lambda route: route.fulfill(status=503, body="Busy"), 0),
    "too many": (lambda route: route.fulfill(status=429, body="Wait"), 0),
    "a page of somebody between": (lambda route: route.fulfill(status=200, body="Thank you"), 0),
    "led elsewhere": (lambda route: route.fulfill(status=303, headers={"Location": "/"}), 0),
    "offline": (lambda route: route.abort("internetdisconnected"), 0),
    "kept, and the answer lost": (lost_on_the_way_back, 1),
}


def test_whatever_fails_the_next_press_is_the_forms_own_and_nothing_is_doubled(
    open_page: Callable[..., Page], answers: Answers
) -> None:
    page, total = open_page("/contact/"), 0
    held: list[Route] = []
    failures = {**FAILURES, "no answer": (lambda route: held.append(route), 0)}  # noqa: PLW0108 - for the driver
    for failure, (handle, kept) in failures.items():
        if failure == "no answer":
            page.add_init_script(
                "const after = AbortSignal.timeout; AbortSignal.timeout = (time) => after.call(AbortSignal, time / 20);"
            )
        page.goto("/contact/")
        page.evaluate(
            "new MutationObserver(() => { window.heard = (window.heard ?? '') + document.querySelector('.ask').textContent })"
            ".observe(document.querySelector('.ask'), { childList: true })"
        )
        page.route(SEND, handle)
        press(page, "No")
        said(page, "That did not work. Press again.")
        assert "Thank you" not in page.evaluate("window.heard"), failure
        assert page.locator(f"{BAR} button:focus", has_text="No").count() == 1, failure
        assert len(answers("/contact/")) == total + kept, failure
        while held:
            held.pop().abort()  # else the driver would let it through now
        page.unroute(SEND)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("#helpful-2:checked").count() == 1, failure
        assert page.locator("input[name=key]").input_value() in page.url, failure
        if failure == "busy" or kept:
            page.get_by_role("button", name="Send feedback").click()
            expect(page.locator("h1")).to_contain_text("Thank you")
            total += 1
        assert len(answers("/contact/")) == total, failure
    assert (total, len(failures)) == (2, 7)


def test_a_press_that_takes_long_says_so_and_a_second_one_waits_too(open_page: Callable[..., Page]) -> None:
    page = open_page("/privacy/")
    waiting: list[Route] = []
    page.route(SEND, lambda route: waiting.append(route))  # noqa: PLW0108 - the driver looks into what it is given
    press(page, "Yes")
    said(page, "Sending your answer…")
    press(page, "No")
    waiting.pop().fulfill(status=503)
    said(page, "That did not work. Press again.")
    assert waiting == []


def test_room_for_a_comment_is_counted_to_see_at_once_and_to_hear_in_a_pause(open_page: Callable[..., Page]) -> None:
    page = open_page("/feedback/?page=/contact/&helpful=no")
    room, heard = page.locator("#comment-room"), page.locator("#comment-room + [role=status]")
    expect(room).to_have_text("Up to 1,200 characters")
    page.evaluate("window.setTimeout = (pause) => { window.pause = pause; }")
    page.locator("#comment").press_sequentially("🏠 ok ")
    expect(room).to_have_text("Characters left: 1,196")
    assert heard.text_content() == ""
    page.evaluate("window.pause()")
    expect(heard).to_have_text("Characters left: 1,196")
    page.fill("#comment", "x" * 1201)
    expect(room).to_have_text("Characters too many: 1")
    assert len(page.input_value("#comment")) == 1201
    page.get_by_role("button", name="Send feedback").click()
    expect(page.locator(".error-summary")).to_contain_text("1,200 characters or fewer")


@pytest.fixture
def altered(browser: Browser, server: Server) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """Return a function that opens a page with its policy or its head altered, and gives what the browser refused."""
    context = browser.new_context(base_url=server.url)

    def opened(path: str, *, head: str = "", policy: tuple[str, str] = ("", "")) -> tuple[Page, list[str]]:
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda told: refused.append(told.text) if "Content Security Policy" in told.text else None)

        def alter(route: Route) -> None:
            answer = route.fetch()
            headers = answer.headers
            headers["content-security-policy"] = headers["content-security-policy"].replace(*policy)
            route.fulfill(response=answer, headers=headers, body=answer.text().replace("</head>", f"{head}</head>"))

        page.route(server.url + path, alter)
        page.route("**/foreign.js", lambda route: route.fulfill(body=OTHER, content_type="text/javascript"))
        page.goto(path)
        return page, refused

    yield opened
    context.close()


def test_no_other_script_may_run(altered: Callable[..., tuple[Page, list[str]]], server: Server) -> None:
    """Not from the site's own address, not with an integrity of its own, not ours without its integrity, not inline."""
    search = server.ask("/search/")[2]
    assert INTEGRITY.encode() in search
    own = search.partition(b'<script src="')[2].partition(b'"')[0].decode()
    assert server.ask(own)[2] == TEXT
    foreign = (
        '<script src="/foreign.js"></script>',
        f'<script src="/foreign.js" integrity="{INTEGRITY}"></script>',
        f'<script src="{own}?again"></script>',
        f"<script>{OTHER}</script>",
        f'<link rel="stylesheet" href="/nothing.css" onerror="{OTHER}">',
    )
    page, refused = altered("/about-the-figures/", head="".join(foreign))
    assert page.evaluate("window.foreign") is None
    # The second is let through by the policy, and refused because its content is not what it says.
    assert len([told for told in refused if "script" in told]) == len(foreign) - 1, refused
    with pytest.raises(Exception, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<b>x</b>'")
    page.unroute_all()  # the driver does not follow the redirect of a request that may outlive its page
    press(page, "Yes")
    said(page, "Thank you. Your answer is kept.")


def test_a_form_for_another_origin_is_left_alone(
    altered: Callable[..., tuple[Page, list[str]]], server: Server
) -> None:
    """As in a frozen copy, whose forms go to the application."""
    page, _ = altered("/stories/", policy=("form-action", "form-action http://localhost:*"))
    page.evaluate(f"document.querySelector('{BAR} form').action = 'http://localhost:{server.port}/feedback/'")
    with page.expect_request("http://localhost:*/**") as sent:
        press(page, "Yes")
    assert sent.value.is_navigation_request()
    assert sent.value.post_data == "page=%2Fstories%2F&helpful=yes"


def test_where_the_script_is_refused_the_form_works_as_without_one(
    altered: Callable[..., tuple[Page, list[str]]],
) -> None:
    """As in a browser that does not know hashes of external scripts."""
    page, refused = altered("/working-here/", policy=(INTEGRITY, INTEGRITY.swapcase()))
    assert refused
    with page.expect_navigation():
        press(page, "No")
    assert page.locator("#helpful-2:checked").count() == 1
    assert "key=" not in page.url
