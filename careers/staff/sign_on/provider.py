"""The provider: where to send a colleague, and who they are when they come back.

Authorization code flow with PKCE (RFC 7636), state, nonce and, where the provider sends it, its name in the answer (RFC
9207). The exchange is Authlib's; so are the checks of the ID token's claims, and its signature is checked by joserfc.
Nothing that arrives is logged or kept but what :mod:`careers.staff.sign_on.identity` takes from the claims.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry

from careers.clock import Clock
from careers.config import Config
from careers.staff.sign_on.attempt import Attempt
from careers.staff.sign_on.discovery import TIMEOUT, Discovery, Metadata
from careers.staff.sign_on.faults import UnreachableError, UntrustedError

CALLBACK = "/staff/sign-on/callback/"
SCOPE = "openid profile"
LEEWAY = 60
"""Seconds by which the provider's clock and ours may differ."""
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
"""Signatures by key pairs only: never "none", and never a shared secret."""

Claims = dict[str, Any]


class Provider:
    """The council's provider, as the settings name it."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self._config, self._clock = config, clock
        self._discovery = Discovery(config.sign_on_issuer, clock)
        self.redirect_uri = config.address + CALLBACK

    def address(self, attempt: Attempt) -> str:
        """Return where to send the browser. Raises :class:`UnreachableError`."""
        document = self._discovery.metadata().document
        key = self._config.secret_key
        with self._session(document) as session:
            address, _ = session.create_authorization_url(
                document["authorization_endpoint"],
                state=attempt.state(key),
                nonce=attempt.nonce(key),
                code_verifier=attempt.verifier(key),
            )
        return str(address)

    def identify(self, attempt: Attempt, code: str, issuer: str | None) -> Claims:
        """Return the claims about whoever comes back with ``code``; ``issuer`` is who the answer says it is from.

        Raises :class:`UnreachableError` and :class:`UntrustedError`.
        """
        metadata = self._discovery.metadata()
        is_named = metadata.document.get("authorization_response_iss_parameter_supported") is True
        if issuer != self._config.sign_on_issuer and (issuer is not None or is_named):
            raise UntrustedError("issuer of the answer")
        answer = self._exchange(metadata.document, code, attempt)
        given = answer.get("id_token")
        if not isinstance(given, str):
            raise UntrustedError("no ID token")
        try:
            token = self._verified(metadata, given)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "value": self._config.sign_on_issuer},
                    "aud": {"essential": True, "value": self._config.sign_on_client_id},
                },
                {
                    "nonce": attempt.nonce(self._config.secret_key),
                    "client_id": self._config.sign_on_client_id,
                    "access_token": answer.get("access_token"),
                },
            )
            claims.validate(now=int(self._clock.now().timestamp()), leeway=LEEWAY)
        except JoseError as error:
            raise UntrustedError(f"{type(error).__name__} {getattr(error, 'claim', '')}".strip()) from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UntrustedError(type(error).__name__) from None
        return dict(claims)

    def sign_out_address(self, back: str) -> str | None:
        """Return where a colleague can sign out of their council account, if the provider offers it.

        Nothing says who is meant, because no token is kept: the provider knows its own session, and asks.
        Source: OpenID Connect RP-Initiated Logout 1.0.
        """
        try:
            address = self._discovery.metadata().document.get("end_session_endpoint")
        except UnreachableError:
            return None
        if not isinstance(address, str) or not self._discovery.is_safe(address):
            return None
        query = urlencode({"client_id": self._config.sign_on_client_id, "post_logout_redirect_uri": back})
        return f"{address}{'&' if '?' in address else '?'}{query}"

    def _session(self, document: dict[str, Any]) -> OAuth2Session:
        offered = document.get("token_endpoint_auth_methods_supported")
        secret = self._config.sign_on_client_secret
        is_basic = not isinstance(offered, list) or "client_secret_basic" in offered
        way = "client_secret_basic" if is_basic else "client_secret_post"
        return OAuth2Session(
            self._config.sign_on_client_id,
            secret or None,
            token_endpoint_auth_method=way if secret else "none",
            scope=SCOPE,
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
            default_timeout=TIMEOUT,
        )

    def _exchange(self, document: Claims, code: str, attempt: Attempt) -> Claims:
        try:
            with self._session(document) as session:
                return dict(
                    session.fetch_token(
                        document["token_endpoint"],
                        grant_type="authorization_code",
                        code=code,
                        redirect_uri=self.redirect_uri,
                        code_verifier=attempt.verifier(self._config.secret_key),
                        allow_redirects=False,
                    )
                )
        except OAuthError as error:
            raise UntrustedError(f"the provider refused the code ({str(error.error)[:40]!r})") from None
        except (requests.RequestException, ValueError, TypeError, KeyError) as error:
            raise UnreachableError(type(error).__name__) from None

    def _verified(self, metadata: Metadata, given: str) -> jwt.Token:
        """Return the token after its signature was checked; a key that is not known yet is asked for once."""
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        try:
            return jwt.decode(given, metadata.keys, registry=registry)
        except InvalidKeyIdError:
            newer = self._discovery.metadata(unless=metadata)
            return jwt.decode(given, newer.keys, registry=registry)
