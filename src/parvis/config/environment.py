"""The environment, read once: every variable the program knows, what it means, and a sentence when it is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import unquote, urlsplit

T = TypeVar("T")


class SettingError(Exception):
    """A variable of the environment that cannot be used; its text is a sentence for the person who set it."""


#: Variables that hold a key or a password: their value is not repeated on a terminal.
_UNSPOKEN = {"PARVIS_SECRET_KEY", "DATABASE_URL", "PARVIS_MAIL_URL"}


@dataclass(frozen=True)
class Variable(Generic[T]):
    """One variable: its name, how to read it, its value when absent, and what it is for."""

    name: str
    read: Callable[[str], T]
    default: str
    meaning: str

    def value(self, environment: Mapping[str, str]) -> T:
        """Return the variable read from ``environment``; raise SettingError with a sentence when it cannot be."""
        text = environment.get(self.name, "").strip() or self.default
        try:
            return self.read(text)
        except ValueError as error:
            shown = "" if self.name in _UNSPOKEN else f" is {text!r}, which"
            message = f"{self.name}{shown} cannot be used: {error}."
            raise SettingError(message) from error


def yes_or_no(text: str) -> bool:
    """Read yes/no, on/off, true/false, 1/0."""
    word = text.lower()
    if word in {"yes", "on", "true", "1"}:
        return True
    if word in {"no", "off", "false", "0"}:
        return False
    raise ValueError("say yes or no")


def folder(text: str) -> Path:
    """Read a folder's path; it is made absolute, and need not exist yet."""
    path = Path(text).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise ValueError("it names a file, not a folder")
    return path


def words(text: str) -> list[str]:
    """Read words separated by commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def secret(text: str) -> str:
    """Read the signing key: empty (one is made and kept), or 50 characters or more."""
    if text and len(text) < 50:
        raise ValueError("write 50 characters or more, or leave it out and one is made")
    return text


def database(text: str) -> str:
    """Read a database address: empty (SQLite in PARVIS_DATA), ``postgres://…`` or ``sqlite:///…``."""
    kind, _, rest = text.partition("://")
    is_postgresql = kind in {"postgres", "postgresql"} and bool(rest) and _has_port(text)
    is_sqlite = kind == "sqlite" and rest.startswith("/") and len(rest) > 1
    if text and not (is_postgresql or is_sqlite):
        raise ValueError("write postgres://user:password@host:port/name, or leave it out for SQLite")
    return text


def _has_port(address: str) -> bool:
    """Say whether the port of ``address`` can be one, or is left out."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def port(text: str) -> int:
    """Read a TCP port, 1 to 65535."""
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 65535:
        raise ValueError("a port is a number from 1 to 65535")
    return number


def several(text: str) -> int:
    """Read a small count, 1 to 64."""
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 64:
        raise ValueError("say a number from 1 to 64")
    return number


def days(text: str) -> int:
    """Read a number of days, 1 to 3,650."""
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 3650:
        raise ValueError("say a number of days from 1 to 3650")
    return number


def origin(text: str) -> str:
    """Read the site's address as visitors type it, without a path: ``https://parvis.example``; empty when absent."""
    bare = text.rstrip("/")
    kind, _, host = bare.partition("://")
    is_plain = kind in {"http", "https"} and bool(host) and not set(host) & set("/?#@ ") and _has_port(bare)
    if text and not is_plain:
        raise ValueError("write http:// or https:// and the name, without a path")
    return bare


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over; ``security`` is "ssl", "starttls", or empty on this very machine."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: str


def mail_server(text: str) -> MailServer | None:
    """Read the mail server's address; None when absent: then nothing is mailed."""
    if not text:
        return None
    parts = urlsplit(text)
    is_whole = parts.scheme in {"smtp", "smtps"} and parts.path in {"", "/"} and not parts.query and _has_port(text)
    if not is_whole or not parts.hostname:
        raise ValueError("write smtp://user:password@host:port or smtps://…, or leave it out")
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    security = "ssl" if parts.scheme == "smtps" else "" if is_here else "starttls"
    port = parts.port or {"ssl": 465, "starttls": 587}.get(security, 25)
    return MailServer(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), security)


def mail_address(text: str) -> str:
    """Read a mail address; empty when absent."""
    name, _, host = text.partition("@")
    if text and (not name or not host or not text.isprintable() or set(text) & set(" <>,;")):
        raise ValueError("write an address such as programme@house.example")
    return text


PRODUCTION = Variable(
    "PARVIS_PRODUCTION", yes_or_no, "no", "yes on a public site: HTTPS only, secure cookie, no debug."
)
DATA = Variable(
    "PARVIS_DATA", folder, "var", "Folder for every file the program writes: database, index, pictures, keys."
)
SECRET = Variable(
    "PARVIS_SECRET_KEY", secret, "", "Signing key, 50 characters or more; made and kept in PARVIS_DATA when absent."
)
DATABASE = Variable(
    "DATABASE_URL", database, "", "postgres://… for PostgreSQL 15 or newer; SQLite in PARVIS_DATA when absent."
)
ORIGIN = Variable(
    "PARVIS_ORIGIN",
    origin,
    "",
    "The site's public address, for links on paper, QR codes and sitemaps; http://localhost:PORT when absent.",
)
HOSTS = Variable("PARVIS_HOSTS", words, "", "Further host names the site answers to, separated by commas.")
PORT = Variable("PARVIS_PORT", port, "8000", "TCP port `parvis serve` listens on.")
BIND = Variable("PARVIS_BIND", str, "127.0.0.1", "Address `parvis serve` listens on; 0.0.0.0 for every network.")
WORKERS = Variable("PARVIS_WORKERS", several, "2", "Server processes; one per processor core is a good start.")
SEARCH_LOG = Variable(
    "PARVIS_SEARCH_LOG", yes_or_no, "no", "yes keeps counts of search words per day; see docs/privacy.md."
)
MEANING = Variable(
    "PARVIS_MEANING", yes_or_no, "yes", "no leaves out the sentence encoder (saves about 150 MB of memory)."
)
KIOSK_IDLE = Variable("PARVIS_KIOSK_IDLE", several, "2", "Minutes without a touch after which a kiosk resets itself.")
OFFERS_KEPT = Variable(
    "PARVIS_OFFERS_KEPT",
    days,
    "30",
    "Days after its end that `parvis purge` removes an offer; its address stays a 410.",
)
FETCH_PRIVATE = Variable(
    "PARVIS_FETCH_PRIVATE", yes_or_no, "no", "yes also fetches calendars from machines of the house's own network."
)
MAIL = Variable(
    "PARVIS_MAIL_URL",
    mail_server,
    "",
    "smtp://user:password@host:port (STARTTLS) or smtps://…: tells people whose date is cancelled or moved; no mail when absent.",
)
MAIL_FROM = Variable(
    "PARVIS_MAIL_FROM", mail_address, "", "Address that mails come from; no-reply@ and the site's name when absent."
)
SEATS_WORK = Variable(
    "PARVIS_SEATS_WORK", yes_or_no, "yes", "no asks for no moment of work or waiting where seats go very fast."
)

VARIABLES: tuple[Variable[object], ...] = (
    PRODUCTION,
    DATA,
    SECRET,
    DATABASE,
    ORIGIN,
    HOSTS,
    PORT,
    BIND,
    WORKERS,
    SEARCH_LOG,
    MEANING,
    KIOSK_IDLE,
    OFFERS_KEPT,
    FETCH_PRIVATE,
    MAIL,
    MAIL_FROM,
    SEATS_WORK,
)  # type: ignore[assignment]  # a tuple of unlike variables, read only for their names and meanings


#: Where tests and benches find real data; the site itself never reads it.
OF_TESTS = "PARVIS_TEST_DATA"


def refuse_unknown(environment: Mapping[str, str]) -> None:
    """Raise SettingError for a PARVIS_… variable nobody reads: a typing slip must not pass in silence."""
    known = {variable.name for variable in VARIABLES}
    for name in environment:
        if name.startswith("PARVIS_") and name not in known and name != OF_TESTS:
            message = f"{name} is not a variable Parvis knows. It knows: {', '.join(sorted(known))}."
            raise SettingError(message)


def current() -> Mapping[str, str]:
    """Return the process's environment, after refusing unknown PARVIS_ variables."""
    refuse_unknown(os.environ)
    return os.environ
