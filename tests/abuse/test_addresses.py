"""Addresses that no page links to: probes for secrets, traversal, foreign hosts, bait for patterns, floods of headers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.abuse.wire import CANARY, get, message, say
from tests.serving import Server, serve

SECRETS = (
    "/.git/config",
    "/.git/HEAD",
    "/.env",
    "/.htaccess",
    "/instance/secret-key",
    "/secret-key",
    "/careers.sqlite3",
    "/instance/careers.sqlite3",
    "/careers/app.py",
    "/wsgi.py",
    "/pyproject.toml",
    "/content/site.yml",
    "/stories/naomi.md",
    "/templates/base.html",
    "/admin/",
    "/server-status",
    "/console",
    "/debug",
    "/patterns/",
    "/preview/",
    "/wp-login.php",
    "/actuator/env",
    "/api/",
    "/static/",
    "/static/../../pyproject.toml",
    "/static/..%2f..%2fpyproject.toml",
    "/static/%2e%2e/%2e%2e/pyproject.toml",
    "/static/css/../../instance/secret-key",
    "/static/..\\..\\pyproject.toml",
    "/static//etc/passwd",
    "/static/%00",
    "/downloads/",
    "/downloads/..%2f..%2fsecret-key",
    "/downloads/..%2fsite.yml",
    "/downloads/%2e%2e%2fsite.yml",
    "/downloads/%2fetc%2fpasswd",
    "/downloads/large.csv%00.pdf",
    "/images/..%2f..%2fsecret-key",
    "/images/....//....//etc/passwd",
    "/share/..%2f..%2fsecret-key.png",
    "/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/%252e%252e%252fetc%252fpasswd",
    "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
    "/our-journey/../../../../etc/passwd",
    "file:///etc/passwd",
    "/etc/passwd",
    "/proc/self/environ",
    "/interest/yours/../../secret-key/",
    "/interest/yours/%2e%2e/",
    "/stories/%2e%2e%2fsite.yml/",
)


@pytest.mark.parametrize("target", SECRETS)
def test_nothing_secret_is_found(port: int, target: str) -> None:
    answer = get(port, target)
    assert answer.status in {400, 404}
    for secret in (b"root:x", b"SECRET", b"[build-system]", b"SQLite format", b"[core]", b"import ", b"publshed"):
        assert secret not in answer.body


ODD = (
    "/%00", "/%ff", "/%0d%0aX-Injected:%20yes", "/%e2%80%ae", "/a%00b/", "/%", "/%zz", "/" + "%2f" * 500,
    "/" + "a/" * 5_000, "/" + "a" * 60_000, "/" + "%27" * 20_000, "/icon-" + "9" * 5_000 + ".png", "/icon--1.png",
    "/share/" + "0" * 5_000 + ".png", "/;/", "/our-journey;x=1/", "/?", "/?=", "/?&&&=&", "/?%00=%ff", "/?a[]=1&a[b]=2",
    "/vacancies/?page=" + "9" * 5_000, "/vacancies/?page=-1", "/vacancies/?page=1e9", "/vacancies/?page=\u0661",
    "/vacancies/?sort=%00", "/search/?in=%ff", "/interest/?situation=%00&from=//evil.example",
    "/feedback/?page=//evil.example/",
    "/feedback/?page=/our-journey/&helpful=%3Cscript%3E", "/feedback/thanks/?page=javascript:alert(1)",
    "/progression/?from=%00&to=%ff",
    "/search/?q=" + "%22" * 2_000, "/search/?q=NEAR(a%20b)", "/search/?q=title:%20AND%20OR%20NOT", "/search/?q=%00",
)  # fmt: skip


@pytest.mark.parametrize("target", ODD, ids=[t[:30] for t in ODD])
def test_odd_addresses_are_answered(port: int, target: str) -> None:
    answer = get(port, target.encode())
    assert answer.status in {200, 308, 400, 404, 414, 422}
    assert "x-injected" not in dict(answer.headers)
    assert b"<script>" not in answer.body
    assert b'="javascript:' not in answer.body
    assert b'"//evil.example' not in answer.body.replace(b'value="//evil.example', b"")


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example", "//evil.example/", "///evil.example", "/\\evil.example", "/%5cevil.example", "/%2fevil.example/",
        "/%2f%2fevil.example/", "//evil.example/%2e%2e", "//evil.example//our-journey", "http://evil.example/our-journey",
        "http://evil.example//our-journey", "http://evil.example//evil.example", "/our-journey//evil.example",
        "/our-journey?//evil.example", "//our-journey", "/our-journey%0d%0aLocation:%20//evil.example", "/https:/evil.example",
        "/%3Cpath:slug%3E", "/stories//naomi", "/our-journey?x=%0d%0aX:y",
    ],
)  # fmt: skip
def test_no_redirect_leads_away(port: int, target: str) -> None:
    answer = say(port, message(target, host="evil.example"))
    assert answer.status in {308, 400, 404}
    where = answer.header("location")
    assert (answer.status == 308) == bool(where)
    if where:
        assert where.startswith("/")
        assert not where.startswith(("//", "/\\"))
        assert "evil" not in where.partition("?")[0]
        assert get(port, where).status == 200, "the redirect leads nowhere"


FOREIGN = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Port": "6666",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Forwarded-For": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-Host": "evil.example",
    "X-Original-URL": "/evil.example",
    "X-Rewrite-URL": "/evil.example",
    "X-HTTP-Method-Override": "DELETE",
    "Forwarded": "host=evil.example;proto=gopher",
    "Referer": "https://evil.example/",
    "Origin": "https://evil.example",
}


def test_what_a_stranger_says_of_the_host_is_in_no_answer(
    port: int, addresses: list[tuple[str, frozenset[str]]]
) -> None:
    targets = [path for path, _ in addresses] + ["/our-journey", "/nothing/", f"/nothing/?{CANARY}"]
    for target in targets:
        answer = say(port, message(target, headers=[*FOREIGN.items()][1:], host="evil.example"))
        assert answer.status < 500, target
        for word in (b"evil.example", b"gopher", b":6666"):
            assert word not in answer.raw, f"{word!r} is in the answer to {target}"


@pytest.mark.parametrize(
    "host", ["", " ", "a b", "[::1", "a,b", "<script>", "\xff", "a@b", "a/b", "a:99999999", "x" * 5_000, "..", "%00", "a\tb"]
)  # fmt: skip
def test_any_host_is_answered_or_refused(port: int, host: str) -> None:
    for target in ("/", "/our-journey", "/nothing/", "/stories/feed.atom"):
        assert say(port, message(target, host=host)).status in {200, 308, 400, 404}
    assert say(port, message("/", host=None)).status in {200, 400}
    assert say(port, message("/", host=None, version="1.0")).status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("second", ["careers.example", "evil.example", ""])
def test_a_request_that_names_two_hosts_is_refused(port: int, method: str, second: str) -> None:
    for target in ("/", "/our-journey/", "/nothing/", "/interest/send/"):
        answer = say(port, message(target, method, headers=[("Host", second)]))
        assert answer.status == 400, "RFC 9112, section 3.2"
        assert answer.header("connection") == "close"
        assert answer.header("content-security-policy").startswith("default-src 'none'")
        assert b"evil" not in answer.raw


BAIT = (
    "a" * 60_000,
    "%27" * 20_000,
    "1-" * 30_000,
    "a+" * 30_000,
    "%CC%81" * 10_000,
    "(" * 60_000,
    "a@a." * 15_000,
    "%E2%80%AE" * 6_500,
    "%EF%B7%BA" * 6_500,
)
ASKED = (
    "/search/?q=",
    "/vacancies/?q=",
    "/vacancies/?level=",
    "/vacancies/feed.atom?q=",
    "/feedback/?page=",
    "/interest/?situation=",
    "/progression/?from=",
    "/",
)


@pytest.mark.parametrize("bait", BAIT, ids=[bait[:9] for bait in BAIT])
def test_bait_for_patterns_is_answered_quickly(server: Server, bait: str) -> None:
    for target in ASKED:
        before = server.work()
        assert get(server.port, target + bait).status in {200, 404, 414, 422}
        assert server.work() - before < 2, f"{target}{bait[:9]} was slow"


def test_ten_thousand_arguments_are_answered_quickly(server: Server) -> None:
    for target in ("/vacancies/?", "/search/?", "/interest/?", "/progression/?"):
        for name in ("q", "level", "from"):
            query, before = "&".join([f"{name}={n % 10}" for n in range(9_000)])[:62_000], server.work()
            assert get(server.port, target + query).status in {200, 422}
            assert server.work() - before < 2, f"{target}{name} was slow"


@pytest.mark.parametrize(
    ("headers", "statuses"),
    [
        ([("X-Long", "a" * 64_000)], {200, 431}),
        ([("X-Long", "a" * 300_000)], {0, 400, 431}),
        ([(f"X-{n}", "a") for n in range(90)], {200, 431}),
        ([(f"X-{n}", "a") for n in range(5_000)], {0, 400, 431}),
        ([("Cookie", "a=b; " * 12_000)], {200, 431}),
        ([("Accept-Encoding", "gzip;q=0," * 6_000)], {200, 431}),
        ([("Accept-Encoding", "\xff;q=nan, br;q=inf, *;q=-1")], {200}),
        ([("Accept-Language", "\xff" * 1_000), ("Accept", "*/*;" * 1_000)], {200}),
        ([("X-A", "a\rb")], {400}),
        ([("X-A", "a\0b")], {400}),
        ([("X A", "b")], {400}),
        ([("", "b")], {400}),
        ([("Connection", "upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Key", "x"), ("Sec-WebSocket-Version", "13")], {200}),
        ([("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA")], {200}),
    ],
    ids=range(14),
)  # fmt: skip
def test_floods_of_headers(port: int, headers: list[tuple[str, str]], statuses: set[int]) -> None:
    assert say(port, message("/our-journey/", headers=headers)).status in statuses
    assert get(port, "/our-journey/").status == 200


@pytest.fixture(scope="module")
def choosy(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Return a server that answers to two names only."""
    with serve(Path(tmp_path_factory.mktemp("choosy")), CAREERS_TRUSTED_HOSTS="careers.example,127.0.0.1") as running:
        yield running


def test_other_names_are_refused_even_for_stored_pages(choosy: Server) -> None:
    assert get(choosy.port, "/").status == 200
    assert get(choosy.port, "/").status == 200
    for host in ("evil.example", "careers.example.evil.example", "", "careers.example@evil.example"):
        for target in ("/", "/our-journey", "/nothing/"):
            answer = say(choosy.port, message(target, host=host))
            assert answer.status == 400, f"{target} was answered to {host}"
            assert answer.header("content-security-policy")
            assert b"evil.example" not in answer.raw
