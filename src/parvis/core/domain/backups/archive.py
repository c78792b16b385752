"""The file of a backup: a zip whose last member, the manifest, says what it holds and the sha256 of every part.

A zip, because every machine can look into one, Python reads it without help, and its parts may be written one after the
other without knowing their size: memory stays flat.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from parvis.core.refusal import Refusal

FORMAT = "parvis-backup-1"
MANIFEST = "manifest.json"
#: Under this name in the archive stand the files of PARVIS_DATA.
FILES = "files/"
CHUNK = 1 << 20  # bytes
LONGEST_MANIFEST = 16 << 20  # bytes

#: What the reading of a broken zip raises, of all its kinds.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError, struct.error,
)  # fmt: skip
#: One word of a path: no empty one (``files//etc`` would be a path from the root), no way up.
_WORD = r"(?!\.{1,2}(?:/|\Z))[^/\\\x00-\x1f:]+"
_NAME = re.compile(rf"database\.\w+|files/{_WORD}(?:/{_WORD})*")


class Damaged(Refusal):
    """The archive is not whole: cut off, or changed since it was made."""


@dataclass(frozen=True)
class Part:
    """One thing in the archive."""

    name: str
    size: int  #: bytes, before squeezing
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. ``key_print`` tells whether a signing key is the one in use when it was made."""

    parvis: str
    made_on: str
    database: str  #: sqlite, postgresql
    migrations: Mapping[str, list[str]]
    rows: Mapping[str, int]  #: table → rows
    key_print: str
    parts: tuple[Part, ...] = ()

    @property
    def data(self) -> Part:
        """Return the part that holds the database."""
        return next(part for part in self.parts if part.name.startswith("database."))

    @property
    def files(self) -> dict[str, Part]:
        """Return the files of PARVIS_DATA by their path there."""
        return {part.name.removeprefix(FILES): part for part in self.parts if part.name.startswith(FILES)}


class Writer:
    """Writes an archive part by part; ``finish`` makes it whole, without it nothing can read it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w")
        self._parts: list[Part] = []

    def add(self, name: str, chunks: Iterable[bytes], *, squeeze: bool) -> None:
        """Write one part from ``chunks``."""
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self._parts.append(Part(name, size, digest.hexdigest()))

    def finish(self, **about: Any) -> Manifest:
        """Write the manifest and the zip's own table; return the manifest."""
        manifest = Manifest(**about, parts=tuple(self._parts))
        text = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, ensure_ascii=False)
        info = zipfile.ZipInfo(MANIFEST)
        info.external_attr = 0o600 << 16
        self._zip.writestr(info, text, zipfile.ZIP_DEFLATED)
        self._zip.close()
        return manifest

    def give_up(self) -> None:
        """Let go of the file after a failure."""
        with suppress(OSError, ValueError):
            self._zip.close()


class Archive:
    """An archive opened for reading."""

    def __init__(self, path: Path, opened: zipfile.ZipFile) -> None:
        self._path, self._zip = path, opened
        self.manifest = self._read_manifest()

    def _read_manifest(self) -> Manifest:
        if MANIFEST not in self._zip.namelist():
            message = f"{self._path} is not a backup of Parvis."
            raise Refusal(message)
        with self._zip.open(MANIFEST) as member:
            told = json.loads(member.read(LONGEST_MANIFEST))
        form = str(told.pop("format", ""))
        if not form.startswith("parvis-backup-"):
            message = f"{self._path} is not a backup of Parvis."
            raise Refusal(message)
        if form != FORMAT:
            message = (
                f"{self._path} was made by a newer Parvis ({str(told.get('parvis'))[:20]}). Install that one first."
            )
            raise Refusal(message)
        parts = tuple(Part(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in told.pop("parts"))
        manifest = Manifest(**told, parts=parts)
        names = [part.name for part in parts]
        is_whole = sum(name.startswith("database.") for name in names) == 1 and len(set(names)) == len(names)
        if not is_whole or not all(_NAME.fullmatch(name) for name in names):
            raise Damaged(_damaged(self._path))
        return manifest

    def chunks(self, part: Part) -> Iterator[bytes]:
        """Yield the bytes of ``part``; raise Damaged, at the latest at their end, when they are not those that were written."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(part.name) as member:
                while size <= part.size and (chunk := member.read(CHUNK)):
                    digest.update(chunk)
                    size += len(chunk)
                    yield chunk
        except _BROKEN as error:
            raise Damaged(_damaged(self._path)) from error
        if size != part.size or digest.hexdigest() != part.sha256:
            raise Damaged(_damaged(self._path))

    def check(self) -> None:
        """Read every part to its end; raise Damaged when one is not as it was written."""
        for part in self.manifest.parts:
            for _chunk in self.chunks(part):
                pass


def _damaged(path: Path) -> str:
    return f"{path} is damaged: it was cut off, or changed since it was made. Take another backup."


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open the archive ``path``; refuse what is none."""
    if not path.is_file():
        message = f"There is no file {path}."
        raise Refusal(message)
    with path.open("rb") as file:
        try:
            archive = Archive(path, zipfile.ZipFile(file))
        except _BROKEN as error:
            file.seek(0)
            is_zip = file.read(4) == b"PK\x03\x04"
            message = _damaged(path) if is_zip else f"{path} is not a backup of Parvis."
            raise Damaged(message) from error
        except TypeError as error:  # a manifest with other words
            raise Damaged(_damaged(path)) from error
        yield archive
