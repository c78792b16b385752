"""Making a backup: whole or not at all, and never over one that is there."""

from __future__ import annotations

import datetime
import errno
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from parvis import __version__
from parvis.core.domain.backups import postgresql, sqlite
from parvis.core.domain.backups.archive import FILES, Manifest, Writer
from parvis.core.domain.backups.copying import Copied
from parvis.core.domain.backups.folder import LOCK, kept_files, key_print, read
from parvis.core.domain.locks import one_at_a_time
from parvis.core.refusal import Refusal

#: A folder of work beside a backup being made; one that a killed backup left is removed after a day.
WORK = ".parvis-backup-"
_LEFT_AFTER = 86_400  # seconds
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Made:
    """A backup that was made: where (None: written to standard output), what it holds, which old ones went."""

    path: Path | None
    size: int
    manifest: Manifest
    removed: tuple[Path, ...] = ()


def house_name() -> str:
    """Return what the names of this site's backups begin with: two sites may share a folder."""
    host = urlsplit(settings.ORIGIN).netloc
    return f"parvis-{re.sub(r'[^a-z0-9.]+', '-', host.lower()).strip('-')}"


def backup(target: Path, *, with_keys: bool = True, keep: int = 0) -> Made:
    """Write a backup into the folder ``target`` under a name with the moment, or into the new file ``target``.

    With ``keep`` only that many of this site's newest backups stay in the folder. Raise Refusal when it cannot be made;
    then nothing of it is left.
    """
    now = timezone.now()
    path = target / f"{house_name()}-{now:%Y%m%dT%H%M%SZ}.zip" if target.is_dir() else target
    if path.exists():
        message = f"{path} is there already. A backup never overwrites anything."
        raise Refusal(message)
    if not path.parent.is_dir():
        message = f"There is no folder {path.parent}."
        raise Refusal(message)
    with one_at_a_time(LOCK), _no_room_is_said(path), _work(path.parent) as work:
        written = work / "backup"
        with os.fdopen(os.open(written, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            manifest = _write(file, work, now, with_keys=with_keys)
            file.flush()
            os.fsync(file.fileno())
        size = written.stat().st_size
        _show(written, path)
    removed = _forget_old(target, keep) if keep and target.is_dir() else ()
    return Made(path, size, manifest, removed)


def backup_to_pipe(*, with_keys: bool = True) -> Made:
    """Write a backup to standard output, for a program that encrypts it or carries it away."""
    with one_at_a_time(LOCK), _no_room_is_said(settings.DATA), _work(settings.DATA) as work:
        manifest = _write(sys.stdout.buffer, work, timezone.now(), with_keys=with_keys)
        sys.stdout.buffer.flush()
    return Made(None, 0, manifest)


def _write(file: IO[bytes], work: Path, now: datetime.datetime, *, with_keys: bool) -> Manifest:
    writer = Writer(file)
    try:
        with _copied(work) as data:
            writer.add(data.name, data.chunks, squeeze=data.squeeze)
        for name in kept_files(with_keys=with_keys):
            with suppress(FileNotFoundError):  # taken away meanwhile
                writer.add(FILES + name, read(settings.DATA / name), squeeze=False)
        return writer.finish(
            parvis=__version__,
            made_on=now.date().isoformat(),
            database="sqlite" if settings.SQLITE_FILE else "postgresql",
            migrations=data.migrations,
            rows=data.rows,
            key_print=key_print(settings.SECRET_KEY),
        )
    except BaseException:
        writer.give_up()
        raise


def _copied(work: Path) -> AbstractContextManager[Copied]:
    return sqlite.copied(settings.SQLITE_FILE, work) if settings.SQLITE_FILE else postgresql.copied()


@contextmanager
def _work(folder: Path) -> Iterator[Path]:
    """Give an empty folder on the disk of ``folder``, gone after the block; remove what killed backups left there."""
    for left in folder.glob(f"{WORK}*"):
        if time.time() - left.stat().st_mtime > _LEFT_AFTER:
            for path in left.iterdir():
                path.unlink(missing_ok=True)
            left.rmdir()
    with tempfile.TemporaryDirectory(prefix=WORK, dir=folder) as work:
        yield Path(work)


def _show(written: Path, path: Path) -> None:
    """Give the whole file its name, unless somebody took that name meanwhile."""
    try:
        path.hardlink_to(written)
    except FileExistsError as error:
        message = f"{path} is there already. A backup never overwrites anything."
        raise Refusal(message) from error
    except OSError:  # a disk without second names, such as most memory sticks
        written.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _no_room_is_said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        message = f"There is no room for the backup at {path} ({error.strerror}). Nothing of it was kept."
        raise Refusal(message) from error


def _forget_old(folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove this site's backups in ``folder`` but the ``keep`` newest, by their names."""
    name = re.compile(re.escape(house_name()) + r"-\d{8}T\d{6}Z\.zip")
    ours = sorted((path for path in folder.iterdir() if name.fullmatch(path.name)), key=lambda path: path.name)
    old = tuple(ours[:-keep])
    for path in old:
        path.unlink(missing_ok=True)
    return old
