"""Everything that is secret: passwords, authenticator codes, recovery codes, tokens. Knows no request and no table.

What the database holds is not enough to sign in: passwords are Argon2id hashes, and the authenticator's secret and the
recovery codes also need the site's own key, which is not in the database.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST, LONGEST = 12, 200
HARD_TO_GUESS = 4
"""The estimator's best mark: ten thousand million guesses or more, made in the order in which an attacker would."""
JUDGED = 72
"""Characters that the estimator looks at; it is slow with more, and they cannot make a password worse."""
OF_THE_SITE = (
    "manchester",
    "council",
    "careers",
    "social",
    "worker",
    "socialworker",
    "children",
    "staff",
    "recruitment",
)
"""Words that an attacker of this site would try first."""
STEP_SECONDS = 30
DRIFT = 1
RECOVERY_CODES = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike

_hasher = PasswordHasher()  # argon2-cffi's defaults are the second choice of RFC 9106: 64 MiB, three rounds
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5IGlzIGhlcmUuLg$TQXSdGAgWRjx9Sd2A7CT27W0nVzLJvlw1BKV4dOQ9zM"
"""A hash with the same cost that no password fits, for names without an account: a refusal takes equally long."""


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password."""
    return _hasher.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Tell whether a password fits a hash, doing the same work when there is none."""
    try:
        is_right = _hasher.verify(kept or _NOBODY, password[:LONGEST])
        return is_right and kept is not None and len(password) <= LONGEST
    except (VerifyMismatchError, InvalidHashError):
        return False


def password_fault(password: str, again: str, name: str) -> str | None:
    """Return what is wrong with a new password, in words.

    The length matters and how soon it would be guessed, from lists of passwords, names and words, from keyboards, dates
    and repetitions; the kind of characters does not. Nothing is sent anywhere for it.
    """
    if len(password) < SHORTEST:
        return f"Use {SHORTEST} characters or more. Three or four words that do not belong together are good"
    if len(password) > LONGEST:
        return f"Use {LONGEST} characters or fewer"
    from zxcvbn import zxcvbn  # type: ignore[import-untyped] # noqa: PLC0415 - its lists take 12 MB, and it is seldom asked

    known = (name, *name.split("."), *OF_THE_SITE)
    if zxcvbn(password[:JUDGED], user_inputs=known)["score"] < HARD_TO_GUESS:
        return "Choose one that is harder to guess: not your name, not a known password, not words of this site alone"
    if password != again:
        return "The two are not the same. Type the password twice"
    return None


def new_token() -> str:
    """Return 256 random bits for an address or a cookie."""
    return secrets.token_urlsafe(32)


def keyed(key: str, purpose: str, *parts: str) -> str:
    """Return a hash that cannot be tried out without the site's key; each purpose has its own."""
    return hmac.digest(key.encode(), "\0".join((purpose, *parts)).encode(), "sha256").hex()


def code_secret(key: str, name: str, seed: str) -> str:
    """Return the secret that the authenticator shares, 160 bits in base 32, from the site's key and the kept seed."""
    digest = hmac.digest(key.encode(), f"authenticator\0{name}\0{seed}".encode(), "sha256")
    return b32encode(digest[:20]).decode()


def code_address(secret: str, name: str, issuer: str) -> str:
    """Return the ``otpauth:`` address that an authenticator reads from a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def code_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step of a code that is right now, one step early or late included (RFC 6238, section 5.2)."""
    present = int(now.timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(secret)
    found = None
    for step in range(present - DRIFT, present + DRIFT + 1):
        if hmac.compare_digest(generator.generate_otp(step).encode(), code.encode()):
            found = step
    return found


def new_recovery_codes() -> tuple[str, ...]:
    """Return fresh recovery codes of 49 bits, such as ``7mk2p-w9xqn``."""
    texts = ("".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES))
    return tuple(f"{text[:5]}-{text[5:]}" for text in texts)


def tidy_code(typed: str) -> str:
    """Return what was typed as a code without spaces and dashes, in small letters."""
    return "".join(typed.split()).replace("-", "").lower()


def recovery_hash(key: str, name: str, code: str) -> str:
    """Return what is kept of a recovery code."""
    return keyed(key, "recovery code", name, tidy_code(code))
