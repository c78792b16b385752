"""Every page in every language, met by its links: no cookie, no stranger, no script in the page, and all in its place.

On PostgreSQL every route is asked for again in the three languages that are read closely, and each language's home: what
stands in a page was read on SQLite; here it is the database that is asked.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from parvis.core.languages import INTERFACE_LANGUAGES, is_right_to_left
from tests.addresses import routes
from tests.served import Reply
from tests.sight import is_of
from tests.tiny_esco import tiny_esco
from tests.walking import UNLINKED, Seen, Walk, homes, walk

pytestmark = [
    pytest.mark.django_db,  # without it the session makes no database for the walk
    pytest.mark.timeout(900),  # the first test waits for the whole walk
    pytest.mark.xdist_group("walk"),  # one worker walks once
]
ORIGIN = settings.ORIGIN
READ_CLOSELY = {"fr", "en", "ar"}
ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def fetch(path: str) -> Reply:
    client = Client(
        raise_request_exception=False, headers={"Host": urlsplit(ORIGIN).netloc, "Accept-Encoding": "identity"}
    )
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = [*answer.headers.items(), *(("Set-Cookie", cookie.OutputString()) for cookie in answer.cookies.values())]
    return Reply(answer.status_code, headers, body)


@pytest.fixture(scope="module")
def walked(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Walk:
    """The walk, done once for this module over the sample in a transaction that is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        call_command("sample", verbosity=0)
        call_command("import", "esco", str(tiny_esco(tmp_path_factory.mktemp("esco"))))
        entrances = [*homes(), *UNLINKED]
        yield walk(fetch, ORIGIN, entrances, most=most)
        transaction.set_rollback(True)


def most(language: str) -> int:
    """Return how many pages of a route are read in ``language``, the first part of a path; that of machines' pages is none."""
    if ON_POSTGRESQL:
        return int(language in READ_CLOSELY or language not in INTERFACE_LANGUAGES)
    return 3 if language in READ_CLOSELY else 1


def shown(faults: list[str]) -> str:
    return "\n".join(faults[:20])


def complain(walked: Walk, fault: object) -> None:
    """Fail with every page for which ``fault(seen)`` returns something."""
    faults = [f"{seen.path}: {said}" for seen in walked.pages() if (said := fault(seen))]  # type: ignore[operator]
    assert not faults, shown(faults)


def test_every_route_is_met(walked: Walk) -> None:
    missed = {route for route in routes() - walked.routes if "/staff/" not in route}  # tests/promises/test_rights.py
    assert not missed, f"no link or entrance leads to {sorted(missed)}"


def test_the_walk_saw_the_whole_house(walked: Walk) -> None:
    assert {seen.language for seen in walked.pages()} >= set(INTERFACE_LANGUAGES)
    assert len({seen.path for seen in walked.pages()}) >= 10 * len(INTERFACE_LANGUAGES)


def test_no_link_is_dead(walked: Walk) -> None:
    dead = [f"{came_from} → {path}" for came_from, path in sorted(walked.dead) if came_from]
    gone = {(seen.path, seen.route) for seen in walked.seen if seen.reply.status == 404 and not seen.came_from}
    broken = [
        f"{seen.came_from} → {seen.path}: {seen.reply.status}"
        for seen in walked.seen
        if seen.reply.status not in {200, 301, 302, 303, 304, 307, 308}
        and seen.came_from
        and (seen.came_from, seen.route) not in gone  # an answer of "not there", in another language
    ]
    assert not dead + broken, shown(dead + broken)


def test_no_page_breaks(walked: Walk) -> None:
    broken = [f"{seen.path}: {seen.reply.status}" for seen in walked.seen if seen.reply.status >= 500]
    assert not broken, shown(broken)


def test_no_cookie_anywhere(walked: Walk) -> None:
    faults = [seen.path for seen in walked.seen if seen.reply.header("Set-Cookie")]
    assert not faults, shown(faults)


def test_the_policy_is_strict_on_every_answer(walked: Walk) -> None:
    for seen in walked.seen:
        policy = seen.reply.header("Content-Security-Policy")
        rules = {words[0]: words[1:] for rule in policy.split(";") if (words := rule.split())}
        assert rules.get("default-src") == ["'none'"], f"{seen.path}: {policy}"
        sources = {source for name, given in rules.items() if name != "frame-ancestors" for source in given}
        assert sources <= {"'none'", "'self'"}, seen.path
        assert rules["base-uri"] == ["'none'"], seen.path
        if seen.path.partition("?")[0].endswith("/events/embedded/"):  # made to stand on other sites: it may do less
            assert rules["script-src"] == rules["connect-src"] == rules["form-action"] == ["'none'"], seen.path
        else:
            assert rules["frame-ancestors"] == ["'none'"], seen.path
            assert rules["form-action"] == ["'self'"], seen.path
        assert seen.reply.header("Referrer-Policy") == "no-referrer", seen.path
        assert seen.reply.header("X-Content-Type-Options") == "nosniff", seen.path


def test_nothing_is_fetched_from_a_stranger(walked: Walk) -> None:
    def stranger(seen: Seen) -> list[str]:
        assert seen.sight
        fetched = [*seen.sight.resources, *(action for _, action in seen.sight.forms)]
        return [address for address in fetched if not address.startswith((f"{ORIGIN}/", "data:"))]

    complain(walked, stranger)


def test_every_file_a_page_wants_exists(walked: Walk) -> None:
    def lacking(seen: Seen) -> list[str]:
        assert seen.sight
        names = [urlsplit(address).path for address in seen.sight.resources if not address.startswith("data:")]
        files = [name.removeprefix(settings.STATIC_URL) for name in names if name.startswith(settings.STATIC_URL)]
        return [name for name in files if not finders.find(name)]

    complain(walked, lacking)


def test_no_script_or_style_in_a_page(walked: Walk) -> None:
    complain(walked, lambda seen: seen.sight.inline)


def test_language_and_direction_are_said(walked: Walk) -> None:
    def wrong(seen: Seen) -> str:
        assert seen.sight
        language, direction = seen.sight.language, seen.sight.direction
        right = "rtl" if is_right_to_left(language) else "ltr"
        if seen.language and language != seen.language:
            return f"lang={language}"
        return "" if direction == right else f"dir={direction}"

    complain(walked, wrong)


def test_one_title_one_heading_no_id_twice(walked: Walk) -> None:
    def wrong(seen: Seen) -> str:
        assert seen.sight
        twice = {name for name in seen.sight.ids if seen.sight.ids.count(name) > 1}
        if twice:
            return f"ids twice: {sorted(twice)}"
        title = seen.sight.title.replace("· Parvis", "").strip()
        return "" if title and seen.sight.headings == 1 else f"{seen.sight.headings} h1, title {title!r}"

    complain(walked, wrong)


def test_every_page_leads_to_its_other_languages(walked: Walk) -> None:
    def wrong(seen: Seen) -> object:
        assert seen.sight
        if not seen.route.startswith("<lang>") or seen.route == "<lang>/events/embedded/":
            return ""  # the framed programme is a part of somebody else's page, which has its language already
        missing = set(INTERFACE_LANGUAGES) - set(seen.sight.hreflang)
        choice = {f"/{language}/" for language in INTERFACE_LANGUAGES if language != seen.language}
        links = {f"/{urlsplit(link).path[1:].split('/')[0]}/" for link in seen.sight.links if is_of(ORIGIN, link)}
        return missing or (choice - links)

    complain(walked, wrong)


def test_a_search_or_a_notebook_is_no_address_to_list(walked: Walk) -> None:
    """What a visitor typed or keeps must not become a canonical address, nor be offered to search machines."""
    complain(walked, lambda seen: "?" in seen.sight.canonical and seen.sight.canonical)
