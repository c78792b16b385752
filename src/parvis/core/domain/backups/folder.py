"""The files of PARVIS_DATA that a backup holds, and how they are put back."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from parvis.core.domain.backups.archive import CHUNK

#: What stands at the top of PARVIS_DATA and is made anew from the database and the package, or is nothing.
#: Everything else is kept: what a room adds later must not be forgotten.
MADE_ANEW = re.compile(r"index|static|\..*|towns-.*\.sqlite3.*|.*\.lock|.*\.part|parvis\.sqlite3.*|.*\.zip|backups")
#: What no backup may hold, or a deletion would not reach it: shards (core/domain/shards.py).
NEVER = re.compile(r"\w+_keys")
#: Keys: they open what the database holds sealed.
KEYS = re.compile(r"\w+_key")
SIGNING_KEY = "secret_key"
#: The lock of whoever copies these files or puts them back: a backup never reads what a restore is moving.
LOCK = "backup or restore"


def is_kept(name: str) -> bool:
    """Say whether the file ``name`` (a path in PARVIS_DATA) belongs into a backup."""
    database = settings.SQLITE_FILE
    of_database = {database.name + end for end in ("", "-wal", "-shm", "-journal")} if database else set()
    top = name.partition("/")[0]
    return not MADE_ANEW.fullmatch(top) and not NEVER.fullmatch(top) and name not in of_database


def kept_files(*, with_keys: bool = True) -> list[str]:
    """Return the paths in PARVIS_DATA of the files that a backup holds, in order."""
    root: Path = settings.DATA
    found = []
    for folder, folders, names in os.walk(root, followlinks=True):
        here = Path(folder).relative_to(root)
        if here == Path():
            folders[:] = [name for name in folders if is_kept(name)]
        found += [(here / name).as_posix() for name in names if not name.startswith(".")]  # half written
    return sorted(name for name in found if is_kept(name) and (with_keys or not KEYS.fullmatch(name)))


def read(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, a part at a time."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def write(path: Path, chunks: Iterator[bytes]) -> None:
    """Write a new file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def put_in_place(staged: Path, aside: Path) -> Iterator[None]:
    """Move what ``staged`` holds into PARVIS_DATA, what was there to ``aside``; take all of it back when the block fails."""
    aside.mkdir()
    moved: list[str] = []
    try:
        for new in sorted(staged.iterdir()):
            there = settings.DATA / new.name
            moved.append(new.name)
            if there.is_symlink() or there.exists():
                there.rename(aside / new.name)
            new.rename(there)
        yield
    except BaseException:
        for name in reversed(moved):
            there = settings.DATA / name
            if not (staged / name).exists() and there.exists():
                there.rename(staged / name)
            if (aside / name).is_symlink() or (aside / name).exists():
                (aside / name).rename(there)
        raise


def is_signing_key_kept() -> bool:
    """Say whether the signing key in use is the one kept in PARVIS_DATA, not one of the environment."""
    path = settings.DATA / SIGNING_KEY
    return path.is_file() and path.read_text().strip() == settings.SECRET_KEY


def key_print(key: str) -> str:
    """Return a mark by which a signing key is known again and from which it cannot be found."""
    return hmac.new(key.encode(), b"parvis.backup", hashlib.sha256).hexdigest()[:16]
