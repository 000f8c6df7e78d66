"""The preview's own addresses, and what is added to every page on its way out. Registered in preview only."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, g, redirect, render_template, request

from careers.check.matter import FindPersonalData
from careers.delivery.security import content_security_policy
from careers.site.current import DAY, Site, chosen_day
from careers.site.preview.as_at import PARAMETER, carried, chosen, read, sign
from careers.site.preview.panel import Adviser, TellFeedback, panel
from careers.site.preview.state import marked

FILES = Path(__file__).parent / "files"
MEDIA = {
    "preview.css": "text/css",
    "preview.js": "text/javascript",
    "editor.css": "text/css",
    "editor.js": "text/javascript",
}
PAUSE, REST = 0.02, 9
"""Seconds between two looks at the files while a page waits for a change; on many files the time of a look so many times,
so that waiting leaves the processor alone."""
PATIENCE = 2.0
"""Seconds of pauses before an answer; few, so that pages that were left do not hold the server's threads."""
OWN = frozenset({"preview.send_file", "preview.wait_for_change"})
"""What shows nothing of the content, and need not look for changes of it."""
AFTER = "Skip to the main content</a>"
"""What stands before the way to the panel, which is the last thing on the page."""
POLICY = content_security_policy(script_src="'self'")


def register(
    app: Flask, site: Site, find: FindPersonalData, tell: TellFeedback, pause: Callable[[float], None] = sleep
) -> None:
    """Add the preview to a site; ``tell`` knows the feedback, ``pause`` waits between two looks at the files."""
    adviser = Adviser(site, find, tell)
    blueprint = Blueprint("preview", __name__, url_prefix="/preview")

    @blueprint.get("/")
    def show_overview() -> str:
        """Show what is to do on the whole site."""
        return render_template("preview/overview.html", page=adviser.overview(site.clock.now()))

    @blueprint.get("/as-at")
    def choose_day() -> Response:
        """Lead to a page as it will be on a day, or back to today."""
        to = request.args.get("to", "/")
        if not to.startswith("/") or to.startswith(("//", "/\\")):
            abort(404)
        day = chosen(request.args.get("date", ""))
        if day is None or day == site.clock.today():
            return redirect(to)  # type: ignore[return-value]
        return redirect(f"{to}?{PARAMETER}={quote(sign(day, site.config.secret_key))}")  # type: ignore[return-value]

    @blueprint.get("/changed")
    def wait_for_change() -> Response:
        """Answer "yes" as soon as the files are not as they were seen, "no" after a while."""
        seen = request.args.get("seen", "")
        left = PATIENCE
        while left > 0:
            begun = perf_counter()
            if adviser.state(site.shelf.look()) != seen:
                return Response("yes", mimetype="text/plain")
            rest = max(PAUSE, REST * (perf_counter() - begun))
            pause(rest)
            left -= rest
        return Response("no", mimetype="text/plain")

    @blueprint.get("/<name>")
    def send_file(name: str) -> Response:
        """Answer with the panel's script or style sheet, which the browser keeps if it asked for this version."""
        if name not in MEDIA:
            abort(404)
        response = Response((FILES / name).read_bytes(), mimetype=MEDIA[name])
        if request.query_string.decode("latin-1") == version_of(name):
            response.headers["Cache-Control"] = "max-age=31536000, immutable"
        return response

    @app.before_request
    def begin() -> None:
        if request.endpoint not in OWN:
            site.take_up_changes()
        if value := request.args.get(PARAMETER):
            try:
                setattr(g, DAY, read(value, site.config.secret_key))
            except ValueError:
                abort(404)

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex"
        if request.endpoint != "preview.send_file" or "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        if request.blueprint == "editor":
            return response
        response.headers["Content-Security-Policy"] = POLICY
        if response.mimetype == "text/html" and not response.direct_passthrough:
            response.set_data(_dressed(response.get_data(as_text=True), site, adviser))
        return response

    app.register_blueprint(blueprint)


def _dressed(html: str, site: Site, adviser: Adviser) -> str:
    """Return a page with marks on its links, the chosen day on them, and the panel at its end."""
    seen = adviser.state(site.take_up_changes())
    day = chosen_day()
    html = marked(html, adviser.marks(site.edition()))
    if day:
        html = carried(html, request.args[PARAMETER])
    shown = panel(site, adviser, request.path, day, seen)
    beside = render_template("preview/panel.html", panel=shown, script=_address("preview.js"))
    html = html.replace(AFTER, f'{AFTER}\n  <a class="skip-link" href="#t-preview">Skip to the preview</a>', 1)
    html = html.replace("</head>", f'<link rel="stylesheet" href="{_address("preview.css")}">\n</head>', 1)
    body, end, rest = html.rpartition("</body>")
    return f"{body}{beside}{end}{rest}" if end else html


@cache
def version_of(name: str) -> str:
    """Return a short text that differs with what a file of the panel holds."""
    return sha256((FILES / name).read_bytes()).hexdigest()[:12]


def _address(name: str) -> str:
    return f"/preview/{name}?{version_of(name)}"
