"""The hostile floor under every test (a pytest plugin): what is sloppy in code fails here first.

Files go to a folder of the run; rows come back in another order each time unless the query says one; a page asked for
with GET that writes fails; a variable a template does not know fails (pytest-django's ``--fail-on-template-vars``);
on PostgreSQL a statement longer than ten seconds fails. Each test begins in English.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

_DATA = Path(tempfile.mkdtemp(prefix="parvis-test-"))
os.environ["PARVIS_DATA"] = str(_DATA)
os.environ.setdefault("PARVIS_MEANING", "no")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
for _name in ("PARVIS_PRODUCTION", "PARVIS_ORIGIN", "PARVIS_HOSTS", "PARVIS_SECRET_KEY", "PARVIS_SEARCH_LOG"):
    os.environ.pop(_name, None)


def pytest_configure(config: pytest.Config) -> None:
    """Prepare settings that only tests need."""
    from django.conf import settings

    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")
    # A gate is a gate: the same examples each time. `make explore` asks others, and what it finds becomes a test with a name.
    is_exploring = bool(os.environ.get("EXPLORE"))
    hypothesis.settings.register_profile("parvis", deadline=None, derandomize=not is_exploring, print_blob=is_exploring)
    hypothesis.settings.load_profile("parvis")
    settings.SEARCH_FOLLOW = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("postgresql"):
        default["OPTIONS"]["options"] = "-c statement_timeout=10s"
    else:  # each worker's own, in memory: pytest-django knows that of Django's own engine alone
        default.setdefault("TEST", {})["NAME"] = ":memory:"
    _shuffle_unordered_queries()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out the tests that never meet it (none, or a site on SQLite): they would say what they said on SQLite."""
    from django.conf import settings

    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not _meets_a_database(item)])
    items[:] = [item for item in items if _meets_a_database(item)]  # pytest-django keeps it from all others


def _meets_a_database(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase

    asks_for = {"db", "transactional_db", "live_server", "cluster", "chaos", "environment"}
    is_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    is_marked = item.get_closest_marker("django_db") is not None
    return is_case or is_marked or bool(asks_for & set(getattr(item, "fixturenames", ())))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the run's folder away."""
    del config
    shutil.rmtree(_DATA, ignore_errors=True)


def _shuffle_unordered_queries() -> None:
    """Give every query without an order a random one, so that code cannot lean on the order rows were written in."""
    from django.db.models import QuerySet

    fetch = QuerySet._fetch_all  # noqa: SLF001  every row passes here

    def shuffled(self: QuerySet[Any]) -> None:
        query = self.query
        is_plain = not (query.distinct or query.is_sliced or query.combinator or query.group_by is not None)
        if self._result_cache is None and is_plain and not self.ordered:
            query.add_ordering("?")
        fetch(self)

    setattr(QuerySet, fetch.__name__, shuffled)


#: The first words of statements that ask and change nothing (savepoints bracket questions).
QUESTIONS = {"SELECT", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA"}


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001  Django's own signature
    """Run ``sql`` when it asks, fail when it writes: an execute wrapper of a database connection."""
    if sql.lstrip(" (").split(None, 1)[0].upper() not in QUESTIONS:
        message = f"a GET wrote to the database: {sql[:120]}"
        raise AssertionError(message)
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True)
def _nothing_kept_in_memory() -> None:
    """Forget the pages and maps of the test before: rows that a test makes by hand raise no revision."""
    from parvis.core.etags import kept_pages
    from parvis.meetings.domain.hall import kept_ground
    from parvis.network.domain import mapping
    from parvis.qualifications.domain import graph
    from parvis.rota.domain import live
    from parvis.seats.domain import pace
    from parvis.starters.domain import doing, matching

    graph.forget()
    pace.forget()
    kept_ground.forget()
    live.forget()
    kept_pages.forget()
    matching.kept_candidates.cache_clear()
    doing.kept_ties.cache_clear()
    mapping._drawings.cache_clear()  # noqa: SLF001  revisions begin again with each test


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    """Begin every test in the source language: a page asked for by the test before leaves its own active."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _get_cannot_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a GET or HEAD that sends anything but a question to the database."""
    from django.db import connection
    from django.test.client import ClientHandler

    answer = ClientHandler.get_response

    def get_response(self: ClientHandler, request: Any) -> Any:
        if request.method not in {"GET", "HEAD"}:
            return answer(self, request)
        with connection.execute_wrapper(refuse_writes):
            return answer(self, request)

    monkeypatch.setattr(ClientHandler, "get_response", get_response)


@pytest.fixture
def signed_in(db: None) -> Callable[..., Any]:
    """Return a maker of clients past the second step: ``signed_in("programme", house)``, ``signed_in("editor", partner=…)``,
    ``signed_in("coordinator")``, ``signed_in("")`` for somebody without a post. The client's ``staff`` is the account."""
    del db

    def sign(role: str = "programme", house: Any = None, *, partner: Any = None, staff: Any = None) -> Any:
        from django.test import Client
        from django.utils import timezone

        from parvis.accounts.domain.testing import open_session
        from parvis.accounts.models import Staff
        from parvis.network.models import Post

        number = Staff.objects.count() + 1
        staff = staff or Staff.objects.create(email=f"staff{number}@house.example", name=f"Staff {number}")
        if role:
            Post.objects.create(staff=staff, role=role, house=house, partner=partner, since=timezone.now().date())
        client: Any = Client()
        client.cookies.load(open_session(staff))
        client.staff = staff
        return client

    return sign
