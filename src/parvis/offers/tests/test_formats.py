"""Each format on small made files; what is wrongly written, cut or hostile is a sentence, and nothing lands."""

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest

from parvis.core.tests.filling import fill
from parvis.offers.domain.applying import ways_to_apply
from parvis.offers.importers.jobposting import pieces
from parvis.offers.importers.offers import sheets
from parvis.offers.models import Offer
from parvis.offers.tests.sent import TEXT, lines, posting, row, table, take

pytestmark = pytest.mark.django_db

HELLOWORK = """<root><job><job_id><![CDATA[7]]></job_id><title>{title}</title><url>https://h.example/7?a=1&amp;b=2</url>
<description><![CDATA[<p>Un <b>beau</b> métier</p><script>alert(1)</script><ul><li>un</li><li>deux</li></ul>]]></description>
<city>VINCENNES</city><postal_code>94300</postal_code><geoloc>10.1,2.1</geoloc><country>France</country><contract>Alternance</contract>
<contract_period_value>2</contract_period_value><contract_period_unit>ans</contract_period_unit><education>RJ/Qualif/BEP_CAP</education>
<company_title>Fournil</company_title><publication_date>2026-01-30 23:21:39</publication_date></job></root>"""
APEC = """<?xml version='1.0' encoding='UTF-8'?><Export_offres><Offre_emploi><Reference_apec>1W</Reference_apec>
<Intitule>Comptable F/H</Intitule><Contrat><Type_contrat>CDD - Alternance - Contrat de professionnalisation</Type_contrat>
<Duree_contrat>12</Duree_contrat></Contrat><Nom_entreprise>X</Nom_entreprise><Salaire_affiche>18 - 22 k€</Salaire_affiche>
<Date_parution>11/12/2025 10:41:41</Date_parution><Lieu><COG_lieu>72181</COG_lieu><Libelle_lieu>PARIS 01</Libelle_lieu></Lieu>
</Offre_emploi></Export_offres>"""
JOBTEASER = """<jobs><job><id>a-b</id><job_details><title>Stage - Vendeur</title><url>https://j.example/a</url>
<contract_type>Internship</contract_type></job_details><job_locations><location_country_code>fr</location_country_code>
<location_city>Grenoble</location_city></job_locations><company><company_name>Y</company_name></company></job></jobs>"""
KELIO = """<source><jobs><job><id>3</id><name>Alternance | Soudeur H/F</name><salary><min>1000</min><max>900</max>
<currency>euro</currency></salary><address><city>Lyon</city><country>France</country><latitude>45.76</latitude>
<longitude>4.84</longitude></address><job_type>Alternating</job_type><job_start_date>2027-09-01</job_start_date>
<contract_duration>12</contract_duration></job></jobs></source>"""
DECATHLON = {
    "count": 1,
    "ads": [
        {
            "reference": "K1",
            "title": "ALTERNANCE Vendeur (H/F)",
            "locale": "fr_FR",
            "contract_type": "Contrat d'alternance",
            "contract_duration": {"min": 12, "max": 24},
            "education_level": "BUT, Licence, Bac+3",
            "address": {
                "parts": {"city": "Lille", "zip": "59000", "country": "France"},
                "position": {"lat": 50.63, "lon": 3.06},
            },
            "referent_recruiter": {"firstname": "Ada", "lastname": "Lovelace"},
        }
    ],
}
CEGID = [
    {"reference": "2025-1", "title": "Conseiller", "contractType": {"label": "CDD"}, "organisationName": "Z"},
    {"reference": "2025-2", "title": "Conseiller", "contractType": {"label": "Vacances"}},
    ["not", "an", "offer"],
]


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def test_each_of_the_six_feeds(tmp_path):
    made = {
        "hellowork": HELLOWORK.format(title="Boulanger H/F"),
        "apec": APEC,
        "jobteaser": JOBTEASER,
        "kelio": KELIO,
        "decathlon": json.dumps(DECATHLON),
        "cegid": json.dumps(CEGID),
    }
    reports = {name: take(name, written(tmp_path / f"{name}.x", text)) for name, text in made.items()}
    assert {name: report.counts["offers"]["created"] for name, report in reports.items()} == dict.fromkeys(made, 1)
    found = {offer.feed.key: offer for offer in Offer.objects.select_related("feed").order_by("pk")}
    hellowork = found["hellowork"]
    assert hellowork.description == "Un beau métier\n\n- un\n- deux"
    assert (hellowork.kind, hellowork.eqf, hellowork.months_min) == ("apprenticeship", 3, 24)
    assert (hellowork.precision, round(hellowork.latitude)) == ("town", 49)  # the feed's point is 4,000 km off
    assert hellowork.ways == [["link", "https://h.example/7?a=1&b=2"]]
    assert (found["apec"].kind, found["apec"].precision, found["apec"].pay) == ("apprenticeship", "town", "18 - 22 k€")
    assert str(found["apec"].published_on) == "2025-12-11"
    assert (found["jobteaser"].kind, found["jobteaser"].town) == ("traineeship", "Grenoble")
    kelio = found["kelio"]
    assert (kelio.pay_min, kelio.pay_max, kelio.pay_currency, kelio.pay_or_compensation) == (900, 1000, "EUR", True)
    assert (kelio.precision, str(kelio.starts_on)) == ("exact", "2027-09-01")
    assert (found["decathlon"].eqf, found["decathlon"].months_max, found["decathlon"].company) == (6, 24, "Decathlon")
    assert (found["cegid"].kind, found["cegid"].is_located) == ("job", False)
    assert [refusal["reason"].split(": ")[-1] for refusal in reports["cegid"].refusals] == [
        "the contract «Vacances» is neither an apprenticeship nor a traineeship nor a job",
        "it is not shaped as this format is (AttributeError)",
    ]


def test_postings_on_pages_in_arrays_and_graphs(tmp_path):
    script = json.dumps({"@graph": [{"@type": "WebPage"}, posting("a")]})
    page = f"<html><head><script type='application/ld+json'>{script}</script><script type=\"application/ld+json\">{{broken</script></head>"
    report = take("jobposting", written(tmp_path / "p.html", page), feed="page")
    assert (report.counts["offers"]["created"], report.counts["offers"]["refused"]) == (1, 1)
    array = json.dumps([posting("b"), {"@type": "Event"}, {"itemListElement": [{"item": posting("c")}]}])
    assert take("jobposting", written(tmp_path / "p.json", array), feed="array").counts["offers"]["created"] == 2
    graph = json.dumps({"@context": "x", "@graph": [posting("d", title="Autre")]}, indent=2)
    assert take("jobposting", written(tmp_path / "g.json", graph), feed="graph").counts["offers"]["created"] == 1
    alone = json.dumps(
        posting(
            "e",
            title="Encore",
            employmentType=["FULL_TIME"],
            baseSalary={"value": {"minValue": 10, "unitText": "HOUR"}, "currency": "eur"},
        )
    )
    take("jobposting", written(tmp_path / "e.json", alone), feed="alone")
    offer = Offer.objects.get(feed__key="alone")
    assert (offer.kind, offer.pay_min, offer.pay_currency, offer.pay_per) == ("job", 10, "EUR", "hour")
    cut = page[: page.index("</script>")]
    assert "breaks off" in take("jobposting", written(tmp_path / "c.html", cut), feed="page").sentence


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"employmentType": "INTERN", "title": "Stage"}, "traineeship"),
        ({"employmentType": "INTERN", "title": "Apprentissage"}, "apprenticeship"),
        ({"employmentType": None, "title": "Boulanger"}, "job"),
        ({"employmentType": None, "title": "Apprenti boulanger"}, "apprenticeship"),
        ({"employmentType": "VOLUNTEER"}, None),
        ({"employmentType": "OTHER"}, None),
    ],
)
def test_what_kind_a_posting_is(tmp_path, parts, kind):
    take("jobposting", lines(tmp_path / "a.jsonl", posting(**parts)))
    assert list(Offer.objects.values_list("kind", flat=True)) == ([kind] if kind else [])


def test_a_posting_says_the_trade_and_need_not_say_a_name(tmp_path):
    codes = [{"codeValue": "http://data.europa.eu/esco/occupation/x"}, "D1102", "7512 Bakers", "15-1132.00 Developers"]
    take("jobposting", lines(tmp_path / "a.jsonl", posting(identifier=None, occupationalCategory=codes)))
    offer = Offer.objects.get()
    assert offer.trade_codes == ["esco:http://data.europa.eu/esco/occupation/x", "rome:D1102", "isco:7512"]
    assert offer.reference.startswith("digest:")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1"])
def test_whatever_it_is_written_in(tmp_path, encoding, declared):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    report = take("hellowork", written(tmp_path / "a.xml", head + HELLOWORK.format(title="Pâtissière"), encoding))
    assert report.state == "done", report.sentence
    assert Offer.objects.get().title == "Pâtissière"
    is_guessed = encoding in {"latin-1", "cp1252"} and declared != "iso-8859-1"
    assert ("was read as Windows-1252" in report.sentence) is is_guessed


def test_what_it_says_it_is_written_in_and_is_not(tmp_path):
    head = '<?xml version="1.0" encoding="utf-16"?>'
    report = take("hellowork", written(tmp_path / "a.xml", head + HELLOWORK.format(title="Pâtissière"), "latin-1"))
    assert Offer.objects.get().title == "Pâtissière"
    assert "says it is written in utf-16 and is not UTF-8: it was read as Windows-1252" in report.sentence


def test_utf_16_without_a_mark_either_way_round(tmp_path):
    take("hellowork", written(tmp_path / "a.xml", HELLOWORK.format(title="Pâtissière"), "utf-16-be"))
    assert Offer.objects.get().title == "Pâtissière"


def test_what_is_no_posting_in_a_page_is_passed_over(tmp_path):
    deep = json.dumps(posting("deep"))
    for _level in range(14):
        deep = f'{{"a": {deep}}}'
    scripts = [json.dumps(posting("a", url="https://h.example/a")), '"only a text"', deep]
    page = "<script>var x = 1</script>" + "".join(
        f"<script type='application/ld+json'>{one}</script>" for one in scripts
    )
    report = take("jobposting", written(tmp_path / "p.html", page))
    assert report.counts["offers"]["created"] == 1
    offer = Offer.objects.get()
    assert [(way.by, way.value) for way in ways_to_apply(offer)] == [("link", "https://h.example/a")]


def test_a_page_or_a_workbook_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "PAGE", 1 << 20)
    report = take("jobposting", written(tmp_path / "p.html", "<html>" + "x" * (1 << 20)))
    assert (report.state, "page of more than 1 million" in report.sentence) == ("failed", True)
    monkeypatch.setattr(sheets, "PACKED", 8)
    (tmp_path / "a.xlsx").write_bytes(b"x" * 9)
    assert "is larger than" in take("offers", tmp_path / "a.xlsx").sentence


def test_a_zip_that_is_no_workbook_and_a_workbook_without_the_columns(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("a.txt", "x")
    assert "not a whole spreadsheet" in take("offers", tmp_path / "a.xlsx").sentence
    fill(tmp_path / "b.xlsx", [["reference", "kind"], ["1", "job"]])
    assert "has no column «title»" in take("offers", tmp_path / "b.xlsx").sentence


def test_letters_damaged_on_the_way_are_mended(tmp_path):
    damaged = "Pâtissière".encode().decode("cp1252")
    take("hellowork", written(tmp_path / "a.xml", HELLOWORK.format(title=f"{damaged} d¿exception")))
    assert Offer.objects.get().title == "Pâtissière d’exception"


BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><root><job><job_id>&b;</job_id></job></root>"
OUTSIDE = "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><root><job><job_id>1</job_id></job></root>"


@pytest.mark.parametrize(
    ("what", "name", "text", "said"),
    [
        ("hellowork", "a.xml", BOMB, "document type"),
        ("hellowork", "a.xml", OUTSIDE, "document type"),
        ("hellowork", "a.xml", "<root>" + "<a>" * 100 + "</a>" * 100 + "</root>", "nests more"),
        ("hellowork", "a.xml", HELLOWORK.format(title="x")[:-20], "not whole XML"),
        ("hellowork", "a.xml", "<root><job><job_id>&undeclared;</job_id></job></root>", "not whole XML"),
        ("hellowork", "a.xml", "<root a='" + "x" * (5 << 20), "XML|a tag without an end"),
        ("hellowork", "a.xml", "<root><job><title>" + "x" * (5 << 20) + "</title></job></root>", "a record of more"),
        ("hellowork", "a.xml", "   ", "is empty"),
        ("hellowork", "a.xml", "<root/>", "No offer was found"),
        ("hellowork", "a.xml", "not xml", "not whole XML"),
        ("decathlon", "a.json", json.dumps(DECATHLON)[:-9], "breaks off"),
        ("decathlon", "a.json", '{"ads": [' + "[" * 200_000, "nested too deeply|breaks off"),
        ("decathlon", "a.json", '{"ads": ["' + "x" * (5 << 20), "longer than|breaks off"),
        ("decathlon", "a.json", '{"ads": [{"a": 1},]}', "not whole JSON"),
        ("decathlon", "a.json", "{'ads': []}", "not whole JSON"),
        ("decathlon", "a.json", "[1] , [2]", "not whole JSON"),
        ("decathlon", "a.json", "null", "should begin"),
        ("decathlon", "a.json", '{"ads": []}', "No offer was found"),
        ("decathlon", "a.json", "{}", "No offer was found"),
        ("offers", "a.csv", "a,b\n1,2\n", "has no column"),
        ("offers", "a.csv", 'reference,kind,title\n"1,job', "breaks off"),
        ("offers", "a.csv", "reference,kind,title\n1,job\n", "cut or broken"),
        ("offers", "a.pdf", "reference,kind,title\n1,job,x\n", "not a .csv"),
        ("offers", "a.xlsx", "no workbook", "not a whole zip"),
    ],
)
def test_a_file_that_cannot_be_trusted_changes_nothing(tmp_path, what, name, text, said):
    report = take(what, written(tmp_path / name, text))
    assert report.state == "failed"
    assert any(part in report.sentence for part in said.split("|")), report.sentence
    assert not Offer.objects.exists()


def test_files_that_are_not_there_or_damaged(tmp_path):
    assert "no file «none.xml»" in take("hellowork", tmp_path / "none.xml").sentence
    assert "no file «none.xlsx»" in take("offers", tmp_path / "none.xlsx").sentence
    packed = tmp_path / "a.xml.gz"
    packed.write_bytes(gzip.compress(HELLOWORK.format(title="x").encode())[:-9])
    assert "damaged or was cut short" in take("hellowork", packed).sentence
    packed.write_bytes(gzip.compress(b"<root>" + b" " * (40 << 20) + b"</root>"))
    assert "unpacks to more" in take("hellowork", packed).sentence
    packed.write_bytes(gzip.compress(HELLOWORK.format(title="x").encode()))
    assert take("hellowork", packed).state == "done"
    (tmp_path / "cut.xml").write_bytes(HELLOWORK.format(title="é").encode()[:50] + b"\xc3")
    assert "cut short" in take("hellowork", tmp_path / "cut.xml").sentence


def test_a_record_that_is_wrong_in_a_good_feed(tmp_path):
    two = HELLOWORK.format(title="x").replace("</root>", "<job><job_id>8</job_id><contract>CDI</contract></job></root>")
    report = take("hellowork", written(tmp_path / "a.xml", two))
    assert report.counts["offers"]["created"] == 1
    assert report.refusals == [{"file": "a.xml", "line": 5, "reason": "offer 8: it has no title"}]


def test_all_columns_of_the_table(tmp_path):
    cells = {
        "trade": "isco:7512 http://data.europa.eu/esco/occupation/x k3k9qf",
        "eqf": "3",
        "months_min": "24",
        "months_max": "12",
        "pay_min": "1 000,50",
        "pay_per": "mois",
        "languages": "fr, de_CH",
        "written_agreement": "oui",
        "work_conditions": "nein",
        "apply_call": "+33 4 00 00 00 00",
        "apply_link": "https://a.example/",
        "start": "at once",
        "published": "31.01.2026",
    }
    report = take(
        "offers", table(tmp_path / "a.csv", row("1", **cells), row("2", apply_link="javascript:x"), row("3", title=""))
    )
    assert report.counts["offers"]["refused"] == 2
    offer = Offer.objects.get()
    assert offer.trade_codes == ["isco:7512", "esco:http://data.europa.eu/esco/occupation/x", "code:k3k9qf"]
    assert (offer.months_min, offer.months_max, offer.pay_min, offer.pay_per) == (12, 24, offer.pay_min, "month")
    assert (offer.languages, offer.start, offer.starts_on) == (["fr", "de"], "at once", None)
    assert (offer.written_agreement, offer.work_conditions, offer.social_protection, offer.criteria_met) == (
        True,
        False,
        None,
        2,
    )


def test_no_language_is_a_reason(tmp_path):
    file = table(tmp_path / "a.csv", row("1", language=""), row("2"))
    assert "no language" in take("offers", file).refusals[0]["reason"]
    assert take("offers", file, language="fr").counts["offers"]["created"] == 1


# The real feeds -------------------------------------------------------------------------------------------------------

REAL = (
    Path(os.environ.get("PARVIS_TEST_DATA") or Path(__file__).resolve().parents[5] / "shared" / "data")
    / "apprenticeship/fr/job_feeds"
)
FEEDS = {
    "hellowork": ("import-hello-work.test.input.xml", 5, 0),
    "apec": ("import-apec.test.input.xml", 5, 0),
    "jobteaser": ("import-jobteaser.test.input.xml", 2, 0),
    "kelio": ("import-kelio.test.input.xml", 2, 0),
    "decathlon": ("decathlon.test.input.json", 3, 0),
    "cegid": ("import-france-travail-cegid.test.input.json", 3, 1),
}


@pytest.mark.data
@pytest.mark.skipif(not REAL.is_dir(), reason="no published data: set PARVIS_TEST_DATA to its folder")
@pytest.mark.parametrize("name", FEEDS)
def test_the_real_feeds(name):
    file, created, refused = FEEDS[name]
    report = take(name, REAL / file)
    assert (report.counts["offers"]["created"], report.counts["offers"]["refused"]) == (created, refused)
    again = take(name, REAL / file)
    assert (again.counts["offers"]["created"], again.counts["offers"]["changed"]) == (0, 0)
    for offer in Offer.objects.order_by("pk"):
        assert "<" not in offer.description.replace("<3", "")
        assert offer.description.count("@") == 0
        assert TEXT not in offer.description
