"""Sheets to print: said whole in ten languages, without a figure that a law decides, on the screen and on paper."""

import io
import tomllib

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from parvis.core.domain.notebook import Item, Kind, Notebook, encode
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.occupations.tests.factories import TradeFactory
from parvis.portal.domain.handout_paper import print_handout
from parvis.portal.domain.handouts import (
    CALLS,
    EMPTY,
    FOLDER,
    ROOM_TO_WRITE,
    SPARE,
    PartKind,
    Shape,
    Texts,
    handout_named,
    handouts,
    open_handout,
)

KEYS = [handout.key for handout in handouts()]


def texts_of(key: str) -> list[Texts]:
    handout = handout_named(key)
    assert handout
    sections = [texts for each in handout.sections for texts in (each.title, *(part.texts for part in each.parts))]
    return [handout.title, handout.summary, handout.words, *sections]


def held(**labels: str) -> Notebook:
    return Notebook((Item(Kind.TRADE, TradeFactory(label=labels).code),))


def test_every_file_says_its_format_and_its_own_name() -> None:
    for path in FOLDER.glob("*.toml"):
        told = tomllib.loads(path.read_text())
        assert (told["format"], told["key"]) == ("parvis-handout-1", path.stem)


def test_the_four_sheets_are_there_in_order() -> None:
    assert KEYS == ["tracking", "call", "trial", "parents"]
    assert handout_named("notebook") is None


@pytest.mark.parametrize("key", KEYS)
def test_every_text_is_said_in_ten_languages_with_the_same_room_to_write(key: str) -> None:
    for texts in texts_of(key):
        assert set(texts) == set(INTERFACE_LANGUAGES)
        assert all(text.strip() == text and text for text in texts.values()), texts
        assert len({text.count(ROOM_TO_WRITE) for text in texts.values()}) == 1, texts


@pytest.mark.parametrize("key", KEYS)
def test_no_age_and_no_amount_is_stated(key: str) -> None:
    """They differ per country and change: a sheet in ten languages must hold no figure, in any script."""
    for texts in texts_of(key):
        for text in texts.values():
            assert not any(sign.isdecimal() or sign in "€$£%" for sign in text), text


def test_the_sheet_for_parents_names_its_source_and_day() -> None:
    parents = handout_named("parents")
    assert parents
    assert "2018/C 153/01" in parents.source
    assert parents.source_url.startswith("https://eur-lex.europa.eu/")
    assert parents.checked.year >= 2026


def test_a_sheet_opens_in_one_language_and_in_two() -> None:
    call = handout_named("call")
    assert call
    alone, beside = open_handout(call, "fr"), open_handout(call, "fr", "ar")
    assert alone[0].title.second is None
    assert len(alone[0].title.both) == 1
    assert [text.language for text in beside[0].title.both] == ["fr", "ar"]
    assert {part.kind for section in beside for part in section.parts} >= {PartKind.SAY, PartKind.BLANK, PartKind.TICK}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar", "uk"])
@pytest.mark.parametrize("key", KEYS)
def test_its_page_says_it_in_the_language_asked(client: Client, key: str, language: str) -> None:
    page = client.get(f"/{language}/notebook/{key}/")
    assert page.status_code == 200
    assert "X-Robots-Tag" not in page.headers
    text = page.content.decode()
    for texts in texts_of(key)[:2]:
        assert texts[language] in text
    assert f'href="/{language}/notebook/{key}.pdf"' in text
    assert not page.cookies


@pytest.mark.django_db
def test_room_to_write_is_a_line_and_no_field(client: Client) -> None:
    text = client.get("/en/notebook/call/").content.decode()
    assert 'Hello, my name is <span class="handout-gap">…</span>.' in text
    assert ROOM_TO_WRITE not in text
    inside = text.partition("<article")[2].partition("</article>")[0]
    assert 'type="text"' not in inside
    assert "<textarea" not in inside


@pytest.mark.django_db
def test_the_things_of_the_notebook_get_a_row_each_and_there_is_room_for_more(client: Client) -> None:
    notebook = held(en="baker", fr="boulanger")
    alone = client.get("/en/notebook/tracking/").content.decode()
    filled = client.get("/en/notebook/tracking/", {"n": str(notebook), "with": "fr"}).content.decode()
    assert alone.count('class="handout-boxes"') == EMPTY
    assert filled.count('class="handout-boxes"') == 1 + SPARE
    assert ">baker</a>" in filled
    assert 'lang="fr" dir="ltr">boulanger</p>' in filled
    assert filled.count('<th scope="row">') == CALLS
    assert "From your notebook" not in filled
    assert "From your notebook" in client.get("/en/notebook/parents/", {"n": str(notebook)}).content.decode()


@pytest.mark.django_db
def test_what_is_chosen_goes_along_to_the_pdf_and_to_the_other_sheets(client: Client) -> None:
    written = str(held(en="baker"))
    response = client.get("/en/notebook/call/", {"n": written, "with": "ar", "paper": "a5"})
    text = response.content.decode()
    assert f'href="/en/notebook/call.pdf?n={written}&amp;with=ar&amp;paper=a5"' in text
    assert f'href="/en/notebook/trial/?n={written}"' in text
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/notebook/zzz/", "/en/notebook/zzz.pdf", "/en/notebook/-/"])
def test_an_unknown_sheet_is_not_here(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("key", ["tracking", "parents"])
def test_thirty_things_cost_as_much_as_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, key: str, count: int
) -> None:
    written = encode(Item(Kind.TRADE, TradeFactory().code) for _number in range(count))
    with django_assert_num_queries(6):  # three a language
        client.get(f"/en/notebook/{key}/", {"n": written, "with": "ar"})


@pytest.mark.django_db
@pytest.mark.parametrize("paper", ["a4", "a5"])
@pytest.mark.parametrize(("language", "second"), [("en", ""), ("fr", "uk"), ("ar", "fr")])
@pytest.mark.parametrize("key", KEYS)
def test_its_pdf_is_tagged_and_says_the_same(key: str, language: str, second: str, paper: str) -> None:
    handout = handout_named(key)
    assert handout
    made = print_handout(handout, held(en="baker", fr="boulanger", ar="خباز"), language, second, paper)
    reader = PdfReader(io.BytesIO(made))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert round(reader.pages[0].mediabox.width) == (595 if paper == "a4" else 420)
    assert b"pdfuaid:part>1<" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert reader.trailer["/Root"]["/Lang"].startswith(language)
    for said in {language, second} & {"en", "fr", "uk"}:
        for section in handout.sections:
            first = section.title[said].split()[0]
            assert first in text, (first, said)


@pytest.mark.django_db
def test_its_pdf_answers_without_being_kept(client: Client) -> None:
    response = client.get("/fr/notebook/call.pdf", {"n": "slip", "with": "ar", "paper": "a5"})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert 'filename="parvis-call.pdf"' in response.headers["Content-Disposition"]


@pytest.mark.django_db
def test_no_pdf_is_offered_at_a_kiosk(client: Client) -> None:
    assert "call.pdf" not in client.get("/en/notebook/call/?kiosk").content.decode()


@pytest.mark.django_db
def test_the_notebook_and_the_question_lead_to_the_sheets(client: Client) -> None:
    for path in ("/en/notebook/", "/en/questions/apprenticeship/"):
        page = client.get(path).content.decode()
        assert all(f'href="/en/notebook/{key}/"' in page for key in KEYS), path
    assert "/en/notebook/call/" not in client.get("/en/questions/see/").content.decode()


def test_a_table_has_labels_only() -> None:
    tracking = handout_named("tracking")
    assert tracking
    for section in tracking.sections:
        is_table = section.shape in {Shape.THINGS, Shape.CALLS}
        assert {part.kind for part in section.parts} == ({PartKind.BOX} if is_table else {PartKind.TEXT})


@pytest.mark.django_db
def test_the_sheets_lead_to_the_paths_of_the_notebook_s_trades_or_to_the_choice_of_one(client: Client) -> None:
    notebook = held(en="baker")
    for key in ("call", "trial", "parents"):
        assert 'href="/en/paths/"' in (alone := client.get(f"/en/notebook/{key}/").text)
        assert "Paths to:" not in alone
        filled = client.get(f"/en/notebook/{key}/", {"n": str(notebook)}).text
        assert f'href="/en/paths/{notebook.items[0].code}/?n={notebook}"' in filled
        assert "Paths to: baker" in " ".join(filled.split())
    assert 'href="/en/paths/' not in client.get("/en/notebook/tracking/").text
