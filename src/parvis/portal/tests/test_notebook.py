"""The notebook's page: what is in it, how it changes, what is said when something is wrong."""

import datetime
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from parvis.core.codes import code_for
from parvis.core.domain.notebook import MAX_ITEMS, Item, Kind, Notebook, encode, read
from parvis.core.refusal import Refusal
from parvis.core.tests.saying import shown_in
from parvis.network.models import Desk, House, OpeningPeriod
from parvis.occupations.models import Occupation
from parvis.occupations.tests.factories import SkillFactory, TradeFactory
from parvis.offers.tests.making import make_offer
from parvis.portal.domain.notebook import add_thing, comparable, open_notebook
from parvis.portal.domain.things import item_named, things_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def baker() -> Occupation:
    return TradeFactory(label={"en": "baker", "fr": "boulanger / boulangère", "ar": "خباز"})


def make_house(slug: str = "lyon") -> House:
    house = House.objects.create(
        slug=slug,
        code=code_for(f"house:{slug}"),
        name=f"Cité des métiers {slug}",
        name_language="fr",
        country="FR",
        town="Lyon",
        latitude=45.76,
        longitude=4.84,
        time_zone="Europe/Paris",
        is_sample=True,
        revision=1,
    )
    for weekday in (2, 3, 4):
        OpeningPeriod.objects.create(
            house=house, weekday=weekday, opens=datetime.time(9), closes=datetime.time(17), is_sample=True
        )
    return house


def make_desk(house: House, key: str = "choose") -> Desk:
    return Desk.objects.create(
        house=house,
        key=key,
        code=code_for(f"desk:{house.slug}:{key}"),
        question={"en": "Which trade suits me?", "fr": "Quel métier me va ?"},
        tone="leaf",
    )


def trade(occupation: Occupation) -> Item:
    return Item(Kind.TRADE, occupation.code)


def notebook_page(client: Client, language: str = "en", **query: str) -> str:
    response = client.get(f"/{language}/notebook/", query)
    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    return response.content.decode()


def test_every_kind_is_shown_in_the_order_of_the_visitor(baker: Occupation) -> None:
    house = make_house()
    desk = make_desk(house)
    skill = SkillFactory()
    wanted = [
        Item(Kind.DESK, desk.code),
        trade(baker),
        Item(Kind.PAGE, code_for("page:privacy")),
        Item(Kind.HOUSE, house.code),
        Item(Kind.SKILL, skill.code),
    ]
    things = things_of(wanted, "fr")
    assert [thing.item for thing in things] == wanted
    assert [thing.label.text for thing in things][:2] == ["Quel métier me va ?", "boulanger / boulangère"]
    assert not any(thing.is_gone for thing in things)
    assert things[3].facts == ["Lyon, France", "Mardi–Jeudi 09:00–\u206017:00"]
    assert things[3].is_sample


def test_a_thing_is_found_by_its_code_however_it_is_typed(baker: Occupation) -> None:
    assert item_named(baker.code) == trade(baker)
    assert item_named(f"t{baker.code}") == trade(baker)
    assert item_named(f" {baker.code.upper()} ") == trade(baker)
    offer = make_offer()
    assert item_named(f"o{offer.code}") == item_named(f"0{offer.code}") == Item(Kind.OFFER, offer.code)
    assert item_named("zzzzzz") is None
    assert item_named("") is None
    assert item_named("حخ\x00'; drop table") is None


def test_adding_leads_to_the_address_of_the_new_notebook(client: Client, baker: Occupation) -> None:
    held = encode([Item(Kind.HOUSE, make_house().code)])
    response = client.get("/en/notebook/", {"n": held, "add": baker.code, "back": "/en/trades/", "kiosk": ""})
    assert response.status_code == 302
    query = parse_qs(urlsplit(response.headers["Location"]).query, keep_blank_values=True)
    assert read(query["n"][0]).items == (*read(held).items, trade(baker))
    assert query["back"] == ["/en/trades/"]
    assert query["kiosk"] == [""]
    page = client.get(response.headers["Location"]).content.decode()
    assert "“baker” is in your notebook." in page
    assert "Go on where you were" in page


def test_adding_twice_changes_nothing(baker: Occupation) -> None:
    once, _item = add_thing(Notebook(), baker.code)
    assert add_thing(once, baker.code) == (once, trade(baker))


def test_an_unknown_code_and_a_full_notebook_are_refused_in_a_sentence(client: Client, baker: Occupation) -> None:
    with pytest.raises(Refusal, match="Nothing here has the code"):
        add_thing(Notebook(), "zzzzzz")
    full = Notebook(tuple(Item(Kind.TRADE, f"{number:06d}") for number in range(MAX_ITEMS)))
    with pytest.raises(Refusal, match="holds 40 things"):
        add_thing(full, baker.code)
    assert "Nothing here has the code “&lt;b&gt;”" in notebook_page(client, add="<b>")


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/\\x.example"]
)
def test_the_way_back_never_leaves_the_house(client: Client, baker: Occupation, back: str) -> None:
    assert "Go on where" not in notebook_page(client, n=encode([trade(baker)]), new=baker.code, back=back)


def test_links_take_out_and_move(client: Client, baker: Occupation) -> None:
    other = TradeFactory(label={"en": "nurse"})
    first, second = open_notebook(Notebook((trade(baker), trade(other))), "en")
    assert read(first.without).items == (trade(other),)
    assert first.higher is None
    assert read(first.lower).items == read(second.higher).items == (trade(other), trade(baker))
    assert second.lower is None
    page = notebook_page(client, n=encode([trade(baker), trade(other)]))
    assert f'href="?n={first.lower}#i-{baker.code}"' in page


def test_taking_out_the_last_thing_empties_the_notebook(client: Client, baker: Occupation) -> None:
    assert 'href="?n="' in notebook_page(client, n=encode([trade(baker)]))
    assert "Your notebook is empty." in notebook_page(client, n="")


def test_putting_two_together_keeps_both(client: Client, baker: Occupation) -> None:
    mine, theirs = encode([trade(baker)]), encode([trade(baker), Item(Kind.TRADE, "zzzzzz")])
    location = client.get("/en/notebook/", {"n": mine, "join": theirs}).headers["Location"]
    assert read(parse_qs(urlsplit(location).query)["n"][0]) == read(theirs)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda written: written[:-1], "address is damaged: something"),
        (lambda written: "z" + written[1:], "a newer Parvis"),
        (lambda written: written + "-t000000" * 400, "address is too long"),
    ],
)
def test_a_wrong_address_gets_a_sentence_and_what_is_left(
    client: Client, baker: Occupation, change, sentence: str
) -> None:
    page = notebook_page(client, n=change(encode([trade(baker), Item(Kind.TRADE, "zzzzzz")])))
    assert sentence in page
    assert ">baker</a>" in page


@pytest.mark.parametrize(
    "n", ["\x00", "a" * 10_000, "'; drop table core_revision; --", "💥" * 40, "{{ 7*7 }}", "a-t", "%"]
)
def test_a_hostile_address_is_answered(client: Client, n: str) -> None:
    notebook_page(client, n=n)


def test_what_is_gone_stays_listed(client: Client) -> None:
    page = notebook_page(client, n=encode([Item(Kind.TRADE, "zzzzzz")]))
    assert "tzzzzzz" in page
    assert "Nothing here has this code any more" in page


@pytest.mark.parametrize("kind", [Kind.OFFER, Kind.QUALIFICATION])
def test_a_kind_whose_room_does_not_know_the_code_stays_listed(client: Client, kind: Kind) -> None:
    page = notebook_page(client, n=encode([Item(kind, "zzzzzz")]))
    assert f"{kind}zzzzzz" in page
    assert "Nothing here has this code any more" in page
    assert item_named(f"{kind}zzzzzz") is None


def test_steps_wait_for_a_script_and_have_nothing_that_could_be_sent(client: Client, baker: Occupation) -> None:
    page = notebook_page(client, n=encode([trade(baker)]))
    assert f'data-steps="t{baker.code}" data-steps-name="baker" hidden' in page
    form = page.partition("<template data-step-box>")[2].partition("</template>")[0]
    assert '<form method="dialog" autocomplete="off">' in form
    assert re.findall(r'\bname="([^"]*)"', form) == ["n"], (
        "the notebook that every form carries, and no field of a step"
    )
    assert "data-steps-save" in page
    assert "data-steps-save" not in notebook_page(client, n=encode([trade(baker)]), kiosk="")


def test_steps_load_no_script_where_there_is_no_notebook(client: Client, baker: Occupation) -> None:
    assert "steps" not in client.get(f"/en/trades/{baker.code}/").content.decode()
    assert "steps.js" not in client.get("/en/notebook/call/").content.decode()
    assert "steps.js" in client.get("/en/notebook/tracking/").content.decode()


def test_a_retired_trade_names_what_it_goes_on_as(client: Client, baker: Occupation) -> None:
    old = TradeFactory(label={"en": "bread baker"}, retired_in="1.2", replaced_by=baker)
    page = notebook_page(client, n=encode([trade(old)]))
    assert "no longer holds this one" in page
    assert f'It goes on as: <a href="/en/trades/{baker.code}/' in page


def test_a_retired_skill_is_not_spoken_of_as_a_trade(client: Client) -> None:
    skill = SkillFactory(retired_in="1.2")
    page = notebook_page(client, n=encode([Item(Kind.SKILL, skill.code)]))
    assert "no longer lists this skill" in page
    assert "list of trades" not in page
    (line,) = open_notebook(Notebook((Item(Kind.SKILL, skill.code),)), "en", "")
    assert line.thing.retired_note == "The newest ESCO no longer lists this skill."


def test_a_second_language_stands_beside(client: Client, baker: Occupation) -> None:
    page = notebook_page(client, "fr", n=encode([trade(baker)]), **{"with": "ar"})
    assert 'lang="ar" dir="rtl">خباز</p>' in page
    assert "boulanger / boulangère" in page
    assert "خباز" not in notebook_page(client, "fr", n=encode([trade(baker)]), **{"with": "xx"})


def test_a_fallback_is_said(client: Client) -> None:
    only = TradeFactory(label={"fr": "fromager"})
    page = notebook_page(client, "de", n=encode([trade(only)]))
    assert '<span lang="fr" dir="ltr">fromager</span>' in page
    assert page.count(shown_in("fr", "de")) == 1
    beside = notebook_page(client, "fr", n=encode([trade(only)]), **{"with": "uk"})
    assert beside.count(shown_in("fr", "fr")) == 1


def test_trades_can_be_compared_when_there_are_two(baker: Occupation) -> None:
    others = [trade(TradeFactory()) for _number in range(5)]
    assert comparable(open_notebook(Notebook((trade(baker),)), "en")) == []
    lines = open_notebook(Notebook((Item(Kind.TRADE, "zzzzzz"), trade(baker), *others)), "en")
    assert comparable(lines) == [baker.code, *(item.code for item in others[:3])]


def test_the_link_to_add_knows_what_is_held(client: Client, baker: Occupation) -> None:
    page = client.get(f"/en/trades/{baker.code}/").content.decode()
    assert f'data-notebook-add="{baker.code}"' in page
    held = client.get(f"/en/trades/{baker.code}/", {"n": encode([trade(baker)])}).content.decode()
    assert "In my notebook" in held
    assert "data-notebook-add" not in held
    assert 'data-count="1"' in held


def _full_notebook(count: int) -> str:
    houses = [make_house(f"house-{number}") for number in range(count)]
    items = [trade(TradeFactory(retired_in="1.2", replaced_by=TradeFactory())) for _number in range(count)]
    items += [Item(Kind.HOUSE, house.code) for house in houses]
    items += [Item(Kind.DESK, make_desk(house).code) for house in houses]
    items += [Item(Kind.SKILL, SkillFactory().code) for _number in range(count)]
    return encode(items)


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    written = _full_notebook(count)
    with django_assert_num_queries(18):  # nine a language: trades 3, houses 3, desks 1, skills 2
        notebook_page(client, n=written, **{"with": "ar"})
