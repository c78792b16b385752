from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from parvis.core.models import Revision
from parvis.occupations.domain.sample import load_sample as load_trades
from parvis.occupations.models import Occupation
from parvis.qualifications.domain.documents import KINDS, addresses, documents, revision
from parvis.qualifications.domain.sample import load_sample
from parvis.qualifications.models import Qualification, Rule
from parvis.qualifications.models.dated import Dated

pytestmark = pytest.mark.django_db


def test_a_qualification_is_found_by_its_title_its_kind_and_its_country():
    load_trades()
    load_sample()
    found = {document.uri or document.id: document for document in documents()}
    assert {document.kind for document in found.values()} == set(KINDS)
    code = Qualification.objects.get(key="FR:cap-boulanger").code
    cap = found[code]
    assert cap.titles == {"fr": "CAP Boulanger"}
    assert cap.names == {"fr": ["Boulanger"]}
    assert (cap.country, cap.pictogram, cap.summary["en"]) == ("FR", "bread", "CAP · France")
    swiss = found[Qualification.objects.get(key="CH:efz-koch").code]
    assert "Köchin" in swiss.names["de"]
    told = list(addresses())
    assert len(told) == len(set(told))
    assert len([path for path in told if path.startswith("qualifications/")]) == len(found) + 1
    baker = Occupation.objects.get(seed_key="baker").code
    assert {"paths/", f"paths/{baker}/", f"paths/{baker}/countries/"} <= set(told)
    assert revision()[0] == Revision.objects.get(room="qualifications").number
    assert not list(documents(since=revision()[0]))


def test_what_is_over_or_left_its_register_is_not_found(django_assert_num_queries):
    load_trades()
    load_sample()
    Qualification.objects.filter(key="FR:cap-boulanger").update(valid_to=date(2020, 1, 1))
    Qualification.objects.filter(key="FR:cap-patissier").update(is_retired=True)
    Qualification.objects.filter(key="FR:cap-cuisine").update(short="")
    Qualification.objects.get(key="FR:cap-couvreur").openings.all().delete()
    with django_assert_num_queries(3):
        titles = {document.titles.get("fr"): document for document in documents()}
    assert not {"CAP Boulanger", "CAP Pâtissier"} & set(titles)
    assert titles["CAP Couvreur"].pictogram == "book"
    assert titles["CAP Cuisine"].names == {}


@pytest.mark.parametrize(
    ("changed", "until"),
    [
        ({}, None),
        ({"valid_to": date.max}, None),
        ({"valid_to": date(2026, 12, 31)}, "2027-01-01T00:00:00+00:00"),
        ({"valid_to": date(2026, 11, 25)}, "2026-11-26T00:00:00+00:00"),
        ({"is_retired": True}, "2026-11-26T11:59:59+00:00"),
    ],
)
def test_one_with_a_last_day_is_found_until_it_is_over_and_a_change_is_told(changed, until):
    load_trades()
    load_sample()
    since = revision()[0]
    Qualification.objects.filter(key="FR:cap-boulanger").update(revision=since + 1, **changed)
    with time_machine.travel("2026-11-26T12:00:00+00:00", tick=False):
        (told,) = documents(since)
        assert (told.until and told.until.isoformat()) == until
        is_over = told.until is not None and told.until <= timezone.now()
        assert (told.titles in [one.titles for one in documents()]) != is_over


def test_one_with_a_first_day_to_come_is_told_with_it():
    load_trades()
    load_sample()
    since = revision()[0]
    Qualification.objects.filter(key="FR:cap-boulanger").update(revision=since + 1, valid_from=date(2027, 9, 1))
    with time_machine.travel("2026-11-26T12:00:00+00:00", tick=False):
        (told,) = documents(since)
        assert (told.since and told.since.isoformat(), told.until) == ("2027-09-01T00:00:00+00:00", None)
        assert told in list(documents())
        assert f"qualifications/{told.id}/" not in set(addresses())
    with time_machine.travel("2027-09-01T12:00:00+00:00", tick=False):
        (told,) = documents(since)
        assert told.since is None


def test_the_words_of_questions():
    load_trades()
    load_sample()
    cap = Qualification.objects.get(key="FR:cap-boulanger")
    assert cap in Qualification.objects.within("FR").opening(cap.occupations.get()).holding(date(2026, 11, 26))
    assert [str(rule) for rule in Rule.objects.about("adverts").holding(date(2026, 11, 26))] == ["CH:adverts"]
    assert not Rule.objects.about("pay").holding(date(2026, 1, 1)).filter(key="DE:pay:2024").exists()
    assert cap.is_due(date(2028, 1, 1))
    assert not cap.is_due(cap.due_on)
    assert not Dated.is_due(Qualification(), date(2028, 1, 1))
    assert str(cap.jurisdiction) == "FR"
    assert str(cap) == "FR:cap-boulanger"
    assert "→" in str(cap.openings.get())
    assert str(cap.entries.first()).endswith("standard")
