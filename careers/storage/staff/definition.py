"""What is kept about colleagues, in which column, and why. The twin of ``careers.storage.definition`` for visitors."""

from __future__ import annotations

from careers.storage.definition import Column, Nature

TABLES = {
    "staff_account": "Accounts",
    "staff_recovery_code": "Recovery codes",
    "staff_session": "Who is signed in",
    "staff_throttle": "Tries to sign in",
    "staff_sign_on": "Attempts at the council's sign-on",
    "staff_refusal": "Refused sign-ins",
    "staff_statistic": "Statistics as first exported",
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
        (
            "staff_account",
            "subject_hash",
            Nature.RANDOM,
            "Keyed hash of the provider's subject",
            "To know a colleague again who comes by the council's sign-on, and to link them by nothing else.",
        ),
        ("staff_account", "display_name", Nature.COLLEAGUE, "Their name there", "To say in the audit who it was."),
        ("staff_recovery_code", "account", Nature.COLLEAGUE, "Whose code", "To know whose it is."),
        ("staff_recovery_code", "code_hash", Nature.RANDOM, "Keyed hash of the code", "To take it once."),
        ("staff_session", "token_hash", Nature.RANDOM, "Hash of the cookie", "To know who is signed in."),
        ("staff_session", "account", Nature.COLLEAGUE, "Who is signed in", "To know who it is."),
        ("staff_session", "began_at", Nature.MOMENT, "When they signed in", "To end the session after hours."),
        ("staff_session", "used_at", Nature.MOMENT, "When it was last used", "To end it when nobody is there."),
        ("staff_throttle", "name_hash", Nature.RANDOM, "Keyed hash of the name typed", "To slow down guessing."),
        ("staff_throttle", "since", Nature.MOMENT, "When the first try was", "To forget the tries."),
        ("staff_throttle", "tries", Nature.COUNT, "How many", "To slow down guessing."),
        ("staff_sign_on", "ticket_hash", Nature.RANDOM, "Keyed hash of a used attempt", "To take it once."),
        ("staff_sign_on", "used_at", Nature.MOMENT, "When", "To forget it."),
        ("staff_refusal", "day", Nature.DAY, "The day", "To see a day with many."),
        ("staff_refusal", "way", Nature.CHOICE, "Here or at the council's sign-on", "To see where they tried."),
        ("staff_refusal", "count", Nature.COUNT, "How many, and nothing of who", "To see somebody guessing."),
        ("staff_statistic", "quarter", Nature.CHOICE, "The quarter", "To know what was counted."),
        ("staff_statistic", "line", Nature.COUNT, "The line's number", "To keep the order."),
        ("staff_statistic", "counted_on", Nature.DAY, "When it was first exported", "To say so in the file."),
        ("staff_statistic", "title", Nature.CHOICE, "What is counted by", "To publish it again unchanged."),
        ("staff_statistic", "label", Nature.CHOICE, "Which group", "To publish it again unchanged."),
        ("staff_statistic", "text", Nature.COUNT, "The guarded count, never the exact one", "To publish it unchanged."),
        ("staff_audit", "number", Nature.COUNT, "The line's number", "To see a line that is missing."),
        ("staff_audit", "at", Nature.MOMENT, "When", "To answer who did what and when."),
        ("staff_audit", "who", Nature.COLLEAGUE, "Who", "To answer who did what and when."),
        ("staff_audit", "action", Nature.CHOICE, "What", "To answer who did what and when."),
        ("staff_audit", "detail", Nature.COLLEAGUE, "Which account, export or change", "To answer which."),
    )
)
