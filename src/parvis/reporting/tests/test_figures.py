"""The figures of a house and of the network: page, files, command."""

import csv
import datetime
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parvis.agenda.domain.writing import cancel_session, plan_session
from parvis.agenda.models import Kind
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house, make_kind
from parvis.core.domain.periods import ONE_DAY, Period
from parvis.network.domain.scope import Scope
from parvis.reporting.domain.presets import PRESETS
from parvis.reporting.domain.report import report
from parvis.seats.models import Plan

pytestmark = pytest.mark.django_db
DAY = 24 * HOUR
PAGE = "/en/staff/houses/lyon/figures/"
EVIL = '=HYPERLINK("http://x.example")'


@pytest.fixture(autouse=True)
def _the_next_morning():
    with time_machine.travel(NOW + DAY, tick=False):
        yield


def shown_yesterday(slug="lyon", number=1, **fields):
    """Make events that took place yesterday, with seats of which 7 were taken; return the house."""
    at = make_house(slug)
    for each in range(number):
        event = make_event(f"Event {each}", at, NOW - HOUR * (each % 5), languages=["fr", "ar"], **fields)
        Plan.objects.create(session=event.sessions.get(), seats=20, taken_in_the_end=7, came_in_the_end=9)
    return at


def read(client, path=PAGE, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def table(client, path=f"{PAGE}figures.csv?period=yesterday"):
    answer = client.get(path)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def totals(rows):
    return {row["key"]: row["value"] for row in rows if not row["row"]}


def test_the_next_morning_the_house_has_its_figures(signed_in):
    at = shown_yesterday(number=2)
    cancel = make_event("Off", at, NOW + 30 * DAY).sessions.get()
    cancel_session(cancel)
    make_event("Draft", at, NOW, is_published=False)
    client = signed_in("programme", at)
    page = read(client, f"{PAGE}?period=yesterday")
    assert "Heads counted at the door" in page
    assert "Nothing was counted on the same days a year before." in page
    assert page.count('<svg class="figure-bar"') >= 5
    told = totals(table(client))
    wanted = {
        "events": "2",
        "sessions": "2",
        "hours": "4.00",
        "came": "18",
        "taken": "14",
        "seats": "40",
        "languages": "2",
    }
    assert {key: told[key] for key in wanted} == wanted
    assert (told["cancelled"], told["cards"]) == ("0", "")
    later = table(client, f"{PAGE}figures.csv?first=2026-12-01&last=2026-12-31")
    assert totals(later)["cancelled"] == "1"
    assert all(row["method"] for row in later)


def test_the_year_before_stands_beside(signed_in):
    at = shown_yesterday()
    make_event("Last year", at, NOW - 365 * DAY)
    plan_session(at.events.order_by("pk").last(), NOW - 365 * DAY + 3 * HOUR, NOW - 365 * DAY + 4 * HOUR)
    client = signed_in("manager", at)
    assert "a year before: 2" in read(client, f"{PAGE}?period=yesterday")
    rows = {(row["key"], row["row"]): row for row in table(client)}
    assert rows["sessions", ""]["a_year_before"] == "2"
    assert rows["sessions_in_time", "2026-11-26"]["a_year_before"] == "2"
    assert rows["sessions", "demonstration"]["value"] == "1"


def test_a_month_that_runs_is_compared_with_as_many_days_of_that_month():
    at, today = make_house(), datetime.datetime(2027, 1, 20, 12, tzinfo=datetime.UTC)
    for back in (1, 366, 367):
        make_event(f"Days back: {back}", at, today - back * DAY)
    year = report(Scope.of_house(at, Period(datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)), today))
    shown = next(each for part in year.parts for each in part.shown if each.figure.key == "sessions_in_time")
    assert [(line.row.key, line.row.value, line.before) for line in shown.lines] == [("2027-01-01", 1, 2)]


def test_three_cost_as_much_as_one(signed_in):
    """How many questions that is, each room says of its own counts."""
    clients = [(signed_in("manager", make_house()), PAGE), (signed_in("coordinator"), "/en/staff/figures/")]
    asked = []
    for number in (1, 3):
        for place in range(number):
            shown_yesterday(f"house-{place}" if place else "lyon", number)
        for client, path in clients:
            with CaptureQueriesContext(connection) as questions:
                client.get(f"{path}?period=yesterday")
            asked.append(len(questions))
    assert asked[:2] == asked[2:]


def test_the_network_is_the_sum_of_its_houses(signed_in):
    for slug in ("lyon", "nice", "brest"):
        shown_yesterday(slug, 2)
    client = signed_in("coordinator")
    told = totals(table(client, "/en/staff/figures/figures.csv?period=yesterday"))
    assert (told["events"], told["sessions"], told["came"]) == ("6", "6", "54")
    page = read(client, "/en/staff/figures/?period=yesterday")
    assert all(f"/en/staff/houses/{slug}/figures/?period=yesterday" in page for slug in ("lyon", "nice", "brest"))
    assert totals(table(client, "/en/staff/houses/nice/figures/figures.csv?period=yesterday"))["events"] == "2"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("first=2026-13-45&last=2026-11-30", "Enter a valid date."),
        ("first=&last=", "This field is required."),
        ("first=2026-11-30&last=2026-11-01", "The first day comes before the last one."),
        ("first=0001-01-01&last=9999-12-31", "The first day comes before the last one."),
        ("first=2001-01-01&last=2026-11-01", "Ten years are the most."),
        ("period=tomorrow", "There is no such time to choose. This month is shown."),
        ("first=%00&last=%F0%9F", "Enter a valid date."),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(signed_in, query, said):
    client = signed_in("manager", make_house())
    page = read(client, f"{PAGE}?{query}")
    assert said in page
    if "2026-13-45" in query:
        assert 'value="2026-13-45"' in page
    for kind in ("csv", "xlsx"):
        answer = client.get(f"{PAGE}figures.{kind}?{query}")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(f"{PAGE}?")


def test_files_hold_the_method_and_no_formula(signed_in):
    make_kind()
    Kind.objects.update(name={"en": EVIL})
    client = signed_in("manager", shown_yesterday())
    kinds = {row["name"] for row in table(client) if row["row"] == "demonstration"}
    assert kinds == {f"'{EVIL}"}
    answer = client.get(f"{PAGE}figures.xlsx?period=yesterday")
    assert 'filename="figures-lyon-2026-11-26-2026-11-26.xlsx"' in answer.headers["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    figures, parts, methods = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert ["Sessions", 1.0, "number"] in figures
    assert ["Sessions", EVIL, 1.0, "number"] in parts
    assert {row[0] for row in figures[3:]} == {row[0] for row in methods}
    assert all(len(row[1]) > 30 for row in methods)


def test_nothing_counted_is_said_and_the_page_reads_from_the_right(signed_in):
    client = signed_in("manager", make_house())
    parts = report(Scope.of_house(make_house(), PRESETS["month"].on((NOW + DAY).date()), NOW + DAY)).parts
    empty = sum(part.is_empty for part in parts)
    assert empty == len(parts) - 1, "the opening hours alone are known"
    assert read(client).count("Nothing was counted in this time.") == empty
    assert 'dir="rtl"' in read(client, PAGE.replace("/en/", "/ar/"))
    assert client.get(PAGE.replace("/en/", "/ar/") + "figures.xlsx").status_code == 200


def test_no_partner_has_a_figure_of_its_success():
    at = shown_yesterday()
    found = report(Scope.of_house(at, Period(NOW.date(), NOW.date()), NOW + DAY))
    by_partner = {each.figure.key for part in found.parts for each in part.shown if str(each.figure.by) == "Partner"}
    assert by_partner <= {"presence"}
    partners = next(each for part in found.parts for each in part.shown if each.figure.key == "partners")
    assert partners.lines == ()


def test_presets_are_the_days_people_mean():
    days = {key: preset.on(datetime.date(2028, 2, 29)) for key, preset in PRESETS.items()}
    told = {key: f"{period.first} {period.last}" for key, period in days.items()}
    assert told == {
        "yesterday": "2028-02-28 2028-02-28",
        "month": "2028-02-01 2028-02-29",
        "last-month": "2028-01-01 2028-01-31",
        "school-year": "2027-09-01 2028-08-31",
        "year": "2028-01-01 2028-12-31",
        "last-year": "2027-01-01 2027-12-31",
    }
    assert PRESETS["school-year"].on(datetime.date(2026, 9, 1)).first == datetime.date(2026, 9, 1)
    assert PRESETS["month"].on(datetime.date(2026, 12, 31)).last == datetime.date(2026, 12, 31)


def test_the_command_gives_the_same_table(tmp_path, capsys):
    shown_yesterday()
    day = str((NOW + DAY).date() - ONE_DAY)
    options = {"house": "lyon", "first": day, "last": day}
    call_command("figures", **options)
    assert totals(csv.DictReader(io.StringIO(capsys.readouterr().out)))["came"] == "9"
    path = tmp_path / "figures.xlsx"
    call_command("figures", str(path), first=day, last=day, format="xlsx", language="ar")
    assert CalamineWorkbook.from_path(str(path)).sheet_names
    for wrong in ({"house": "nowhere"}, {"first": "yesterday"}, {"last": "2026-01-01"}, {"format": "xlsx"}):
        with pytest.raises(CommandError):
            call_command("figures", **options | wrong)
