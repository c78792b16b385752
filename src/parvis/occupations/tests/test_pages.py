"""The doors to the trades, their lists and the comparison, as a visitor's browser gets them."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from parvis.core.domain.revisions import raise_revision
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.occupations.models import InterestProfile, NearOccupation, OccupationSkill
from parvis.occupations.tests.factories import IscoGroupFactory, SheetFactory, SkillFactory, TradeFactory

pytestmark = pytest.mark.django_db


def make_trades(number):
    """Return trades with everything lists and comparisons look at."""
    group = IscoGroupFactory(code="7512", labels={"en": "Bakers", "fr": "Boulangers"})
    skills = [SkillFactory(label={"en": f"skill {place}"}) for place in range(3)]
    trades = [
        TradeFactory(isco=group, seed_key=f"key-{place}", label=dict.fromkeys(INTERFACE_LANGUAGES, f"trade {place}"))
        for place in range(number)
    ]
    for trade in trades:
        SheetFactory(occupation=trade)
        InterestProfile.objects.create(occupation=trade, source="seed", letters="RC")
        NearOccupation.objects.create(occupation=trade, other=trades[0], source="seed", nearness="near")
        for skill in skills:
            OccupationSkill.objects.create(occupation=trade, skill=skill, is_essential=True)
    return trades, skills


def address(name, *args, language="en"):
    with override(language):
        return reverse(name, args=args)


PAGES = {
    "browse": ((), 8),
    "sector": (("food",), 6),
    "interest": (("R",), 6),
    "isco": (("7512",), 7),
}


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("page", PAGES)
def test_pages_cost_the_same_with_1_and_30_trades(client, django_assert_num_queries, page, number):
    make_trades(number)
    args, queries = PAGES[page]
    with django_assert_num_queries(queries):
        response = client.get(address(f"occupations:{page}", *args))
    assert response.status_code == 200
    assert f"trade {number - 1}" in response.text


@pytest.mark.parametrize("number", [1, 30])
def test_a_skill_costs_the_same_with_1_and_30_trades(client, django_assert_num_queries, number):
    _trades, skills = make_trades(number)
    with django_assert_num_queries(6):
        response = client.get(address("occupations:skill", skills[0].code))
    assert f"trade {number - 1}" in response.text


@pytest.mark.parametrize("number", [2, 4])
def test_a_comparison_costs_the_same_with_two_and_four(client, django_assert_num_queries, number):
    trades, _skills = make_trades(number)
    with django_assert_num_queries(10):
        response = client.get(address("occupations:compare"), {"t": [trade.code for trade in trades]})
    assert all(f"trade {place}" in response.text for place in range(number))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_in_every_language(client, page, language):
    make_trades(1)
    assert client.get(address(f"occupations:{page}", *PAGES[page][0], language=language)).status_code == 200


@pytest.mark.parametrize(
    "path", ["sector/pirates/", "interest/Z/", "isco/abc/", "isco/9999/", "isco/75123/", "skill/zzzzzz/", "isco/٧٥/"]
)
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(f"/en/trades/{path}").status_code == 404


def test_empty_pages_lead_on(client):
    IscoGroupFactory(code="7512")
    for path in ("", "sector/food/", "interest/R/", "isco/7512/", "compare/", "sector/food/?word=zzz"):
        response = client.get(f"/en/trades/{path}")
        assert response.status_code == 200
        assert 'href="/en/trades/' in response.text


def test_a_sector_is_narrowed_by_group_and_word_and_says_when_nothing_is_left(client):
    TradeFactory(isco=IscoGroupFactory(code="7512"), label={"en": "baker"})
    TradeFactory(isco=IscoGroupFactory(code="5120"), label={"en": "cook"})
    page = address("occupations:sector", "food")
    assert "cook" not in client.get(page, {"isco": "75"}).text.partition("<main")[2].partition('class="grid')[2]
    assert "baker" in client.get(page, {"isco": "75"}).text
    nothing = client.get(page, {"word": "<script>astronaut"}).text
    assert "&lt;script&gt;astronaut" in nothing
    assert "<script>astronaut" not in nothing


@pytest.mark.parametrize("isco", ["7' OR 1=1", "x", "99999", "٧"])
def test_a_group_that_is_none_narrows_nothing(client, isco):
    TradeFactory(label={"en": "baker"})
    assert "baker" in client.get(address("occupations:sector", "food"), {"isco": isco}).text


def test_an_interest_page_names_the_source_on_each_card(client):
    trade = TradeFactory()
    InterestProfile.objects.create(occupation=trade, source="onet", letters="SA", is_approximate=True)
    InterestProfile.objects.create(occupation=trade, source="rome", letters="AS")
    assert "O*NET (approximate)" in client.get(address("occupations:interest", "s")).text
    assert "ROME" not in client.get(address("occupations:interest", "S")).text.partition('class="grid trades"')[2]


def test_retired_trades_are_on_no_list(client):
    TradeFactory(label={"en": "lamplighter"}, retired_in="1.2.0")
    assert "lamplighter" not in client.get(address("occupations:sector", "food")).text


def test_a_comparison_tells_what_all_need_and_what_only_one_needs(client):
    trades, _skills = make_trades(2)
    OccupationSkill.objects.create(
        occupation=trades[1], skill=SkillFactory(label={"en": "only one bakes"}), is_essential=True
    )
    response = client.get(address("occupations:compare"), {"t": [trade.code for trade in trades]})
    compared = response.context["comparison"]
    assert [skill.label.text for skill in compared.shared] == ["skill 0", "skill 1", "skill 2"]
    assert [[skill.label.text for skill in column.only_here] for column in compared.columns] == [[], ["only one bakes"]]


def test_a_comparison_says_what_is_shown_in_another_language(client):
    trades, _skills = make_trades(2)
    query = {"t": [trade.code for trade in trades]}
    assert "Some of it is shown in" not in client.get(address("occupations:compare"), query).text
    shown = client.get(address("occupations:compare", language="it"), query)
    assert "Una parte è mostrata in inglese." in shown.text


def test_a_comparison_holds_four_and_says_what_it_left_out(client):
    trades, _skills = make_trades(5)
    response = client.get(address("occupations:compare"), {"t": [trade.code for trade in trades]})
    assert len(response.context["comparison"].columns) == 4
    assert "the others were left out" in response.text
    assert 'id="find"' not in response.text


def test_a_comparison_forgives_a_slip_in_a_code_and_says_which_it_does_not_know(client):
    trade = TradeFactory()
    response = client.get(address("occupations:compare"), {"t": [f" {trade.code.upper()}", "zzzzzz"]})
    assert response.context["comparison"].codes == [trade.code]
    assert "a trade we do not know" in response.text


def test_a_trade_is_added_and_removed_by_links(client):
    baker, cook = TradeFactory(label={"en": "baker"}), TradeFactory(label={"en": "cook"})
    page = address("occupations:compare")
    found = client.get(page, {"t": baker.code, "find": "coo"}).text
    assert f'href="?t={baker.code}&amp;t={cook.code}"' in found
    both = client.get(page, {"t": [baker.code, cook.code]}).text
    assert f'href="?t={cook.code}"' in both
    assert f'href="?t={baker.code}"' in both


def test_pages_of_a_list_keep_the_narrowing(client):
    for place in range(31):
        TradeFactory(label={"en": f"baker {place:02}"})
    page = client.get(address("occupations:sector", "food"), {"word": "baker", "page": "2"}).text
    assert "baker 30" in page
    assert 'href="?word=baker&amp;page=1"' in page


def test_a_list_that_did_not_move_answers_304_until_it_does(client):
    page = address("occupations:browse")
    etag = client.get(page).headers["ETag"]
    assert client.get(page, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(address("occupations:browse", language="fr"), headers={"If-None-Match": etag}).status_code == 200
    with transaction.atomic():
        raise_revision("occupations")
    assert client.get(page, headers={"If-None-Match": etag}).status_code == 200
