"""Content as an attack on a running preview: it keeps its last good content, says what is wrong, and recovers."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import CONTENT
from tests.abuse.wire import get
from tests.serving import Server, serve

GOOD = "stories/naomi.md"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """Return an editor's server and the content folder that it watches."""
    folder = tmp_path_factory.mktemp("preview")
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    with serve(folder, CAREERS_CONTENT=str(content), CAREERS_PREVIEW="yes") as running:
        yield running, content


def told(page: bytes) -> bytes:
    """Return what a page tells, without the panel beside it in which an editor reads what is wrong."""
    found = re.search(rb"<main.*</main>", page, re.DOTALL)
    assert found
    return found[0]


def bomb(front: str, body: str = "") -> Callable[[Path], None]:
    """Return an attack by a page with this front matter."""
    return lambda folder: (folder / "pages" / "attack.md").write_text(f"---\n{front}\n---\n{body}\n", "utf-8") and None


def odd_name(name: bytes) -> Callable[[Path], None]:
    """Return an attack by a file of this name."""

    def attack(folder: Path) -> None:
        path = os.fsencode(folder / "pages") + b"/" + name
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))

    return attack


def sized(folder: Path) -> None:
    """Add a page that is larger than any page may be, without taking the disk."""
    with (folder / "pages" / "attack.md").open("wb") as file:
        file.truncate(3_000_000_000)


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]" for n in range(9)
)
ATTACKS: dict[str, Callable[[Path], None]] = {
    "aliases by the billion": bomb(LAUGHS),
    "an object": bomb('title: !!python/object/apply:os.system ["touch /tmp/owned"]'),
    "an alias of itself": bomb("a: &a [*a]"),
    "deep brackets": bomb("a: " + "[" * 20_000),
    "deep mapping": bomb("\n".join("  " * n + "a:" for n in range(500))),
    "a long key": bomb("a" * 200_000 + ": 1"),
    "null bytes": bomb("title: a\0b"),
    "unclosed": lambda folder: (folder / "pages" / "attack.md").write_text("---\ntitle: x\n") and None,
    "not text": lambda folder: (folder / "pages" / "attack.md").write_bytes(bytes(range(256)) * 50) and None,
    "too large": sized,
    "a pipe": lambda folder: os.mkfifo(folder / "pages" / "attack.md"),
    "a link out": lambda folder: (folder / "pages" / "attack.md").symlink_to("/etc/passwd"),
    "a link to itself": lambda folder: (folder / "pages" / "attack.md").symlink_to("attack.md"),
    "a linked folder": lambda folder: (folder / "pages" / "attack").symlink_to("/etc"),
    "a link to a device": lambda folder: (folder / "pages" / "attack.md").symlink_to("/dev/zero"),
    "a folder as a page": lambda folder: (folder / "pages" / "attack.md").mkdir(),
    "a name with a line": odd_name(b"attack\nX: y.md"),
    "a name in no encoding": odd_name(b"attack\xff\xfe.md"),
    "a name that turns round": odd_name("attack\u202edm.md".encode()),
    "a name with markup": odd_name(b"attack<script>.md"),
    "a name with dots": odd_name(b"attack..%2f..md"),
}


def clean(folder: Path) -> None:
    """Take the attack away."""
    for path in (folder / "pages").iterdir():
        if path.name.startswith("attack"):
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_attack_by_content_leaves_the_last_good_site(
    preview: tuple[Server, Path], attack: Callable[[Path], None]
) -> None:
    server, folder = preview
    before = told(get(server.port, "/stories/naomi/").body)
    try:
        attack(folder)
        work = server.work()
        page = get(server.port, "/stories/naomi/")
        assert server.work() - work < 5
        assert (page.status, told(page.body) == before) == (200, True)
        health = json.loads(get(server.port, "/healthz").body)
        assert get(server.port, "/attack/").status == 404
        if attack is not ATTACKS["a folder as a page"]:
            assert health["status"] != "ok"
        assert health.keys() == {"status", "version"}
    finally:
        clean(folder)
    assert told(get(server.port, "/stories/naomi/").body) == before
    assert json.loads(get(server.port, "/healthz").body)["status"] == "ok"


HOSTILE = """
<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)><iframe src=//evil.example></iframe>
[a](javascript:alert(1)) [b](data:text/html,x) [c]: javascript:alert(1) <a href="java&#115;cript:alert(1)">d</a>
<style>*{display:none}</style><form action=//evil.example><input name=x></form><base href=//evil.example>
<p style="position:fixed" onclick=alert(1) id="main">x</p> <meta http-equiv=refresh content="0;url=//evil.example">
{{ config }} {% include "/etc/passwd" %} """


def test_hostile_markdown_is_refused_or_made_harmless(preview: tuple[Server, Path]) -> None:
    server, folder = preview
    story = folder / GOOD
    good = story.read_text("utf-8")
    plain = get(server.port, "/stories/naomi/").body.lower()
    try:
        story.write_text(good + "\n\n" + HOSTILE + "*_[" * 10_000, "utf-8")
        work = server.work()
        page = get(server.port, "/stories/naomi/")
        assert server.work() - work < 10
        assert page.status == 200
        for mark in (
            b"<script>alert",
            b"onerror=",
            b"onload=",
            b"<iframe",
            b"javascript:alert",
            b"<base",
            b"http-equiv",
        ):
            assert page.body.lower().count(mark) == plain.count(mark), mark
    finally:
        story.write_text(good, "utf-8")
    assert told(get(server.port, "/stories/naomi/").body.lower()) == told(plain)
