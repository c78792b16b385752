"""Words, places, trades and duplicates, one by one and by properties."""

import datetime
import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.network.domain import gazetteer
from parvis.occupations.models import Occupation, OccupationText, OccupationWords
from parvis.offers.domain.kinds import first_kind, kind_said
from parvis.offers.domain.levels import eqf_of
from parvis.offers.domain.locating import locate, plain_town
from parvis.offers.domain.matching import Matcher
from parvis.offers.domain.tidying import LEFT_OUT, cut, line, link, paragraphs
from parvis.offers.domain.titles import title_parts
from parvis.offers.domain.twins import Told, are_one, company_words, twin_key

TEXTS = st.text(max_size=80)


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Alternance - Boulanger (H/F)", "boulanger"),
        ("Boulanger/Boulangère", "boulanger"),
        ("CONSEILLER(E) RELATION ENTREPRISE - 78", "conseiller relation entreprise"),
        ("Ausbildung zum Bäcker (m/w/d)", "backer"),
        ("Verkäufer*in", "verkaufer"),
        ("Assistant.e de gestion F/H", "assistant gestion"),
        ("Apprendista cuoco: Genova", "cuoco"),
        ("Учень пекаря", "пекаря"),
    ],
)
def test_a_title_without_what_is_not_the_trade(title, first):
    assert " ".join(title_parts(title)[0]) == first


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CDD - Alternance - Contrat d'apprentissage", "apprenticeship"),
        ("Contrat de professionnalisation", "apprenticeship"),
        ("Stage", "traineeship"),
        ("INTERN", "traineeship"),
        ("CDI", "job"),
        ("FULL_TIME", "job"),
        ("international", None),
        ("", None),
    ],
)
def test_kinds(text, kind):
    assert kind_said(text) == kind


def test_the_first_kind_of_several_is_the_one_that_trains():
    assert first_kind(["CDD", "Alternance"]) == "apprenticeship"
    assert first_kind([]) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("CAP", 3),
        ("Bac", 4),
        ("Bac +2", 5),
        ("BUT, Licence, Bac+3", 6),
        ("Bac+5", 7),
        ("CAP ou Bac", None),
        ("EQF 4", 4),
        ("", None),
    ],
)
def test_levels(text, level):
    assert eqf_of(text) == level


@given(TEXTS)
def test_texts_come_out_plain(text):
    for tidy in (line(text), paragraphs(text)):
        assert "\0" not in tidy
        assert tidy == tidy.strip()
        tidy.encode("utf-8")
    assert paragraphs(paragraphs(text)) == paragraphs(text) or "&" in text or "<" in text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A\u0302¡", "¡"),  # two letters that become one
        ("Â\x1f¡", "¡"),
        ("Ã\u200b©tÃ©", "été"),
        ("Ã©\xa0ÿ", "é ÿ"),
        ("Ã©\rÿ", "é\nÿ"),
        ("ÃƒÂ©tÃƒÂ©", "été"),  # read wrongly twice
        ("a\n- -\nb", "a\nb"),
    ],
)
def test_damage_that_something_hid_is_mended(text, plain):
    assert paragraphs(text) == plain
    assert line(text) == plain.replace("\n", " ") or "-" in text


def test_what_does_not_show_hides_neither_a_trade_nor_a_number():
    unseen = [letter for letter in map(chr, range(sys.maxunicode + 1)) if category(letter) == "Cf"]
    assert {"\xad", "\u2060", "\u206a", "\U000e0041"} <= {*unseen}
    assert [letter for letter in unseen if line(f"Back{letter}stube") != "Backstube"] == []
    assert [letter for letter in unseen if paragraphs(f"Tel. 06 1{letter}2 34 56 78") != f"Tel. {LEFT_OUT}"] == []


@given(TEXTS, st.integers(5, 40))
def test_a_cut_is_no_longer_than_asked(text, most):
    assert len(cut(text, most)) <= most


@given(TEXTS)
def test_a_link_is_of_the_web_or_nothing(text):
    assert link(text) == "" or link(text).startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "http://a b", "https://", "https://user@evil", "http://[", '"', "ftp://a"]
)
def test_what_is_no_link(text):
    assert link(text) == ""


@given(TEXTS, TEXTS, TEXTS)
def test_a_twin_key_knows_no_case_and_no_accents_and_fits_a_column(company, town, other):
    key = twin_key(company, "FR", town, "job", otherwise=other)
    assert -(2**63) <= key < 2**63
    assert key == twin_key(f"  {company} ", "FR", f" {town}", "job", otherwise=other)


def test_a_company_without_its_form():
    assert company_words("Fournil SARL") == company_words("FOURNIL")
    assert company_words("SA") == "sa"
    assert twin_key("", "FR", "Lyon", "job", otherwise="a") != twin_key("", "FR", "Lyon", "job", otherwise="b")


@given(TEXTS, TEXTS, st.sampled_from(["fr", "de", ""]), st.none() | st.dates())
def test_being_one_is_mutual_and_reflexive(title, text, language, day):
    one, other = Told(title, "Lyon", text, day, language), Told(text, "Lyon", title, None, "fr")
    assert are_one(one, one)
    assert are_one(one, other) == are_one(other, one)


def test_another_start_is_another_offer():
    one = Told("Boulanger", "", "", datetime.date(2027, 9, 1), "fr")
    assert not are_one(one, Told("Boulanger", "", "", datetime.date(2028, 9, 1), "fr"))


def test_nearly_the_same_title_needs_nearly_the_same_text():
    text = "Vous apprenez le métier de la terrasse au fournil, avec une formatrice, quatre jours par semaine, toute l’année."
    one, other = (Told(title, "", text, None, "fr") for title in ("Boulanger de nuit", "Boulanger de la nuit bio"))
    assert are_one(one, other)
    assert not are_one(one, Told("Boulanger de la nuit bio", "", text[::-1], None, "fr"))


# Places ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("75011 PARIS 11", "PARIS"),
        ("LYON CEDEX 03", "LYON"),
        ("Paris 1er arrondissement", "Paris"),
        ("Nice (06)", "Nice"),
        ("", ""),
    ],
)
def test_the_town_in_what_is_written(typed, plain):
    assert plain_town(typed) == plain


def test_places():
    gazetteer.prepare()
    assert locate("FR", "Lyon", "69003").precision == "town"
    assert locate("FR", "Lyon", "69003", 45.7, 4.8).precision == "exact"
    far = locate("FR", "Lyon", "69003", 10.0, 10.0)
    assert (far.precision, round(far.latitude or 0)) == ("town", 46)
    assert locate("FR", "", "69003").precision == "unlocated"
    assert locate("", "Lyon", "").precision == "unlocated"
    assert locate("FR", "Nowhere at all", "", 0.0, 0.0).precision == "unlocated"
    assert locate("FR", "Nowhere at all", "", 45.0, float("nan")).precision == "unlocated"
    assert locate("FR", "Nowhere at all", "", 45.0, 4.0).precision == "exact"


def test_a_name_that_two_towns_bear_says_no_place_unless_the_postcode_does():
    assert locate("FR", "Saint-Denis", "93200").precision == "town"
    assert locate("US", "Springfield", "").precision == "unlocated"


# Trades ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def trades(db):
    made = [
        Occupation.objects.create(
            uri=f"http://x/{name}", code=name, revision=1, rome_codes=["D1102"] if name == "baker" else []
        )
        for name in ("baker", "chief", "clerk")
    ]
    for trade, label in zip(
        made, ("boulanger / boulangère", "chef de projet", "employé de bureau / employée de bureau"), strict=True
    ):
        OccupationText.objects.create(occupation=trade, language="fr", label=label, label_source="esco")
    words = {"chief": ["responsable", "chargé de projet"], "clerk": ["responsable", "boulanger"]}
    for trade in made[1:]:
        OccupationWords.objects.create(occupation=trade, language="fr", kind="alternative", words=words[trade.code])
    OccupationWords.objects.create(occupation=made[2], language="fr", kind="job_title", words=["Dactylo"])
    return {trade.code: trade.pk for trade in made}


@pytest.mark.parametrize(
    ("title", "codes", "trade", "match"),
    [
        ("Alternance - Boulangère H/F", (), "baker", "name"),
        ("Boulanger", (), "baker", "name"),  # its label goes before another's other name
        ("Bonjour - Boulanger", (), "baker", "part"),
        ("Chef de projet photo", (), "chief", "part"),
        ("Boulanger bio", (), None, "none"),  # one word says too little
        ("Responsable", (), None, "none"),  # two trades bear it
        ("Dactylo", (), "clerk", "part"),
        ("Quelque chose", ("rome:D1102",), "baker", "code"),
        ("Quelque chose", ("rome:X",), None, "none"),
        ("Chef de projet", ("code:baker",), "baker", "given"),
        ("Chef de projet", ("esco:http://x/clerk",), "clerk", "given"),
        ("", (), None, "none"),
    ],
)
def test_trades(trades, title, codes, trade, match):
    assert Matcher().match(title, "fr", codes) == (trades.get(trade), match)
