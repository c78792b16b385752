"""The way in, and what machines ask for by themselves."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.views.entrance import spoken

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("uk", "uk"),
        ("pl,de-AT;q=0.7,en;q=0.3", "de"),
        ("AR-ma", "ar"),
        ("pl,ja", None),
        ("*", None),
        ("", None),
        ("\x00;;;,,q=x", None),
        ("en;q=0.1,ca;q=0.9", "ca"),
    ],
)
def test_the_first_language_we_speak_is_taken(header: str, language: str | None) -> None:
    assert spoken(header) == language


def test_the_entrance_leads_on(client: Client) -> None:
    reply = client.get("/", headers={"accept-language": "pt-BR"})
    assert (reply.status_code, reply.headers["Location"]) == (302, "/pt/")
    assert "Accept-Language" in reply.headers["Vary"]


def test_the_entrance_offers_ten_languages_to_a_browser_that_names_none(client: Client) -> None:
    reply = client.get("/", headers={"accept-language": "ja"})
    assert reply.status_code == 200
    assert "Accept-Language" in reply.headers["Vary"]
    for language, name in INTERFACE_LANGUAGES.items():
        assert re.search(rf'href="/{language}/"\s+lang="{language}"[^>]*>{name}<', reply.text)


@pytest.mark.parametrize("path", ["/xx/", "/xx/trades/", "/manifest-xx.webmanifest", "/sitemap-xx.xml", "/xx/offline/"])
@pytest.mark.django_db
def test_an_unknown_language_is_not_here(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_path_without_language_finds_its_language(client: Client) -> None:
    reply = client.get("/trades/", headers={"accept-language": "it"})
    assert reply.headers["Location"] == "/it/trades/"


def test_robots_may_read_but_not_ask(client: Client) -> None:
    text = client.get("/robots.txt").text
    assert "Disallow: /fr/search/" in text
    assert "Disallow: /ar/notebook/" in text
    assert f"Sitemap: {settings.ORIGIN}/sitemap.xml" in text


def test_the_index_names_a_sitemap_a_language(client: Client) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").content)
    assert len(tree.findall("s:sitemap", MAP)) == len(INTERFACE_LANGUAGES)


@pytest.mark.django_db
def test_a_sitemap_names_pages_that_exist_in_every_language(client: Client) -> None:
    tree = ET.fromstring(client.get("/sitemap-ca.xml").getvalue())
    entries = tree.findall("s:url", MAP)
    paths = [entry.findtext("s:loc", "", MAP).removeprefix(settings.ORIGIN) for entry in entries]
    assert "/ca/" in paths
    assert len(paths) == len(set(paths))
    for entry, path in zip(entries, paths, strict=True):
        assert path.startswith("/ca/")
        assert {link.get("hreflang") for link in entry.findall("x:link", MAP)} == set(INTERFACE_LANGUAGES)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_manifest_speaks(client: Client, language: str) -> None:
    reply = client.get(f"/manifest-{language}.webmanifest")
    manifest = json.loads(reply.content)
    assert reply.headers["Content-Type"] == "application/manifest+json"
    assert manifest["start_url"] == f"/{language}/"
    assert manifest["dir"] == ("rtl" if language == "ar" else "ltr")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}


def test_the_offline_worker_keeps_offline_pages_and_looks_only(client: Client) -> None:
    text = client.get("/sw.js").text
    found = re.search(r"KEPT = (\[.*?\])\.filter", text)
    assert found
    kept = json.loads(found[1].replace("\\u002D", "-"))
    assert {f"/{language}/offline/" for language in INTERFACE_LANGUAGES} <= set(kept)
    assert all(path.startswith(settings.STATIC_URL) or path.endswith("/offline/") for path in kept)
    assert "cache.put" not in text


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_offline_page_stands_alone(client: Client, language: str) -> None:
    reply = client.get(f"/{language}/offline/")
    assert reply.status_code == 200
    assert f'lang="{language}"' in reply.text
    assert "<script" not in reply.text


def test_the_icon_asked_for_by_heart_is_found(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"].endswith(".ico")
