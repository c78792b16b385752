"""What travels in the address reaches every link, form and redirect, and nothing that leaves the house."""

from __future__ import annotations

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from parvis.core.carry import CarryAlong, carried, carrying, outside_told

KIOSK = (("kiosk", ""),)
BOTH = (("kiosk", ""), ("n", "av09-t3k9qfz"))


@pytest.mark.parametrize(
    ("address", "carried_on"),
    [
        ("/fr/trades/", "/fr/trades/?kiosk=&n=av09-t3k9qfz"),
        ("/fr/search/?q=a%20b#top", "/fr/search/?q=a%20b&kiosk=&n=av09-t3k9qfz#top"),
        ("/", "/?kiosk=&n=av09-t3k9qfz"),
        ("?page=2", "?page=2&kiosk=&n=av09-t3k9qfz"),
        ("/fr/notebook/?n=", "/fr/notebook/?n=&kiosk="),
        ("/?kiosk=&again=", "/?kiosk=&again="),
        ("#content", "#content"),
        ("/static/css/parvis.css", "/static/css/parvis.css"),
        ("/api/v1/search", "/api/v1/search"),
        ("//elsewhere.example/fr/", "//elsewhere.example/fr/"),
        ("https://elsewhere.example/fr/", "https://elsewhere.example/fr/"),
        ("mailto:somebody@example.org", "mailto:somebody@example.org"),
    ],
)
def test_only_pages_of_the_house_carry(address: str, carried_on: str) -> None:
    assert carrying(address, BOTH) == carried_on
    assert carrying(carried_on, BOTH) == carried_on


def test_links_and_forms_of_a_page_carry_what_they_do_not_say() -> None:
    page = '<a class="x" href="/fr/search/?q=a&amp;lang=fr">a</a><form method="get"><input type="hidden" name="n" value=""></form>'
    assert carried(page, BOTH) == (
        '<a class="x" href="/fr/search/?q=a&amp;lang=fr&amp;kiosk=&amp;n=av09-t3k9qfz">a</a>'
        '<form method="get" autocomplete="off"><input type="hidden" name="kiosk" value=""><input type="hidden" name="n" value=""></form>'
    )


def test_what_is_carried_cannot_break_out_of_an_attribute() -> None:
    hostile = (("n", '"><script>alert(1)</script>'),)
    text = carried('<a href="/fr/">a</a><form></form>', hostile)
    assert "<script" not in text


def test_in_a_kiosk_links_out_become_text_with_a_qr() -> None:
    page = (
        '<p><a rel="x" href="https://elsewhere.example/a?b=1&amp;c=2">Elsewhere</a> <a href="tel:+321234">call</a></p>'
    )
    told = outside_told(page, "localhost")
    assert "<a " not in told
    assert "elsewhere.example/a?b=1&amp;c=2</bdi>" in told
    assert "Elsewhere" in told
    assert "+321234" in told
    assert told.count("<svg ") == 2


def test_in_a_kiosk_links_to_itself_stay_links() -> None:
    page = '<a href="https://parvis.example/fr/">home</a>'
    assert outside_told(page, "parvis.example") == page


def _answer(path: str, response: HttpResponse) -> HttpResponse:
    return CarryAlong(lambda _request: response)(RequestFactory().get(path))


def test_a_page_without_either_is_left_as_it_is() -> None:
    response = _answer("/fr/?q=kiosks", HttpResponse('<a href="/fr/">a</a>'))
    assert response.content == b'<a href="/fr/">a</a>'
    assert "Cache-Control" not in response.headers


def test_redirects_carry_on() -> None:
    response = _answer("/fr/trades/x/?n=av09-t3k9qfz", HttpResponseRedirect("/fr/trades/x-y/"))
    assert response.headers["Location"] == "/fr/trades/x-y/?n=av09-t3k9qfz"


def test_what_is_no_page_is_left_as_it_is() -> None:
    response = _answer("/fr/?kiosk", HttpResponse('"<a href="/fr/">"', content_type="application/json"))
    assert response.content == b'"<a href="/fr/">"'


def test_an_over_long_notebook_stays_behind() -> None:
    response = _answer(f"/fr/?n={'a' * 2000}", HttpResponse('<a href="/fr/">a</a>'))
    assert response.content == b'<a href="/fr/">a</a>'


def test_a_kiosk_is_never_stored_and_starting_again_empties_the_browser() -> None:
    response = _answer("/fr/?kiosk&n=av09-t3k9qfz", HttpResponse("x"))
    assert response.headers["Cache-Control"] == "no-store"
    assert "Clear-Site-Data" not in response.headers
    again = _answer("/?kiosk=&again=&n=av09-t3k9qfz", HttpResponseRedirect("/fr/"))
    assert again.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert again.headers["Location"] == "/fr/?kiosk="
