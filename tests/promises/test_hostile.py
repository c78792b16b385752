"""Whatever is typed gets an answer in words: no query, notebook, town or code ever breaks a page, the suggestions or the API."""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.served import Site
from tests.tiny_esco import BAKERS_CODE

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
    ),
]

HOSTILE: dict[str, bytes] = {
    "ten kilobytes": b"boulanger " * 1000,
    "ten kilobytes of one word": b"a" * 10_000,
    "five kilobytes of accents": "e\u0301".encode() * 2000,
    "control characters": bytes(range(1, 32)) + b"pain",
    "nul": b"pain\0boulanger",
    "query syntax": b'title:(pain AND "bou~2" OR *:*) -x +y ^2 [a TO z] {a TO b} /.*/ ~ \\ && || ! ( " \'',
    "only syntax": b'"(((((',
    "a field that is there": b"kind:trade id:* uri:http\\://x",
    "regular expression": b"(a+)+$" * 50 + b"a" * 200,
    "emoji": "👩🏽‍🍳🥖🧑‍🔧 🇫🇷".encode(),
    "sql": b"' OR 1=1; DROP TABLE occupations_occupation; -- %' UNION SELECT * FROM sqlite_master /* */",
    "like": b"%_%\\",
    "directions": "\u202eregnaluob\u202c\u200f\u2066x\u2069\u061c".encode(),
    "zero width": "bou\u200blan\u200dger\ufeff".encode(),
    "half a character": b"boul\xc3",
    "latin 1": "boulangère".encode("latin-1"),
    "surrogate": b"\xed\xa0\x80\xed\xb0\x80",
    "beyond unicode": b"\xf7\xbf\xbf\xbf",
    "overlong slash": b"\xc0\xaf..\xc0\xaf",
    "markup": b"<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "template": b"{{ settings.SECRET_KEY }}{% load x %}${7*7}#{7*7}",
    "path": b"../../../../etc/passwd",
    "format": b"%s%s%n%x{0}{__class__}",
    "header": b"pain\r\nSet-Cookie: a=b\r\n\r\n",
    "numbers": b"9" * 400 + b" -1 1e999 NaN Infinity 0x7fffffff",
    "many words": b" ".join(f"mot{number}".encode() for number in range(700)),
    "combining tower": ("z" + "\u0335" * 500).encode(),
    "scripts together": "paнパン빵面包خبزלחם".encode(),
    "unassigned": "\U000e0001\uffff\ufdd0".encode(),
    "spaces": " \t\u00a0\u2003\u3000".encode(),
    "turkish i": "İıIiſK".encode(),
}
BLANKS = (
    "q",
    "n",
    "town",
    "t",
    "near",
    "page",
    "kind",
    "add",
    "with",
    "back",
    "km",
    "limit",
    "lang",
    "sector",
    "country",
    "a",
    "at",
    "go",
    "o",
    "s0",
    "place",
    "trade",
    "level",
    "start",
    "contract",
    "criteria",
    "tongue",
    "plain",
    "where",
    "isced",
    "age",
    "experience",
    "has",
    "by",
    "to",
    "mode",
    "stay",
    "all",
    "when",
    "house",
    "partner",
    "audience",
    "access",
    "free",
    "day",
    "language",
)
PLACES = (
    "/fr/search/",
    "/ar/search/suggest/",
    "/api/v1/search",
    "/fr/ask/",
    "/ar/houses/paris/ask/",
    "/fr/houses/",
    "/fr/offers/",
    "/api/v1/offers",
    "/fr/notebook/",
    "/fr/notebook/parvis.pdf",
    "/fr/notebook/call/",
    "/fr/notebook/tracking.pdf",
    "/fr/trades/compare/",
    "/fr/starters/interests/statements/",
    "/ar/starters/interests/pictures/result/",
    "/fr/starters/activities/",
    "/fr/starters/activities/result/",
    "/fr/paths/",
    f"/ar/paths/{BAKERS_CODE}/",
    f"/fr/paths/{BAKERS_CODE}/countries/",
    "/fr/qualifications/",
    f"/api/v1/paths?to={BAKERS_CODE}&",
    "/fr/events/",
    "/ar/events/week/",
    "/fr/events/month/",
    "/fr/events/calendar.ics",
    "/fr/events/feed.atom",
    "/fr/events/embedded/",
    "/fr/events/oembed.json",
    "/fr/card/paris/",
    "/fr/write/",
    "/ar/write/return/",
    "/ar/notes/",
    "/fr/",
)


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Iterator[Site]:
    site = make_site()
    site.start()
    yield site
    assert "broke" not in site.said(), site.said()[-3000:]
    site.stop()


def assert_answered(site: Site, path: str) -> None:
    reply = site.ask(path)
    assert reply.status < 500, f"{reply.status} {path[:300]}"
    assert "Set-Cookie" not in dict(reply.headers)
    if reply.header("Content-Type").startswith("text/html"):
        assert b"<script>alert" not in reply.body
        assert b"<img src=x" not in reply.body


def asked(place: str, query: str) -> str:
    """Return the address of ``place`` asked with ``query``, beside what a place is asked with always."""
    return place + ("" if place.endswith("&") else "?") + query


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_answered(site: Site, place: str, words: bytes) -> None:
    typed = quote_from_bytes(words)
    assert_answered(site, asked(place, f"q={typed}"))
    assert_answered(site, asked(place, "&".join(f"{name}={typed[:2000]}" for name in BLANKS)))


@pytest.mark.parametrize("place", PLACES)
def test_every_blank_alone(site: Site, place: str) -> None:
    chosen = random.Random(7)
    for name in BLANKS:
        typed = [quote_from_bytes(words) for words in chosen.sample(sorted(HOSTILE.values()), 4)]
        for words in typed:
            assert_answered(site, asked(place, f"{name}={words[:4000]}"))
        listed = "&".join(f"{name}[]={words[:100]}" for words in typed)
        assert_answered(site, asked(place, f"{listed}&{name}=&{name}={name}"))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_in_a_path(site: Site, words: bytes) -> None:
    for place in (
        "/fr/trades/",
        "/fr/houses/",
        "/fr/offers/",
        "/fr/trades/sector/",
        "/fr/houses/country/",
        "/fr/paths/",
        "/fr/qualifications/",
        "/fr/starters/interests/",
        "/fr/card/",
        "/fr/write/",
        "/api/v1/trades/",
        "/",
        "/fr/",
    ):
        assert_answered(site, f"{place}{quote_from_bytes(words)[:1500]}/")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_answered(site: Site, words: str) -> None:
    for place in (
        "/fr/search/",
        "/fr/houses/paris/ask/",
        "/fr/search/suggest/",
        "/api/v1/search",
        "/fr/offers/",
        "/api/v1/offers",
    ):
        assert_answered(site, f"{place}?q={quote(words)}")


def test_the_batch_answers_hostile_lines_in_order(site: Site) -> None:
    lines = [{"q": words.decode(errors="replace"), "lang": "fr"} for words in HOSTILE.values()]
    lines += [{"q": "boulanger", "lang": "xx"}, {"q": "", "lang": "fr"}, {"q": "\ud800", "lang": "fr"}]
    file = site.folder / "hostile.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    done: subprocess.CompletedProcess[str] = site.run("search", "--batch", str(file), "--limit", "3")
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["q"] for answer in answers] == [line["q"] for line in lines]
