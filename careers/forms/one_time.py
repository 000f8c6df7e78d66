"""One-time keys: what makes a form that is sent twice the same form, without a cookie.

Each form that can be sent carries a fresh key with the day it was made. Someone who presses twice, reloads or goes back
sends the same key again, and the database keeps one row. Two people never share a key. A key older than yesterday is
not taken any more, because used keys are only remembered for two days. A key is no permission, so it is not signed:
for the yes or no at the foot of a stored page the browser makes one (``static/js/site.js``).
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from datetime import date, timedelta

_KEY = re.compile(r"(\d{4}-\d{2}-\d{2})\.[A-Za-z0-9_-]{43}", re.ASCII)
_ADDRESS = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)


def new_key(today: date) -> str:
    """Return a fresh key of 256 bits, such as ``2026-11-22.PzkV...``."""
    return f"{today.isoformat()}.{secrets.token_urlsafe(32)}"


def is_usable(key: str, today: date) -> bool:
    """Tell whether ``key`` has the right form and was made today or yesterday."""
    match = _KEY.fullmatch(key)
    return match is not None and match[1] in {today.isoformat(), (today - timedelta(days=1)).isoformat()}


def private_address(key: str) -> str:
    """Return the secret part of the private page's address, 192 bits that follow from the key.

    So a form that arrives twice leads to the same page, although the database holds neither the key nor the address.
    """
    return urlsafe_b64encode(hmac.digest(key.encode(), b"private page", "sha256")[:24]).decode()


def is_address(text: str) -> bool:
    """Tell whether ``text`` has the form of a private address."""
    return _ADDRESS.fullmatch(text) is not None
