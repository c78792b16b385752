import csv
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from parvis.core.domain.revisions import revision_of
from parvis.offers.domain.leaving import purge
from parvis.offers.domain.profile import find_gone
from parvis.offers.models import Feed, Offer
from parvis.offers.tests.sent import TEXT, lines, posting, row, state, table, take, told

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def standing(now=NOW):
    return set(Offer.objects.standing(now).values_list("feed__key", "reference"))


def test_a_table_lands_and_again_writes_nothing(tmp_path):
    file = table(tmp_path / "a.csv", row("1"), row("2", title="Cuisinier", ends="2027-01-31"))
    report = take("offers", file, ack=tmp_path / "ack.jsonl")
    assert report.counts["offers"]["created"] == 2
    assert told(tmp_path / "ack.jsonl") == [("1", "created"), ("2", "created")]
    one, two = Offer.objects.order_by("reference")
    assert (one.latitude is not None, one.precision, one.kind) == (True, "town", "apprenticeship")
    assert one.expires_at == datetime(2027, 1, 26, tzinfo=UTC)
    assert two.expires_at == two.ends_at
    before, revision = state(), revision_of("offers")
    report = take("offers", file, ack=tmp_path / "ack.jsonl")
    assert report.counts["offers"]["unchanged"] == 2
    assert told(tmp_path / "ack.jsonl") == [("1", "unchanged"), ("2", "unchanged")]
    assert (state(), revision_of("offers")) == (before, revision)


def test_a_change_is_told_and_keeps_the_code(tmp_path):
    take("offers", table(tmp_path / "a.csv", row("1")))
    code = Offer.objects.get().code
    report = take("offers", table(tmp_path / "a.csv", row("1", title="Pâtissier")))
    assert report.counts["offers"]["changed"] == 1
    assert (Offer.objects.get().code, Offer.objects.get().title) == (code, "Pâtissier")


def test_what_a_full_file_no_longer_holds_is_withdrawn_and_may_return(tmp_path):
    take("offers", table(tmp_path / "a.csv", row("1"), row("2")))
    take("offers", table(tmp_path / "a.csv", row("2")), partial=True)
    assert len(standing()) == 2
    report = take("offers", table(tmp_path / "a.csv", row("2")), ack=tmp_path / "a.csv.jsonl")
    assert report.counts["offers"]["retired"] == 1
    assert told(tmp_path / "a.csv.jsonl") == [("2", "unchanged"), ("1", "withdrawn")]
    assert standing() == {("offers", "2")}
    report = take("offers", table(tmp_path / "a.csv", row("1"), row("2")))
    assert report.counts["offers"]["changed"] == 1
    assert len(standing()) == 2


def test_a_bad_row_is_told_and_the_good_ones_land(tmp_path):
    rows = (row(""), row("2", kind="holiday"), row("3", latitude="north"), row("4", pay_or_compensation="perhaps"))
    ended = row("5", ends="2020-01-01")
    file = table(
        tmp_path / "a.csv", *rows, ended, row("6"), row("6", title="Twice"), row("7", title=""), row("8" * 121)
    )
    report = take("offers", file, ack=tmp_path / "ack.csv")
    assert report.counts["offers"] == {
        "read": 9,
        "created": 1,
        "changed": 0,
        "unchanged": 0,
        "retired": 0,
        "refused": 8,
    }
    with (tmp_path / "ack.csv").open(newline="") as answer:
        found = list(csv.DictReader(answer))
    assert [one["state"] for one in found] == ["refused"] * 5 + ["created"] + ["refused"] * 3
    assert "neither an apprenticeship" in found[1]["reason"]
    assert report.refusals[4]["reason"].endswith("it ended on 2020-01-02")
    assert [refusal["line"] for refusal in report.refusals][:2] == [2, 3]


def test_a_file_without_anything_to_take_changes_nothing(tmp_path):
    take("offers", table(tmp_path / "a.csv", row("1")))
    before = state()
    for rows in ((), (row("1", kind="holiday"),)):
        report = take("offers", table(tmp_path / "a.csv", *rows), ack=tmp_path / "ack.jsonl")
        assert report.state == "failed"
        assert not list(tmp_path.glob(".ack*")) + list(tmp_path.glob("ack*"))
    assert state() == before


def test_a_dry_run_tells_and_changes_nothing(tmp_path):
    call_command(
        "import", "offers", str(table(tmp_path / "a.csv", row("1"))), "--ack", str(tmp_path / "a.jsonl"), "--dry-run"
    )
    assert told(tmp_path / "a.jsonl") == [("1", "created")]
    assert not Offer.objects.exists()


def test_an_offer_without_an_end_stands_while_its_feed_holds_it(tmp_path):
    file = table(tmp_path / "a.csv", row("1"))
    take("offers", file)
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        before = state()
        take("offers", file)
        assert state() == before
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        take("offers", file)
    assert standing(NOW + timedelta(days=89)) == {("offers", "1")}
    assert standing(NOW + timedelta(days=92)) == set()


def test_an_offer_vanishes_the_minute_it_ends_and_is_removed_a_month_later(tmp_path):
    take("offers", table(tmp_path / "a.csv", row("1", ends="2026-11-26T13:00:00+00:00"), row("2", ends="2028-01-01")))
    assert ("offers", "1") in standing(NOW + timedelta(minutes=59, seconds=59))
    assert ("offers", "1") not in standing(NOW + timedelta(minutes=60))
    assert purge(NOW + timedelta(days=30), 30) == 0
    assert purge(NOW + timedelta(days=31), 30) == 1
    assert Offer.objects.get().reference == "2"


def test_of_what_was_removed_the_code_is_left_for_two_years(tmp_path):
    take("offers", table(tmp_path / "a.csv", row("1"), row("2", ends="2026-12-01"), row("3", ends="2028-01-01")))
    codes = dict(Offer.objects.order_by("pk").values_list("reference", "code"))
    take("offers", table(tmp_path / "a.csv", row("2", ends="2026-12-01"), row("3", ends="2028-01-01")))
    later = NOW + timedelta(days=40)
    assert purge(later, 30) == 2
    assert (find_gone(codes["1"]).was_withdrawn, find_gone(codes["2"]).was_withdrawn) == (True, False)
    assert find_gone(codes["3"]) is None
    assert purge(later, 30) == 0
    # The same offer comes again and goes again: its code is the same, and so is what is left of it.
    take("offers", table(tmp_path / "a.csv", row("1", ends="2027-02-01"), row("3", ends="2028-01-01")))
    assert Offer.objects.get(reference="1").code == codes["1"]
    assert purge(NOW + timedelta(days=100), 30) == 1
    assert not find_gone(codes["1"]).was_withdrawn
    purge(later + timedelta(days=731), 30)
    assert find_gone(codes["2"]) is None
    assert find_gone(codes["1"]) is not None


def test_a_duplicate_that_ended_with_the_shown_one_is_removed_with_it(tmp_path):
    take("offers", table(tmp_path / "a.csv", row("1", ends="2026-12-01")))
    take("jobposting", lines(tmp_path / "b.jsonl", posting("p1", validThrough="2026-12-05")))
    assert Offer.objects.filter(merged_into__isnull=False).count() == 1
    codes = list(Offer.objects.order_by("pk").values_list("code", flat=True))
    assert purge(NOW + timedelta(days=60), 30) == 2
    assert all(find_gone(code) for code in codes)
    assert not Offer.objects.exists()


# Duplicates -----------------------------------------------------------------------------------------------------------


def both(tmp_path, **parts):
    take("offers", table(tmp_path / "a.csv", row("1")))
    return take("jobposting", lines(tmp_path / "b.jsonl", posting("p1", **parts)), ack=tmp_path / "ack.jsonl")


def test_the_same_offer_in_two_feeds_is_shown_once_with_both_sources(tmp_path):
    both(tmp_path)
    assert told(tmp_path / "ack.jsonl") == [("p1", "merged")]
    shown = Offer.objects.standing(NOW).get()
    assert shown.feed.key == "offers"
    assert [copy.feed.key for copy in shown.duplicates.all()] == ["jobposting"]
    before = state()
    take("jobposting", tmp_path / "b.jsonl")
    take("offers", tmp_path / "a.csv")
    assert state() == before


def test_the_shown_one_lasts_as_long_as_the_longest(tmp_path):
    both(tmp_path, validThrough="2029-01-01T00:00:00Z")
    assert Offer.objects.standing(NOW).get().expires_at == datetime(2029, 1, 1, tzinfo=UTC)
    take("jobposting", lines(tmp_path / "b.jsonl", posting("p2", title="Stage - Couvreur", employmentType="INTERN")))
    assert Offer.objects.get(reference="1").expires_at == datetime(2027, 1, 26, tzinfo=UTC)


def test_a_duplicate_takes_the_place_of_the_one_that_is_withdrawn(tmp_path):
    both(tmp_path)
    take("offers", table(tmp_path / "a.csv", row("9", company="Another")))
    assert standing() == {("offers", "9"), ("jobposting", "p1")}
    take("offers", table(tmp_path / "a.csv", row("1"), row("9", company="Another")))
    assert standing() == {("offers", "9"), ("jobposting", "p1")}
    assert Offer.objects.get(reference="1").merged_into.reference == "p1"


@pytest.mark.parametrize(
    "parts",
    [
        {"title": "Apprentissage - Comptable"},
        {"employmentType": "FULL_TIME", "title": "Boulanger"},
        {"hiringOrganization": {"name": "Another"}},
        {"jobLocation": {"address": {"addressLocality": "Paris", "addressCountry": "FR"}}},
        {
            "description": "Tout autre chose : une entreprise qui fabrique des machines et qui cherche de l’aide au bureau. "
            * 3
        },
        {"inLanguage": "de"},
    ],
)
def test_unlike_offers_stay_two(tmp_path, parts):
    both(tmp_path, **parts)
    assert len(standing()) == 2


def test_a_duplicate_that_changes_is_parted(tmp_path):
    both(tmp_path)
    take("jobposting", lines(tmp_path / "b.jsonl", posting(title="Apprentissage - Comptable")))
    assert len(standing()) == 2
    take("jobposting", lines(tmp_path / "b.jsonl", posting()))
    assert len(standing()) == 1
    take("offers", table(tmp_path / "a.csv", row("1", title="Couvreur")))
    assert len(standing()) == 2


def test_two_records_of_one_feed_are_two(tmp_path):
    take("offers", table(tmp_path / "a.csv", row("1"), row("2")))
    take("jobposting", lines(tmp_path / "b.jsonl", posting("p1"), posting("p2"), posting("p3")))
    assert len(standing()) == 3


def test_a_key_belongs_to_one_format(tmp_path):
    take("offers", table(tmp_path / "a.csv", row("1")), feed="rhone", name="Le Rhône", country="fr")
    assert (Feed.objects.get().name, Feed.objects.get().country) == ("Le Rhône", "FR")
    take("offers", tmp_path / "a.csv", feed="rhone", licence="CC0")
    assert Feed.objects.get().licence == "CC0"
    report = take("jobposting", lines(tmp_path / "b.jsonl", posting()), feed="rhone")
    assert "a key of its own" in report.sentence
    assert "not a key" in take("offers", tmp_path / "a.csv", feed="No Key").sentence
    assert "not the code of a country" in take("offers", tmp_path / "a.csv", feed="x", country="qq").sentence


def test_an_acknowledgement_has_a_known_ending_and_a_place(tmp_path):
    file = table(tmp_path / "a.csv", row("1"))
    assert ".jsonl or .csv" in take("offers", file, ack=tmp_path / "a.pdf").sentence
    assert "cannot be written" in take("offers", file, ack=tmp_path / "none" / "a.csv").sentence
    assert not Offer.objects.exists()


def test_a_formula_is_text_in_the_acknowledgement(tmp_path):
    take("offers", table(tmp_path / "a.csv", row("=1+1")), ack=tmp_path / "ack.csv")
    assert "'=1+1" in (tmp_path / "ack.csv").read_text()


def test_no_person_and_no_contact_is_kept(tmp_path):
    contact = {"name": "Ada Lovelace", "telephone": "+33 4 11 22 33 44", "email": "mailto:jobs@example.org"}
    text = f"{TEXT} Écrivez à ada.lovelace@example.org ou appelez le 06 12 34 56 78."
    take(
        "jobposting",
        lines(tmp_path / "b.jsonl", posting(applicationContact=contact, description=text, url="javascript:alert(1)")),
    )
    kept = json.dumps(state(), default=str)
    assert "Lovelace" not in kept
    assert "lovelace" not in kept
    assert "06 12" not in kept
    assert "javascript" not in kept
    assert Offer.objects.get().ways == [["call", "+33 4 11 22 33 44"], ["write", "jobs@example.org"]]
