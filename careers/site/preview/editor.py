"""Editing in the browser, at /editor/: only in preview, only on the machine that runs it. Its rules are in careers.editing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import PurePosixPath

from flask import Blueprint, Flask, Response, abort, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from careers.config import ROOT
from careers.content.addresses import url_of
from careers.content.document import Kind
from careers.editing.browser.configuration import configuration, entry_of
from careers.editing.browser.desk import Desk
from careers.editing.browser.merging import ConflictError
from careers.editing.browser.protocol import answer
from careers.editing.trial import EditingError
from careers.head import Meta
from careers.site.current import Site

PROGRAM = ROOT / ".tools" / "editor"
SCRIPT = "decap-cms.js"
LARGEST = 30 * 1024 * 1024
"""Bytes of one message: a download of 20 MB, written as base64."""
IsOwn = Callable[[Mapping[str, str], Collection[str]], bool]

# The editor builds its style sheets as it runs, checks its settings with a compiled schema and shows pictures from
# memory. No address but the preview's own may be reached.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' blob: data:",
        "font-src 'self' data:",
        "connect-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


@dataclass(frozen=True, slots=True)
class MissingPage:
    """The page that says how the editor is set up."""

    meta: Meta = field(default_factory=lambda: Meta("Editor", "How the editor is set up.", noindex=True))


def is_for_this_machine(host: str) -> bool:
    """Tell whether a server that listens on ``host`` can be reached from this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def register(app: Flask, site: Site, is_own: IsOwn) -> bool:
    """Add the editor where nobody else can reach it, and tell whether it was added.

    ``is_own`` tells from the headers whether this site's own page sends a message.
    """
    if not is_for_this_machine(site.config.host):
        return False
    desk = Desk(site.config.content)
    blueprint = Blueprint("editor", __name__, url_prefix="/editor")
    names = frozenset(f"{name}:{site.config.port}" for name in ("127.0.0.1", "localhost", "[::1]")) | {"localhost"}

    @blueprint.before_request
    def keep_to_this_machine() -> None:
        """Refuse other machines, and names that another site may have pointed at this machine."""
        try:
            is_near = ip_address(request.remote_addr or "").is_loopback
        except ValueError:
            is_near = False
        if not is_near or request.host not in names:
            abort(404)

    @blueprint.after_request
    def allow_the_editor(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @blueprint.get("/")
    def show_editor() -> str:
        """Show the editor, or what is missing."""
        if (PROGRAM / SCRIPT).is_file():
            return render_template("preview/editor.html", title="Editor")
        return render_template("preview/editor_missing.html", page=MissingPage())

    @blueprint.get("/config.json")
    def show_configuration() -> Response:
        """Answer with the forms of the editor, as the model and the vocabulary have them now."""
        library = site.shelf.library
        preview = request.host_url.rstrip("/")
        return jsonify(configuration(site.config.content, library.vocabulary, site.clock.today(), preview=preview))

    @blueprint.get("/page/<path:source>")
    def lead_to_page(source: str) -> ResponseReturnValue:
        """Lead from a file, named without its ending, to the page that it makes."""
        place = PurePosixPath(f"{source}.md")
        if len(place.parts) < 2 or place.parts[0] not in set(Kind):
            abort(404)
        return redirect(url_of(place))

    @blueprint.get("/<name>")
    def send_program(name: str) -> Response:
        """Answer with a part of the editor's program."""
        file = PROGRAM / name
        if not name.endswith((".js", ".wasm")) or file.parent != PROGRAM or not file.is_file():
            abort(404)
        media = "application/wasm" if file.suffix == ".wasm" else "text/javascript"
        return Response(file.read_bytes(), mimetype=media)

    @blueprint.post("/api/v1")
    def take_message() -> ResponseReturnValue:
        """Answer one message of the editor; what cannot be done is told in a sentence, and nothing has changed then."""
        if request.mimetype != "application/json" or not is_own(dict(request.headers), names):
            return jsonify(error="this message does not come from the editor"), 403
        request.max_content_length = LARGEST
        try:
            return jsonify(answer(desk, request.get_json(), site.clock.today()))
        except ConflictError as error:
            return jsonify(error=str(error)), 409
        except EditingError as error:
            return jsonify(error=str(error)), 422

    app.register_blueprint(blueprint)
    return True


def place_of(source: str) -> str:
    """Return the address of the editor at a Markdown file of the content."""
    return f"/editor/#/{entry_of(PurePosixPath(source))}"
