"""The security headers of every answer, errors, feeds and downloads included.

Sources: OWASP ASVS 5.0 chapter 3.4, the HTML standard for COOP and COEP, the Fetch standard for CORP, RFC 6797 for HSTS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "payment",
    "usb",
    "browsing-topics",
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Server": "careers",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

STRICT_TRANSPORT_SECURITY = "max-age=63072000; includeSubDomains"


class SecurityHeaders:
    """WSGI middleware that puts the headers on every answer; an answer's own value of one of them is kept."""

    def __init__(self, application: WSGIApplication, *, https: bool) -> None:
        self._application = application
        extra = {"Strict-Transport-Security": STRICT_TRANSPORT_SECURITY} if https else {}
        self._headers = list((HEADERS | extra).items())
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
