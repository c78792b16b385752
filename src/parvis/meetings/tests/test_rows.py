"""Files of tables and slips: what is right lands, what is not is told by line, and no name ever reaches a table of the database."""

import csv
import io

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.domain.filled_tables import sent_rows
from parvis.core.domain.reports import Ack
from parvis.core.domain.return_codes import code_from_digest
from parvis.core.models import ImportReport
from parvis.meetings.domain.seekers import rows as seeker_rows
from parvis.meetings.domain.seekers.aliases import alias_of, said_alias
from parvis.meetings.domain.seekers.stating import stated_by
from parvis.meetings.domain.tables import rows as table_rows
from parvis.meetings.domain.taking_in import take_in
from parvis.meetings.models import MeetingDay, Seeker, Table, Tally
from parvis.offers.tests.making import make_offer

from .made import make_day, make_staff, make_table

pytestmark = pytest.mark.django_db


def sheet(columns, *rows):
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def take(day, what, *rows, columns=None):
    known = {"tables": table_rows, "seekers": seeker_rows}[what].COLUMNS
    return take_in(day, what, sheet(columns or known, *rows), make_staff())


def test_tables_with_their_offers_land_and_land_again_as_the_same():
    day = make_day(zones=["Nord"])
    offer = make_offer("one", (45.5, 4.85))
    bakery = {
        "key": "12", "organisation": "Bakery", "interviewers": "2", "languages": "fr, nl", "slots": "1-3 6",
        "access": "quiet interpreter:ar", "x": "4,5", "y": "2", "wants": "level:3", "refuses": "contract:job, zone:Nord",
        "offer": "Apprentice baker", "level": "3", "contract": "apprenticeship", "rhythm": "block", "zone": "Nord",
    }  # fmt: skip
    second = {"key": "12", "organisation": "", "offer_code": offer.code, "positions": "3"}
    report, _taken = take(day, "tables", {"key": "EXAMPLE-1", "organisation": "x"}, bakery, second)
    assert report.refusals == []
    assert report.counts["tables"] == {
        "read": 2, "created": 1, "changed": 0, "unchanged": 1, "retired": 0, "refused": 0
    }  # fmt: skip
    table = Table.objects.get()
    assert (table.slots, table.languages, table.access) == ([0, 1, 2, 5], ["fr", "nl"], ["quiet", "interpreter:ar"])
    assert (table.x, table.y, table.refuses) == (4.5, 2.0, ["contract:job", "zone:Nord"])
    assert [each.title for each in table.offers.all()] == ["Apprentice baker", offer.title]
    assert table.offers.get(offer=offer).positions == 3
    Table.objects.update(held=[{"slot": 0, "need": "quiet", "places": 1}])
    report, _taken = take(day, "tables", bakery | {"sign": "Bread"})
    assert report.counts["tables"]["changed"] == 1
    assert Table.objects.get().sign == "Bread"
    assert Table.objects.get().held
    assert Table.objects.get().offers.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"key": "a b"}, "letters, digits"),
        ({"organisation": ""}, "whose table"),
        ({"partner": "nobody"}, "none with this address"),
        ({"interviewers": "0"}, "from 1 to 20"),
        ({"interviewers": "two"}, "from 1 to 20"),
        ({"languages": "klingon!"}, "no code of a language"),
        ({"slots": "0-3"}, "slots from 1 to 6"),
        ({"slots": "3-1"}, "slots from 1 to 6"),
        ({"slots": "5-7"}, "slots from 1 to 6"),
        ({"access": "champagne"}, "none of those we know"),
        ({"x": "left"}, "write metres"),
        ({"x": "1"}, "along both walls"),
        ({"wants": "age:20"}, "nothing that people can state"),
        ({"wants": "level:9"}, "nothing that people can state"),
        ({"wants": "level:3", "refuses": "level:3"}, "at once"),
        ({"offer": "x", "level": "9"}, "from 1 to 8"),
        ({"offer": "x", "contract": "slavery"}, "none of those we know"),
        ({"offer": "x", "zone": "Moon"}, "none of this day"),
        ({"offer": "x" * 201}, "longer than 200"),
        ({"offer_code": "nothing"}, "no offer with this code"),
    ],
)
def test_a_wrong_table_is_told_by_line_and_the_others_land(changed, words):
    right = {"key": "1", "organisation": "Bakery"}
    report, _taken = take(make_day(), "tables", right, {"key": "2", "organisation": "Other"} | changed)
    assert [each["line"] for each in report.refusals] == [3]
    assert words in report.refusals[0]["reason"]
    assert Table.objects.count() == 1


def test_slips_join_by_a_name_a_code_or_neither_and_say_it_again_the_same():
    day = make_day(zones=["Nord"])
    for key in ("t1", "t2", "t3"):
        make_table(day, key=key)
    code = code_from_digest(b"12345678")
    named = {
        "alias": "Héron bleu 42", "wishes": "t1 t2", "language": "fr", "languages": "fr ar", "level": "3",
        "contract": "apprenticeship", "rhythm": "week", "start": "soon", "zone": "Nord", "slots": "1-4",
        "needs": "quiet interpreter:ar", "vetoes": "t3", "most": "2", "open": "no",
    }  # fmt: skip
    coded = {"alias": "", "wishes": "", "code": code.reveal().lower()}
    report, taken = take(
        day, "seekers", {"alias": "EXAMPLE blue heron 42"}, named, coded, {"alias": "", "wishes": "t1"}
    )
    assert report.refusals == []
    assert [line for line, _alias in taken.aliases] == [3, 4, 5]
    assert Seeker.objects.count() == 3
    heron = Seeker.objects.get(word="heron", colour="blue", number=42)
    told = stated_by(heron)
    assert (told.wishes, told.vetoes, told.slots, told.needs) == (
        ("t1", "t2"),
        ("t3",),
        (0, 1, 2, 3),
        ("quiet", "interpreter:ar"),
    )
    assert (told.most, told.open, told.spoken, told.zone, told.level) == (2, False, "fr", "Nord", 3)
    assert (heron.locator, Seeker.objects.exclude(locator=None).count()) == (None, 1)
    report, _taken = take(day, "seekers", named | {"wishes": "t2", "code": ""}, coded | {"most": "1"})
    assert report.counts["seekers"]["changed"] == 2
    assert Seeker.objects.count() == 3
    assert stated_by(heron).wishes == ("t2",)
    assert not Tally.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"alias": "Anna Muster"}, "none of our names"),
        ({"alias": "green heron"}, "none of our names"),
        ({"code": "K7M2"}, "no whole code"),
        ({"wishes": "t9"}, "none of this day"),
        ({"wishes": "t1", "vetoes": "t1"}, "at once"),
        ({"wishes": "x" * 200_000}, "none of this day"),
        ({"languages": "what-ever-language-is-this"}, "no code of a language"),
        ({"needs": "a friend"}, "none of those we know"),
        ({"most": "7"}, "from 1 to 6"),
        ({"slots": "7"}, "slots from 1 to 6"),
        ({"open": "perhaps"}, "yes or no"),
        ({"zone": "Nowhere"}, "none of this day"),
        ({"level": "12"}, "from 1 to 8"),
        ({"contract": "any"}, "none of those we know"),
        ({"alias": "red fox 10"}, "same person"),
    ],
)
def test_a_wrong_slip_is_told_by_line_without_what_it_held(changed, words):
    day = make_day()
    make_table(day, key="t1")
    report, _taken = take(day, "seekers", {"alias": "red fox 10", "wishes": ""}, {"open": "yes"} | changed)
    assert [each["line"] for each in report.refusals] == [3]
    assert words in report.refusals[0]["reason"]
    assert not any(value in report.refusals[0]["reason"] for value in changed.values() if len(value) > 4)
    assert Seeker.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"Anna Muster,+32 470 12 34 56\nalias,wishes\n",
        b"alias,wishes\nAnna Muster\n",
        b'alias,wishes\n"Anna Muster\n',
        b"alias,wishes\n\xff\xfeAnna Muster,\n",
        b"PK\x03\x04 Anna Muster",
        b"",
    ],
)
def test_a_file_with_names_changes_nothing_and_leaves_no_name(content):
    day = make_day()
    report, _taken = take_in(day, "seekers", content, make_staff())
    assert report.state == "failed"
    assert "alias and wishes" in report.sentence
    assert not Seeker.objects.exists()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any("Muster" in str(cell) for row in cursor.fetchall() for cell in row), table


def test_nobody_joins_a_day_that_is_not_open():
    report, _taken = take(make_day("draft"), "seekers", {"most": "1"})
    assert "Open it first" in report.sentence


def test_who_comes_by_a_slip_on_the_day_has_walked_in():
    take(make_day("running"), "seekers", {"most": "1"}, {"most": "2"})
    assert Tally.objects.get(step="walked_in").number == 2


@pytest.mark.parametrize("what", ["tables", "seekers"])
def test_the_empty_table_of_the_page_is_one_that_is_taken(what):
    rows = {"tables": table_rows, "seekers": seeker_rows}[what]
    day = make_day()
    report, _taken = take_in(day, what, rows.spreadsheet_template(), make_staff())
    assert (report.state, report.refusals, Table.objects.count(), Seeker.objects.count()) == ("done", [], 0, 0)
    told = dict.fromkeys(rows.COLUMNS)
    assert told.keys() == rows._TOLD.keys()
    assert "\n".join(rows.csv_lines()).count("\n") == 1


def test_forty_tables_and_six_hundred_slips_by_the_command(tmp_path, capsys, django_assert_max_num_queries):
    day = make_day(slot_count=6)
    tables = sheet(("key", "organisation"), *({"key": f"t{n}", "organisation": f"Company {n}"} for n in range(40)))
    slips = sheet(("alias", "wishes"), *({"alias": "", "wishes": f"t{n % 40} t{n % 7}"} for n in range(600)))
    for name, content in (("tables", tables), ("seekers", slips)):
        (tmp_path / f"{name}.csv").write_bytes(content)
    call_command("import", "meetingtables", str(tmp_path / "tables.csv"), "--day", day.session.code)
    with django_assert_max_num_queries(60):
        call_command("import", "meetingseekers", str(tmp_path / "seekers.csv"), "--day", day.session.code)
    assert (Table.objects.count(), Seeker.objects.count()) == (40, 600)
    assert len({said_alias(alias_of(each), "fr").text for each in Seeker.objects.all()}) == 600
    assert all(report.state == "done" for report in ImportReport.objects.all())
    assert not any("seekers.csv" in str(report.files) for report in ImportReport.objects.all())
    with pytest.raises(SystemExit):
        call_command("import", "meetingtables", str(tmp_path / "tables.csv"), "--day", "nothing")
    capsys.readouterr()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(seeker_rows.COLUMNS), st.text(max_size=30), min_size=1), max_size=4))
def test_no_slip_breaks_anything(rows):
    day = MeetingDay.objects.filter(state="open").first() or make_day()
    content = sheet(seeker_rows.COLUMNS, *rows)
    report, taken = take_in(day, "seekers", content, make_staff())
    if report.state == "done" and report.counts:
        counted = report.counts["seekers"]
        assert counted["read"] == counted["created"] + counted["changed"] + counted["refused"]
        assert len(taken.aliases) == counted["created"] + counted["changed"]


def test_rows_that_were_sent_are_read_as_a_file_is():
    ack = Ack("x")
    rows = list(sent_rows(ack, b"alias;wishes\n;t1\n\n;\n", "seekers", ("alias", "wishes"), ("most",)))
    assert rows == [("seekers", 2, {"alias": "", "wishes": "t1", "most": ""})]
    assert ack.files == ["seekers"]
