"""The security headers of every answer, errors, feeds and downloads included.

Sources: OWASP ASVS 5.0 chapter 3.4, the HTML standard for COOP and COEP, the Fetch standard for CORP, RFC 6797 for HSTS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_POLICY = (
    ("default-src", "'none'"),
    ("script-src", "'none'"),
    ("style-src", "'self'"),
    ("img-src", "'self'"),
    ("font-src", "'self'"),
    ("manifest-src", "'self'"),
    ("connect-src", "'self'"),  # the script sends forms of this site; auditors in the browser read robots.txt by it
    ("object-src", "'none'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
    ("frame-ancestors", "'none'"),
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "'none'"),
)


def content_security_policy(**loosened: str) -> str:
    """Return a policy without any script, with some directives ``loosened``: ``script_src="'self'"``.

    The directives that ``default-src`` covers are named where a checker, or a reader, should not have to know that.
    """
    wider = {name.replace("_", "-"): sources for name, sources in loosened.items()}
    return "; ".join(f"{name} {wider.get(name, sources)}" for name, sources in _POLICY)


_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "cross-origin-isolated",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
"""What a page could ask a browser for, all of it refused. The names are those that browsers know by now."""

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Server": "careers",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""The headers of every answer that are the same everywhere."""

STRICT_TRANSPORT_SECURITY = "max-age=63072000; includeSubDomains"


def security_headers(*, https: bool, script: str, forms: str = "") -> list[tuple[str, str]]:
    """Return the headers of every answer of a site that is reached by TLS or not, whose forms may also go to ``forms``.

    Of scripts, the one whose content has the integrity ``script`` may run, and no other from whatever address: a hash
    allows an external script that names it (CSP 3, "Allowing external JavaScript via hashes"). Browsers that do not know this
    yet run none.
    """
    policy = content_security_policy(script_src=f"'{script}'", form_action=f"'self' {forms}".rstrip())
    extra = {"Strict-Transport-Security": STRICT_TRANSPORT_SECURITY} if https else {}
    return list((HEADERS | {"Content-Security-Policy": policy} | extra).items())


class SecurityHeaders:
    """WSGI middleware that puts the headers on every answer; an answer's own value of one of them is kept."""

    def __init__(self, application: WSGIApplication, headers: list[tuple[str, str]]) -> None:
        self._application = application
        self._headers = headers
        self._names = frozenset(name.lower() for name, _ in self._headers)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does, with the headers."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], object]:
            own = {name.lower() for name, _ in headers}
            ours = (
                self._headers if own.isdisjoint(self._names) else [h for h in self._headers if h[0].lower() not in own]
            )
            if exc_info is None:
                return start_response(status, [*headers, *ours])
            return start_response(status, [*headers, *ours], exc_info)  # type: ignore[arg-type]

        return self._application(environ, start)
