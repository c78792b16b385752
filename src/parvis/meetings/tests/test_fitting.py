import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from parvis.meetings.domain.plan.composing import plain_seeker, plain_table
from parvis.meetings.domain.seekers.aliases import free_alias
from parvis.meetings.domain.seekers.fitting import fit_of
from parvis.meetings.domain.seekers.stating import Stated, new_seeker
from parvis.meetings.domain.tables.showing import say_doubts, tables_shown
from parvis.meetings.models import Table, TableOffer
from parvis.timetable.domain.problem import FORMAT, may_meet
from parvis.timetable.domain.reading import read_problem

from .made import make_day, make_table

LANGUAGES = st.lists(st.sampled_from(["fr", "pt-BR", "pt", "zh-Hant", "uk"]), max_size=3, unique=True)
NEEDS = st.lists(st.sampled_from(["quiet", "step-free", "interpreter:ar", "interpreter:pt"]), max_size=2, unique=True)
SLOTS = st.lists(st.integers(0, 5), max_size=4, unique=True)
REFUSES = st.lists(st.sampled_from(["level:3", "contract:job", "zone:Nord"]), max_size=2, unique=True)


class TestFit(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(
        table=st.fixed_dictionaries({"languages": LANGUAGES, "access": NEEDS, "slots": SLOTS, "refuses": REFUSES}),
        stated=st.builds(
            Stated,
            languages=LANGUAGES.map(tuple),
            needs=NEEDS.map(tuple),
            slots=SLOTS.map(tuple),
            level=st.sampled_from([None, 3, 4]),
            contract=st.sampled_from(["", "job"]),
            zone=st.sampled_from(["", "Nord"]),
        ),
    )
    def test_what_pages_say_of_a_table_is_what_the_planner_does(self, table, stated):
        day = make_day(zones=["Nord"])
        row, seeker = make_table(day, **table), new_seeker(day, free_alias(set()), stated)
        problem = read_problem(
            {
                "format": FORMAT,
                "seed": 1,
                "slots": [{"start": f"1{slot}:00", "end": f"1{slot}:10"} for slot in range(6)],
                "tables": [plain_table(row, day)],
                "seekers": [plain_seeker(seeker, day, {})],
                "kept": [],
                "held": [],
            }
        )
        assert fit_of(row, stated, day).fits == may_meet(problem.seekers[0], problem.tables[0])


@pytest.mark.django_db
def test_an_offer_must_match_as_a_whole_and_what_the_table_wants_goes_first():
    day = make_day()
    table = make_table(day, "t1", offer={"level": 3, "contract": "apprenticeship"})
    TableOffer.objects.create(table=table, title="Baker", level=4, contract="job")
    assert fit_of(table, Stated(level=4, contract="job"), day).reasons == ()
    assert fit_of(table, Stated(level=4, contract="apprenticeship"), day).reasons == (
        "None of its offers is: EQF level 4, apprenticeship.",
    )
    Table.objects.update(wants=["level:3"])
    table = Table.objects.get()
    fit = fit_of(table, Stated(level=4, contract="job"), day)
    assert fit.fits
    assert [offer.level for offer in fit.offers] == [4]
    assert fit.reasons == ("This table wants: EQF level 3. You stated: EQF level 4.",)


@pytest.mark.django_db
def test_doubts_name_wished_tables_that_do_not_fit():
    day = make_day()
    make_table(day, "t1", languages=["pl"], sign="Bread")
    make_table(day, "t2")
    stated = Stated(languages=("fr",), wishes=("t1", "t2"))
    shown = tables_shown(day, stated, "en")
    assert [each.fits for each in shown] == [False, True]
    assert "fit well: Bread." in say_doubts(shown, stated)
    assert "no table fits" in say_doubts(shown, Stated(languages=("fr",), vetoes=("t2",)))
    assert say_doubts(shown, Stated(languages=("fr",), wishes=("t2",))) == ""
    assert [each.fits for each in tables_shown(day, None, "en")] == [None, None]
