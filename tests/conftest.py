"""What promises and journeys share: one prepared site a run, copied for whoever needs a server of their own."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .served import Site, copy, prepare


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see, and no other run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def prepared(shared_folder: Path) -> Site:
    """A site on SQLite made ready with its sample, once a run whichever worker asks first; never serve it: copy it."""
    folder, ready = shared_folder / "prepared", shared_folder / "prepared.ready"
    with (shared_folder / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if ready.exists():
            return Site(folder)
        site = prepare(folder)
        ready.touch()
    return site


@pytest.fixture(scope="session")
def make_site(prepared: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Return a maker of sites: ``make_site(PARVIS_SEARCH_LOG="yes")``; each is stopped at the end of the run."""
    made: list[Site] = []

    def make(**variables: str) -> Site:
        made.append(copy(prepared, tmp_path_factory.mktemp("site"), **variables))
        return made[-1]

    yield make
    for site in made:
        site.stop()
