"""Generations of the index on disk: each a folder, one of them current; shown by an atomic rename, never half-written.

``PARVIS_DATA/index/<generation>/`` holds ``words/`` (the engine's files), a vocabulary a language, ``meaning*/`` (vectors)
and ``meta.json``, written last. ``PARVIS_DATA/index/current`` names the generation that is read.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from parvis.search.schema import VERSION

BUILDING = ".building"
META = "meta.json"


def root() -> Path:
    """Return the folder of all generations, made when missing."""
    folder: Path = settings.DATA / "index"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def current() -> Path | None:
    """Return the folder of the current generation; None when there is none that this program can read."""
    try:
        folder = root() / (root() / "current").read_text(encoding="utf-8").strip()
        return folder if read_meta(folder)["schema"] == VERSION else None
    except (OSError, ValueError, KeyError):
        return None


def read_meta(folder: Path) -> dict[str, Any]:
    """Return what a generation says of itself; raise OSError or ValueError when it cannot be read."""
    meta: dict[str, Any] = json.loads((folder / META).read_text(encoding="utf-8"))
    return meta


def write_meta(folder: Path, meta: dict[str, Any]) -> None:
    """Write what a generation says of itself, at once."""
    write_whole(folder / META, json.dumps(meta))


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old one or the new one, never half of it."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def new_generation() -> Iterator[Path]:
    """Give an empty folder to build in; it becomes current when the block ends well, and is gone when it does not."""
    name = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}"
    building = root() / f"{name}{BUILDING}"
    building.mkdir()
    try:
        yield building
        made = root() / name
        building.rename(made)
        write_whole(root() / "current", name)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def forget_old(keep: int = 1) -> None:
    """Remove generations that are neither current nor among the ``keep`` newest others, and what a killed build left."""
    now = current()
    others = sorted((folder for folder in root().iterdir() if folder.is_dir() and folder != now), reverse=True)
    left = [folder for folder in others if folder.suffix == BUILDING]
    finished = [folder for folder in others if folder.suffix != BUILDING]
    for folder in (*left, *finished[keep:]):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def writing(what: str = "writer", *, wait: bool = True) -> Iterator[bool]:
    """Hold the one lock of ``what``; without ``wait`` give False at once when another holds it."""
    with (root() / f"{what}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            with contextlib.suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_UN)
