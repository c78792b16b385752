"""Where a house counts what is asked for, its words a day are all that is written: no number, no mail, nobody."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.served import Site

from .traces import Marked, files, search

pytestmark = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
)
ASKED = ("query word", "query in other letters", "phone in a query", "mail in a query")
#: Asks in a process of the site's own, then writes the counts as the follower does each minute.
ASK_AND_WRITE = """
import json, sys, django
django.setup()
from django.conf import settings
from django.test import Client
from parvis.search.domain import wordcount
assert settings.SEARCH_LOG
told = json.loads(sys.stdin.read())
client = Client(headers={**told["headers"], "Host": "127.0.0.1"}, REMOTE_ADDR=told["address"])
for words in told["asked"]:
    for path in ("/fr/search/", "/fr/search/suggest/", "/api/v1/search"):
        assert client.get(path, {"q": words, "lang": "fr", "n": told["notebook"]}).status_code == 200
wordcount.flush()
"""


def test_only_the_words_of_a_day_are_written(make_site: Callable[..., Site]) -> None:
    marked = Marked(secrets.token_hex(6).translate(str.maketrans("0123456789", "ghijklmnop")))
    site = make_site(PARVIS_SEARCH_LOG="yes")
    word = marked.values["query word"]
    told = {
        "headers": marked.headers(),
        "address": marked.ADDRESS,
        "notebook": marked.values["notebook code"],
        "asked": [*(marked.values[name] for name in ASKED), f"{word} {marked.values['phone in a query']}"],
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK_AND_WRITE],
        env=site.environment,
        cwd=site.folder,
        input=json.dumps(told),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (site.folder / "said" / "asked.txt").write_text(done.stdout + done.stderr)
    found = {line.split(" as ")[0] for line in search(marked.values, files(site.folder))}
    assert word in "".join(words for words, _ in rows(site)), "the words were not counted, so this proves nothing"
    assert found <= {"query word", "query in other letters"}
    assert not [words for words, _ in rows(site) if any(letter.isdigit() or letter == "@" for letter in words)]
    assert {len(columns) for columns in rows(site)} == {2}
    assert word not in site.run("search-words").stdout, "fewer than eleven askings are shown to nobody"


def rows(site: Site) -> list[tuple[str, int]]:
    """Return what was counted: words and number; the table has nothing else but the day, the language and how often in vain."""
    with sqlite3.connect(site.data / "parvis.sqlite3") as connection:
        columns = {row[1] for row in connection.execute("pragma table_info(search_wordcount)")}
        assert columns == {"id", "day", "language", "words", "number", "missed"}
        return connection.execute("select words, number from search_wordcount").fetchall()
