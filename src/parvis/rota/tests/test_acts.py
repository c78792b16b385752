"""Planning: what each act does and what it refuses; the past stays what it was."""

import datetime

import pytest
import time_machine

from parvis.accounts.models import Staff, StaffAct
from parvis.core.refusal import Refusal
from parvis.network.models import Presence
from parvis.rota.domain.copying import copy_week
from parvis.rota.domain.planned import hours_of_month, note_seconding, take_over
from parvis.rota.domain.shifting import (
    Otherwise,
    Wanted,
    add_shifts,
    change_shift,
    end_shift,
    except_day,
    on_weekdays,
)
from parvis.rota.models import Shift, ShiftException, Swap

from .made import MONDAY, NOW, THURSDAY, make_house, make_shift, partner, time

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
NEXT = MONDAY + 7 * DAY


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at():
    return make_house()


@pytest.fixture
def by():
    return Staff.objects.create(email="manager@house.example", name="Manager")


def wanted(at, **changes):
    values = {
        "desk": at.desks.get(key="choose"),
        "partner": partner(),
        "begins": time("09:00"),
        "ends": time("12:00"),
        "first_day": MONDAY,
        "languages": ("fr",),
    } | changes
    return Wanted(**values)


def test_several_weekdays_make_a_shift_each(at, by):
    add_shifts(at, on_weekdays(wanted(at, first_day=THURSDAY), [1, 4, 5]), by=by)
    assert list(Shift.objects.values_list("first_day", flat=True)) == [THURSDAY, THURSDAY + DAY, NEXT]
    assert StaffAct.objects.get().what == "rota.planned"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends": time("09:00")}, "It ends when it begins"),
        ({"ends": time("08:00")}, "longer than 14 hours"),
        ({"people": 0}, "One to 12 people"),
        ({"last_day": MONDAY - DAY}, "last day comes before the first"),
        ({"first_day": datetime.date(2050, 1, 3)}, "too far away"),
    ],
)
def test_what_no_shift_can_be_is_refused_in_words(at, by, changes, said):
    with pytest.raises(Refusal, match=said):
        add_shifts(at, [wanted(at), wanted(at, **changes)], by=by)
    assert not Shift.objects.exists()


def test_a_stranger_and_another_house_s_desk_are_refused(at, by):
    other = make_house("nice", partnerships=())
    with pytest.raises(Refusal, match="another house"):
        add_shifts(at, [wanted(other)], by=by)
    with pytest.raises(Refusal, match="no tie"):
        add_shifts(other, [wanted(other)], by=by)


def test_a_change_from_a_day_on_leaves_the_dates_before(at, by):
    shift = make_shift(at)
    ShiftException.objects.create(shift=shift, day=MONDAY, reason="closed")
    ShiftException.objects.create(shift=shift, day=NEXT, reason="training")
    Swap.objects.create(shift=shift, day=NEXT + 7 * DAY)
    changed = change_shift(at, shift.pk, wanted(at, first_day=NEXT, ends=time("11:00"), every_weeks=2), by=by)
    shift.refresh_from_db()
    assert (shift.last_day, shift.ends) == (NEXT - DAY, time("12:00"))
    assert (changed.first_day, changed.ends, changed.last_day) == (NEXT, time("11:00"), None)
    assert list(shift.exceptions.values_list("reason", flat=True)) == ["closed"]
    assert list(changed.exceptions.values_list("reason", flat=True)) == ["training"]
    assert not Swap.objects.exists()  # that date is planned no more


def test_a_change_from_the_start_keeps_the_row(at, by):
    shift = make_shift(at, is_sample=True)
    assert change_shift(at, shift.pk, wanted(at, people=3), by=by).pk == shift.pk
    shift.refresh_from_db()
    assert (shift.people, shift.is_sample) == (3, False)


def test_a_shift_ends_before_a_day_or_goes(at, by):
    shift = make_shift(at)
    ShiftException.objects.create(shift=shift, day=NEXT)
    end_shift(at, shift.pk, NEXT, by=by)
    shift.refresh_from_db()
    assert shift.last_day == NEXT - DAY
    assert not ShiftException.objects.exists()
    end_shift(at, shift.pk, MONDAY, by=by)
    assert not Shift.objects.exists()
    with pytest.raises(Refusal, match="removed this shift meanwhile"):
        end_shift(at, shift.pk, MONDAY, by=by)


def test_one_date_is_otherwise_and_as_planned_again(at, by):
    shift = make_shift(at)
    Swap.objects.create(shift=shift, day=NEXT)
    except_day(at, shift.pk, NEXT, Otherwise(None, "training day"), by=by)
    assert Swap.objects.get().state == "withdrawn"
    except_day(at, shift.pk, NEXT, Otherwise((time("10:00"), time("11:00"))), by=by)
    assert ShiftException.objects.get().begins == time("10:00")
    except_day(at, shift.pk, NEXT, None, by=by)
    assert not ShiftException.objects.exists()
    with pytest.raises(Refusal, match="no date on that day"):
        except_day(at, shift.pk, NEXT + DAY, None, by=by)


def test_a_week_is_copied_once(at, by):
    make_shift(at, every_weeks=0, day=THURSDAY, languages=["ar"])
    make_shift(at, "work")  # comes back by itself
    assert copy_week(at, MONDAY, NEXT, by=by) == 1
    assert copy_week(at, MONDAY, NEXT, by=by) == 0
    copied = Shift.objects.get(first_day=THURSDAY + 7 * DAY)
    assert (copied.languages, copied.every_weeks) == (["ar"], 0)
    with pytest.raises(Refusal, match="another week"):
        copy_week(at, MONDAY, MONDAY, by=by)
    Shift.objects.all().delete()
    with pytest.raises(Refusal, match="Nothing is planned"):
        copy_week(at, MONDAY, NEXT, by=by)


def test_planned_hours_are_taken_over_as_presence(at, by):
    make_shift(at, day=datetime.date(2026, 11, 2), people=2)  # Mondays 2, 9, 16, 23 until today: 4 × 3 h × 2
    make_shift(at, "work", times="08:00-13:00", by="chamber", day=datetime.date(2026, 11, 26))  # 3 h of it open
    swapped = make_shift(at, "work", times="14:00-16:00", day=datetime.date(2026, 11, 24), every_weeks=0)
    Swap.objects.create(shift=swapped, day=swapped.first_day, state="accepted", taken_by=partner("chamber"))
    note_seconding(at, partner(), 2, 30, by=by)
    today = NOW.date()
    rows = {row.partner.slug: row for row in hours_of_month(at, MONDAY, today)}
    assert (rows["office"].planned, rows["office"].agreed, rows["office"].noted) == (24, 30, None)
    assert rows["chamber"].planned == 5
    assert take_over(at, MONDAY, {"office"}, today, by=by) == 1
    assert Presence.objects.get().hours == 24
    with pytest.raises(Refusal, match="has not begun"):
        take_over(at, datetime.date(2026, 12, 1), {"office"}, today, by=by)
    with pytest.raises(Refusal, match="Choose a partner"):
        take_over(at, MONDAY, {"nobody"}, today, by=by)
    note_seconding(at, partner(), None, None, by=by)
    assert not at.secondings.exists()
