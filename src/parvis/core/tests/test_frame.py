"""The frame of every page: languages, doors, parts, and how long a page may be kept."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import TemplateSyntaxError, engines
from django.test import Client, RequestFactory
from django.utils import translation

from parvis.core.domain.notebook import read
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.middleware import AskNothing, MayBeKept
from parvis.core.page import Page
from parvis.core.said import Said
from parvis.core.templatetags.parts import TONES


def drawn(source: str, **context: object) -> str:
    request = RequestFactory().get("/en/somewhere/")
    return engines["django"].from_string(source).render(context, request)


def test_the_same_page_in_the_other_languages_keeps_its_query() -> None:
    page = Page("fr", "/fr/trades/", "q=a+b", is_kiosk=False, notebook=read(""))
    urls = {other.language: other.url for other in page.alternatives()}
    assert urls["ar"] == "/ar/trades/?q=a+b"
    assert list(urls) == list(INTERFACE_LANGUAGES)
    assert page.canonical.endswith("/fr/trades/")
    assert page.default.endswith("/en/trades/")


def test_only_home_sends_unknown_languages_to_the_entrance() -> None:
    assert Page("fr", "/fr/", "", is_kiosk=False, notebook=read("")).default.endswith(":8000/")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_page_offers_every_language_in_its_own_name(client: Client, language: str) -> None:
    text = client.get(f"/{language}/privacy/").text
    for other, name in INTERFACE_LANGUAGES.items():
        assert re.search(rf'<a href="/{other}/privacy/"[^>]*lang="{other}"[^>]*>{name}</a>', text, re.DOTALL)
        assert f'hreflang="{other}"' in text
    assert 'hreflang="x-default"' in text
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in text


@pytest.mark.django_db
def test_the_door_one_stands_in_is_marked(client: Client) -> None:
    text = client.get("/en/trades/").text
    current = re.findall(r'<a href="([^"]+)"[^>]*aria-current="page"', text)
    assert "/en/trades/" in current
    assert "/en/houses/" not in current


@pytest.mark.parametrize("tone", TONES)
def test_a_door_has_its_tone(tone: str) -> None:
    html = drawn('{% door href="/x/" title="Ask" drawing="talk" tone=tone %}', tone=tone)
    assert f'class="door tone-{tone}" href="/x/"' in html


@pytest.mark.parametrize(
    "source",
    [
        '{% door href="/" title="x" drawing="talk" tone="pink" %}',
        '{% illustration "nowhere" %}',
        '{% crumbs "/" "Home" "/x/" %}',
        '{% pictogram "bread" size="xxl" %}',
        '{% notice text="x" kind="banner" %}',
    ],
)
def test_a_wrong_prop_is_an_error(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(source)


def test_crumbs_end_where_one_stands() -> None:
    html = drawn('{% crumbs "/en/trades/" "Trades" "" "Baker" %}')
    assert '<a href="/en/trades/"><span>Trades</span></a>' in html
    assert '<span aria-current="page">Baker</span>' in html


@pytest.mark.parametrize(
    ("filtered", "html"),
    [
        ("plain", "&lt;Parvis&gt;"),
        ("french", '<span lang="fr" dir="ltr">Cité</span>'),
        ("texts", '<span lang="fr" dir="ltr">Cité</span>'),
        ("own", "Cité"),
        ("unknown", "<bdi>&lt;Cité&gt;</bdi>"),
        ("nothing", ""),
    ],
)
def test_a_name_says_its_language(filtered: str, html: str) -> None:
    words = {
        "plain": "<Parvis>",
        "french": Said("Cité", "fr", "ar"),
        "texts": {"fr": "Cité"},
        "own": Said("Cité", "fr", "fr"),
        "unknown": Said("<Cité>", "", "ar"),
        "nothing": None,
    }
    with translation.override("ar"):
        assert drawn("{{ word|said_plain }}", word=words[filtered]) == html
        if filtered == "unknown":
            assert drawn("{{ word|said }}", word=words[filtered]) == html


def test_what_a_visitor_writes_is_escaped_in_parts() -> None:
    html = drawn("{% search_box query=query %}", query='"><script>alert(1)</script>')
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/en/privacy/", MayBeKept.PUBLIC),
        ("/en/privacy/?q=canary", MayBeKept.OWN),
        ("/robots.txt", "public, max-age=86400"),
    ],
)
def test_only_pages_without_a_visitor_s_words_may_be_kept_by_others(client: Client, path: str, cache: str) -> None:
    assert client.get(path).headers["Cache-Control"] == cache


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/trades/zzzzzz/", "/en/houses/nowhere/", "/api/v1/trades/zzzzzz", "/en/nowhere/"])
def test_an_address_with_a_slip_is_kept_by_nobody(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == MayBeKept.NOBODY


def test_what_is_sent_is_for_nobody_else() -> None:
    request = RequestFactory().post("/en/")
    assert MayBeKept(lambda _request: HttpResponse())(request).headers["Cache-Control"] == MayBeKept.OWN


def test_no_view_can_know_who_asks() -> None:
    seen: dict[str, str] = {}

    def view(request: HttpRequest) -> HttpResponse:
        seen.update({name: str(value) for name, value in request.META.items()})
        return HttpResponse()

    said = (
        "HTTP_USER_AGENT",
        "HTTP_REFERER",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_REAL_IP",
        "HTTP_FORWARDED",
        "HTTP_VIA",
        "HTTP_CF_CONNECTING_IP",
        "HTTP_SEC_CH_UA_MODEL",
        "HTTP_A_HEADER_OF_TOMORROW",
        "REMOTE_ADDR",
        "REMOTE_PORT",
        "REMOTE_USER",
    )
    marked = dict.fromkeys(said, "canary-1")
    AskNothing(view)(RequestFactory().get("/en/", **marked))
    assert "canary-1" not in seen.values()


def test_headers_close_every_door(client: Client) -> None:
    headers = client.get("/en/privacy/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
