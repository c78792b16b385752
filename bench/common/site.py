"""Parvis itself as a bench meets it: a data folder of its own, real data when there is some, the production server."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.common.places import REPOSITORY, data_folder, kept
from bench.common.processes import done, free_port, serving
from bench.common.report import say
from tools.with_postgresql import binaries

from parvis.core.codes import code_for

PYTHON = Path(sys.executable)
PARVIS = PYTHON.with_name("parvis")
WORKERS = 2


@dataclass
class Site:
    """An installation in var/bench/site-``name`` (-sample without real data); ``database`` is an address, SQLite in the folder when empty."""

    name: str
    database: str = ""
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = kept(f"site-{self.name}" if data_folder() else f"site-{self.name}-sample")

    def variables(self, port: int = 0) -> dict[str, str]:
        """Return the environment that `parvis` needs here."""
        here = {"PARVIS_DATA": str(self.folder), "PARVIS_WORKERS": str(WORKERS)}
        if self.database:
            here["DATABASE_URL"] = self.database
        if port:
            here |= {"PARVIS_PORT": str(port), "PARVIS_ORIGIN": f"http://127.0.0.1:{port}"}
        return here

    def parvis(self, *words: str | Path) -> str:
        """Run `parvis` with ``words`` and return what it prints."""
        return done([PARVIS, *words], self.variables())

    def prepare(self) -> str:
        """Fill the site: the sample, then ESCO and ROME where the data folder is; return what it holds, in words.

        It is kept for the next run until the code that fills it changes (BENCH_KEEP=1: even then); a PostgreSQL site as a dump.
        """
        data = data_folder()
        holds = (
            "the sample, ESCO in six languages, ROME"
            if data
            else "the sample only (no data folder: set PARVIS_TEST_DATA)"
        )
        made_of, stamp = f"{fingerprint()} {holds}", self.folder / "made-of"
        if stamp.exists() and (stamp.read_text() == made_of or os.environ.get("BENCH_KEEP")):
            if self.database:
                done([binaries() / "pg_restore", "--no-owner", "-d", self.database, self.folder / "site.dump"])
                done([binaries() / "psql", "-q", "-d", self.database, "-c", "ANALYZE"])
            self.parvis("up", "--no-serve")
            self.parvis("index")
            return holds
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        say(f"filling the site {self.name} with {holds} …")
        self.parvis("up", "--no-serve")
        if data:
            self.parvis("import", "esco", *sorted((data / "esco").iterdir()))
            self.parvis("import", "rome", data / "rome")
        self.parvis("index")
        if self.database:
            done([binaries() / "psql", "-q", "-d", self.database, "-c", "ANALYZE"])
            done([binaries() / "pg_dump", "-Fc", "-f", self.folder / "site.dump", self.database])
        stamp.write_text(made_of)
        return holds

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Serve with the production server while the block runs; yields the port."""
        port = free_port()
        with serving([PARVIS, "serve"], self.variables(port), port, "/en/", self.folder / "server.log"):
            yield port


def fingerprint() -> str:
    """Return a digest of the code and the seed that decide what a filled site holds; its index mends itself."""
    digest = hashlib.sha256()
    for room in ("core", "occupations", "network"):
        for file in sorted((REPOSITORY / "src/parvis" / room).rglob("*")):
            if file.suffix in {".py", ".toml", ".tsv"} and not {"tests", "views", "templatetags"} & set(file.parts):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def trade_codes() -> list[str]:
    """Return the codes of the trades that come with the code: they are on every site."""
    codes = []
    for file in sorted((REPOSITORY / "src/parvis/occupations/seed/trades").glob("*.toml")):
        codes += [code_for(uri) for uri in re.findall(r'^esco = "(.+)"$', file.read_text(), re.MULTILINE)]
    return codes


def house_slugs(port: int) -> list[str]:
    """Return the slugs of the houses that the site at ``port`` lists."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/houses/") as answer:
        page = answer.read().decode()
    return sorted(set(re.findall(r'href="/en/houses/([a-z0-9-]+)/"', page)))
