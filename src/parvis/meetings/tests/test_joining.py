import datetime
import pickle
import re

import pytest
from django.core import serializers

from parvis.core.domain.once import Once
from parvis.core.domain.return_codes import read_code
from parvis.core.refusal import Refusal
from parvis.meetings.domain.after.purging import purge
from parvis.meetings.domain.plan.making import make_plan, publish_plan
from parvis.meetings.domain.seekers import joining
from parvis.meetings.domain.seekers.aliases import alias_of
from parvis.meetings.domain.seekers.changing import Unknown, can_tell, change, leave, seeker_of, tell
from parvis.meetings.domain.seekers.joining import is_joinable, join
from parvis.meetings.domain.seekers.stating import Stated, stated_by
from parvis.meetings.domain.tables.codes import claim
from parvis.meetings.enums import Outcome
from parvis.meetings.models import Meeting, OutcomeCount, Plan, Reveal, Seeker, Table, Tally, Wish

from .made import DAY, STARTS, make_day, make_seeker, make_staff, make_table

pytestmark = pytest.mark.django_db
NOW = STARTS - DAY
A = Once(b"a form")
B = Once(b"another form")


@pytest.fixture
def day():
    day = make_day(zones=["Nord"])
    make_table(day, "t1")
    make_table(day, "t2")
    return day


def test_joining_gives_a_name_of_a_word_a_colour_and_a_number_and_a_code(day):
    stated = Stated(
        wishes=("t1",), vetoes=("t2",), languages=("ar",), level=3, zone="Nord", needs=("quiet",), slots=(1, 2)
    )
    joined = join(day.pk, stated, A, NOW)
    assert stated_by(joined.seeker) == stated
    assert alias_of(joined.seeker).number >= 10
    assert seeker_of(read_code(joined.code.reveal())).pk == joined.seeker.pk
    assert joined.seeker.presence == "expected"


def test_the_same_form_twice_is_one_seeker_with_one_code(day):
    first, again = join(day.pk, Stated(wishes=("t1",)), A, NOW), join(day.pk, Stated(), A, NOW)
    assert (first.seeker.pk, first.code) == (again.seeker.pk, again.code)
    assert Seeker.objects.count() == 1
    assert join(day.pk, Stated(), B, NOW).code != first.code


def test_two_forms_that_lead_to_one_code_get_two(day, monkeypatch):
    real = joining.code_of
    monkeypatch.setattr(
        joining, "code_of", lambda once, pk, attempt=0: real(A, pk, 0) if not attempt else real(once, pk, attempt)
    )
    first, second = join(day.pk, Stated(), A, NOW), join(day.pk, Stated(), B, NOW)
    assert first.code != second.code
    assert join(day.pk, Stated(), B, NOW).code == second.code


def test_the_code_is_in_no_column_and_shows_itself_nowhere(day):
    joined = join(day.pk, Stated(), A, NOW)
    code = joined.code.reveal()
    written = serializers.serialize("json", [joined.seeker]).lower()
    assert code.lower() not in written
    assert code.replace("-", "").lower() not in written
    assert code not in f"{joined} {joined.code!r} {joined.code}"
    with pytest.raises(TypeError):
        pickle.dumps(joined.code)


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        (Stated(wishes=("t9",)), "none of this day"),
        (Stated(wishes=("t1",), vetoes=("t1",)), "wished and refused"),
        (Stated(vetoes=("t1", "t2")), "Leave at least one"),
        (Stated(open=False), "Choose a table"),
        (Stated(slots=(6,)), "slots"),
        (Stated(most=7), "1 to 6"),
        (Stated(zone="Sud"), "places"),
        (Stated(needs=("a chair",)), "needs"),
        (Stated(level=9), "answers"),
        (Stated(languages=("x" * 200_000,)), "languages"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nobody_joins(day, stated, why):
    with pytest.raises(Refusal, match=why):
        join(day.pk, stated, A, NOW)
    assert not Seeker.objects.exists()


HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "changes", "now", "page", "desk"),
    [
        ("draft", {}, NOW, "Nobody can join", "Nobody can join"),
        ("open", {}, NOW, "", ""),
        ("planned", {}, NOW, "", ""),
        ("open", {"joins_open": NOW + HOUR}, NOW, "not join yet|cannot join yet", ""),
        ("open", {"joins_close": NOW}, NOW, "too late.*reception", ""),
        ("open", {"joins_close": NOW, "walk_ins": False}, NOW, r"by this page\.$", ""),
        ("planned", {}, STARTS, "too late", ""),
        ("running", {}, STARTS - HOUR, "too late", ""),
        ("running", {"walk_ins": False}, STARTS, "too late", "takes nobody more"),
        ("running", {}, STARTS + 2 * DAY, "Nobody can join", "Nobody can join"),
        ("over", {}, NOW, "Nobody can join", "Nobody can join"),
    ],
)
def test_who_can_join_when(state, changes, now, page, desk):
    day = make_day(state, **changes)
    for at_reception, why in ((False, page), (True, desk)):
        once = Once(b"%d" % at_reception)
        if why:
            with pytest.raises(Refusal, match=why):
                join(day.pk, Stated(), once, now, at_reception=at_reception)
        else:
            join(day.pk, Stated(), once, now, at_reception=at_reception)
    assert is_joinable(day, now) == (not page)


def test_a_cancelled_day_takes_nobody(day):
    day.session.state = "cancelled"
    day.session.save()
    with pytest.raises(Refusal, match="cancelled"):
        join(day.pk, Stated(), A, NOW)


def test_who_walks_in_is_here_and_counted():
    day = make_day("running")
    joined = join(day.pk, Stated(), A, STARTS, at_reception=True)
    join(day.pk, Stated(), A, STARTS, at_reception=True)
    assert joined.seeker.presence == "here"
    assert Tally.objects.get(day=day, step="walked_in").number == 1


def test_stating_anew_replaces_all_until_the_plan_is_published(day):
    code = join(day.pk, Stated(wishes=("t1",), level=3), A, NOW).code
    change(code, Stated(wishes=("t2",), contract="apprenticeship"), NOW)
    assert stated_by(seeker_of(code)) == Stated(wishes=("t2",), contract="apprenticeship")
    with pytest.raises(Refusal, match="Leave at least one"):
        change(code, Stated(vetoes=("t1", "t2")), NOW)
    assert stated_by(seeker_of(code)).wishes == ("t2",)
    publish_plan(day, make_plan(day, None, NOW).plan.pk, make_staff())
    with pytest.raises(Refusal, match="still leave"):
        change(code, Stated(), NOW)


def test_who_leaves_leaves_nothing_and_nobody_else_loses_anything(day):
    gone, stays = join(day.pk, Stated(wishes=("t1",)), A, NOW), join(day.pk, Stated(wishes=("t1",)), B, NOW)
    publish_plan(day, make_plan(day, None, NOW).plan.pk, make_staff())
    make_plan(day, None, NOW)  # a draft beside it
    published = Plan.objects.get(state="published")
    published.unserved = [{"seeker": str(gone.seeker.pk), "why": [], "say": ""}]
    published.save()
    before = Meeting.objects.filter(seeker=stays.seeker).count()
    number = gone.seeker.pk
    leave(gone.code)
    assert not Seeker.objects.filter(pk=number).exists()
    assert set(Wish.objects.values_list("seeker", flat=True)) == {stays.seeker.pk}
    assert Meeting.objects.count() == before > 0
    assert not [plan for plan in Plan.objects.all() if str(number) in f"{plan.meetings}{plan.unserved}"]
    assert any(plan.meetings for plan in Plan.objects.all())
    with pytest.raises(Unknown):
        leave(gone.code)


def test_who_leaves_takes_back_the_names_given_to_tables_and_nobody_elses(day):
    gone, stays = join(day.pk, Stated(), A, NOW), join(day.pk, Stated(), B, NOW)
    for code in (gone.code, stays.code):
        for table in Table.objects.filter(day=day):
            Reveal.objects.create(table=table, claim=claim(code, table.pk), sealed=b"", until=STARTS.date())
    leave(gone.code)
    kept = {claim(stays.code, table.pk) for table in Table.objects.filter(day=day)}
    assert set(Reveal.objects.values_list("claim", flat=True)) == kept


def test_seven_days_after_nobody_is_known_under_the_code(day):
    code = join(day.pk, Stated(wishes=("t1",), needs=("quiet",)), A, NOW).code
    purge(day.session.ends + 7 * DAY - HOUR)
    assert seeker_of(code)
    assert purge(day.session.ends + 7 * DAY) == 1
    assert not Seeker.objects.exists()
    assert not Wish.objects.exists()
    with pytest.raises(Unknown, match="forgotten"):
        seeker_of(code)


def test_an_outcome_is_counted_once_and_only_afterwards(day):
    code, after = join(day.pk, Stated(), A, NOW).code, STARTS + DAY
    with pytest.raises(Refusal, match="after the day"):
        tell(code, Outcome.AGAIN, NOW)
    assert can_tell(seeker_of(code), after)
    tell(code, Outcome.AGAIN, after)
    with pytest.raises(Refusal, match="counted once"):
        tell(code, Outcome.NOTHING, after)
    assert not can_tell(seeker_of(code), after)
    assert list(OutcomeCount.objects.values_list("outcome", "number")) == [("again", 1)]


def test_the_row_of_who_told_says_no_more_than_that(day):
    told, silent = join(day.pk, Stated(), A, NOW), join(day.pk, Stated(), B, NOW)
    before = Seeker.objects.filter(pk=told.seeker.pk).values().get()
    tell(told.code, Outcome.CONTRACT, STARTS + DAY)
    after = Seeker.objects.filter(pk=told.seeker.pk).values().get()
    assert {name for name in after if after[name] != before[name]} == {"has_told"}
    assert not Seeker.objects.get(pk=silent.seeker.pk).has_told
    assert not [column for column in OutcomeCount._meta.get_fields() if "seeker" in column.name]


def test_an_unknown_code_is_a_sentence(day):
    make_seeker(day)
    code = joining.code_of(Once(b"nobody"), day.pk)
    for act in (
        seeker_of,
        leave,
        lambda each: change(each, Stated(), NOW),
        lambda each: tell(each, Outcome.AGAIN, NOW),
    ):
        with pytest.raises(Unknown, match=re.escape("We know nobody under this code.")):
            act(code)
