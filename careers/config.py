"""Every setting, its default and what it is for. The only reader of the environment."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from os import environ
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "CAREERS_"
SHORTEST_KEY = 32
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})


class ConfigError(ValueError):
    """A setting holds something that it cannot hold; the message names the variable and what to write."""


_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


def origin_of(text: str) -> str:
    """Return the origin that an address is, without a final slash. Raises ValueError for an address that is none."""
    scheme, found, rest = text.strip().lower().partition("://")
    host = rest.removesuffix("/")
    if scheme not in {"https", "http"} or not found or not _HOST.fullmatch(host):
        raise ValueError(f"found {text!r}, write the address of a site and no more, such as https://careers.example")
    return f"{scheme}://{host}"


def _origins(text: str) -> str:
    return ",".join(origin_of(part) for part in text.split(",") if part.strip())


def _beginning(*allowed: str) -> Callable[[str], str]:
    """Return what reads an address that begins in one of a few ways; it may hold a password, so it is never repeated."""

    def read(text: str) -> str:
        if not text.startswith(allowed):
            raise ValueError(f"write an address that begins with {' or '.join(allowed)}")
        return text

    return read


def _setting(
    default: Any,
    purpose: str,
    *,
    variable: str | None = None,
    within: tuple[int, int] = (0, 0),
    read: Callable[[str], str] = str,
) -> Any:
    """Return a field of the settings; a number must lie ``within`` two others, both included.

    ``read`` returns a text that is not empty as it is kept, and raises ValueError with what to write instead.
    """
    metadata = {"purpose": purpose, "variable": variable, "within": within, "read": read}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one running site. Built once, passed down, never changed."""

    content: Path = _setting(ROOT / "content", "Folder of the Markdown content.")
    instance: Path = _setting(ROOT / "instance", "Folder for what the program itself writes: database, caches.")
    database_url: str = _setting(
        "",
        "SQLAlchemy address of the database. Empty means SQLite in the instance folder.",
        read=_beginning("sqlite:///", "postgresql://", "postgresql+psycopg://"),
    )
    base_url: str = _setting(
        "",
        "Public address of the site: canonical links, feeds, calendars. Empty means this machine and port.",
        read=origin_of,
    )
    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(8000, "Port to listen on.", variable="PORT", within=(1, 65_535))
    workers: int = _setting(1, "Server processes.", within=(1, 256))
    secret_key: str = _setting(
        lambda: secrets.token_hex(32),
        "Key for signatures, 32 random characters or more, the same in every instance. Left out, one is made and kept in the "
        "instance folder.",
    )
    preview: bool = _setting(False, "Show drafts, problems and the patterns page, and reload changed content.")
    demonstration: bool = _setting(False, "Let sample adverts into feeds, structured data and the sitemap.")
    retention_months: int = _setting(
        12, "Months after which expressions of interest and feedback are deleted.", within=(1, 120)
    )
    redis_url: str = _setting(
        "",
        "Redis for rate limits when several instances run. Empty means in memory.",
        read=_beginning("redis://", "rediss://", "unix://"),
    )
    proxies: int = _setting(
        0, "Proxies of yours in front of the program; rate limits then count whom the outermost saw.", within=(0, 9)
    )
    live_url: str = _setting(
        "", "Address of the application that takes the forms of a frozen copy of the site.", read=origin_of
    )
    copies: str = _setting(
        "", "Origins of frozen copies whose feedback is taken, with commas: https://careers.example", read=_origins
    )
    trusted_hosts: str = _setting("", "Host names that the site answers to, with commas. Empty means any.")
    sign_on_issuer: str = _setting(
        "", "Issuer of the council's OpenID Connect sign-on. Empty means local accounts only."
    )
    sign_on_client_id: str = _setting("", "Name under which the sign-on knows this site.")
    sign_on_client_secret: str = _setting("", "Secret that the sign-on gave this site.")
    sign_on_client_secret_file: str = _setting("", "File that holds the secret instead.")
    sign_on_claim: str = _setting("roles", "Claim of the sign-on that says what a colleague may do here.")
    sign_on_hr: str = _setting("careers-hr", "Value of that claim for HR.")
    sign_on_editor: str = _setting("careers-editor", "Value of that claim for an editor.")
    sign_on_admin: str = _setting("careers-admin", "Value of that claim for an administrator.")
    local_sign_in: bool = _setting(True, "Let local accounts sign in. It can be switched off where there is a sign-on.")

    @property
    def effective_database_url(self) -> str:
        """Return the database address that is used, the SQLite file in the instance folder by default."""
        return self.database_url or f"sqlite:///{self.instance / 'careers.sqlite3'}"

    @property
    def copy_origins(self) -> frozenset[str]:
        """Return the origins of frozen copies, as browsers write them."""
        return frozenset(origin for part in self.copies.split(",") if (origin := part.strip().rstrip("/").lower()))

    @property
    def address(self) -> str:
        """Return the public address of the site, without a final slash."""
        return self.base_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None) -> Config:
        """Read the settings from ``env`` (the process environment by default).

        Raises :class:`ConfigError` with every faulty variable, and for a ``CAREERS_`` variable that does not exist.
        """
        env = environ if env is None else env
        values: dict[str, Any] = {}
        known = {variable_name(f): f for f in fields(cls)}
        unknown = sorted(name for name in env.keys() - known.keys() if name.startswith(PREFIX))
        problems = [f"{name}: there is no such setting" for name in unknown]
        for variable, f in known.items():
            if variable not in env or ((f.type == "Path" or f.name == "secret_key") and not env[variable].strip()):
                continue  # an empty name would mean the folder in which the program happens to be started
            try:
                values[f.name] = _convert(f, env[variable])
            except ValueError as error:
                problems.append(f"{variable}: {error}")
        if len(values.get("secret_key", "x" * SHORTEST_KEY)) < SHORTEST_KEY:
            problems.append(f"CAREERS_SECRET_KEY: write {SHORTEST_KEY} random characters or more, or leave it out")
        problems += _sign_on_problems(values)
        if problems:
            raise ConfigError("\n".join(problems))
        if "secret_key" not in values:
            values["secret_key"] = _kept_secret(values.get("instance", ROOT / "instance"))
        return cls(**values)


def variable_name(setting: Any) -> str:
    """Return the environment variable that sets a field of :class:`Config`, e.g. ``CAREERS_CONTENT``."""
    return str(setting.metadata["variable"] or PREFIX + setting.name.upper())


def _sign_on_problems(values: dict[str, Any]) -> list[str]:
    """Return what is wrong with the settings of the sign-on together; put the secret's file in place of its name."""
    issuer, file = values.get("sign_on_issuer", ""), values.pop("sign_on_client_secret_file", "")
    problems = []
    if file:
        try:
            kept = Path(file).read_text("utf-8").strip()
        except (OSError, ValueError):
            problems.append(f"CAREERS_SIGN_ON_CLIENT_SECRET_FILE: {file} cannot be read")
        else:
            if values.get("sign_on_client_secret"):
                problems.append("CAREERS_SIGN_ON_CLIENT_SECRET_FILE: leave CAREERS_SIGN_ON_CLIENT_SECRET out beside it")
            values["sign_on_client_secret"] = kept
    if issuer:
        parts = urlsplit(issuer)
        if parts.scheme != "https" and (parts.scheme != "http" or parts.hostname not in _LOOPBACK):
            problems.append(f"CAREERS_SIGN_ON_ISSUER: found {issuer!r}, write an address that begins with https:")
        if not values.get("sign_on_client_id"):
            problems.append("CAREERS_SIGN_ON_CLIENT_ID: write the name under which the sign-on knows this site")
    elif not values.get("local_sign_in", True):
        problems.append("CAREERS_LOCAL_SIGN_IN: nobody could sign in, set CAREERS_SIGN_ON_ISSUER or write yes")
    roles = [values.get(f"sign_on_{role}", f"careers-{role}") for role in ("hr", "editor", "admin")]
    if len(set(roles)) < len(roles):
        problems.append("CAREERS_SIGN_ON_HR, _EDITOR and _ADMIN: write a different value for each")
    return problems


def settings_table() -> str:
    """Return every setting with what it is for, as the operators' guide lists them."""
    rows = [f"| `{variable_name(f)}` | {f.metadata['purpose']} |" for f in fields(Config)]
    return "".join(f"{row}\n" for row in ("| variable | what it is for |", "|---|---|", *rows))


def _kept_secret(folder: Path) -> str:
    """Return the key kept in ``folder``, making it first if there is none; only the owner can read the file.

    Several processes may start at once: the first one to link its file in wins, and all read that one.
    """
    path = folder / "secret-key"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=folder, prefix=".secret-") as temporary:
                temporary.write(secrets.token_hex(32))
                temporary.flush()
                with suppress(FileExistsError):
                    path.hardlink_to(temporary.name)
        key = path.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", "") or "not a text"
        raise ConfigError(f"CAREERS_INSTANCE: the key in {folder} cannot be kept there or read: {why}") from None
    if len(key) < SHORTEST_KEY:  # as after a power cut: signatures with an empty key could be made by anybody
        raise ConfigError(f"{path}: no key in it, put your copy of the file back, or remove it for a new key")
    return key


def _convert(setting: Any, text: str) -> Any:
    match setting.type:
        case "bool":
            if text.lower() in _TRUE:
                return True
            if text.lower() in _FALSE:
                return False
            raise ValueError(f"found {text!r}, write yes or no")
        case "int":
            if not text.isascii() or not text.isdigit():
                raise ValueError(f"found {text!r}, write a whole number")
            least, most = setting.metadata["within"]
            if not least <= int(text[:9]) <= most:
                raise ValueError(f"found {text!r}, write a whole number from {least} to {most}")
            return int(text)
        case "Path":
            return Path(text).resolve()
        case _:
            bare = text.strip()
            return setting.metadata["read"](bare) if bare else ""
