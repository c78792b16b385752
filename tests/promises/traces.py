"""Looking for a visitor in the bytes a machine keeps: what to look for, in which disguises, in which files."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from parvis.starters.domain.answers import write_code
from parvis.starters.domain.statements import forms

DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s", "sha3_256")
CHUNK = 1 << 24


@dataclass(frozen=True)
class Marked:
    """What the canary's visitor carries: each value is unlike anything else on the machine, and lower case so that
    normalising leaves it alone. ``tag`` tells one drive from another."""

    tag: str
    values: Mapping[str, str] = field(init=False)

    #: The only client that ever connects from here; the whole of 127/8 is this machine.
    ADDRESS = "127.77.13.9"

    def __post_init__(self) -> None:
        said = {
            "browser": f"zqbrowser{self.tag}",
            "referrer": f"zqreferrer{self.tag}",
            "forwarded address": "203.0.113.77",
            "forwarded by": "2001:db8:77:13::9",
            "real address": "198.51.100.213",
            "cookie": f"zqcookie{self.tag}",
            "language tail": f"zq-{self.tag[:8]}",
            "query word": f"zqword{self.tag}",
            "query in other letters": f"žqçà{self.tag}",
            "query in arabic": f"ظقذ{self.tag}",
            "phone in a query": "06 77 13 90 42",
            "mail in a query": f"zq.{self.tag}@mail.example",
            "notebook code": f"zqnotebook{self.tag}",
            "answers": _answers(self.tag),
            "town": f"zqtown{self.tag}",
            "place": "45.771309,4.831377",
            "path": f"zqpath{self.tag}",
            "form field": f"zqform{self.tag}",
            "host name": f"zqhost{self.tag}.example",
            "credentials": f"zqsecret{self.tag}",
        }
        object.__setattr__(self, "values", {"address": self.ADDRESS, **said})

    def headers(self) -> dict[str, str]:
        """Return the request headers that say who asks."""
        from_values = self.values
        return {
            "User-Agent": f"Mozilla/5.0 {from_values['browser']}",
            "Referer": f"https://elsewhere.example/{from_values['referrer']}?q={from_values['referrer']}",
            "X-Forwarded-For": f"{from_values['forwarded address']}, {from_values['forwarded by']}",
            "X-Real-IP": from_values["real address"],
            "Forwarded": f'for="[{from_values["forwarded by"]}]";by={from_values["forwarded address"]}',
            "Via": f"1.1 {from_values['host name']}",
            "Cookie": f"form={from_values['cookie']}; sessionid={from_values['cookie']}; django_language=fr",
            "Accept-Language": f"fr,{from_values['language tail']};q=0.9",
            "Authorization": f"Bearer {from_values['credentials']}",
            "Origin": f"https://{from_values['host name']}",
            "If-None-Match": f'"{from_values["browser"]}"',
            "X-Request-Id": from_values["browser"],
        }


def _answers(tag: str) -> str:
    """Return a true code of answers to all 48 statements, another for each ``tag``."""
    questions = forms()["statements"].questions
    digits = hashlib.sha512(tag.encode()).digest()[: questions.number]
    return write_code(questions, tuple(1 + digit % (questions.choices - 1) for digit in digits))


def spellings(value: str) -> Iterator[tuple[str, bytes]]:
    """Yield the ways the letters of ``value`` may be written down, as bytes."""
    yield "composed", unicodedata.normalize("NFC", value).encode()
    yield "decomposed", unicodedata.normalize("NFD", value).encode()
    folded = "".join(letter for letter in unicodedata.normalize("NFD", value) if not unicodedata.combining(letter))
    yield "without accents", folded.encode()
    yield "upper case", value.upper().encode()
    joined = "".join(letter for letter in value if letter.isalnum())
    if len(joined) >= 10:
        yield "joined", joined.encode()


def _base64(raw: bytes) -> Iterator[bytes]:
    """Yield the middle of ``raw`` in base 64 at each of its three alignments: what stays whatever stands before it."""
    for shift in range(3):
        body = raw[(3 - shift) % 3 :]
        body = body[: len(body) - len(body) % 3]
        if len(body) >= 6:
            plain = base64.b64encode(body)
            yield from {plain, base64.urlsafe_b64encode(body)}


def _digests(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield digests of ``raw``, cut to 8 bytes so that a shortened one is found too; also with a separator's newline."""
    for text in (raw, raw + b"\n"):
        for name in DIGESTS:
            digest = hashlib.new(name, text).digest()
            yield f"{name} raw", digest[:8]
            yield f"{name} hex", digest[:8].hex().encode()
            yield f"{name} HEX", digest[:8].hex().upper().encode()
            yield f"{name} base64", base64.b64encode(digest[:9])


def disguises(value: str) -> dict[bytes, str]:
    """Return every byte string under which ``value`` may hide, with the name of the disguise."""
    found: dict[bytes, str] = {}
    for spelling, raw in spellings(value):
        everything = [
            ("raw", raw),
            ("percent", "".join(f"%{byte:02X}" for byte in raw).encode()),
            ("percent, lower", "".join(f"%{byte:02x}" for byte in raw).encode()),
            ("quoted", _quoted(raw, upper=True)),
            ("quoted, lower", _quoted(raw, upper=False)),
            ("escaped", raw.decode().encode("unicode_escape")),
            ("json", raw.decode().encode("ascii", "backslashreplace")),
            ("hex", raw.hex().encode()),
            ("HEX", raw.hex().upper().encode()),
            ("utf-16", raw.decode().encode("utf-16-le").strip(b"\0")),
            ("utf-32", raw.decode().encode("utf-32-le").strip(b"\0")),
            ("backwards", raw[::-1]),
            *(("base64", text) for text in _base64(raw)),
            *_digests(raw),
        ]
        for name, text in everything:
            found.setdefault(text, f"{name} ({spelling})")
    return found


def _quoted(raw: bytes, *, upper: bool) -> bytes:
    """Return ``raw`` as an address writes it: letters, digits and -._~ as they are, the rest in percent."""
    form = "%{:02X}" if upper else "%{:02x}"
    kept = b"-._~"
    return b"".join(
        bytes([byte]) if byte < 128 and (chr(byte).isalnum() or byte in kept) else form.format(byte).encode()
        for byte in raw
    )


def files(*folders: Path) -> Iterator[Path]:
    """Yield every regular file under ``folders``."""
    for folder in folders:
        if folder.is_file():
            yield folder
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


class Nose:
    """Finds thousands of needles in one pass: bytes are filtered pair by pair, the few starts that are left are compared."""

    WIDTH = 8  # every needle is at least this long

    def __init__(self, values: Mapping[str, str]) -> None:
        self.needles: dict[bytes, list[tuple[bytes, str, str]]] = {}
        for name, value in values.items():
            for text, how in disguises(value).items():
                self.needles.setdefault(text[: self.WIDTH], []).append((text, name, how))
        assert min(map(len, self.needles)) == self.WIDTH
        self.longest = max(len(text) for same in self.needles.values() for text, _, _ in same)
        starts = np.frombuffer(b"".join(self.needles), dtype="<u2").reshape(-1, self.WIDTH // 2)
        self.may_stand = np.zeros((self.WIDTH // 2, 1 << 16), dtype=bool)
        for place in range(self.WIDTH // 2):
            self.may_stand[place, starts[:, place]] = True

    def smell(self, block: bytes) -> Iterator[tuple[str, str]]:
        """Yield (name of the value, disguise) for each needle in ``block``."""
        raw = np.frombuffer(block, dtype=np.uint8)
        if len(raw) < self.WIDTH:
            return
        pairs = raw[:-1].astype(np.uint16) | (raw[1:].astype(np.uint16) << 8)
        starts = np.flatnonzero(self.may_stand[0][pairs[: len(raw) - self.WIDTH + 1]])
        for place in range(1, self.WIDTH // 2):
            starts = starts[self.may_stand[place][pairs[starts + 2 * place]]]
        for start in starts.tolist():
            for text, name, how in self.needles.get(block[start : start + self.WIDTH], ()):
                if block.startswith(text, start):
                    yield name, how


def search(values: Mapping[str, str], paths: Iterable[Path]) -> list[str]:
    """Return a line for each value found in a file: its name, the disguise, the file."""
    nose, paths = Nose(values), list(paths)
    found = {
        f"{name} as {how} in {path.name}"
        for path in paths
        for block in _blocks(path, nose.longest)
        for name, how in nose.smell(block)
    }
    return sorted(found.union(_names(values, paths)))


def _names(values: Mapping[str, str], paths: Iterable[Path]) -> list[str]:
    """Return a line for each value that stands in a file's own name."""
    return [
        f"{name} in the name of {path.name}" for path in paths for name, value in values.items() if value in path.name
    ]


def _blocks(path: Path, overlap: int) -> Iterator[bytes]:
    """Yield the bytes of ``path`` in blocks that overlap, so that nothing hides on a border; a gone file is empty."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        tail = b""
        while block := file.read(CHUNK):
            yield tail + block
            tail = block[-overlap:]


def dump(database: Path) -> str:
    """Return an SQLite database as text: rows whole, wherever its pages break them."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()
