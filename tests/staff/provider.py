"""An OpenID provider on this machine that keeps the rules, and breaks one when a test asks for it."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.staff.office import Watch

CLIENT, SECRET = "careers-site", "a secret ~ of the site"
SAM = {
    "sub": "subject of sam",
    "name": "Sam Jones",
    "roles": ["careers-hr", "another-program"],
    "email": "sam@council.example",
}
Claims = dict[str, Any]


@dataclass
class Provider:
    """What it says and does; tests change the fields. ``asked`` are the paths that were asked for."""

    watch: Watch
    issuer: str = ""
    person: Claims = field(default_factory=lambda: dict(SAM))
    changed: Claims = field(default_factory=dict)
    document: Claims = field(default_factory=dict)
    sign: Callable[[Claims], str] | None = None
    names_itself: str | None = None
    is_ill: bool = False
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: list[RSAKey | ECKey] = field(
        default_factory=lambda: [ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})]
    )

    def token(self, nonce: str | None) -> str:
        now = int(self.watch.now.timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.person,
            **self.changed,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        return self.sign(claims) if self.sign else self.signed(claims, self.keys[0])

    @staticmethod
    def signed(claims: Claims, key: RSAKey | ECKey, **header: str) -> str:
        algorithm = "ES256" if isinstance(key, ECKey) else "RS256"
        return jwt.encode({"alg": algorithm, "kid": key.kid, **header}, claims, key, algorithms=[algorithm])

    def app(self) -> Flask:
        app = Flask("provider")

        @app.before_request
        def note() -> Response | None:
            self.asked.append(request.path)
            return Response("<h1>Bad gateway</h1>", 502) if self.is_ill else None

        @app.get("/.well-known/openid-configuration")
        def metadata() -> Response:
            own = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "end_session_endpoint": f"{self.issuer}/leave",
            }
            return jsonify({name: value for name, value in {**own, **self.document}.items() if value is not None})

        @app.get("/keys")
        def keys() -> Response:
            return jsonify({"keys": [key.as_dict(private=False) for key in self.keys] + [{"kty": "of the future"}]})

        @app.get("/authorize")
        def authorize() -> Response:
            assert request.args["response_type"] == "code"
            assert request.args["client_id"] == CLIENT
            assert request.args["code_challenge_method"] == "S256"
            assert set(request.args["scope"].split()) == {"openid", "profile"}
            code = secrets.token_hex(8)
            self.codes[code] = request.args.to_dict()
            answer = {"code": code, "state": request.args["state"]}
            if self.names_itself is not None:
                answer["iss"] = self.names_itself
            return redirect(f"{request.args['redirect_uri']}?{urlencode(answer)}")  # type: ignore[return-value]

        @app.post("/token")
        def token() -> tuple[Response, int]:
            asked = self.codes.pop(request.form.get("code", ""), None)
            basic = request.authorization
            is_client = basic is not None and (basic.username, basic.password) == (CLIENT, SECRET)
            hashed = sha256(request.form.get("code_verifier", "").encode()).digest()
            challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
            if not is_client:
                return jsonify(error="invalid_client"), 401
            if (
                asked is None
                or asked["code_challenge"] != challenge
                or asked["redirect_uri"] != request.form["redirect_uri"]
            ):
                return jsonify(error="invalid_grant"), 400
            made = self.token(asked.get("nonce"))
            return jsonify(access_token="opaque", token_type="Bearer", expires_in=300, id_token=made), 200

        return app


class Quiet(WSGIRequestHandler):
    """Write nothing to the output of the tests."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


@contextmanager
def run(watch: Watch) -> Iterator[Provider]:
    """Run a provider on a free port."""
    provider = Provider(watch)
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True, request_handler=Quiet)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def unsigned(claims: Claims, algorithm: str = "none") -> str:
    """Return a token that says that it needs no signature."""

    def part(value: Claims) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(claims)}."
