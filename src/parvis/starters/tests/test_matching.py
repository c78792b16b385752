"""Matching: properties of the likeness, and trades across levels with their reasons."""

import datetime
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parvis.occupations.enums import Interest, Provenance
from parvis.occupations.models import InterestProfile
from parvis.occupations.tests.factories import IscoGroupFactory, TradeFactory
from parvis.starters.domain.matching import candidates, level_of, likeness, profile_of, shape_of
from parvis.starters.domain.trades import SHOWN, reasons, trades_across_levels
from parvis.starters.enums import Level

DAY = datetime.date(2026, 11, 26)
profiles = st.lists(st.integers(0, 100), min_size=6, max_size=6)


def shapes(*profiles):
    made = [shape_of(profile) for profile in profiles]
    assume(all(made))
    return made


@given(profiles, profiles)
def test_likeness_is_mutual_and_in_bounds(one, other):
    mine, theirs = shapes(one, other)
    assert likeness(mine, theirs) == pytest.approx(likeness(theirs, mine))
    assert -1 - 1e-9 <= likeness(mine, theirs) <= 1 + 1e-9


@given(profiles)
def test_nobody_is_more_alike_than_oneself_nor_less_than_ones_opposite(one):
    mine, opposite = shapes(one, [100 - value for value in one])
    assert likeness(mine, mine) == pytest.approx(1)
    assert likeness(mine, opposite) == pytest.approx(-1)


@given(profiles, profiles, st.integers(1, 9), st.integers(-50, 50))
def test_height_and_stretch_do_not_count(one, other, stretch, lift):
    mine, theirs, higher = shapes(one, other, [stretch * value + lift for value in one])
    assert likeness(mine, theirs) == pytest.approx(likeness(higher, theirs), abs=1e-6)


@given(profiles, profiles, st.permutations(range(6)))
def test_the_order_in_which_the_types_stand_does_not_count(one, other, order):
    mine, theirs = shapes(one, other)
    mixed, mixed_too = shapes([one[place] for place in order], [other[place] for place in order])
    assert likeness(mine, theirs) == pytest.approx(likeness(mixed, mixed_too), abs=1e-9)


@given(profiles, profiles)
def test_it_is_pearsons_correlation(one, other):
    mine, theirs = shapes(one, other)
    mean, mean_too = sum(one) / 6, sum(other) / 6
    above = sum((a - mean) * (b - mean_too) for a, b in zip(one, other, strict=True))
    below = math.sqrt(sum((a - mean) ** 2 for a in one) * sum((b - mean_too) ** 2 for b in other))
    assert likeness(mine, theirs) == pytest.approx(above / below, abs=1e-9)


def test_a_flat_profile_has_no_shape():
    assert shape_of([50] * 6) is None


def test_letters_weigh_by_their_place_and_scores_win():
    assert profile_of("SAI", {}) == [0, 1, 2, 3, 0, 0]
    assert profile_of("R", {}) == [3, 0, 0, 0, 0, 0]
    assert profile_of("R", {"S": 80, "A": 20}) == [0, 0, 20, 80, 0, 0]


@pytest.mark.parametrize(
    ("isco", "level"),
    [
        ("7512", 2),
        ("9112", 1),
        ("3113", 3),
        ("2211", 4),
        ("1120", 4),
        ("1411", 3),
        ("0310", 1),
        ("0110", 4),
        ("", None),
        ("8", 2),
    ],
)
def test_levels_are_those_of_isco(isco, level):
    assert level_of(isco) == level


def trade(isco, letters, *, source="seed", sector="food", key="", **more):
    made = TradeFactory(isco=IscoGroupFactory(code=isco), sector=sector, seed_key=key)
    InterestProfile.objects.create(occupation=made, source=source, letters=letters, **more)
    return made


@pytest.mark.django_db
def test_trades_stand_on_their_level_with_who_says_why():
    baker = trade("7512", "RC")
    nurse = trade("2221", "SI", source="rome", is_approximate=True)
    helper = trade("9412", "RSE", source="rome")
    InterestProfile.objects.create(
        occupation=baker, source="onet", letters="RA", scores={"R": 90, "A": 40}, is_approximate=True
    )
    floors = trades_across_levels(shape_of([100, 20, 10, 80, 0, 30]), tuple(Interest(one) for one in "RSC"), DAY, "en")
    shown = {floor.level: [found.card.code for found in floor.trades] for floor in floors}
    assert shown == {Level.ON_THE_JOB: [helper.code], Level.APPRENTICESHIP: [baker.code]}
    reasons = floors[1].trades[0].reasons
    assert [(reason.interests, reason.said_by) for reason in reasons] == [
        ((Interest.REALISTIC, Interest.CONVENTIONAL), "Parvis"),
        ((Interest.REALISTIC,), "O*NET (approximate)"),
    ]
    assert nurse.code not in shown.values()
    assert all(floor.words for floor in floors)


@pytest.mark.django_db
def test_a_level_is_mixed_and_short():
    for place in range(12):
        trade(f"75{place + 11}", "R", sector="food" if place < 8 else f"other{place}")
    for _twin in range(5):
        trade("7511", "R", sector="craft")
    floors = trades_across_levels(shape_of([1, 0, 0, 0, 0, 0]), (Interest.REALISTIC,), DAY, "en")
    assert [floor.level for floor in floors] == [Level.APPRENTICESHIP]
    cards = [found.card for found in floors[0].trades]
    assert len(cards) == SHOWN
    assert len({card.isco for card in cards}) == SHOWN
    assert sum(card.sector == "food" for card in cards) <= 2


@pytest.mark.django_db
def test_among_equals_a_sheet_comes_first_then_the_day_draws():
    plain = [trade(f"75{place + 11}", "R", sector=f"sector{place}") for place in range(8)]
    kept = trade("7599", "R", sector="craft", key="kept")
    first = {}
    for day in range(1, 9):
        floors = trades_across_levels(
            shape_of([1, 0, 0, 0, 0, 0]), (Interest.REALISTIC,), datetime.date(2026, 11, day), "en"
        )
        codes = [found.card.code for found in floors[0].trades]
        assert codes[0] == kept.code
        first[day] = codes[1]
    assert set(first.values()) <= {one.code for one in plain}
    assert len(set(first.values())) > 1


@pytest.mark.django_db
def test_retired_trades_and_trades_without_a_level_are_left_out():
    gone = trade("7512", "R")
    gone.retired_in = "1.2"
    gone.save()
    nowhere = trade("7513", "R")
    nowhere.isco = None
    nowhere.save()
    trade("7514", "")
    assert trades_across_levels(shape_of([1, 0, 0, 0, 0, 0]), (Interest.REALISTIC,), DAY, "en") == []
    assert Provenance.SEED.label == "Parvis"


@pytest.mark.django_db
def test_a_source_that_shares_nothing_is_no_reason():
    made = trade("7512", "R")
    InterestProfile.objects.create(occupation=made, source="rome", letters="C", is_approximate=True)
    (only,) = candidates()
    assert [reason.said_by for reason in reasons(only, (Interest.REALISTIC,))] == ["Parvis"]
    assert reasons(only, (Interest.ARTISTIC,)) == ()
