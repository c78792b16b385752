"""The notebook as a PDF: its words, its tags, both directions, and nothing left on the disk."""

import io
import os
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from parvis.core.domain.notebook import Item, Kind, Notebook, encode, read
from parvis.core.tests.saying import shown_in
from parvis.occupations.tests.factories import TradeFactory
from parvis.portal.domain import paper

pytestmark = pytest.mark.django_db
needs_arabic = pytest.mark.skipif(
    not set(paper.faces()) & set(paper.ARABIC_FACES), reason="no typeface for Arabic on this machine"
)


def held(**labels: str) -> Notebook:
    return Notebook((Item(Kind.TRADE, TradeFactory(label=labels).code),))


def printed(notebook: Notebook, language: str = "en", second: str = "", size: str = "a4") -> PdfReader:
    return PdfReader(io.BytesIO(paper.print_notebook(notebook, language, second, size)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_it_says_what_is_in_it_who_one_is_not_and_which_page_it_is() -> None:
    text = words(printed(held(en="baker", fr="boulanger")))
    assert "baker summary." in text
    assert "We don’t know who you are" in text
    assert "Page 1 of 1" in text


def test_two_languages_stand_side_by_side() -> None:
    text = words(printed(held(fr="boulanger / boulangère", uk="пекар / пекарка"), "fr", "uk"))
    assert "boulanger / boulangère" in text
    assert "пекар / пекарка" in text


@needs_arabic
def test_arabic_is_shaped_with_a_typeface_that_has_it() -> None:
    reader = printed(held(ar="خبّاز", fr="boulanger"), "ar", "fr")
    fonts = {
        str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].get_object().values()
    }
    assert any("Arab" in font or "DejaVu" in font for font in fonts), fonts


def test_it_is_tagged_for_readers() -> None:
    reader = printed(held(en="baker", fr="boulanger"), "fr", "en")
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"].startswith("fr")
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()
    kinds, languages, alternatives = set(), set(), []

    def walk(node) -> None:
        element = node.get_object()
        if isinstance(element, list):
            for child in element:
                walk(child)
        elif isinstance(element, dict):
            kinds.add(element.get("/S"))
            languages.add(str(element.get("/Lang")))
            alternatives.append(element.get("/Alt"))
            if "/K" in element:
                walk(element["/K"])

    walk(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/P", "/Figure", "/Link"} <= kinds
    assert "en" in languages
    assert [alternative for alternative in alternatives if alternative], "each QR says what it is"


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("a5", 420)])
def test_the_paper_is_the_one_asked_for(size: str, width: int) -> None:
    assert round(printed(Notebook(), size=size).pages[0].mediabox.width) == width


@pytest.mark.parametrize(
    "hostile", ['#panic("x")', "$ x $ *bold* `raw`", '"); #read("/etc/passwd")', "<label> @ref [#a]", "\\u{0} // c"]
)
def test_what_people_wrote_is_never_markup(hostile: str) -> None:
    assert hostile.split(maxsplit=1)[0] in words(printed(held(en=hostile)))


def test_the_way_to_the_page_is_a_link_and_a_qr() -> None:
    notebook = held(en="baker")
    page = printed(notebook).pages[0]
    links = {note.get_object()["/A"]["/URI"] for note in page["/Annots"]}
    assert any(address.endswith(f"/en/trades/{notebook.items[0].code}/") for address in links)
    assert any(f"/en/notebook/?n={notebook}" in address for address in links)


def test_without_a_typeface_for_arabic_it_says_so_and_is_made_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "faces", lambda: ("Libertinus Serif",))
    text = words(printed(held(ar="خبّاز", en="baker"), "en", "ar"))
    assert "no typeface for Arabic letters" in text
    assert "baker" in text


def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    before = _files(paper.TEMPLATES)
    paper.print_notebook(held(en="baker"), "en")
    assert not list(tmp_path.iterdir())
    assert _files(paper.TEMPLATES) == before


def _files(folder: Path) -> list[tuple[str, int]]:
    return sorted((entry.name, entry.stat().st_mtime_ns) for entry in os.scandir(folder))


def test_its_address_answers_without_being_kept(client: Client) -> None:
    response = client.get("/fr/notebook/parvis.pdf", {"n": encode(held(fr="boulanger").items), "with": "ar"})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content.startswith(b"%PDF-")


def test_a_fallback_is_said() -> None:
    only = held(fr="fromager")
    assert shown_in("fr", "de") in words(printed(only, "de"))
    assert words(printed(only, "fr", "uk")).count(shown_in("fr", "fr")) == 1
    assert shown_in("fr", "fr") not in words(printed(only, "fr"))


def test_a_retired_trade_names_what_it_goes_on_as() -> None:
    old = TradeFactory(label={"en": "bread baker"}, retired_in="1.2", replaced_by=TradeFactory(label={"en": "baker"}))
    assert "It goes on as: baker" in words(printed(Notebook((Item(Kind.TRADE, old.code),))))


def test_an_empty_and_a_damaged_notebook_are_printed_with_their_sentence() -> None:
    assert "Your notebook is empty." in words(printed(Notebook()))
    assert "is damaged" in words(printed(read("a000-t3k9qfz")))
