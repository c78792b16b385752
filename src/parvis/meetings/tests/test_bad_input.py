"""What nobody means to send, over pages and the command line: a sentence in the visitor's language, and nothing lost or half written."""

import json
import re
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils.translation import gettext, override

from parvis.core.models import ImportReport
from parvis.meetings.models import Seeker, Table, TableOffer, Wish

from .made import DAY, STARTS, make_day, make_table
from .test_joining_pages import CODE, MINE, SENT, field, text_of, where
from .test_rows import sheet, take

pytestmark = pytest.mark.django_db
NOW = STARTS - DAY
TICKED = re.compile(r'name="(wish|veto)" value="[^"]*" checked')
BOTH = "A table cannot be wished and refused at once."


@pytest.fixture(autouse=True)
def _before_the_day():
    with time_machine.travel(NOW, tick=False):
        yield


def post(client, path, **sent):
    """Send a form as browsers do."""
    return client.post(path, urlencode(SENT | sent, doseq=True), content_type="application/x-www-form-urlencoded")


def send(client, day, language="en", **sent):
    return post(client, where(day, language), once=field(client.get(where(day)), "once"), **sent)


def many_tables(number):
    day = make_day()
    keys = [f"table-{each:03}" for each in range(number)]
    Table.objects.bulk_create(Table(day=day, key=key, organisation="Bakery") for key in keys)
    return day, keys


def test_five_hundred_tables_wished_and_refused_are_shown_again_with_a_sentence(client):
    day, keys = many_tables(500)
    answer = send(client, day, wish=keys, veto=keys)
    assert BOTH in text_of(answer)
    assert answer.status_code == 422
    assert len(TICKED.findall(text_of(answer))) == 1000
    french = text_of(send(client, day, "fr", wish=keys, veto=keys))
    with override("fr"):
        assert gettext(BOTH) != BOTH
        assert gettext(BOTH) in french
    assert not Seeker.objects.exists()


def test_all_of_five_hundred_tables_can_be_wished_and_later_refused_but_one(client):
    day, keys = many_tables(500)
    code = CODE.search(text_of(send(client, day, wish=keys)))[0]
    assert Wish.objects.count() == 500
    changed = post(client, MINE, code=code, act="change", veto=keys)
    assert (changed.status_code, "Leave at least one" in text_of(changed)) == (422, True)
    assert len(TICKED.findall(text_of(changed))) == 500
    assert Wish.objects.filter(kind="wish").count() == 500
    assert post(client, MINE, code=code, act="change", veto=keys[1:]).status_code == 200
    assert Wish.objects.filter(kind="veto").count() == 499


def test_the_reception_types_in_as_many(signed_in):
    day, keys = many_tables(300)
    house = day.session.event.house
    path = f"/en/staff/houses/{house.slug}/meetings/{day.session.code}/slips/"
    client = signed_in("reception", house)
    once = field(client.get(path), "once")
    assert "seek-code" in text_of(post(client, path, once=once, wish=keys))
    assert Wish.objects.count() == 300
    client.handler.enforce_csrf_checks = True
    assert post(client, path, once=once, wish=keys).status_code == 403


def test_two_hundred_kilobytes_of_wishes_are_a_sentence(client):
    day = make_day()
    make_table(day, "t1")
    for wishes in (["t1", "w" * 200_000], ["t1", *(f"nothing-of-this-day-{each:030}" for each in range(3_900))]):
        assert 190_000 < len(urlencode({"wish": wishes}, doseq=True)) < 262_144
        answer = send(client, day, wish=wishes)
        assert (answer.status_code, "none of this day" in text_of(answer)) == (422, True)
        assert re.search(r'name="wish" value="t1" checked', text_of(answer))
    assert not Seeker.objects.exists()


@pytest.mark.parametrize("body", ["wish=t1&" * 5_000, "wish=" + "w" * 300_000], ids=["fields", "bytes"])
def test_more_than_any_form_of_ours_has_is_refused_on_a_page_in_the_language_of_the_visitor(client, body):
    day = make_day()
    answer = client.post(where(day, "fr"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    with override("fr"):
        assert gettext("This form is too large") in text_of(answer)
    assert f'<a class="button" href="{where(day, "fr")}">' in answer.text
    assert not Seeker.objects.exists()


def test_other_forms_take_no_more_fields_than_before(client, signed_in):
    day = make_day()
    house = day.session.event.house
    team = signed_in("programme", house)
    path = f"/en/staff/houses/{house.slug}/meetings/{day.session.code}/settings/"
    assert post(team, path, zones=["x"] * 300).status_code == 400
    assert team.post(path, {"slot_count": "0"}).status_code == 422


@pytest.mark.parametrize("changed", [{"interviewers": "2"}, {"slots": "1-2"}, {"organisation": "Garage"}])
def test_rows_of_one_table_that_disagree_are_told_by_line(changed):
    day = make_day()
    first = {"key": "1", "organisation": "Bakery", "interviewers": "3", "offer": "Baker"}
    report, _taken = take(day, "tables", first, {"key": "1", "offer": "Cook"} | changed, {"key": "1", "offer": "Host"})
    (refused,) = report.refusals
    assert refused["line"] == 3
    assert "line 2 says something else of this table" in refused["reason"]
    assert refused["reason"].startswith(next(iter(changed)))
    assert Table.objects.get().interviewers == 3
    assert list(TableOffer.objects.values_list("title", flat=True)) == ["Baker", "Host"]


def test_slips_on_the_command_line_that_wish_everything_or_refuse_everything(tmp_path, capsys):
    day = make_day()
    make_table(day, "t1")
    make_table(day, "t2")
    slips = ({"wishes": "t1 " * 60_000}, {"vetoes": "t1 t2"}, {"wishes": "w" * 200_000}, {"wishes": "t2"})
    path = tmp_path / "seekers.csv"
    path.write_bytes(sheet(("alias", "wishes", "vetoes"), *slips))
    call_command("import", "meetingseekers", str(path), "--day", day.session.code)
    printed = capsys.readouterr()
    report = ImportReport.objects.get()
    assert "www" not in printed.out + printed.err + str(report.refusals)
    assert [each["line"] for each in report.refusals] == [3, 4]
    assert "Leave at least one" in report.refusals[0]["reason"]
    assert Seeker.objects.count() == 2


def test_planning_a_file_with_no_slot_a_table_twice_or_nobody_to_meet(tmp_path):
    problem = {
        "format": "parvis-meetings-1",
        "slots": [{"start": "14:00", "end": "14:10"}],
        "tables": [{"id": "t1", "slots": [0]}],
        "seekers": [{"id": "s1", "slots": [0], "vetoes": ["t1"]}],
    }
    path, plan = tmp_path / "day.json", tmp_path / "plan.json"
    for changed, words in (
        ({"slots": []}, "without a slot nobody can meet"),
        ({"tables": [{"id": "t1", "slots": [0]}] * 2}, "two tables are called"),
        ({"seekers": [{"id": "s1", "slots": [0], "wishes": ["t" * 200_000]}]}, "seekers[0].wishes"),
    ):
        path.write_text(json.dumps(problem | changed))
        with pytest.raises(CommandError) as error:
            call_command("meetings", "plan", str(path), "--out", str(plan))
        assert words in str(error.value)
        assert len(str(error.value)) < 1_000
        assert not plan.exists()
    path.write_text(json.dumps(problem))
    call_command("meetings", "plan", str(path), "--out", str(plan))
    made = json.loads(plan.read_text())
    assert made["meetings"] == []
    assert [each["seeker"] for each in made["unserved"]] == ["s1"]
