"""What the provider says about itself: its addresses and its keys, fetched when needed and kept for an hour.

Source: OpenID Connect Discovery 1.0. One thread asks while the others go on with what is known or give up at once, and a
provider that did not answer is left alone for a quarter of a minute: its silence must not cost visitors their threads.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import requests
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, KeySet

from careers.clock import Clock
from careers.staff.sign_on.faults import UnreachableError

TIMEOUT = (3.05, 5)
"""Seconds to wait for a connection, and for each piece of an answer."""
LASTS, PAUSE = timedelta(hours=1), timedelta(seconds=15)
_PATH = "/.well-known/openid-configuration"
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_KINDS = frozenset({"RSA", "EC", "OKP"})
"""Kinds of public keys. A shared one ("oct") would let a published key be used as a secret."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The provider's document and its keys as they were at a moment."""

    document: dict[str, Any]
    keys: KeySet
    at: datetime


class Discovery:
    """The provider's metadata, shared by all threads of this process."""

    def __init__(self, issuer: str, clock: Clock) -> None:
        self._issuer, self._clock = issuer, clock
        self._lock = Lock()
        self._known: Metadata | None = None
        self._failed_at: datetime | None = None

    def metadata(self, *, unless: Metadata | None = None) -> Metadata:
        """Return what the provider says, newer than ``unless`` where it can be had. Raises :class:`UnreachableError`.

        ``unless`` is what a caller found wanting, because a token names a key that is not in it.
        """
        now, known = self._clock.instant(), self._known
        if known and now - known.at < LASTS and (known is not unless or now - known.at < PAUSE):
            return known
        if not self._lock.acquire(blocking=False):
            return self._or_give_up("is being asked just now")
        try:
            if self._failed_at and now - self._failed_at < PAUSE:
                return self._or_give_up("did not answer a moment ago")
            self._known, self._failed_at = self._fetch(now), None
            return self._known
        except UnreachableError as fault:
            if self._failed_at is None or now - self._failed_at >= PAUSE:
                self._failed_at = self._clock.instant()
                log.warning("the sign-on at %s cannot be used: %s", self._issuer, fault)
            return self._or_give_up(str(fault))
        finally:
            self._lock.release()

    def _or_give_up(self, why: str) -> Metadata:
        """Return what is known, however old; a key that was withdrawn meanwhile is the provider's to say."""
        if self._known is None:
            raise UnreachableError(why)
        return self._known

    def _fetch(self, now: datetime) -> Metadata:
        document = get_object(self._issuer.rstrip("/") + _PATH)
        if document.get("issuer") != self._issuer:
            raise UnreachableError(
                f"it calls itself {document.get('issuer')!r}, write that as the issuer if it is right"
            )
        for name in _NEEDED:
            if not self.is_safe(document.get(name)):
                raise UnreachableError(f"its {name} is missing or not https")
        return Metadata(document, _keys(get_object(document["jwks_uri"])), now)

    def is_safe(self, address: object) -> bool:
        """Tell whether an address is https; a provider on this machine, as in tests, may do without."""
        scheme = urlsplit(address).scheme if isinstance(address, str) else ""
        return scheme == "https" or scheme == "http" == urlsplit(self._issuer).scheme


def get_object(address: str) -> dict[str, Any]:
    """Return the JSON object at an address. Raises :class:`UnreachableError`."""
    try:
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False, headers={"Accept": "application/json"})
        found = answer.json() if answer.status_code == 200 else None
    except (requests.RequestException, ValueError) as error:
        raise UnreachableError(type(error).__name__) from None
    if not isinstance(found, dict):
        raise UnreachableError(f"answered {answer.status_code}, not with an object")
    return found


def _keys(document: dict[str, Any]) -> KeySet:
    """Return the keys for signatures; what cannot be understood or is for something else is left out (RFC 7517, 5)."""
    found = []
    listed = document.get("keys")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and entry.get("kty") in _KINDS and entry.get("use", "sig") == "sig":
            try:
                found.append(JWKRegistry.import_key(entry))
            except (JoseError, ValueError, TypeError):
                continue
    if not found:
        raise UnreachableError("it has no key for signatures")
    return KeySet(found)
