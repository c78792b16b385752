"""Records that nobody would send in good faith: each format's reader refuses or tidies, and what lands fits its columns."""

import json
from unicodedata import category

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from parvis.offers.domain.making import PLAIN
from parvis.offers.domain.template import COLUMNS
from parvis.offers.domain.tidying import line, paragraphs
from parvis.offers.enums import ApplyBy
from parvis.offers.importers import _values as values
from parvis.offers.importers._feed import Raw
from parvis.offers.importers._files import TextFile
from parvis.offers.importers._xml import XmlRecord
from parvis.offers.importers.apec import Importer as Apec
from parvis.offers.importers.cegid import Importer as Cegid
from parvis.offers.importers.decathlon import Importer as Decathlon
from parvis.offers.importers.hellowork import Importer as Hellowork
from parvis.offers.importers.jobposting import Importer as JobPosting
from parvis.offers.importers.jobteaser import Importer as Jobteaser
from parvis.offers.importers.kelio import Importer as Kelio
from parvis.offers.importers.offers import Importer as Table
from parvis.offers.models import Offer
from parvis.offers.tests.sent import lines, posting, row, table, take

HOSTILE = [
    "",
    " ",
    "\0",
    "\x01\x1b[31m\x7f\x9f",
    "\ud800",
    "\u202egnp.exe\u202c\u2066",
    "x" * 10_000,
    "é\u0301" * 5000,
    "<script>alert(1)</script><b onclick=x>b</b><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#0;&#x110000;",
    "-1",
    "1e999999999",
    "1e-999999999",
    "NaN",
    "9" * 5000,
    "0000-00-00",
    "2027-02-30",
    "31/02/2027",
    "9999-12-31T23:59:60+99:99",
    "0001-01-01",
    "javascript:alert(1)",
    "https://user:pass@evil.example/\ud800",
    "http://[",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE offers_offer; --",
    "data.europa.eu/esco/occupation/\0\ud800",
    "Alternance",
    "٢٠٢٧-٠٩-٠١",
]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(HOSTILE) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@value", "value", "name", "codeValue", "@id", "label", "min", "max", "city", "lat", "parts"]
            )
            | st.text(max_size=5),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)
POSTING_KEYS = [
    *(
        "identifier",
        "title",
        "name",
        "inLanguage",
        "description",
        "employmentType",
        "hiringOrganization",
        "jobLocation",
    ),
    *(
        "baseSalary",
        "salaryCurrency",
        "occupationalCategory",
        "relevantOccupation",
        "applicationContact",
        "validThrough",
    ),
    *("url", "jobStartDate", "totalJobOpenings", "educationRequirements", "datePosted", "workHours", "skills"),
    *("accessibilitySummary", "sameAs", "@id"),
]
DECATHLON_KEYS = [
    *("reference", "title", "locale", "contract_type", "contract_duration", "education_level", "address", "salary"),
    *("description", "profile", "apply_url", "brand", "published_at", "contract_work_period"),
]
CEGID_KEYS = [
    *("reference", "title", "contractType", "organisationName", "latitude", "longitude", "beginningDate", "offerUrl"),
    *("description1", "description2Formatted", "salaryRange", "urlRedirectionApplicant", "startPublicationDate"),
]
PATHS = {
    Hellowork: "job_id title contract description url geoloc contract_period_value country education language city",
    Apec: "Reference_apec Intitule Contrat/Type_contrat Contrat/Duree_contrat URL Date_parution Nombre_postes Salaire_affiche",
    Jobteaser: "id job_details/title job_details/contract_type job_locations/location_country_code job_dates/start_date",
    Kelio: "id name job_type salary/min salary/max salary/currency address/latitude job_start_date url education_level",
}


def fits(record):
    """Say whether every text of ``record`` fits its column, holds no markup of ours to obey, and can be written."""
    for name in PLAIN:
        value, field = getattr(record, name), Offer._meta.get_field(name)
        if isinstance(field, models.CharField):
            assert len(value) <= field.max_length, name
        if isinstance(value, str):
            value.encode("utf-8")
            assert "\0" not in value, name
            assert not set(value) & {*"\x01\x1b\u202e\ufeff"}, name
        if isinstance(field, models.PositiveSmallIntegerField):
            assert value is None or 0 < value <= 32767, name
        if isinstance(field, models.DecimalField):
            assert value is None or 0 < value < 10**9, name
        if isinstance(field, models.DateField) and value is not None:
            assert 1990 <= value.year <= 2101, name
    json.dumps([record.trade_codes, record.languages, record.ways]).encode("utf-8")
    for told in (*record.trade_codes, *record.languages, *(value for _by, value in record.ways)):
        assert not {category(letter) for letter in told} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert all(value.startswith("http") for by, value in record.ways if by == ApplyBy.LINK)
    assert 1 <= len(record.reference) <= 120
    assert record.title
    record.digest()


class _Raws:
    """An importer's readings of values that stand in no file."""

    name = "junk"


def read_all(importer, made):

    importer.records = lambda _file: (Raw(number, 1, value) for number, value in enumerate(made, 1))
    for reading in importer.readings(_Raws()):
        assert (reading.record is None) == bool(reading.reason)
        assert len(reading.reference) <= 120
        if reading.record:
            fits(reading.record)


@given(st.lists(JUNK | st.dictionaries(st.sampled_from(POSTING_KEYS), JUNK, max_size=8), max_size=3))
def test_postings_of_junk(junk):
    read_all(JobPosting(), junk)
    good = posting("p1")
    read_all(JobPosting(), [{**good, **one} for one in junk if isinstance(one, dict)])


@given(st.dictionaries(st.sampled_from(DECATHLON_KEYS), JUNK, max_size=8) | JUNK)
def test_ads_of_junk(junk):
    good = {"reference": "1", "title": "x", "contract_type": "CDI"}
    read_all(Decathlon(), [junk, {**good, **junk} if isinstance(junk, dict) else good])


@given(st.dictionaries(st.sampled_from(CEGID_KEYS), JUNK, max_size=8) | JUNK)
def test_offers_of_junk(junk):
    good = {"reference": "1", "title": "x", "contractType": {"label": "CDI"}}
    read_all(Cegid(), [junk, {**good, **junk} if isinstance(junk, dict) else good])


TEXT = st.sampled_from(HOSTILE) | st.text(max_size=20)


@pytest.mark.parametrize("importer", PATHS, ids=lambda one: one.key)
@given(data=st.data())
def test_xml_of_junk(importer, data):

    texts = data.draw(st.dictionaries(st.sampled_from(PATHS[importer].split()), TEXT, max_size=8))
    read_all(importer(), [XmlRecord(1, 1, texts)])


@given(st.dictionaries(st.sampled_from(COLUMNS), TEXT, max_size=8))
def test_rows_of_junk(cells):
    read_all(Table(), [{**row(), **cells}])


@pytest.mark.django_db
def test_the_worst_of_each_column_beside_a_good_row(tmp_path):
    rows = [
        {**row(f"{name}-{number}"), name: value}
        for name in COLUMNS
        for number, value in enumerate(HOSTILE)
        if not {"\0", "\ud800"} & {*value}  # a table that holds these is refused whole
    ]
    report = take("offers", table(tmp_path / "a.csv", *rows, row("good")), ack=tmp_path / "ack.jsonl")
    assert report.state == "done", report.sentence
    assert report.counts["offers"]["read"] == len(rows) + 1
    assert Offer.objects.filter(reference="good").exists()
    for offer in Offer.objects.order_by("pk"):
        offer.full_clean(exclude=["feed", "code"], validate_unique=False, validate_constraints=False)
    assert len((tmp_path / "ack.jsonl").read_text().splitlines()) == len(rows) + 1


@pytest.mark.django_db
def test_the_worst_of_each_key_beside_a_good_posting(tmp_path):
    worst = [posting(f"{key}-{number}", **{key: value}) for key in POSTING_KEYS for number, value in enumerate(HOSTILE)]
    deep = [posting("deep", jobLocation=[[[[]]]]), posting("list", title=["a", "b"]), posting("number", title=7)]
    file = tmp_path / "a.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in (*worst, *deep, posting("good"))), encoding="utf-8")
    with file.open("a") as more:
        more.write(json.dumps(posting("long")).replace('"long"', "9" * 5000) + "\n")
    report = take("jobposting", file)
    assert report.state == "done", report.sentence
    assert Offer.objects.filter(reference="good").exists()


def test_a_million_tags_without_an_end_cost_no_more_than_they_are_long():
    for bad in ("<li ", "<p ", "<br ", "<a ", "<!--", "</td ", "<script ", "&lt;", "(1", "a@", "-" * 3, "'' "):
        paragraphs(bad * (1 << 18))
        line(bad * (1 << 18))


@given(TEXT)
def test_values_are_read_or_nothing(text):
    assert values.amount(text) is None or values.amount(text) > 0
    assert values.whole(text, 8) in {None, *range(1, 9)}
    assert values.number(text, 90) is None or abs(values.number(text, 90)) <= 90
    assert values.end(text) is None or values.end(text) >= values.moment(text)
    values.day(text)
    values.per(text)
    assert len(values.country(text)) in {0, 2}
    assert len(values.language(text)) in {0, 2, 3}


@pytest.mark.parametrize("cut_at", [1, 2, 3])
@pytest.mark.django_db
def test_a_feed_that_ends_at_any_place_changes_nothing(tmp_path, cut_at):
    whole = lines(tmp_path / "a.jsonl", posting("1"), posting("2"), posting("3")).read_bytes()
    file = tmp_path / "cut.json"
    file.write_bytes(b"[" + whole.replace(b"\n", b",").rstrip(b",")[: len(whole) * cut_at // 4])
    assert take("jobposting", file).state == "failed"
    assert not Offer.objects.exists()


def test_a_name_without_an_ending_is_of_no_kind(tmp_path):
    assert TextFile(tmp_path / "feed").kind == ""
