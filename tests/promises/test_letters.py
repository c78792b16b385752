"""Letters: the words and the text of a whole journey are in no byte that is written, and a deletion reaches every backup."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.served import Site, serving

from .letters import attack, hidden, open_a_desk, parts, post, python, try_to_read, words_of, write
from .traces import files, search

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
    ),
]
TEXTS = {
    "first letter": "zqfirst letter of somebody",
    "arabic letter": "ظقذ كيف أصبح خبازا",
    "second letter": "zqsecond letter of somebody",
    "answer": "zqanswer of the desk",
    "unsent letter": "zqunsent letter of somebody",
}
BACK = "/fr/write/return/"
OFFICER = "desk@house.example"
#: Answer every letter as the desk does: with the officer's words, from outside the server.
ANSWER = """
import sys, django
django.setup()
from django.utils import timezone
from parvis.counsel.domain.desk_keys import keys_of
from parvis.counsel.domain.desk_reading import open_at_desk
from parvis.counsel.domain.officers import open_own
from parvis.counsel.domain.opened import letters_of
from parvis.counsel.domain.phrases import OFFICERS, read_phrase
from parvis.counsel.domain.texts import read_text
from parvis.counsel.domain.threads import answer
from parvis.counsel.models import Thread
from parvis.accounts.models import Staff
opened = open_own(Staff.objects.get(email="desk@house.example"), read_phrase(sys.argv[1], "en", OFFICERS))
for thread in Thread.objects.select_related("desk__house").order_by("pk"):
    there = open_at_desk(thread, keys_of(thread.desk, opened))
    answer(there, read_text(sys.argv[2]), len(letters_of(there)), timezone.now())
"""


def bad_ways(site: Site, desk: str, words: list[str]) -> None:
    """Do with words and text what goes wrong: wrong addresses, methods, kinds of form, words that find nothing."""
    phrase, text = " ".join(words), TEXTS["unsent letter"]
    for path in (BACK, f"/fr/write/{desk}/", "/fr/write/nodesk/", "/fr/write/sent/", "/fr/nowhere/"):
        post(site, path, words=phrase, text=text, act="write", held=phrase)
        site.ask(path, method="PUT", body=f"words={phrase}&text={text}".encode())
        kind = {"Content-Type": "multipart/form-data; boundary=zq"}
        site.ask(path, method="POST", body=f"--zq\r\n{phrase}{text}".encode(), headers=kind)
        site.ask(path, method="POST", body=(phrase + text).encode() * 9000, headers=kind)
    post(site, BACK, words=" ".join(reversed(words)))
    post(site, BACK, words=" ".join([*words[:5], *words[4::-1]]))


def journey(site: Site, desk: str, officer: str) -> tuple[list[str], list[str]]:
    """Write two letters, have them answered, write again, delete one; return the words of both."""
    words, stays = write(site, desk, TEXTS["first letter"]), write(site, desk, TEXTS["arabic letter"], "ar")
    python(site, ANSWER, officer, TEXTS["answer"])
    shown = post(site, BACK, words="".join(words))
    assert TEXTS["answer"] in shown.text
    more = post(site, BACK, **hidden(shown), act="write", text=TEXTS["second letter"])
    assert TEXTS["second letter"] in more.text
    bad_ways(site, desk, words)
    post(site, f"/fr/write/{desk}/", text=TEXTS["unsent letter"])
    assert site.run("backup", str(site.folder / "before.zip")).returncode == 0
    sure = post(site, BACK, **hidden(more), act="delete")
    assert post(site, BACK, **hidden(sure), act="delete-now").status == 200
    return words, stays


def test_words_and_letters_are_in_no_byte_and_a_backup_from_before_the_deletion_cannot_be_read(
    make_site: Callable[..., Site], tmp_path: Path
) -> None:
    site = make_site(PARVIS_WORKERS="2")
    takes = open_a_desk(site)
    with serving(site):
        words, stays = journey(site, takes.desk, takes.officer)
        assert site.run("backup", str(site.folder / "after.zip")).returncode == 0
    with sqlite3.connect(site.data / "parvis.sqlite3") as connection:
        assert connection.execute("select count(*) from counsel_thread").fetchone() == (1,)
    for name in ("before", "after"):
        with zipfile.ZipFile(site.folder / f"{name}.zip") as archive:
            assert not [each for each in archive.namelist() if "thread_keys" in each]
            archive.extractall(site.folder / name)
    values = {**TEXTS, **parts(words), **parts(stays, "other"), **parts(takes.officer.split(), "officer")}
    values = {name: value for name, value in values.items() if len(value.encode()) >= 8}
    assert search(values, list(files(site.folder))) == []
    (site.folder / "planted").write_text(f"log: {TEXTS['answer']} {' '.join(words[:3])}")
    assert len(search(values, [site.folder / "planted"])) >= 2, "positive control"
    attack(site, site.folder / "before", tmp_path, (" ".join(words), "fr"), [(OFFICER, takes.officer)])
    restored(site)


def restored(site: Site) -> None:
    """Bring the backup back: what was deleted since stays away, what was not can be read."""
    done = site.run("restore", str(site.folder / "before.zip"), "--yes")
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(site.data / "parvis.sqlite3") as connection:
        assert connection.execute("select count(*) from counsel_thread").fetchone() == (1,)


def test_with_its_shards_a_copy_can_be_read(make_site: Callable[..., Site], tmp_path: Path) -> None:
    """Positive control: it is the shard that the attack above lacks, and nothing else."""
    site = make_site()
    takes = open_a_desk(site)
    with serving(site):
        words = write(site, takes.desk, TEXTS["first letter"])
    stolen = tmp_path / "stolen"
    shutil.copytree(site.data, stolen)
    visitor, officers = (" ".join(words), "fr"), [(OFFICER, takes.officer)]
    assert try_to_read(site, stolen, visitor, officers) == [f"read: {TEXTS['first letter']}"] * 2
    (stolen / "thread_keys").unlink()
    assert [line.split(":")[0] for line in try_to_read(site, stolen, visitor, officers)] == ["refused", "refused"]


def test_words_are_shown_on_the_words_page_alone(make_site: Callable[..., Site]) -> None:
    site = make_site()
    takes = open_a_desk(site)
    with serving(site):
        page = post(site, f"/fr/write/{takes.desk}/", text=TEXTS["first letter"])
        words = words_of(page)
        sent = write(site, takes.desk, TEXTS["first letter"])
        shown = post(site, BACK, words=" ".join(sent))
        assert not set(parts(sent).values()) & {value for value in parts(sent).values() if value in shown.text}
        assert page.header("Set-Cookie") == shown.header("Set-Cookie") == ""
        assert len(words) == 10
