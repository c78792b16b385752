"""The search index survives: torn, gone, cut off, doubled, without room; a search is never an error and never empty."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable

import pytest

from tests.served import PATIENCE, Reply, Site, full_disk, serving

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
    ),
]
Maker = Callable[..., Site]


def finds_the_baker(reply: Reply) -> bool:
    return reply.status == 200 and "boulang" in reply.text.lower()


@pytest.mark.parametrize("harm", ["gone", "torn", "empty"])
def test_a_harmed_index_heals_while_serving(make_site: Maker, harm: str) -> None:
    site = make_site()
    with serving(site):
        site.wait_for("/fr/search/?q=boulanger", finds_the_baker)
        harm_index(site, harm)
        # Whatever happens meanwhile, a search is never an error and never an empty page.
        for _ in range(5):
            assert finds_the_baker(site.ask("/fr/search/?q=boulanger"))
            time.sleep(0.2)
        site.wait_for("/fr/search/?q=boulnager", finds_the_baker)


def harm_index(site: Site, harm: str) -> None:
    index = site.data / "index"
    if harm == "gone":
        shutil.rmtree(index)
        return
    for path in [path for path in index.rglob("*") if path.is_file()]:
        path.write_bytes(b"" if harm == "empty" else os.urandom(path.stat().st_size))


@pytest.mark.parametrize("harm", ["gone", "torn", "empty"])
def test_a_harmed_index_heals_at_the_start(make_site: Maker, harm: str) -> None:
    site = make_site()
    harm_index(site, harm)
    with serving(site):
        assert finds_the_baker(site.ask("/fr/search/?q=boulanger"))
        site.wait_for("/fr/search/?q=boulnager", finds_the_baker)


def test_two_indexers_at_once(make_site: Maker) -> None:
    site = make_site()
    both = [site.spawn("index", "--rebuild") for _ in range(2)]
    codes = [process.wait(timeout=PATIENCE) for process in both]
    assert 0 in codes, site.said()
    assert "Traceback" not in site.said()
    assert searched(site) == "7512"


def test_a_rebuild_cut_off_leaves_the_old_index(make_site: Maker) -> None:
    site = make_site()
    for wait in (0.3, 0.8, 1.5):
        process = site.spawn("index", "--rebuild")
        time.sleep(wait)
        process.kill()
        process.wait()
        assert searched(site) == "7512"
    assert site.run("index").returncode == 0
    assert searched(site) == "7512"


def searched(site: Site) -> str:
    """Return the ISCO group of the first trade found for *boulanger* by the command line."""
    questions = site.folder / "questions.jsonl"
    questions.write_text(json.dumps({"q": "boulanger", "lang": "fr"}) + "\n")
    done = site.run("search", "--batch", str(questions), "--kind", "trade", "--limit", "1")
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout.splitlines()[0])["results"][0]["isco"])


def test_a_full_disk_stops_a_rebuild_and_keeps_the_old_index(make_site: Maker) -> None:
    site = make_site()
    done = subprocess.run(
        site.command("index", "--rebuild"),
        env=site.environment,
        cwd=site.folder,
        preexec_fn=full_disk(20_000),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stderr.strip(), "a full disk deserves a sentence"
    assert searched(site) == "7512"
