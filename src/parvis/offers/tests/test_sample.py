import pytest
from django.core.management import call_command
from django.utils import timezone

from parvis.core.domain.exporters import exporters
from parvis.occupations.domain.sample import load_sample as load_trades
from parvis.offers.domain.sample import load_sample
from parvis.offers.models import Offer
from parvis.offers.tests.sent import take

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


def test_the_template_can_be_taken_in_as_it_is(tmp_path):
    file = tmp_path / "template.csv"
    file.write_text("\n".join(exporters()["offers-template"].lines()) + "\n", encoding="utf-8")
    report = take("offers", file)
    assert report.counts["offers"]["created"] == 1, report.sentence


def test_purge_says_how_many(capsys):
    call_command("purge")
    assert "0 offers removed." in capsys.readouterr().out
