"""The slip: put together by a desk, handed over, and kept nowhere."""

from __future__ import annotations

import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from parvis.accounts.models import StaffAct
from parvis.core.domain.notebook import MAX_ITEMS, Item, Kind, Notebook, encode, read
from parvis.core.refusal import Refusal
from parvis.network.models import Desk, House
from parvis.network.tests.made import house
from parvis.occupations.tests.factories import TradeFactory
from parvis.portal.domain.phrases import Half
from parvis.portal.domain.slip import open_shown, put_in, say_step

pytestmark = pytest.mark.django_db
SLIP = "/en/staff/houses/lyon/slip/"


@pytest.fixture
def lyon() -> House:
    return house("lyon")


@pytest.fixture
def desk(signed_in, lyon: House) -> Client:
    return signed_in("desk", lyon)


@pytest.fixture
def baker() -> Item:
    return Item(Kind.TRADE, TradeFactory(label={"en": "baker", "fr": "boulanger / boulangère", "ar": "خباز"}).code)


def press(desk: Client, held: str = "", *, status: int = 200, **given: str) -> str:
    answer = desk.post(SLIP, {"n": held, **given})
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.content.decode()


def held_in(page: str) -> Notebook:
    found = re.search(r'name="n" value="([^"]*)"', page)
    assert found is not None
    return read(found[1])


def test_it_begins_empty_and_says_what_to_do(desk: Client) -> None:
    page = desk.get(SLIP).content.decode()
    assert "Nothing yet. Search, or choose a sentence." in page
    assert "The visitor has left" in page
    assert 'http-equiv="refresh"' not in page, "an empty slip has nothing to take from the screen"


def test_what_is_found_is_put_on_it(desk: Client, baker: Item) -> None:
    page = press(desk, find="1", q="baker")
    assert f'name="add" value="{baker}"' in page
    assert "autofocus" in page.partition(f'value="{baker}"')[2][:80], "Enter, and Enter again, puts the first one on"
    page = press(desk, add=str(baker), q="baker")
    assert held_in(page).items == (baker,)
    assert f'name="add" value="{baker}"' not in page
    assert 'http-equiv="refresh"' in page, "without script it leaves the screen by itself"


def test_sentences_are_put_on_with_their_day_and_place(desk: Client, lyon: House) -> None:
    at = Desk.objects.get(house=lyon)
    page = press(desk, say="ask", day="4", half="1", to_place=at.code, language="fr", **{"with": "ar"})
    assert "Demandez un entretien ici jeudi matin" in page
    assert "طلب مقابلة هنا يوم الخميس صباحًا" in page
    assert "Quel métier pour moi ?" in page
    assert 'value="4" selected' in page, "what was chosen stays chosen"


def test_what_is_missing_is_said_and_nothing_is_lost(desk: Client, baker: Item) -> None:
    page = press(desk, encode([baker]), status=422, say="ask", q="pain")
    assert "Choose the desk or the house first" in page
    assert held_in(page).items == (baker,)
    assert 'value="pain"' in page


def test_things_move_and_go(desk: Client, baker: Item) -> None:
    nurse = Item(Kind.TRADE, TradeFactory(label={"en": "nurse"}).code)
    held = encode([baker, nurse])
    assert held_in(press(desk, held, up=str(nurse))).items == (nurse, baker)
    assert held_in(press(desk, held, down=str(baker))).items == (nurse, baker)
    assert held_in(press(desk, held, drop=str(baker))).items == (nurse,)
    assert held_in(press(desk, held, drop="nonsense")).items == (baker, nurse)


def test_a_visitor_shows_a_notebook_by_its_letters_or_its_qr(desk: Client, baker: Item) -> None:
    written = encode([baker])
    for shown in (written, written.upper().replace("-", " "), f"https://example.org/ar/notebook/?n={written}&with=fr"):
        assert held_in(press(desk, open=shown)).items == (baker,)
    assert "This is no notebook’s code" in press(desk, status=422, open="hello")
    with pytest.raises(Refusal):
        open_shown("https://example.org/?n=")


def test_a_notebook_opened_by_its_address_stays_out_of_the_links(desk: Client, baker: Item) -> None:
    page = desk.get(SLIP, {"n": encode([baker])}).content.decode()
    assert held_in(page).items == (baker,)
    links = [link for link in re.findall(r'<a [^>]*href="([^"]*)"', page) if f"n={encode([baker])}" in link]
    assert all("/slip/" in link for link in links), "only the language choice names this very page"


def test_pressing_writes_nothing_and_notes_nothing(desk: Client, baker: Item) -> None:
    desk.get(SLIP)
    acts = StaffAct.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        press(desk, encode([baker]), say="cba", day="4")
    assert not [
        each["sql"]
        for each in asked
        if not each["sql"].lstrip("(").startswith(("SELECT", "BEGIN", "SAVEPOINT", "RELEASE"))
    ]
    assert StaffAct.objects.count() == acts


def test_the_visitor_sees_a_big_qr_in_their_own_language(desk: Client, baker: Item) -> None:
    page = press(desk, encode([baker]), show="screen", language="ar", **{"with": "fr"})
    assert 'lang="ar" dir="rtl"' in page
    assert "خباز" in page
    assert "boulanger" in page
    assert f"/ar/notebook/?n={encode([baker])}" in page
    assert 'name="find"' not in page


def test_the_paper_is_in_two_languages_and_carries_the_steps(desk: Client, baker: Item) -> None:
    held = say_step(Notebook((baker,)), "cba", 4, Half.NONE, ("", ""))
    answer = desk.post(f"{SLIP}parvis.pdf", {"n": str(held), "language": "fr", "with": "en", "paper": "a5"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert round(pages[0].mediabox.width) == 420
    assert "Revenez jeudi." in text
    assert "Come back on Thursday." in text
    assert desk.get(f"{SLIP}parvis.pdf").status_code in {302, 405}, "a slip is never asked for by an address"


def test_the_visitor_reads_the_steps_in_any_language(client: Client, baker: Item) -> None:
    held = say_step(Notebook((baker,)), "cba", 4, Half.NONE, ("", ""))
    page = client.get("/de/notebook/", {"n": str(held), "with": "uk"}).content.decode()
    assert "Kommen Sie am Donnerstag wieder." in page
    assert "Приходьте знову у четвер." in page


def test_a_full_slip_and_a_thing_that_is_gone_are_refused(baker: Item) -> None:
    full = Notebook(tuple(Item(Kind.TRADE, f"{number:06d}") for number in range(MAX_ITEMS)))
    with pytest.raises(Refusal, match="holds 40 things"):
        put_in(full, str(baker))
    with pytest.raises(Refusal, match="holds 40 things"):
        say_step(full, "brd", 0, Half.NONE, ("", ""))
    with pytest.raises(Refusal, match="not there any more"):
        put_in(Notebook(), "tzzzzzz")


@pytest.mark.parametrize("n", ["\x00", "a" * 5000, "💥", "av09-zzzzzzz", "{{ 7*7 }}"])
def test_whatever_is_sent_is_answered(desk: Client, n: str) -> None:
    for given in ({}, {"say": n}, {"add": n}, {"open": n}, {"up": n}, {"show": "screen"}, {"day": n, "half": n}):
        assert desk.post(SLIP, {"n": n, "language": n, "with": n, "paper": n, "q": n, **given}).status_code in {
            200,
            422,
        }


def test_only_desks_and_managers_open_it(signed_in, lyon: House) -> None:
    assert signed_in("reception", lyon).get(SLIP).status_code == 403
    assert signed_in("desk", house("nice")).get(SLIP).status_code == 403
