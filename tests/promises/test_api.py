"""The API does what its own description says: schemathesis asks everything the OpenAPI allows and forbids."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from parvis.config.wsgi import application
from tests.tiny_esco import BAKERS_CODE

pytestmark = pytest.mark.django_db
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


#: Answers as they are: the in-process client does not unpack gzip.
PLAIN = {"Accept-Encoding": "identity"}
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's connection over requests, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_the_api_keeps_its_word(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS, headers=PLAIN)


@pytest.mark.parametrize(
    ("path", "blanks"),
    [
        ("/api/v1/trades/{code}", {"path_parameters": {"code": BAKERS_CODE}}),
        ("/api/v1/houses", {}),
        ("/api/v1/search", {"query": {"q": "boulanger", "lang": "fr", "kind": "trade", "limit": 3}}),
        ("/api/v1/paths", {"query": {"to": BAKERS_CODE, "country": "CH", "isced": "0", "age": "14"}}),
    ],
)
def test_full_answers_are_as_described(path: str, blanks: dict[str, object]) -> None:
    call_command("sample", verbosity=0)
    answer = schema[path]["GET"].Case(**blanks).call_and_validate(checks=CHECKS, headers=PLAIN)
    assert answer.status_code == 200
    assert answer.json()
