import hashlib
import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.refusal import Refusal
from parvis.meetings.domain.plan import making as planning
from parvis.meetings.domain.plan.certifying import left_out, most_sought, say_certificate
from parvis.meetings.domain.plan.composing import compose
from parvis.meetings.domain.plan.making import make_plan, publish_plan, verify
from parvis.meetings.domain.seekers.aliases import alias_of, said_alias
from parvis.meetings.models import Meeting, MeetingDay, Plan, Seeker, Table, Wish
from parvis.timetable.domain.planning import plan_of
from parvis.timetable.domain.reading import read_problem

from .made import DAY, STARTS, make_day, make_meeting, make_seeker, make_staff, make_table

pytestmark = pytest.mark.django_db
NOW = STARTS - DAY


def published(day, **how):
    return publish_plan(day, make_plan(day, None, NOW, **how).plan.pk, make_staff())


def meetings():
    return set(Meeting.objects.values_list("seeker", "table", "slot", "promised"))


def test_a_day_is_composed_as_the_planner_reads_it_in_five_questions(django_assert_num_queries):
    day = make_day(slot_count=4, breaks=[[1, 20]])
    table = make_table(
        day,
        languages=["fr", "pt-BR"],
        access=["quiet", "interpreter:ar"],
        x=3.0,
        y=4.0,
        slots=[0, 1, 3],
        interviewers=2,
        refuses=["contract:job"],
        held=[{"slot": 0, "need": "quiet", "places": 1}, {"slot": 2, "need": "quiet", "places": 1}],
        offer={"level": 3, "rhythm": "block"},
    )
    other = make_table(day, wants=["zone:Nord"], offer={"level": 5})
    seeker = make_seeker(day, languages=["ar-MA"], needs=["quiet"], slots=[0, 3], level=3, zone="Nord", most=2)
    make_seeker(day, presence="absent")
    Wish.objects.create(seeker=seeker, table=table, kind="wish")
    Wish.objects.create(seeker=seeker, table=other, kind="veto")
    read = MeetingDay.objects.select_related("session").get(pk=day.pk)
    with django_assert_num_queries(5):
        problem = compose(read).problem
    assert problem["tables"] == [
        {
            "id": str(table.pk), "interviewers": 2, "slots": [0, 1, 3], "languages": ["ar", "fr", "pt"],
            "offers": ["interpreter:ar", "quiet"], "at": [3.0, 4.0], "wants": ["level:3", "rhythm:block"],
            "refuses": ["contract:job"],
        },
        {
            "id": str(other.pk), "interviewers": 1, "slots": [0, 1, 2, 3], "languages": [], "offers": [], "at": None,
            "wants": ["zone:Nord"], "refuses": [],
        },
    ]  # fmt: skip
    assert problem["seekers"] == [
        {
            "id": str(seeker.pk), "slots": [0, 3], "languages": ["ar"], "needs": ["quiet"], "most": 2,
            "wishes": [str(table.pk)], "vetoes": [str(other.pk)], "open": True, "states": ["level:3", "zone:Nord"],
        }
    ]  # fmt: skip
    assert problem["held"] == [{"table": str(table.pk), "slot": 0, "need": "quiet", "places": 1}]
    assert problem["slots"][2] == {"start": "10:42", "end": "10:52"}
    read_problem(problem)


def test_a_published_plan_is_verified_promised_and_kept_by_the_next():
    day = make_day(slot_count=3)
    tables = [make_table(day) for _each in range(2)]
    seekers = [make_seeker(day, most=2) for _each in range(3)]
    drafted = make_plan(day, make_staff(), NOW)
    assert drafted.faults == ()
    assert not Meeting.objects.exists()
    plan = publish_plan(day, drafted.plan.pk, make_staff())
    day.refresh_from_db()
    before = meetings()
    assert (day.state, plan.state, plan.meetings) == ("planned", "published", [])
    assert len(before) == plan.number == 6
    assert all(promised for *_meeting, promised in before)
    rows = set(Meeting.objects.values_list("pk", flat=True))
    seekers.append(make_seeker(day, most=1))
    tables.append(make_table(day))
    second = published(day)
    assert before <= meetings()
    assert rows <= set(Meeting.objects.values_list("pk", flat=True))
    assert [each.state for each in Plan.objects.order_by("pk")] == ["replaced", "published"]
    assert second.number > plan.number
    assert Meeting.objects.filter(seeker=seekers[-1]).count() == 1


def test_a_plan_of_another_day_than_it_is_now_cannot_be_published():
    day = make_day()
    make_table(day)
    make_seeker(day)
    stale = make_plan(day, None, NOW).plan
    late = make_seeker(day)
    with pytest.raises(Refusal, match="Plan again"):
        publish_plan(day, stale.pk, make_staff())
    late.delete()
    publish_plan(day, stale.pk, make_staff())
    with pytest.raises(Refusal, match="not there"):
        publish_plan(day, stale.pk, make_staff())


def test_a_promise_that_cannot_be_kept_falls_and_is_named():
    day = make_day(slot_count=2)
    table, other = make_table(day, key="a"), make_table(day, key="b")
    vetoes, needs, goes, stays = (make_seeker(day, most=1) for _each in range(4))
    make_meeting(vetoes, table, 0, promised=True)
    make_meeting(needs, table, 1, promised=True)
    make_meeting(goes, other, 0, promised=True)
    make_meeting(stays, other, 1, promised=True)
    Wish.objects.create(seeker=vetoes, table=table, kind="veto")
    Seeker.objects.filter(pk=needs.pk).update(needs=["quiet"])
    Seeker.objects.filter(pk=goes.pk).update(presence="left")
    composed = compose(day)
    assert {each.seeker_id for each in composed.fallen} == {vetoes.pk, needs.pk, goes.pk}
    assert composed.problem["kept"] == [{"seeker": str(stays.pk), "table": str(other.pk), "slot": 1}]
    assert compose(day, keeps_promises=False).problem["kept"] == []
    published(day)
    assert (stays.pk, other.pk, 1, True) in meetings()
    assert not Meeting.objects.filter(seeker__in=[goes, needs]).exists()


def test_a_plan_with_a_fault_is_shown_and_not_published(monkeypatch):
    day = make_day()
    make_table(day)
    make_seeker(day)
    monkeypatch.setattr(planning, "plan_of", lambda *args, **how: _Faulty(plan_of(*args, **how)))
    drafted = make_plan(day, None, NOW)
    assert drafted.faults
    with pytest.raises(Refusal, match="fault"):
        publish_plan(day, drafted.plan.pk, make_staff())
    assert not Meeting.objects.exists()


class _Faulty:
    def __init__(self, plan):
        self.plan = plan

    def as_json(self):
        made = self.plan.as_json()
        made["meetings"] = made["meetings"] * 2
        return made


@pytest.mark.parametrize(
    ("state", "with_table", "with_seeker", "words"),
    [
        ("draft", True, True, "people can join"),
        ("running", True, True, "people can join"),
        ("open", True, False, "Nobody has joined"),
        ("open", False, True, "no table"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_sentence(state, with_table, with_seeker, words):
    day = make_day(state)
    if with_table:
        make_table(day)
    if with_seeker:
        make_seeker(day)
    with pytest.raises(Refusal, match=words):
        make_plan(day, None, NOW)
    assert not Plan.objects.exists()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_people_say_a_plan_is_made_and_sound(data):
    Table.objects.all().delete()
    MeetingDay.objects.all().delete()
    day = make_day(slot_count=4)
    some = st.lists(st.integers(0, 3), max_size=4)
    spoken = st.lists(st.sampled_from(["fr", "nl-BE", "ar"]), max_size=2)
    needs = st.lists(st.sampled_from(["quiet", "step-free", "interpreter:ar"]), max_size=2)
    facts = st.lists(st.sampled_from(["level:3", "level:4", "contract:job"]), max_size=2)
    tables = [
        make_table(
            day,
            slots=data.draw(some),
            languages=data.draw(spoken),
            access=data.draw(needs),
            refuses=data.draw(facts),
            wants=data.draw(facts),
            interviewers=data.draw(st.integers(1, 3)),
        )
        for _each in range(data.draw(st.integers(1, 4)))
    ]
    for _each in range(data.draw(st.integers(1, 7))):
        level = data.draw(st.sampled_from([None, 3, 4]))
        seeker = make_seeker(
            day,
            slots=data.draw(some),
            languages=data.draw(spoken),
            needs=data.draw(needs),
            level=level,
            open=data.draw(st.booleans()),
            most=data.draw(st.integers(1, 5)),
        )
        for table in data.draw(st.lists(st.sampled_from(tables), unique=True, max_size=3)):
            Wish.objects.create(seeker=seeker, table=table, kind=data.draw(st.sampled_from(["wish", "veto"])))
    told = json.dumps(compose(day).problem)
    assert verify(told, plan_of(read_problem(told)).as_json()) == []
    published(day)
    first = meetings()
    published(day)
    assert first <= meetings()


def test_a_big_day_is_planned_and_published_on_the_command_line(tmp_path, capsys):
    day = make_day()
    with pytest.raises(CommandError, match="no draft"):
        call_command("meetingday", "publish", day.session.code)
    with pytest.raises(CommandError, match="Nobody has joined"):
        call_command("meetingday", "plan", day.session.code)
    with pytest.raises(CommandError, match="no meeting day"):
        call_command("meetingday", "plan", "nothing")
    make_table(day)
    seekers = [make_seeker(day) for _each in range(8)]
    call_command("meetingday", "list")
    call_command("meetingday", "plan", day.session.code, "--seconds", "60")
    assert "No plan is better" in capsys.readouterr().out
    call_command("meetingday", "problem", day.session.code, "--out", str(tmp_path / "day.json"))
    assert Plan.objects.get().digest == hashlib.sha256((tmp_path / "day.json").read_bytes()).hexdigest()
    call_command("meetingday", "publish", day.session.code)
    assert Meeting.objects.count() == 6 < len(seekers)


def test_a_certificate_is_told_in_words_with_names_of_the_day():
    day = make_day(slot_count=2)
    make_table(day, key="a", sign="Bread", languages=["fr"])
    first, second, third = (make_seeker(day, languages=["fr"]) for _each in range(3))
    stranger = make_seeker(day, languages=["uk"])
    plan = make_plan(day, None, NOW).plan
    told = left_out(plan, "en")
    names = {said_alias(alias_of(each), "en").text for each in (first, second, third, stranger)}
    assert len(told) == 2
    assert {each.name for each in told} < names
    assert any("Ukrainian" in each.why for each in told)
    assert any("“Bread”" in each.why for each in told)
    assert [each.sign for each in most_sought(plan, Table.objects.all())] == ["Bread"]
    stranger.delete()
    assert len(left_out(plan, "en")) == 1
    said = say_certificate(plan)
    assert "2 of 3 people who can meet somebody do." in said
    plan.certificate |= {"gap": 0.0002, "bound": 20_010}
    plan.stopped = True
    assert any("better by 0.0200 % at most" in each for each in say_certificate(plan))
    assert any("parvis meetingday plan" in each for each in say_certificate(plan))
