import re

import pytest
import time_machine
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.refusal import Refusal
from parvis.meetings.domain.plan.making import make_plan, publish_plan
from parvis.meetings.models import MeetingDay, OutcomeCount, Seeker
from parvis.meetings.seeker_forms import Typed, parts_of

from .made import DAY, STARTS, make_day, make_staff, make_table

NOW = STARTS - DAY
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
SENT = {"language": ["en"], "part": ["0", "1", "2", "3", "4", "5"], "most": "4", "open": "1", "level": "3"}
MINE = "/en/my-meetings/"


@pytest.fixture
def day(db):
    with time_machine.travel(NOW, tick=False):
        day = make_day(zones=["Nord"])
        make_table(day, "t1", languages=["en"], x=1.0, y=1.0)
        make_table(day, "t2", languages=["en"], offer={"level": 4}, x=5.0, y=1.0)
        make_table(day, "t3", languages=["pl"])
        yield day


def where(day, language="en"):
    return f"/{language}/meetings/{day.session.code}/join/"


def text_of(answer):
    return answer.content.decode()


def field(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', text_of(answer))[1]


def send(client, day, **changes):
    sent = {**SENT, "once": field(client.get(where(day)), "once"), "seen": "", **changes}
    return sent, client.post(where(day), sent)


def joined(client, day, **changes):
    _sent, answer = send(client, day, **changes)
    return CODE.search(text_of(answer))[0]


def test_the_same_form_twice_is_one_seeker_with_one_code(client, day):
    sent, first = send(client, day, wish=["t1"], need=["quiet"] * 0)
    again = client.post(where(day), sent)
    assert CODE.search(text_of(first))[0] == CODE.search(text_of(again))[0]
    assert first.headers["Cache-Control"] == "no-store"
    assert not first.cookies
    assert Seeker.objects.count() == 1


def test_what_does_not_fit_is_said_before_and_joined_all_the_same_when_meant(client, day):
    sent, answer = send(client, day, wish=["t1", "t2", "t3"])
    told = text_of(answer)
    assert "This table wants: EQF level 4. You stated: EQF level 3." in told
    assert "This table speaks Polish." in told
    assert "You wish tables that do not fit well: t2, t3." in told
    assert not Seeker.objects.exists()
    assert re.findall(r'name="wish" value="(t\d)" checked', told) == ["t1", "t2", "t3"]
    meant = client.post(where(day), {**sent, "seen": field(answer, "seen")})
    assert CODE.search(text_of(meant))
    assert Seeker.objects.get().wishes.count() == 3


def test_looking_joins_nobody(client, day):
    _sent, answer = send(client, day, act="look", wish=["t1"])
    assert "Nothing stands against it" in text_of(answer)
    assert not Seeker.objects.exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"wish": ["t1", "w" * 200_000]}, "none of this day"),
        ({"wish": ["t1", "t9"]}, "none of this day"),
        ({"wish": ["t1"], "veto": ["t1"]}, "wished and refused"),
        ({"wish": ["t1"], "part": []}, "when you can come"),
        ({"wish": ["t1"], "part": ["9"]}, "when you can come"),
        ({"wish": ["t1"], "language": []}, "in which languages"),
        ({"wish": ["t1"], "most": "many"}, "from 1 to 6 meetings"),
        ({"wish": ["t1"], "level": "²"}, "none of those we know"),
        ({"wish": ["t1"], "once": "made up"}, "more than half an hour"),
        ({"wish": ["t1"], "zone": "Sud"}, "places"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_nothing_is_lost(client, day, changes, why):
    _sent, answer = send(client, day, **changes)
    assert answer.status_code == 422
    assert why in text_of(answer)
    assert re.search(r'name="wish" value="t1" checked', text_of(answer))
    assert not Seeker.objects.exists()


def test_all_refused_is_a_sentence(client, day):
    sent, answer = send(client, day, veto=["t1", "t2", "t3"])
    assert "no table fits" in text_of(answer)
    answer = client.post(where(day), {**sent, "seen": field(answer, "seen")})
    assert "Leave at least one" in text_of(answer)
    assert not Seeker.objects.exists()


def test_look_change_see_the_plan_tell_and_leave(client, day):
    code = joined(client, day, wish=["t1"], part=["1", "2"])
    assert "not made yet" in text_of(client.post(MINE, {"code": code.lower()}))
    form = text_of(client.post(MINE, {"code": code, "act": "edit"}))
    assert re.findall(r'name="part" value="(\d)" checked', form) == ["1", "2"]
    changed = client.post(MINE, {**SENT, "code": code, "act": "change", "wish": ["t1", "t2"]})
    assert "is changed" in text_of(changed)
    wrong = client.post(MINE, {**SENT, "code": code, "act": "change", "wish": ["t7"]})
    assert (wrong.status_code, "none of this day" in text_of(wrong)) == (422, True)
    publish_plan(day, make_plan(day, None, NOW).plan.pk, make_staff())
    told = text_of(client.post(MINE, {"code": code}))
    assert "4 m from the table before" in told
    assert "Change what I stated" not in told
    late = client.post(MINE, {**SENT, "code": code, "act": "change"})
    assert "nothing can be changed any more" in text_of(late)
    with time_machine.travel(day.session.ends, tick=False):
        told = client.post(MINE, {"code": code, "act": "tell", "outcome": "again"})
        assert "It was counted" in text_of(told)
        assert client.post(MINE, {"code": code, "act": "tell", "outcome": "again"}).status_code == 422
    assert OutcomeCount.objects.get().number == 1
    assert "are deleted" in text_of(client.post(MINE, {"code": code, "act": "leave"}))
    assert not Seeker.objects.exists()
    gone = client.post(MINE, {"code": code})
    assert (gone.status_code, "We know nobody" in text_of(gone)) == (422, True)


def test_a_code_that_is_none_is_a_sentence(client, day):
    assert client.post(MINE, {"code": "x" * 5000}).status_code == 422
    assert client.get(MINE).status_code == 200


def test_a_day_that_takes_nobody_says_so_and_a_hidden_one_is_not_there(client, day):
    MeetingDay.objects.update(joins_close=NOW)
    assert "too late" in text_of(client.get(where(day)))
    MeetingDay.objects.update(state="draft")
    assert client.get(where(day)).status_code == 404


def test_at_the_kiosk_the_page_stays_in_the_kiosk(client, day):
    answer = client.get(f"{where(day)}?kiosk=")
    assert "data-kiosk" in text_of(answer)
    sent = {**SENT, "once": field(answer, "once"), "wish": ["t1"]}
    done = client.post(f"{where(day)}?kiosk=", sent)
    assert CODE.search(text_of(done))
    assert "data-kiosk" in text_of(done)
    assert done.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("tables", [1, 30])
def test_pages_ask_as_often_for_thirty_tables_as_for_one(client, db, django_assert_num_queries, tables):
    with time_machine.travel(NOW, tick=False):
        day = make_day()
        for _number in range(tables):
            make_table(day, offer={"level": 4})
        for path in (where(day, "fr"), f"/fr/meetings/{day.session.code}/paper/"):
            with django_assert_num_queries(4):
                assert client.get(path).status_code == 200


def test_the_reception_types_a_slip_in_and_prints_the_code(signed_in, day):
    house = day.session.event.house
    path = f"/en/staff/houses/{house.slug}/meetings/{day.session.code}/slips/"
    client = signed_in("reception", house)
    once = field(client.get(path), "once")
    answer = client.post(path, {**SENT, "once": once, "wish": ["t1"], "spoken": "ar"})
    assert CODE.search(text_of(answer))
    assert 'lang="ar" dir="rtl"' in text_of(answer)
    assert Seeker.objects.get().spoken == "ar"
    again = client.post(path, {**SENT, "once": once, "wish": ["t1"], "spoken": "ar"})
    assert CODE.search(text_of(again))[0] == CODE.search(text_of(answer))[0]
    assert Seeker.objects.count() == 1


NAMES = [
    "wish",
    "veto",
    "language",
    "part",
    "need",
    "interpreter",
    "level",
    "contract",
    "rhythm",
    "start",
    "zone",
    "most",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.text(max_size=80) | st.sampled_from(["0", "1", "en", "3"])), max_size=30
    )
)
def test_the_reader_reads_or_refuses_whatever_is_sent(pairs):
    sent = QueryDict(mutable=True)
    for name, value in pairs:
        sent.appendlist(name, value)
    day = MeetingDay(slot_count=7, breaks=[[2, 20]])
    typed = Typed.of(sent)
    try:
        stated = typed.read(day, "en")
    except Refusal:
        assert not (typed.languages and typed.parts and set(typed.parts) <= set("0123"))
    else:
        assert all(0 <= slot < 7 for slot in stated.slots)
        assert len(stated.slots) < 7
        assert all(len(each) <= 60 for each in (*stated.wishes, *stated.vetoes, *stated.languages))


@given(st.integers(1, 96), st.sets(st.integers(0, 95), max_size=6))
def test_parts_of_a_day_hold_each_slot_once_in_order(count, rests):
    parts = parts_of(MeetingDay(slot_count=count, breaks=[[slot, 9] for slot in rests]))
    assert [slot for part in parts for slot in part] == list(range(count))
    assert all(parts)
