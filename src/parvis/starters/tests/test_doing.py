"""From what somebody does to skills and trades, with ESCO and without."""

import datetime

import pytest

from parvis.occupations.models import OccupationSkill
from parvis.occupations.tests.factories import IscoGroupFactory, SkillFactory, TradeFactory
from parvis.starters.domain.activities import activities, done, questions
from parvis.starters.domain.doing import SHOWN, Tie, skills_in, trades_near

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 26)
BY_KEY = {one.key: one for one in activities()}


def ties(near):
    return {one.card.code: [(lead.activity.key, lead.tie) for lead in one.leads] for one in near}


def test_the_sample_site_leads_by_our_own_choice():
    baker, cook = TradeFactory(seed_key="baker"), TradeFactory(seed_key="cook")
    TradeFactory(seed_key="nurse")
    near = trades_near([BY_KEY["bake"], BY_KEY["cook-for-many"]], DAY, "fr")
    assert ties(near) == {baker.code: [("bake", Tie.CHOSEN)], cook.code: [("cook-for-many", Tie.CHOSEN)]}
    assert near[0].leads[0].label.language == "fr"
    shown = skills_in([BY_KEY["bake"]], "fr")
    assert [(one.activity.key, one.skills) for one in shown] == [("bake", [])]


def test_a_needed_skill_weighs_more_than_a_useful_one_and_a_rare_one_more_than_a_common_one():
    common, rare = (
        SkillFactory(uri=uri, label={"en": name}) for uri, name in zip(BY_KEY["bake"].skills, "ab", strict=False)
    )
    needs_rare, needs_common, uses_common = (
        TradeFactory(isco=IscoGroupFactory(code=code)) for code in ("7511", "7512", "7513")
    )
    others = [TradeFactory(isco=IscoGroupFactory(code="9999")) for _ in range(7)]
    OccupationSkill.objects.create(occupation=needs_rare, skill=rare, is_essential=True)
    for one in (needs_common, others[0]):
        OccupationSkill.objects.create(occupation=one, skill=common, is_essential=True)
    OccupationSkill.objects.create(occupation=uses_common, skill=common, is_essential=False)
    near = [one.card.code for one in trades_near([BY_KEY["bake"]], DAY, "en")]
    assert near[0] == needs_rare.code
    assert near[-1] == uses_common.code
    found = ties(trades_near([BY_KEY["bake"]], DAY, "en"))
    assert found[needs_common.code] == [("bake", Tie.NEEDED)]
    assert found[uses_common.code] == [("bake", Tie.USEFUL)]
    assert [[skill.label.text for skill in one.skills] for one in skills_in([BY_KEY["bake"]], "en")] == [["a", "b"]]


def test_more_activities_lead_nearer():
    both = TradeFactory(seed_key="shop-assistant")
    one = TradeFactory(seed_key="accountant")
    near = trades_near([BY_KEY["run-a-till"], BY_KEY["sell-at-a-market"]], DAY, "en")
    assert [found.card.code for found in near] == [both.code, one.code]


def test_a_retired_skill_or_trade_leads_nowhere():
    skill = SkillFactory(uri=BY_KEY["bake"].skills[0], retired_in="1.2")
    OccupationSkill.objects.create(occupation=TradeFactory(), skill=skill, is_essential=True)
    TradeFactory(seed_key="baker", retired_in="1.2")
    assert trades_near([BY_KEY["bake"]], DAY, "en") == []
    assert skills_in([BY_KEY["bake"]], "en")[0].skills == []


def test_the_list_is_short_and_mixed():
    skill = SkillFactory(uri=BY_KEY["bake"].skills[0])
    for place in range(40):
        made = TradeFactory(isco=IscoGroupFactory(code="7512" if place < 20 else f"{2000 + place}"))
        OccupationSkill.objects.create(occupation=made, skill=skill, is_essential=True)
    cards = [one.card for one in trades_near([BY_KEY["bake"]], DAY, "en")]
    assert len(cards) == SHOWN
    assert sum(card.isco == "7512" for card in cards) <= 2


def test_ticks_are_activities():
    ticked = tuple(int(place in {1, 63}) for place in range(questions().number))
    assert [one.place for one in done(ticked)] == [1, 63]
