import json
import re

import pytest
import time_machine

from parvis.core.domain.return_codes import code_from_digest, read_code
from parvis.meetings.domain.hall.shown import A_SCREEN, next_for
from parvis.meetings.domain.hall.turns import call_slot
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.seekers.revealing import give_code
from parvis.meetings.domain.tables.codes import screen_token
from parvis.meetings.hall_forms import read_whole
from parvis.meetings.models import Meeting, MeetingDay, Reveal, Seeker, Table
from parvis.network.models import House

from .made import STARTS, make_day, make_meeting, make_seeker, make_table

pytestmark = pytest.mark.django_db
CODE = code_from_digest(b"12345678")


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(STARTS, tick=False):
        yield


def running(number=2, **changes):
    day = make_day("running", **changes)
    tables = [make_table(day, presence="here", sign=f"Sign {place:02}") for place in range(number)]
    for table in tables:
        make_meeting(make_seeker(day, presence="here"), table, promised=True)
    call_slot(day.pk, STARTS)
    return day, tables


def hall_of(day):
    return f"/en/meetings/{day.session.code}/hall/"


def screen_of(table):
    return f"/en/meetings/table/{screen_token(give_code(table.day_id, table.pk))}/"


def test_the_hall_tells_names_of_words_and_tables_and_answers_304(client, django_assert_num_queries):
    day, _tables = running()
    with django_assert_num_queries(2):
        answer = client.get(hall_of(day))
    text = answer.content.decode()
    assert "Sign 00" in text
    assert "Sign 01" in text
    assert 'js/live.js"' in text
    assert 'http-equiv="refresh" content="10"' in text
    again = client.get(hall_of(day), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    MeetingDay.objects.update(version=999)
    assert client.get(hall_of(day), headers={"if-none-match": answer["ETag"]}).status_code == 200
    assert client.get("/en/meetings/nothing/hall/").status_code == 404


def test_screens_of_many_calls_follow_each_other_without_script(client, django_assert_num_queries):
    day, _tables = running(A_SCREEN + 3)
    with django_assert_num_queries(2):
        first = client.get(hall_of(day)).content.decode()
    assert first.count('class="meet-call"') == A_SCREEN
    assert "url=?screen=2" in first
    second = client.get(f"{hall_of(day)}?screen=2").content.decode()
    assert second.count('class="meet-call"') == 3
    assert "url=?screen=1" in second
    for odd in ("0", "99", "-1", "x", "²", "9" * 400):
        assert client.get(hall_of(day), {"screen": odd}).status_code == 200


@pytest.mark.parametrize("number", [2, A_SCREEN + 3])
def test_a_screen_of_the_hall_is_never_loaded_anew_by_a_browser_with_script(client, number):
    day, _tables = running(number)
    text = client.get(hall_of(day)).content.decode()
    assert "http-equiv" in text
    assert "http-equiv" not in re.sub(r"<noscript>.*?</noscript>", "", text, flags=re.DOTALL)
    assert ('data-next="?screen=2"' in text) == (number > A_SCREEN)
    assert text.index("data-live") < text.index("<h1>") < text.index('class="meet-calls"'), (
        "the times change with the calls"
    )


def test_people_of_a_table_are_counted_in_any_digits():
    assert [read_whole(typed) for typed in ("3", "٣", "३", "²", "-3", "", "9" * 19)] == [3, 3, 3, 0, 0, 0, 0]


def test_a_table_says_what_was_and_takes_it_back(client):
    _day, (table, _other) = running()
    where, meeting = screen_of(table), Meeting.objects.get(table=table)
    shown = client.get(where).content.decode()
    assert "10 minutes left" in shown
    assert client.get(where, headers={"if-none-match": client.get(where)["ETag"]}).status_code == 304
    said = client.post(where, {"act": "held", "meeting": meeting.pk})
    meeting.refresh_from_db()
    assert meeting.state == "held"
    fields = dict(re.findall(r'name="(kind|pk|was|became)" value="([^"]*)"', said.content.decode()))
    client.post(where, fields | {"act": "undo"})
    meeting.refresh_from_db()
    assert meeting.state == "called"
    assert not said.cookies


def test_a_table_can_touch_no_other_table(client):
    _day, (table, other) = running()
    where, meeting = screen_of(table), Meeting.objects.get(table=other)
    assert client.post(where, {"act": "missed", "meeting": meeting.pk}).status_code == 422
    undo = {"act": "undo", "kind": "meeting", "pk": meeting.pk, "was": "held", "became": "called"}
    assert client.post(where, undo).status_code == 422
    assert client.post(where, undo | {"kind": "seeker"}).status_code == 422
    assert client.get("/en/meetings/table/" + "0" * 32 + "/").status_code == 404
    meeting.refresh_from_db()
    assert meeting.state == "called"


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 60_000, b"[1]", b'{"a": 1}', b"x" * 200_000, b'[{"seeker": "1"}]'])
def test_notes_that_are_none_are_a_400_and_change_nothing(client, body):
    _day, (table, _other) = running()
    answer = client.post(screen_of(table) + "notes/", body, content_type="application/json")
    assert answer.status_code == 400


def test_notes_are_taken_with_script_and_without(client):
    _day, (table, _other) = running()
    where, row = screen_of(table), Meeting.objects.get(table=table)
    note = {"seeker": str(row.seeker_id), "slot": 0, "number": 1, "seen": "missed"}
    answer = client.post(where + "notes/", json.dumps([note]), content_type="application/json")
    assert answer.json() == {"taken": 1, "doubtful": 0}
    assert client.post(where, note | {"act": "note", "number": 2, "seen": "met"}).status_code == 200
    row.refresh_from_db()
    assert (row.state, row.noted) == ("held", 2)
    assert client.post(where, {"act": "note", "seeker": "x"}).status_code == 422
    assert client.post(where, {"act": "?"}).status_code == 422


def test_a_seeker_gives_a_name_and_takes_it_back_on_one_page(client):
    day, (table, _other) = running()
    code = give_code(day.pk, table.pk)
    Seeker.objects.filter(meetings__table=table).update(locator=locator(CODE))
    where = f"/en/meetings/{day.session.code}/name/"
    sent = {
        "code": CODE.reveal(),
        "table": table.key,
        "name": "Probe Name",
        "contact": "probe@mail.example",
        "days": "7",
    }
    for wrong in ({"name": ""}, {"days": "31"}, {"table": "x"}, {"code": "x"}, {"contact": "y" * 200_000}):
        answer = client.post(where, sent | wrong)
        assert answer.status_code == 422
    assert "Probe Name" in answer.content.decode()  # nothing typed is lost
    assert client.post(where, sent).status_code == 200
    names = client.post("/en/meetings/names/", {"code": code.reveal()})
    assert "Probe Name" in names.content.decode()
    assert "no-store" in names["Cache-Control"]
    assert not names.cookies
    assert client.post(where, sent | {"act": "revoke"}).status_code == 200
    assert not Reveal.objects.exists()
    assert client.post("/en/meetings/names/", {"code": CODE.reveal()}).status_code == 422


def test_the_reception_checks_in_by_name_and_takes_back(signed_in):
    day = make_day("planned")
    make_seeker(day, word="heron", colour="blue", number=42)
    table = make_table(day, interviewers=2)
    house = House.objects.get(pk=day.session.event.house_id)
    desk = signed_in("reception", house)
    where = f"/en/staff/houses/{house.slug}/meetings/{day.session.code}/reception/"
    assert desk.get(where).status_code == 200
    said = desk.post(where, {"act": "here", "who": "Blue Heron 42"})
    assert said.status_code == 200
    assert Seeker.objects.get().presence == "here"
    fields = dict(re.findall(r'name="(kind|pk|was|became)" value="([^"]*)"', said.content.decode()))
    desk.post(where, fields | {"act": "undo"})
    assert Seeker.objects.get().presence == "expected"
    desk.post(where, {"act": "late", "who": "Blue Heron 42", "since": "3"})
    assert (Seeker.objects.get().presence, Seeker.objects.get().since) == ("late", 2)
    desk.post(where, {"act": "table", "table": table.pk, "presence": "here", "present": "1"})
    assert (Table.objects.get().presence, Table.objects.get().present) == ("here", 1)
    desk.post(where, {"act": "apart", "table": table.pk})
    assert Table.objects.get().is_apart
    for wrong in (
        {"act": "here", "who": "x" * 200_000},
        {"act": "?", "who": "Blue Heron 42"},
        {"act": "call"},
        {},
        {"act": "table", "table": "9" * 400, "presence": "here"},
        {"act": "undo", "pk": "1", "kind": "day"},
    ):
        assert desk.post(where, wrong).status_code == 422


def test_codes_of_tables_are_shown_once(signed_in):
    day = make_day("planned")
    table = make_table(day)
    house = House.objects.get(pk=day.session.event.house_id)
    team = signed_in("programme", house)
    where = f"/en/staff/houses/{house.slug}/meetings/{day.session.code}/cards/"
    assert team.get(where).status_code == 200
    shown = team.post(where).content.decode()
    code = read_code(re.search(r'dir="ltr">([A-Z0-9-]{14})<', shown)[1])
    assert f"/meetings/table/{screen_token(code)}/" in shown
    assert code.reveal() not in team.post(where).content.decode()
    assert code.reveal() not in team.post(where, {"table": table.pk}).content.decode()


def test_a_phone_knows_where_its_seeker_goes_next(django_assert_num_queries):
    _day, (table, _other) = running()
    seeker = Seeker.objects.select_related("day__session").get(meetings__table=table)
    with django_assert_num_queries(1):
        found = next_for(seeker, STARTS)
    assert (found.table, found.slot.number, found.is_now, found.is_promised) == (table, 0, True, True)
    Meeting.objects.all().delete()
    assert next_for(seeker, STARTS) is None
