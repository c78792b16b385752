"""What a trade's page shows: skills, interests, near trades with the reason, sheets."""

import datetime

import pytest

from parvis.occupations.domain.comparing import compare
from parvis.occupations.domain.interests import interests_of
from parvis.occupations.domain.near import near_trades
from parvis.occupations.domain.profile import profile
from parvis.occupations.domain.sheets import sheets_of
from parvis.occupations.domain.skills import HEADINGS, SHOWN, skills_of
from parvis.occupations.models import (
    InterestProfile,
    NearOccupation,
    OccupationSkill,
    OccupationText,
    OccupationWords,
    Source,
    WorkCondition,
)
from parvis.occupations.tests.factories import SheetFactory, SkillFactory, SkillGroupFactory, TradeFactory

TODAY = datetime.date(2026, 11, 23)


def need(trade, skill, *, essential=True):
    OccupationSkill.objects.create(occupation=trade, skill=skill, is_essential=essential)


def near(trade, other, *, source="seed", nearness="near", approximate=False):
    NearOccupation.objects.create(
        occupation=trade, other=other, source=source, nearness=nearness, is_approximate=approximate
    )


def test_skills_stand_under_headings_the_fullest_first_the_nameless_last(db):
    trade, making, caring = (
        TradeFactory(),
        SkillGroupFactory(label={"en": "making"}),
        SkillGroupFactory(label={"en": "care"}),
    )
    for group, names in ((making, "ba"), (caring, "dce"), (None, "fghi")):
        for name in names:
            need(trade, SkillFactory(label={"en": name}, top_group=group))
    need(trade, SkillFactory(label={"en": "extra"}), essential=False)
    skills = skills_of(trade, "en")
    assert [(one.label.text, [line.label.text for line in one.skills]) for one in skills.essential] == [
        ("care", ["c", "d", "e"]),
        ("making", ["a", "b"]),
        ("", ["f", "g", "h", "i"]),
    ]
    assert (skills.essential_count, skills.optional_count) == (9, 1)


@pytest.mark.parametrize(("number", "hidden"), [(SHOWN, 0), (SHOWN + 1, 0), (SHOWN + 2, 2)])
def test_a_long_heading_is_cut_but_never_hides_a_single_skill(db, number, hidden):
    trade = TradeFactory()
    for _ in range(number):
        need(trade, SkillFactory())
    heading = skills_of(trade, "en").essential[0]
    assert (len(heading.first), len(heading.rest)) == (number - hidden, hidden)


def test_headings_beyond_the_first_wait_behind_more(db):
    trade = TradeFactory()
    for place in range(HEADINGS + 2):
        group = SkillGroupFactory(label={"en": f"group {place}"})
        for _ in range(1 + (place == HEADINGS + 1)):
            need(trade, SkillFactory(top_group=group))
    skills = skills_of(trade, "en")
    assert [len(heading.skills) for heading in skills.first] == [2] + [1] * (HEADINGS - 1)
    assert (len(skills.rest), skills.rest_count) == (2, 2)


def test_a_skill_without_a_name_is_not_shown(db):
    trade, skill = TradeFactory(), SkillFactory()
    need(trade, skill)
    skill.texts.all().delete()
    assert not skills_of(trade, "en")


def test_skills_shown_in_another_language_are_told(db):
    trade = TradeFactory()
    need(trade, SkillFactory(label={"fr": "pétrir", "en": "knead"}))
    assert skills_of(trade, "fr").fallbacks == []
    need(trade, SkillFactory(label={"en": "bake"}))
    assert skills_of(trade, "fr").fallbacks == ["en"]


def test_interests_are_ranked_exact_before_approximate_ours_first(db):
    trade = TradeFactory()
    for source, letters, approximate in (("onet", "RCE", True), ("rome", "RA", False), ("seed", "RC", False)):
        InterestProfile.objects.create(occupation=trade, source=source, letters=letters, is_approximate=approximate)
    views = interests_of([trade.pk])[trade.pk]
    assert [view.source for view in views] == ["seed", "rome", "onet"]
    assert [view.said_by for view in views] == ["Parvis", "ROME", "O*NET (approximate)"]


def test_scores_become_six_bars_kept_between_0_and_100(db):
    trade = TradeFactory()
    InterestProfile.objects.create(
        occupation=trade,
        source="onet",
        letters="RC",
        scores={"R": 140, "I": -2, "C": 49.6, "Q": 3},
        is_approximate=True,
    )
    bars = interests_of([trade.pk])[trade.pk][0].bars
    assert [(bar.interest.value, bar.score, bar.is_strong) for bar in bars] == [
        ("R", 100, True),
        ("I", 0, False),
        ("A", 0, False),
        ("S", 0, False),
        ("E", 0, False),
        ("C", 50, True),
    ]


def test_near_trades_say_why(db):
    baker = TradeFactory(label={"en": "baker"})
    cook, chemist, twin = (TradeFactory(label={"en": name}) for name in ("cook", "chemist", "twin"))
    for _ in range(3):
        skill = SkillFactory()
        need(baker, skill)
        need(twin, skill)
    for trade, letters in ((baker, "RC"), (cook, "RE"), (chemist, "IR")):
        InterestProfile.objects.create(occupation=trade, source="seed", letters=letters)
    near(baker, cook)
    near(baker, chemist, source="rome", nearness="far", approximate=True)
    found = near_trades(baker, interests_of([baker.pk])[baker.pk], "en")
    assert [(one.card.label.text, one.shared_skills, one.interest) for one in found.steps] == [
        ("cook", 0, "R"),
        ("twin", 3, None),
    ]
    assert [[str(link) for link in one.links] for one in found.changes] == [["ROME: a larger change (approximate)"]]


def test_one_shared_skill_or_a_skill_of_every_trade_makes_nobody_near(db):
    baker, other = TradeFactory(), TradeFactory()
    for transversal in (True, True, False):
        skill = SkillFactory(is_transversal=transversal)
        need(baker, skill)
        need(other, skill)
    assert not near_trades(baker, (), "en")


def test_retired_trades_are_near_nobody(db):
    baker, gone = TradeFactory(), TradeFactory(retired_in="1.2.0")
    near(baker, gone)
    assert not near_trades(baker, (), "en")


def test_a_sheet_falls_back_and_is_due_the_day_after(db):
    trade = TradeFactory()
    SheetFactory(occupation=trade, language="fr", due_on=TODAY)
    SheetFactory(occupation=trade, language="en", due_on=TODAY - datetime.timedelta(days=1))
    arabic, english = sheets_of([trade.pk], "ar", TODAY)[trade.pk], sheets_of([trade.pk], "en", TODAY)[trade.pk]
    assert (arabic.language, arabic.is_fallback, arabic.is_due) == ("fr", True, False)
    assert (english.language, english.is_fallback, english.is_due) == ("en", False, True)


def test_a_profile_names_only_the_sources_it_used(db):
    trade = TradeFactory(label={"en": "baker"})
    for key in ("seed", "esco", "rome", "onet"):
        Source.objects.create(key=key, title=key, licence="x", attribution=key, loaded_on=TODAY)
    OccupationText.objects.update(description="Bakes.", description_source="rome")
    assert [source.key for source in profile(trade.code, "en").sources] == ["esco", "rome", "seed"]


def test_conditions_are_said_in_one_language_in_the_order_of_a_page(db):
    trade = TradeFactory()
    for language, kind in (("fr", "branch"), ("fr", "exercise"), ("de", "place")):
        WorkCondition.objects.create(occupation=trade, source="rome", language=language, kind=kind, texts=["x"])
    shown = profile(trade.code, "ca").conditions
    assert [(one.language, one.kind.value) for one in shown] == [("fr", "exercise"), ("fr", "branch")]


def test_a_comparison_names_the_four_nearest_of_each(db):
    trade = TradeFactory()
    others = [TradeFactory(label={"en": f"near {place}"}) for place in range(5)]
    for other in others:
        near(trade, other)
    assert [card.label.text for card in compare([trade.code], "en").columns[0].near] == [
        "near 0",
        "near 1",
        "near 2",
        "near 3",
    ]


def test_everyday_words_are_never_shown_as_names(db):
    trade = TradeFactory()
    for kind, words in (("everyday", ["make bread"]), ("alternative", ["bread maker", "x"]), ("job_title", ["x"])):
        OccupationWords.objects.create(occupation=trade, language="en", kind=kind, words=words)
    assert profile(trade.code, "en").names == ["bread maker", "x"]


def test_an_unknown_code_has_no_profile(db):
    assert profile("zzzzzz", "en") is None
