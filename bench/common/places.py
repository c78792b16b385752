"""Where a bench finds real data and where it keeps what it made."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
#: What a bench made and may use again; git ignores it and `rm -r` is always safe.
KEPT = REPOSITORY / "var" / "bench"


def data_folder() -> Path | None:
    """Return the folder of real data: PARVIS_TEST_DATA, else ``../shared/data`` beside the repository; None when absent."""
    named = os.environ.get("PARVIS_TEST_DATA", "").strip()
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    return folder.resolve() if (folder / "esco").is_dir() else None


def kept(*names: str) -> Path:
    """Return a folder under var/bench, made when it is not there."""
    folder = KEPT.joinpath(*names)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
