"""The preview's own addresses, and what is added to every page on its way out. Registered in preview only."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import sleep
from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, g, redirect, render_template, request

from careers.check.matter import FindPersonalData
from careers.content.edition import Edition
from careers.content.folder import signature
from careers.delivery.security import content_security_policy
from careers.site.current import DAY, Site, chosen_day
from careers.site.preview.as_at import PARAMETER, carried, chosen, read, sign
from careers.site.preview.panel import Adviser, TellFeedback, panel
from careers.site.preview.state import marked, standings

FILES = Path(__file__).parent / "files"
MEDIA = {
    "preview.css": "text/css",
    "preview.js": "text/javascript",
    "editor.css": "text/css",
    "editor.js": "text/javascript",
}
PAUSE = 0.03
"""Seconds between two looks at the files while a page waits for a change."""
LOOKS = 60
"""Looks before an answer; short, so that pages that were left do not hold the server's threads."""
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
        for _ in range(LOOKS):
            if state_of_files(site.config.content) != seen:
                return Response("yes", mimetype="text/plain")
            pause(PAUSE)
        return Response("no", mimetype="text/plain")

    @blueprint.get("/<name>")
    def send_file(name: str) -> Response:
        """Answer with the panel's script or style sheet."""
        if name not in MEDIA:
            abort(404)
        return Response((FILES / name).read_bytes(), mimetype=MEDIA[name])

    @app.before_request
    def begin() -> None:
        g.seen = state_of_files(site.config.content)
        if value := request.args.get(PARAMETER):
            try:
                setattr(g, DAY, read(value, site.config.secret_key))
            except ValueError:
                abort(404)

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex"
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
    day = chosen_day()
    now = Edition.at(site.shelf.library, day or site.clock.now())
    html = marked(html, {one.url: one.words for one in standings(now)})
    if day:
        html = carried(html, request.args[PARAMETER])
    shown = panel(site, adviser, request.path, day, g.get("seen", ""))
    beside = render_template("preview/panel.html", panel=shown)
    html = html.replace("</head>", '<link rel="stylesheet" href="/preview/preview.css">\n</head>', 1)
    body, end, rest = html.rpartition("</body>")
    return f"{body}{beside}{end}{rest}" if end else html


def state_of_files(folder: Path) -> str:
    """Return a short text that differs as soon as one file of the content has changed."""
    return sha256(repr(signature(folder)).encode()).hexdigest()[:16]
