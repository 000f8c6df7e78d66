"""After all that: nothing of a stranger is in any file that the server wrote, and it tells of no fault of ours."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from careers.clock import Clock
from careers.forms.one_time import new_key
from tests.abuse.wire import CANARY, message, post, say
from tests.serving import Server

COMMENT = "kept-comment-5b20"


def test_no_stranger_leaves_a_trace(server: Server, house: Path) -> None:
    key, port = new_key(Clock().today()), server.port
    headers = [
        (name, CANARY) for name in ("Referer", "Cookie", "X-Forwarded-For", "Forwarded", "From", "Authorization")
    ]
    for target in (f"/{CANARY}/", f"/search/?q={CANARY}", f"/vacancies/?level={CANARY}", f"/?{CANARY}"):
        assert say(port, message(target, headers=headers)).status in {200, 404}
    for body in (
        f"{CANARY}={CANARY}",
        f"situation={CANARY}",
        f"situation=returning&from=/{CANARY}/&key={CANARY}",
        f"situation={CANARY}%ff",
        CANARY * 4_000,
    ):
        assert post(port, "/interest/send/", body.encode(), Referer=CANARY).status in {400, 413, 422}
    assert post(port, "/interest/send/", CANARY.encode(), kind=f"multipart/form-data; boundary={CANARY}").status == 415
    for comment in (f"{CANARY} 0161 496 0000", f"{CANARY}\0", CANARY * 100):
        form = f"page=%2Four-journey%2F&helpful=no&key={key}&comment={quote(comment)}"
        assert post(port, "/feedback/send/", form.encode()).status in {400, 422}
    form = f"page=%2Four-journey%2F&helpful=no&key={key}&comment={COMMENT}"
    assert post(port, "/feedback/send/", form.encode(), Referer=CANARY).status == 303
    written = [p for p in house.rglob("*") if p.is_file() and (house / "content") not in p.parents]
    found = {path: path.read_bytes() for path in written}
    assert any(COMMENT.encode() in content for content in found.values()), "the search would not find anything"
    for path, content in found.items():
        assert CANARY.encode() not in content, f"a stranger is in {path.name}"
    log = (house / "server.log").read_text()
    assert "Traceback" not in log
    assert "127." not in log.replace("http://127.0.0.1", ""), "an address is in the log"
