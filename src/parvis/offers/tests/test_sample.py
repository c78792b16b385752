import io
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone
from python_calamine import CalamineWorkbook

from parvis.core.domain.blank_tables import EXAMPLE_MARK
from parvis.core.domain.exporters import exporters
from parvis.core.tests.filling import fill
from parvis.occupations.domain.sample import load_sample as load_trades
from parvis.offers.domain.sample import load_sample
from parvis.offers.domain.template import COLUMNS, EXAMPLE
from parvis.offers.models import Offer
from parvis.offers.tests.sent import table, take

pytestmark = pytest.mark.django_db


def test_the_sample_is_marked_stands_and_is_loaded_once():
    load_trades()
    assert load_sample() == {"offers": 38}
    assert load_sample() == {}
    offers = Offer.objects.standing(timezone.now())
    assert offers.filter(is_sample=True, occupation__isnull=False, match="given").count() == 38
    assert set(offers.values_list("kind", flat=True)) == {"apprenticeship", "traineeship", "job"}
    assert offers.unlocated().count() >= 3
    assert offers.located().count() >= 25
    assert all(offer.ways for offer in offers.order_by("pk"))


def test_the_example_of_the_template_is_passed_over(tmp_path):
    (tmp_path / "empty.csv").write_text("\n".join(exporters()["offers-template"].lines()) + "\n", encoding="utf-8")
    (tmp_path / "empty.xlsx").write_bytes(exporters()["offers-template"].spreadsheet())
    for name in ("empty.csv", "empty.xlsx"):
        assert take("offers", tmp_path / name).state == "failed"
    assert not Offer.objects.exists()


def test_the_example_can_be_taken_in_under_a_reference_of_ones_own(tmp_path):
    lines = "\n".join(exporters()["offers-template"].lines()).replace(EXAMPLE_MARK, "mine")
    (tmp_path / "mine.csv").write_text(lines + "\n", encoding="utf-8")
    assert take("offers", tmp_path / "mine.csv").counts["offers"]["created"] == 1


def test_a_filled_spreadsheet_says_what_the_filled_csv_says(client, tmp_path, capsys):
    head, example = (list(EXAMPLE), list(EXAMPLE.values()))
    mine = {**EXAMPLE, "reference": "7", "ends": "2099-08-31", "pay_min": "700", "social_protection": "yes"}
    typed = {**mine, "reference": 7, "eqf": 3, "ends": date(2099, 8, 31), "start": date(2027, 9, 1), "pay_min": 700.0}
    fill(tmp_path / "mine.xlsx", [head, example, [typed[name] for name in head]])
    report = take("offers", tmp_path / "mine.xlsx")
    assert report.counts["offers"]["created"] == 1, report.sentence
    assert "passed over" in capsys.readouterr().out
    report = take("offers", table(tmp_path / "mine.csv", mine))
    assert (report.counts["offers"]["unchanged"], Offer.objects.count()) == (1, 1)


def test_both_templates_can_be_downloaded(client):
    text = client.get("/api/v1/offers/template.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0].split(",") == list(COLUMNS)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/api/v1/offers/template.xlsx").content))
    assert book.get_sheet_by_index(0).to_python()[0] == list(COLUMNS)
    told = {row[0]: row for row in book.get_sheet_by_name("Explanations").to_python()}
    assert all(told[name][2] for name in COLUMNS)
    assert told["kind"][3] == "apprenticeship, traineeship, job"


def test_purge_says_how_many(capsys):
    call_command("purge")
    assert "0 offers removed." in capsys.readouterr().out
