"""One attempt to sign in at the provider: everything that ties its answer to the browser that asked.

State, nonce and PKCE verifier follow from a random seed by way of the site's own key, so a cookie with the seed is all
that has to be kept while the colleague is away. Nobody can make a state for a seed, a time or a page of their choice, so
the cookie needs no signature of its own. Pure.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from careers.staff import secret

LASTS = timedelta(minutes=10)
LONGEST_COOKIE = 2000


@dataclass(frozen=True, slots=True)
class Attempt:
    """A seed, the second in which it was made, and the page to go on to."""

    seed: str
    begun: int
    onward: str

    @classmethod
    def new(cls, onward: str, now: datetime) -> Attempt:
        """Begin an attempt."""
        return cls(secret.new_token(), int(now.timestamp()), onward)

    @classmethod
    def read(cls, cookie: str) -> Attempt | None:
        """Return the attempt in a cookie, ``None`` for anything else."""
        parts = cookie.split(".")
        if len(cookie) > LONGEST_COOKIE or len(parts) != 3 or not parts[1].isascii() or not parts[1].isdigit():
            return None
        try:
            return cls(parts[0], int(parts[1][:20]), urlsafe_b64decode(parts[2]).decode())
        except ValueError:
            return None

    @property
    def cookie(self) -> str:
        """Return what the browser keeps meanwhile."""
        return f"{self.seed}.{self.begun}.{urlsafe_b64encode(self.onward.encode()).decode()}"

    def state(self, key: str) -> str:
        """Return what the provider sends back untouched (RFC 6749, 10.12)."""
        return self._derived(key, "state")

    def nonce(self, key: str) -> str:
        """Return what the ID token must hold (OpenID Connect Core, 3.1.2.1)."""
        return self._derived(key, "nonce")

    def verifier(self, key: str) -> str:
        """Return the PKCE verifier, of which the provider first gets the hash (RFC 7636)."""
        return self._derived(key, "verifier")

    def ticket(self, key: str) -> str:
        """Return the name under which the attempt is used up."""
        return self._derived(key, "ticket")

    def fits(self, key: str, state: str, now: datetime) -> bool:
        """Tell whether an answer belongs to this attempt and came in time."""
        is_in_time = 0 <= now.timestamp() - self.begun <= LASTS.total_seconds()
        return hmac.compare_digest(self.state(key).encode(), state.encode()) and is_in_time

    def _derived(self, key: str, purpose: str) -> str:
        return secret.keyed(key, f"sign-on {purpose}", self.seed, str(self.begun), self.onward)
