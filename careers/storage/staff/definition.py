"""What is kept about colleagues, in which column, and why. The twin of ``careers.storage.definition`` for visitors."""

from __future__ import annotations

from careers.storage.definition import Column, Nature

TABLES = {
    "staff_account": "Accounts",
    "staff_recovery_code": "Recovery codes",
    "staff_session": "Who is signed in",
    "staff_throttle": "Tries to sign in",
    "staff_audit": "Audit",
}

STAFF_DEFINITION: tuple[Column, ...] = tuple(
    Column(*row)
    for row in (
        ("staff_account", "name", Nature.COLLEAGUE, "The name to sign in with", "To know whose account it is."),
        ("staff_account", "role", Nature.CHOICE, "The role", "To open the pages of that role only."),
        ("staff_account", "password_hash", Nature.RANDOM, "Argon2id hash of the password", "To check it."),
        ("staff_account", "code_seed", Nature.RANDOM, "Half of the authenticator's secret", "To check its codes."),
        ("staff_account", "last_step", Nature.MOMENT, "The half minute of the last code", "To take a code once."),
        ("staff_account", "is_disabled", Nature.CHOICE, "Whether the account is closed", "To refuse it."),
        ("staff_account", "link_hash", Nature.RANDOM, "Hash of the enrolment link", "To take the link once."),
        ("staff_account", "link_until", Nature.MOMENT, "When the link ends", "To end it."),
        ("staff_recovery_code", "account", Nature.COLLEAGUE, "Whose code", "To know whose it is."),
        ("staff_recovery_code", "code_hash", Nature.RANDOM, "Keyed hash of the code", "To take it once."),
        ("staff_session", "token_hash", Nature.RANDOM, "Hash of the cookie", "To know who is signed in."),
        ("staff_session", "account", Nature.COLLEAGUE, "Who is signed in", "To know who it is."),
        ("staff_session", "began_at", Nature.MOMENT, "When they signed in", "To end the session after hours."),
        ("staff_session", "used_at", Nature.MOMENT, "When it was last used", "To end it when nobody is there."),
        ("staff_throttle", "name_hash", Nature.RANDOM, "Keyed hash of the name typed", "To slow down guessing."),
        ("staff_throttle", "since", Nature.MOMENT, "When the first try was", "To forget the tries."),
        ("staff_throttle", "tries", Nature.COUNT, "How many", "To slow down guessing."),
        ("staff_audit", "number", Nature.COUNT, "The line's number", "To see a line that is missing."),
        ("staff_audit", "at", Nature.MOMENT, "When", "To answer who did what and when."),
        ("staff_audit", "who", Nature.COLLEAGUE, "Who", "To answer who did what and when."),
        ("staff_audit", "action", Nature.CHOICE, "What", "To answer who did what and when."),
        ("staff_audit", "detail", Nature.COLLEAGUE, "Which account, export or change", "To answer which."),
    )
)
