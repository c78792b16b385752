"""The starters as a visitor's browser gets them: by GET alone, page by page, back, skip, result; and whatever is typed."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.occupations.enums import Interest
from parvis.occupations.models import InterestProfile, OccupationSkill, Source
from parvis.occupations.tests.factories import IscoGroupFactory, SkillFactory, TradeFactory
from parvis.starters.domain.activities import activities, questions
from parvis.starters.domain.answers import read_code, write_code
from parvis.starters.domain.statements import forms

pytestmark = pytest.mark.django_db
PICTURES, RESULT = "/en/starters/interests/pictures/", "/en/starters/interests/pictures/result/"
DOING, DONE = "/en/starters/activities/", "/en/starters/activities/result/"
FORM = forms()["pictures"]


def liking(*letters, form=FORM):
    """Return the code of somebody who likes all statements of ``letters`` and no other."""
    return write_code(form.questions, tuple(5 if one.value in letters else 1 for one in form.interests))


def doing(*keys):
    return write_code(questions(), tuple(int(one.key in keys) for one in activities()))


def answers_in(location, form=FORM):
    return read_code(form.questions, parse_qs(urlsplit(location).query)["a"][0])


def make(number):
    for place in range(number):
        trade = TradeFactory(isco=IscoGroupFactory(code=f"{7000 + place}"), seed_key="baker", sector=f"s{place}")
        InterestProfile.objects.create(occupation=trade, source="seed", letters="RC")
        InterestProfile.objects.create(occupation=trade, source="onet", letters="R", is_approximate=True)
        for uri in {uri for one in activities()[:8] for uri in one.skills}:
            skill = SkillFactory._meta.model.objects.filter(uri=uri).first() or SkillFactory(uri=uri)
            OccupationSkill.objects.create(occupation=trade, skill=skill, is_essential=True)
    Source.objects.create(key="seed", title="Parvis", licence="EUPL-1.2", attribution="Ours.", loaded_on="2026-11-01")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("path", ["", "guide/", "interests/pictures/", "interests/statements/", "activities/"])
def test_every_page_speaks_every_language(client, language, path):
    answer = client.get(f"/{language}/starters/{path}")
    assert answer.status_code == 200
    assert "X-Robots-Tag" not in answer.headers
    assert not answer.cookies


def test_a_whole_form_by_get_alone(client):
    answer = client.get(PICTURES, {"a": "", "at": "1", "go": "on", "s0": "5", "s1": "3"})
    assert answer.status_code == 302
    assert answers_in(answer["Location"])[:3] == (5, 3, 0)
    assert "at=2" in answer["Location"]
    page = client.get(answer["Location"]).text
    code = re.search(r'name="a" value="(\w+)"', page)[1]
    answer = client.get(PICTURES, {"a": code, "at": "2", "go": "on", "s9": "1"})
    assert answer["Location"].startswith(RESULT)
    assert answers_in(answer["Location"])[:2] == (5, 3)
    assert answers_in(answer["Location"])[9] == 1
    assert client.get(answer["Location"]).status_code == 200


def test_back_keeps_what_was_answered_and_shows_it(client):
    answer = client.get(PICTURES, {"a": liking("R"), "at": "2", "go": "back", "s9": "3"})
    assert "at=1" in answer["Location"]
    assert answers_in(answer["Location"])[9] == 3
    page = client.get(answer["Location"]).text
    assert page.count("checked") == 9


def test_the_result_so_far_and_skipping(client):
    assert client.get(PICTURES, {"at": "1", "go": "result", "s0": "5"})["Location"].startswith(RESULT)
    assert "Skip this page" in client.get(PICTURES).text
    assert "Skip this page" not in client.get(PICTURES, {"at": 2}).text
    assert client.get(PICTURES, {"go": "on"})["Location"].endswith("?at=2")


def test_answers_are_kept_by_nobody(client):
    for path in (RESULT, DONE, PICTURES, DOING):
        answer = client.get(path, {"a": liking("R") if "interests" in path else doing("bake")})
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert 'name="robots" content="noindex"' in answer.text
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
        canonical = re.search(r'rel="canonical" href="([^"]+)"', answer.text)[1]
        assert "a=" not in canonical
    step = client.get(PICTURES, {"go": "on", "s0": "5"})
    assert step["Cache-Control"] == "no-store"


def test_the_result_shows_six_bars_with_numbers_and_trades_with_why(client):
    make(1)
    page = client.get(RESULT, {"a": liking("R", "C")}).text
    assert page.count("100 of 100") == 2
    assert page.count("0 of 100") - page.count("100 of 100") == 4
    assert "never a verdict" in page
    assert "Doing with the hands + Ordering and organising — Parvis" in page
    assert "Doing with the hands — O*NET (approximate)" in page
    assert "Apprenticeship or vocational school" in page
    assert "data-notebook-add" in page
    assert "Ours." in page
    assert 'class="qr"' in page


def test_not_you_say_so(client):
    make(1)
    code = liking("S", "A", "E")
    before = client.get(RESULT, {"a": code}).text
    assert "No trade that is loaded here is much like this" in before
    assert "data-notebook-add" not in before
    order = re.search(r'\?a=\w+&amp;o=([A-Z]{6})"', before)[1]
    assert sorted(order) == sorted(Interest.values)
    after = client.get(RESULT, {"a": code, "o": "RCIASE"}).text
    assert "data-notebook-add" in after
    assert "in your order" in after
    assert "Back to my answers" in after
    assert after.index("Doing with the hands") < after.index("Helping people")
    assert client.get(RESULT, {"o": "RCIASE"}).status_code == 200


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "too little to point anywhere"),
        (write_code(FORM.questions, (1,) * 18), "liked almost nothing"),
        (write_code(FORM.questions, (4,) * 18), "liked everything about as much"),
    ],
)
def test_answers_that_point_nowhere_say_so(client, code, sentence):
    make(1)
    page = client.get(RESULT, {"a": code}).text
    assert "Your answers do not point anywhere yet" in page
    assert sentence in page
    assert "data-notebook-add" not in page


@pytest.mark.parametrize("path", [PICTURES, RESULT, DOING, DONE])
@pytest.mark.parametrize("name", ["a", "at", "go", "o", "s0", "kiosk", "n"])
@pytest.mark.parametrize(
    "typed", ["zz", "k" + "0" * 400, "-1", "9" * 50, "\0", "é🙂", "<script>alert(1)", "١٢", "%00", " ", "²"]
)
def test_whatever_is_typed_gets_a_page(client, path, name, typed):
    answer = client.get(path, {name: typed})
    assert answer.status_code in {200, 302}
    assert "<script>alert" not in answer.text
    if answer.status_code == 302:
        assert client.get(answer["Location"]).status_code == 200


def test_a_slip_in_the_address_is_a_sentence(client):
    code = liking("R")
    for path in (PICTURES, RESULT):
        page = client.get(path, {"a": code[:-1] + ("0" if code[-1] != "0" else "1"), "go": "on"}).text
        assert "There is a slip in the address" in page
    assert client.get("/en/starters/interests/nothing/").status_code == 404
    assert client.get("/en/starters/interests/nothing/result/").status_code == 404


def test_what_somebody_does_names_skills_and_trades(client):
    make(1)
    answer = client.get(DOING, {"at": "1", "go": "on", "s1": "1"})
    assert "at=2" in answer["Location"]
    answer = client.get(DOING, {"a": doing("bake"), "at": "8", "go": "on"})
    page = client.get(answer["Location"]).text
    assert "Bake bread or cakes" in page
    assert "our own choice" in page
    assert "/en/trades/skill/" in page
    assert "One thing you do" in page


def test_without_esco_the_skills_are_said_to_be_missing(client):
    TradeFactory(seed_key="baker", label={"en": "baker"})
    page = client.get(DONE, {"a": doing("bake")}).text
    assert "once the house has loaded ESCO" in page
    assert "baker" in page


def test_nothing_ticked_helps_on(client):
    assert "Nothing is ticked yet" in client.get(DONE).text


def test_skills_in_another_language_say_so(client):
    make(1)
    page = client.get(DONE.replace("/en/", "/fr/"), {"a": doing("bake")}).text
    assert 'lang="en"' in page


def test_the_notebook_and_the_kiosk_come_along(client):
    answer = client.get(PICTURES, {"go": "on", "s0": "5", "n": "t-o3k9qfz", "kiosk": ""})
    assert "kiosk=" in answer["Location"]
    assert "n=t-o3k9qfz" in answer["Location"]


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("path", "code", "queries"),
    [
        (RESULT, liking("R", "C"), 5),
        (DONE, doing(*(one.key for one in activities()[:8])), 8),
        (PICTURES, liking("R"), 0),
    ],
)
def test_thirty_trades_cost_as_much_as_one(client, django_assert_num_queries, path, code, queries, number):
    make(number)
    with django_assert_num_queries(queries):
        client.get(path, {"a": code})
