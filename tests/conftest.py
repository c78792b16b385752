"""What promises and journeys share: one prepared site a run, copied for whoever needs a server of their own."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools.with_postgresql import Cluster

from .served import Site, copy, prepare


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see, and no other run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def prepared(shared_folder: Path) -> Site:
    """A site on SQLite made ready with its sample, once a run whichever worker asks first; never serve it: copy it."""
    folder = shared_folder / "prepared"
    once(folder, lambda: prepare(folder))
    return Site(folder)


@pytest.fixture(scope="session")
def prepared_on_postgresql(shared_folder: Path) -> tuple[Path, Site]:
    """The files of a stopped cluster and the site that was made ready on it, once a run: copy both."""
    folder = shared_folder / "prepared-on-postgresql"

    def make() -> None:
        cluster = Cluster()
        try:
            cluster.start()
            prepare(folder, cluster.create())
            cluster.stop()
            subprocess.run(["cp", "-a", cluster.data, folder / "cluster"], check=True)
        finally:
            cluster.remove()

    once(folder, make)
    return folder / "cluster", Site(folder)


def once(folder: Path, make: Callable[[], object]) -> None:
    """Make ``folder`` when no worker of this run has; who comes meanwhile waits."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.with_suffix(".ready").exists():
            make()
            folder.with_suffix(".ready").touch()


@pytest.fixture(scope="module")
def make_site(prepared: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Return a maker of sites: ``make_site(PARVIS_SEARCH_LOG="yes")``; each is stopped at the end of its module.

    A site that is only kept looks after its index every two seconds: twenty of them would take a share of the machine.
    """
    made: list[Site] = []

    def make(**variables: str) -> Site:
        made.append(copy(prepared, tmp_path_factory.mktemp("site"), **variables))
        return made[-1]

    yield make
    for site in made:
        site.stop()
