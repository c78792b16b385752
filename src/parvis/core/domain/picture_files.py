"""The files of pictures, named by what they hold: whole or not there at all. The row that names them stands in a room.

``keep`` and ``remove`` are called under one lock of that room (its revision's row), so that a picture which somebody takes
away is never the one that somebody else is just adding.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal

logger = logging.getLogger("parvis")
_NAME = re.compile(r"(?P<digest>[0-9a-f]{32})-\d{1,5}\.(?:webp|jpg)")


def folder() -> Path:
    """Return the folder of pictures."""
    return Path(settings.IMAGES)


def read(name: str) -> bytes | None:
    """Return the file ``name``, None when there is none or the name is not one of ours."""
    if not _NAME.fullmatch(name):
        return None
    with suppress(FileNotFoundError):
        return (folder() / name).read_bytes()
    return None


def keep(files: Mapping[str, bytes]) -> None:
    """Keep ``files``: written beside their place, then put there at once. A full disk is said, and leaves nothing half."""
    waiting: list[tuple[Path, Path]] = []
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            place = folder() / name
            if place.exists():  # its name says what it holds
                continue
            part = folder() / f".{secrets.token_hex(8)}.part"
            waiting.append((part, place))
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for part, place in waiting:
            part.rename(place)
    except OSError as error:
        for part, place in waiting:
            with suppress(OSError):
                part.unlink(missing_ok=True)
                place.unlink(missing_ok=True)
        logger.warning("a picture could not be written: %s", error.strerror)
        raise Refusal(
            _("The picture could not be kept: the disk of this site is full or closed. Try later.")
        ) from error


def remove(is_unused: Callable[[str], bool]) -> int:
    """Remove the files of digests that nobody uses, and what a broken writing left; return how many files went."""
    went = 0
    for path in list(folder().iterdir()) if folder().is_dir() else []:
        named = _NAME.fullmatch(path.name)
        if path.suffix == ".part" or (named and is_unused(named["digest"])):
            path.unlink(missing_ok=True)
            went += 1
    return went
