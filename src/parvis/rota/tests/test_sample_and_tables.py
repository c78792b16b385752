"""The sample's rota, the table of shifts, and the figures."""

import datetime

import pytest
import time_machine
from django.core.management import call_command

from parvis.core.domain.periods import Period
from parvis.core.models import ImportReport
from parvis.network.domain.scope import Scope
from parvis.rota.domain.counts import figures
from parvis.rota.domain.problems import Trouble, problems
from parvis.rota.domain.sample import load_sample
from parvis.rota.domain.shift_table import csv_lines, spreadsheet_template
from parvis.rota.domain.week import week_of
from parvis.rota.models import Shift

from .made import NOW, THURSDAY, make_house, make_shift

pytestmark = pytest.mark.django_db
HEAD = "desk,partner,days,times,languages,people,first_day,last_day,every_weeks\n"


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_sample_is_planned_once_fits_its_hours_and_has_honest_gaps():
    from parvis.network.domain.sample import _load, sample_file
    from parvis.network.models import House

    _load(sample_file())
    assert load_sample()["shifts"] > 100
    assert load_sample() == {}
    assert not Shift.objects.filter(is_sample=False).exists()
    for slug in ("marseille", "paris", "bruxelles", "geneve", "barcelona", "annemasse"):
        found = problems(week_of(House.objects.get(slug=slug), THURSDAY)[0])
        clashes = [each for each in found if not each.trouble.is_gap and each.trouble != Trouble.TWICE]
        assert clashes == [], slug
        assert any(each.trouble == Trouble.EMPTY for each in found), slug
    lacking = problems(week_of(House.objects.get(slug="marseille"), THURSDAY)[0])
    assert {each.language for each in lacking if each.trouble == Trouble.LANGUAGE} <= {"ar", "en"}


def test_a_table_of_shifts_comes_in(tmp_path):
    make_house()
    table = tmp_path / "shifts.csv"
    table.write_text(
        HEAD
        + "EXAMPLE:choose,,,9-12,,,2026-12-01,,\n"
        + "choose,office,1 4,9:00-12:00; 14:00-18:00,fr ar,2,2026-11-23,,\n"
        + "choose,,,10-11,fr,,2026-12-24,,0\n"
        + "nowhere,,,9-12,,,2026-12-01,,\n"
        + "work,stranger,,9-12,,,2026-12-01,,\n"
        + "work,,8,9-12,,,2026-12-01,,\n"
        + "work,,,often,,,2026-12-01,,\n"
        + "work,,,9-12,,,soon,,\n"
        + "work,,,9-12,?!,,2026-12-01,,\n"
        + "work,,,9-12,,99,2026-12-01,,\n"
    )
    call_command("import", "shifts", str(table), "--house", "lyon", "--dry-run")
    assert not Shift.objects.exists()
    for again in (2, 0):
        call_command("import", "shifts", str(table), "--house", "lyon")
        counts = ImportReport.objects.order_by("-pk").first().counts["shifts"]
        assert (counts["read"], counts["created"], counts["refused"]) == (9, again, 7)
    assert Shift.objects.count() == 5
    once = Shift.objects.get(every_weeks=0)
    assert (once.last_day, once.partner) == (datetime.date(2026, 12, 24), None)


def _brought_in(tmp_path, rows):
    table = tmp_path / "shifts.csv"
    table.write_text(HEAD + rows)
    call_command("import", "shifts", str(table), "--house", "lyon")
    return ImportReport.objects.order_by("-pk").first().pk


def _undo(number):
    call_command("import", "--undo", str(number))
    return ImportReport.objects.order_by("-pk").first().pk


def test_an_import_of_shifts_can_be_undone_and_that_too(tmp_path):
    at = make_house()
    make_shift(at, times="14:00-18:00")
    number = _brought_in(
        tmp_path,
        "choose,office,1,14:00-18:00,fr,,2026-11-23,,\n"  # planned already: not its own to take away
        "choose,office,1 4,9:00-12:00,fr ar,2,2026-11-23,2027-01-31,\n"
        "work,,,10-11,fr,,2026-12-24,,0\n",
    )
    before = sorted(
        Shift.objects.values_list("desk__key", "partner__slug", "begins", "first_day", "last_day", "people")
    )
    assert len(before) == 4
    undone = _undo(number)
    assert Shift.objects.get().begins == datetime.time(14)
    with pytest.raises(SystemExit):
        call_command("import", "--undo", str(number))
    _undo(undone)
    again = Shift.objects.values_list("desk__key", "partner__slug", "begins", "first_day", "last_day", "people")
    assert sorted(again) == before
    assert Shift.objects.filter(languages=["fr", "ar"], people=2).count() == 2


@pytest.mark.parametrize("what", ["people", "date", "swap"])
def test_shifts_that_were_changed_since_are_not_taken_away(tmp_path, capsys, what):
    make_house()
    number = _brought_in(
        tmp_path, "choose,office,1,9:00-12:00,fr,,2026-11-23,,\nwork,office,1,9:00-12:00,fr,,2026-11-23,,\n"
    )
    shift = Shift.objects.get(desk__key="choose")
    if what == "people":
        Shift.objects.filter(pk=shift.pk).update(people=3)
    elif what == "date":
        shift.exceptions.create(day=shift.first_day)
    else:
        shift.swaps.create(day=shift.first_day)
    with pytest.raises(SystemExit):
        call_command("import", "--undo", str(number))
    assert "Nothing was undone." in " ".join(capsys.readouterr().out.split())
    assert Shift.objects.count() == 2


def test_nothing_comes_back_to_a_desk_that_is_gone(tmp_path, capsys):
    at = make_house()
    undone = _undo(_brought_in(tmp_path, "choose,office,1,9:00-12:00,fr,,2026-11-23,,\n"))
    at.desks.filter(key="choose").delete()
    with pytest.raises(SystemExit):
        call_command("import", "--undo", str(undone))
    assert "is not there any more" in " ".join(capsys.readouterr().out.split())


def test_the_empty_table_has_every_column_and_imports_nothing(tmp_path):
    make_house()
    table = tmp_path / "empty.csv"
    table.write_text("\n".join(csv_lines()))
    with pytest.raises(SystemExit):
        call_command("import", "shifts", str(table), "--house", "lyon")
    assert ImportReport.objects.get().state == "failed"
    assert spreadsheet_template().startswith(b"PK")
    assert next(csv_lines()) + "\n" == HEAD


def test_hours_are_counted_by_desk_and_language_and_by_no_partner():
    at = make_house()
    scope = Scope.of_house(at, Period(THURSDAY, THURSDAY + datetime.timedelta(days=30)), NOW)
    assert figures(scope) == ()
    make_shift(at, times="09:00-12:00", day=THURSDAY, languages=["fr", "ar"])
    make_shift(at, times="08:00-12:00", day=THURSDAY, by="chamber")
    make_shift(at, "work", "14:00-16:00", day=THURSDAY)
    staffed, spoken = figures(scope)
    assert staffed.value == 5 * 60  # today alone; two at a desk are one hour of it
    assert {row.key: row.value for row in staffed.rows} == {"choose": 180, "work": 120}
    assert {row.key: row.value for row in spoken.rows} == {"fr": 300, "ar": 180}
    assert spoken.value == 180
    assert "office" not in repr((staffed, spoken))
    assert figures(Scope.of_network(scope.period, NOW)) == ()


def test_a_house_that_is_not_there(tmp_path, capsys):
    table = tmp_path / "shifts.csv"
    table.write_text(HEAD)
    with pytest.raises(SystemExit):
        call_command("import", "shifts", str(table), "--house", "nowhere")
    assert "There is no house «nowhere»." in capsys.readouterr().out
