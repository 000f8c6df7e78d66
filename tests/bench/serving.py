"""How many pages a second leave the server, beside nginx and others in the same run.

One worker each, the same page, gzip, 32 connections; then the same with a client that has the page (304). What counts as 1.0
is nginx with the frozen copy, which sends the same headers; a bare file, with none of them, shows what they cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import CONTENT
from tests.bench.load import CONNECTIONS, Load, best, get, load
from tests.bench.memory import proportional_memory, rest
from tests.bench.peers import PEERS, Page
from tests.bench.result import Result
from tests.serving import Server, serve

PATH = "/our-journey/"
GZIP = {"Accept-Encoding": "gzip"}
OURS = "this site"
FROZEN, BARE = "nginx, the frozen copy", "nginx, a file"
GOALS = {FROZEN: 0.45, "Flask-FlatPages": 12, "Wagtail, cached": 20}
NOT_MODIFIED_GOAL = 0.33
P99_GOAL = 3.0
ROUNDS = 3
"""How often each is asked, in turn, so that a slow minute of the machine is nobody's own."""


def measure() -> list[Result]:
    """Return rates, ratios, latencies and memory."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        (folder / "ours").mkdir()
        server = stack.enter_context(serve(folder / "ours"))
        page = Page(PATH, get(server.port, PATH, GZIP)[2], _markdown())
        rest(server.process.pid)
        ports = {OURS: server.port}
        for label, start in PEERS.items():
            own = folder / start.__name__
            own.mkdir()
            ports[label] = stack.enter_context(start(own, page))
        whole = _best({label: (port, GZIP) for label, port in ports.items()})
        unchanged = _best({label: (ports[label], GZIP | _condition(ports[label])) for label in (OURS, FROZEN, BARE)})
        memory = _memory(server)
    size = f"{len(page.compressed) / 1000:.1f} KB gzip, {CONNECTIONS} connections, one worker each"
    return [
        *_compare(f"A stored page: {size}", whole, GOALS),
        *_compare("The same for a client that has it (304)", unchanged, {FROZEN: NOT_MODIFIED_GOAL}),
        *memory,
    ]


def _markdown() -> str:
    return (CONTENT / "pages" / "our-journey.md").read_text("utf-8").split("---\n", 2)[-1]


def _condition(port: int) -> dict[str, str]:
    """Return the header of a client that has the page."""
    header = {"If-None-Match": get(port, PATH, GZIP)[1]["etag"]}
    assert get(port, PATH, GZIP | header)[0] == 304
    return header


def _best(asked: Mapping[str, tuple[int, Mapping[str, str]]]) -> dict[str, Load]:
    """Return what each reaches at a port with headers."""
    rounds = [{label: load(port, PATH, headers) for label, (port, headers) in asked.items()} for _ in range(ROUNDS)]
    return {label: best([each[label] for each in rounds]) for label in asked}


def _compare(group: str, found: dict[str, Load], goals: dict[str, float]) -> list[Result]:
    ours = found[OURS]
    results = [
        Result(group=group, label=label, value=loaded.rate, unit="requests/s") for label, loaded in found.items()
    ]
    results += [
        Result(
            group=group,
            label=f"{OURS} beside {label}",
            value=ours.rate,
            unit="requests/s",
            peer=label,
            peer_value=loaded.rate,
            goal=goals.get(label),
        )
        for label, loaded in found.items()
        if label != OURS
    ]
    return [
        *results,
        *(
            Result(
                group=group,
                label=f"99 of 100 answers, {label}",
                value=loaded.p99,
                unit="ms",
                goal=P99_GOAL if label == OURS else None,
                less_is_better=True,
            )
            for label, loaded in found.items()
        ),
    ]


def _memory(server: Server) -> list[Result]:
    """Return the proportional memory of the worker: at most 60 MB and 50 KB a page."""
    pages = get(server.port, "/sitemap.xml", {})[2].count(b"<loc>")
    return [
        Result(
            group="Memory after that",
            label=f"a worker with {pages} pages",
            value=proportional_memory(server.process.pid) / 1_000_000,
            unit="MB",
            goal=60 + 0.05 * pages,
            less_is_better=True,
        )
    ]
