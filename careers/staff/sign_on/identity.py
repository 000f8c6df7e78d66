"""From claims to a colleague: who it is, by a pseudonym, and what they may do here. Pure.

The subject is the only key. E-mail addresses and user names are not read: they are given to somebody else one day, and
whoever may change theirs could become another colleague.
"""

from __future__ import annotations

import unicodedata
from base64 import b32encode
from collections.abc import Mapping
from typing import Any

from careers.config import Config
from careers.staff import secret
from careers.staff.sign_on.faults import UntrustedError
from careers.storage.staff.records import Role, Subject

PREFIX = "council-"
"""How the name of every such account begins; no local account may begin so."""
LONGEST_NAME, LONGEST_SUBJECT = 60, 255  # a subject has at most 255 characters (OpenID Connect Core, section 2)
UNNAMED = "A colleague"


def subject_of(claims: Mapping[str, Any], config: Config) -> Subject:
    """Return who the claims are about. Raises :class:`UntrustedError` for a subject that nobody can have."""
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise UntrustedError("sub")
    kept = secret.keyed(config.secret_key, "sign-on subject", config.sign_on_issuer, subject)
    short = b32encode(bytes.fromhex(kept)).decode().lower()[:10]
    return Subject(kept, PREFIX + short, _tidy(claims.get("name")))


def roles_of(claims: Mapping[str, Any], config: Config) -> frozenset[Role]:
    """Return the roles that the claim names; one value may stand alone, and values of other programs are passed over."""
    given = claims.get(config.sign_on_claim)
    listed = given if isinstance(given, list) else [given]
    values = {value for value in listed if isinstance(value, str)}
    wanted = {config.sign_on_hr: Role.HR, config.sign_on_editor: Role.EDITOR, config.sign_on_admin: Role.ADMIN}
    return frozenset(role for value, role in wanted.items() if value and value in values)


def _tidy(name: object) -> str:
    """Return a name that can be shown in one line: no control characters, and none that turn text around."""
    text = name if isinstance(name, str) else ""
    kept = "".join(" " if unicodedata.category(c).startswith("Z") else c for c in text)
    kept = "".join(c for c in kept if not unicodedata.category(c).startswith("C"))
    return " ".join(kept.split())[:LONGEST_NAME] or UNNAMED
