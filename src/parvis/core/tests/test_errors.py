"""Error pages: in the visitor's language, without the database, even without templates, and silent about the visitor."""

import logging
from importlib import import_module
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connection
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.test import Client, override_settings
from django.urls import path
from django.utils.translation import override

from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.many_fields import many_fields
from parvis.core.views import errors
from parvis.core.views.errors import expired_form

site = import_module(settings.ROOT_URLCONF)


def raising(error: Exception):
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


class Wrapped(Exception):
    pass


def wrapped(request: HttpRequest) -> HttpResponse:
    raise Wrapped from OperationalError("server closed the connection for canary-7")


@keeps_form(("text",), ("held",))
def letter(request: HttpRequest) -> HttpResponse:
    raise OperationalError


def read(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""))


@many_fields(250)
def read_many(request: HttpRequest) -> HttpResponse:
    return read(request)


urlpatterns = [
    path("fr/read/", read),
    path("fr/many/", read_many),
    path("fr/letter/", letter),
    path("fr/gone/", raising(OperationalError("could not connect as canary-7"))),
    path("fr/wrapped/", wrapped),
    path("fr/broken/", raising(ValueError("canary-7"))),
    path("fr/closed/", raising(PermissionDenied())),
    path("fr/unread/", raising(SuspiciousOperation())),
    *site.urlpatterns,
]
handler400, handler403, handler404, handler500 = site.handler400, site.handler403, site.handler404, site.handler500

here = override_settings(ROOT_URLCONF=__name__)
STATUS = [("gone", 503), ("wrapped", 503), ("broken", 500), ("closed", 403), ("unread", 400), ("nowhere", 404)]


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(errors, "outage", errors.Outage())  # nothing was told yet
    return Client(raise_request_exception=False)


@here
@pytest.mark.parametrize(("name", "status"), STATUS)
def test_an_error_has_its_page_without_any_query(visitor: Client, name: str, status: int) -> None:
    # No database mark: a query here fails the test.
    reply = visitor.get(f"/fr/{name}/")
    assert reply.status_code == status
    assert reply.headers["Cache-Control"] == "no-store"
    assert 'lang="fr"' in reply.text
    assert "<h1>" in reply.text
    assert not reply.cookies


@here
@pytest.mark.parametrize(("name", "status"), STATUS)
def test_an_error_page_survives_broken_templates(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, name: str, status: int
) -> None:
    def gone(*_args: object, **_kwargs: object) -> HttpResponse:
        raise TemplateDoesNotExist("parvis/error.html")

    monkeypatch.setattr(errors, "render", gone)
    reply = visitor.get(f"/fr/{name}/")
    assert reply.status_code == status
    assert reply.text.startswith('<!DOCTYPE html><html lang="fr">')


@here
def test_a_gone_database_says_when_to_come_back(visitor: Client) -> None:
    assert visitor.get("/fr/gone/").headers["Retry-After"] == "10"


@here
@pytest.mark.parametrize("name", ["gone", "broken"])
def test_logs_name_the_place_and_nothing_else(
    visitor: Client, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, name: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        visitor.get(f"/fr/{name}/?q=canary-8", headers={"user-agent": "canary-9"})
    told = [logging.getLogger("parvis").name for record in caplog.records if record.name == "parvis"]
    assert told
    spoken = capfd.readouterr()
    for mark in ("canary-7", "canary-8", "canary-9", f"/fr/{name}/"):
        assert mark not in spoken.err + spoken.out


def test_an_outage_is_told_once_in_a_while(caplog: pytest.LogCaptureFixture) -> None:
    outage = errors.Outage()
    with caplog.at_level(logging.ERROR, logger="parvis"):
        for _ in range(5):
            outage.tell(OperationalError())
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("error", "is_gone"),
    [
        (OperationalError(), True),
        (InterfaceError(), True),
        (DatabaseError("file is not a database"), True),
        (ProgrammingError(), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_only_a_database_that_is_away_is_an_outage(error: Exception | None, *, is_gone: bool) -> None:
    assert errors.is_database_gone(error) is is_gone


@here
def test_an_outage_met_outside_a_view_is_a_503_too(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_self: object, _request: HttpRequest) -> HttpResponse:
        raise OperationalError

    monkeypatch.setattr("parvis.core.carry.CarryAlong.__call__", gone)
    assert visitor.get("/fr/privacy/").status_code == 503


def test_an_expired_form_says_that_nothing_was_sent() -> None:
    reply = expired_form(_request())
    assert reply.status_code == 403
    assert "Nothing was sent" in reply.text


def test_the_language_is_the_address_s_not_the_last_visitor_s() -> None:
    with override("ar"):  # what another request left in this thread
        assert 'lang="uk"' in expired_form(_request("/uk/form/")).text


def test_too_many_parameters_are_a_page_too(visitor: Client) -> None:
    reply = visitor.get("/fr/nowhere/", {f"a{number}": "1" for number in range(300)})
    assert reply.status_code in {400, 404}
    assert 'lang="fr"' in reply.text


def test_health_needs_neither_a_known_host_nor_the_database(visitor: Client) -> None:
    reply = visitor.get("/healthz", headers={"host": "10.1.2.3"})
    assert (reply.status_code, reply.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readiness_asks_the_database(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert visitor.get("/readyz", headers={"host": "10.1.2.3"}).status_code == 200

    def gone() -> None:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        assert visitor.get("/readyz").status_code == 503


def _request(path: str = "/en/") -> HttpRequest:
    request = HttpRequest()
    request.path = request.path_info = path
    return request


def test_an_address_that_only_takes_forms_leads_to_the_page_above_it(client: Client) -> None:
    answer = client.get("/fr/seats/calendar.ics")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/fr/seats/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.delete("/fr/seats/calendar.ics").status_code == 405


@here
def test_a_form_that_did_not_arrive_is_given_back_with_what_its_view_names(visitor: Client) -> None:
    typed = {"text": "A <b>long</b> letter", "held": "sealed", "words": "canary-7"}
    reply = visitor.post("/fr/letter/", typed)
    assert reply.status_code == 503
    assert "A &lt;b&gt;long&lt;/b&gt; letter</textarea>" in reply.text
    assert '<input type="hidden" name="held" value="sealed">' in reply.text
    assert 'action="/fr/letter/"' in reply.text
    assert "canary-7" not in reply.text, "what the view does not name stands on no page"
    assert not reply.cookies
    assert reply.headers["Cache-Control"] == "no-store"
    assert 'id="kept"' not in visitor.get("/fr/letter/").text
    assert 'id="kept"' not in visitor.post("/fr/gone/", typed).text, "a view that says nothing keeps nothing"


@here
def test_a_form_that_cannot_be_read_is_given_back_by_nobody(visitor: Client) -> None:
    reply = visitor.post("/fr/letter/", {f"a{number}": "1" for number in range(2000)})
    assert reply.status_code in {400, 503}
    assert 'id="kept"' not in reply.text


@here
@pytest.mark.parametrize(
    ("name", "fields", "told"),
    [
        ("read", {f"a{number}": "1" for number in range(202)}, "200"),
        ("many", {f"a{number}": "1" for number in range(252)}, "250"),
        ("read", {"text": "x" * 262_145}, "256"),
        ("many", {"text": "x" * 262_145}, "256"),
    ],
)
@pytest.mark.parametrize("is_file_form", [True, False])
def test_a_form_that_is_too_large_says_what_was_too_much_and_leads_back(
    visitor: Client, name: str, fields: dict[str, str], told: str, *, is_file_form: bool
) -> None:
    address = f"/fr/{name}/"
    if is_file_form and name == "many" and told == "250":
        told = "200"  # only forms without files may have more
    if is_file_form:
        reply = visitor.post(address, fields)
    else:
        reply = visitor.post(address, urlencode(fields), content_type="application/x-www-form-urlencoded")
    assert reply.status_code == 400
    assert told in reply.context["sentence"]
    assert f'<a class="button" href="{address}">' in reply.text
    assert "x" * 100 not in reply.text


@here
def test_files_beyond_what_is_taken_at_once_are_a_sentence(visitor: Client) -> None:
    files = {f"f{number}": SimpleUploadedFile("a.txt", b"1") for number in range(101)}
    reply = visitor.post("/fr/read/", files)
    assert reply.status_code == 400
    assert "100" in reply.context["sentence"]


@here
def test_a_form_within_the_bounds_of_its_view_is_read(visitor: Client) -> None:
    fields = {"text": "here", **{f"a{number}": "1" for number in range(240)}}
    form = urlencode(fields)
    assert visitor.post("/fr/many/", form, content_type="application/x-www-form-urlencoded").content == b"here"
