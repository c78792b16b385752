from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from parvis.core.domain.reports import Ack
from parvis.core.models import Revision
from parvis.core.refusal import Refusal
from parvis.occupations.domain.sample import load_sample as load_trades
from parvis.qualifications.domain import keeping
from parvis.qualifications.domain import seed as loading
from parvis.qualifications.domain.sample import load_sample
from parvis.qualifications.domain.seed_files import Seed, jurisdiction, seed
from parvis.qualifications.domain.taking import take_qualifications
from parvis.qualifications.enums import EntryKind, Mode, Share
from parvis.qualifications.models import Qualification, Rule

pytestmark = pytest.mark.django_db


def test_the_sample_says_where_each_row_is_from_and_when_it_was_checked():
    for row in (*seed().qualifications, *seed().rules):
        assert row.source, row.key
        assert row.source_url.startswith("https://"), row.key
        assert row.checked_on, row.key
        assert row.due_on > row.checked_on or row.key == "DE:pay:2025", row.key  # known to be stale: says so
        assert row.is_sample, row.key


def test_the_sample_spans_trades_and_countries():
    opened = defaultdict(set)
    for row in seed().qualifications:
        for opening in row.openings:
            opened[row.jurisdiction].add(opening.trade)
    assert len([code for code, trades in opened.items() if len(trades) >= 18]) >= 6
    assert len(set.union(*opened.values())) >= 30
    assert (
        sum(1 for trade in set.union(*opened.values()) if sum(trade in those for those in opened.values()) >= 6) >= 18
    )


def test_the_sample_is_sound():
    keys = {row.key for row in seed().qualifications}
    assert len(keys) == len(seed().qualifications)
    for row in seed().qualifications:
        assert row.mode in Mode.values
        assert row.share in {*Share.values, ""}
        assert row.openings, row.key
        assert len({opening.trade for opening in row.openings}) == len(row.openings), row.key
        for entry in row.entries:
            assert entry.kind in EntryKind.values
            assert not entry.needs or entry.needs in keys - {row.key}, row.key


def test_no_qualification_of_the_sample_leads_back_to_itself():
    needs = {row.key: {entry.needs for entry in row.entries if entry.needs} for row in seed().qualifications}

    def above(key, seen=()):
        assert key not in seen, key
        for needed in needs[key]:
            above(needed, (*seen, key))

    for key in needs:
        above(key)


def test_the_sample_is_loaded_once_and_said_as_it_is_written():
    load_trades()
    counts = load_sample()
    assert counts == {"jurisdictions": 14, "qualifications": len(seed().qualifications), "rules": len(seed().rules)}
    number = Revision.objects.get(room="qualifications").number
    assert load_sample() == {}
    assert Revision.objects.get(room="qualifications").number == number
    stored = keeping.stored_qualifications(row.key for row in seed().qualifications)
    assert [row.key for row in seed().qualifications if stored[row.key] != row] == []
    baker = Qualification.objects.get(key="FR:cap-boulanger")
    assert (baker.eqf, baker.months_min, baker.mode) == (3, 24, "apprenticeship")


def test_what_a_house_changed_stays():
    load_trades()
    load_sample()
    mine = replace(keeping.stored_qualifications(["FR:cap-boulanger"])["FR:cap-boulanger"], months_min=12)
    take_qualifications(Ack("x"), [replace(mine, importer="qualifications")])
    Rule.objects.filter(key="CH:adverts").update(says={"de": "Ab Juli."})
    assert load_sample() == {"left as changed": 2}
    assert Qualification.objects.get(key="FR:cap-boulanger").months_min == 12


def test_what_the_sample_left_is_brought_up_to_date(monkeypatch):
    load_trades()
    load_sample()
    told = seed()
    newer = replace(told.qualifications[0], months_min=35)
    monkeypatch.setattr(loading, "seed", lambda: Seed(told.jurisdictions, (newer,), told.rules))
    assert load_sample() == {"qualifications": 1}
    assert Qualification.objects.get(key=newer.key).months_min == 35


def test_a_rule_of_the_wrong_shape_loads_nothing(monkeypatch):
    told = seed()
    bad = replace(told.rules[0], topic="adverts", values={"month": 13})
    monkeypatch.setattr(loading, "seed", lambda: Seed(told.jurisdictions, (), (bad,)))
    with pytest.raises(Refusal, match="a month is 1 to 12"):
        load_sample()


def test_a_rule_may_be_of_one_qualification():
    load_trades()
    load_sample()
    rule = replace(seed().rules[0], key="FR:one", qualification="FR:cap-boulanger")
    keeping.write_rules([rule])
    assert keeping.stored_rules(["FR:one"]) == {"FR:one": rule}
    assert type(rule).from_plain(rule.plain()) == rule


def test_a_country_nobody_wrote_of_is_a_country_and_no_more():
    assert jurisdiction("NL").country == "NL"
    assert jurisdiction("BE-FR").part_of == "BE"
