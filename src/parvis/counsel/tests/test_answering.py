import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.domain.few import FEW
from parvis.counsel.domain.saying import kept_said
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.domain.tallying import Kept, due, kept_word
from parvis.counsel.domain.threads import answer, delete
from parvis.counsel.models import Answering
from parvis.counsel.rules import due_on, months_back, told_share

from .made import DAY, NOW, at_desk, ready_desk, thread_of, write

DATE = datetime.date


@pytest.mark.parametrize(
    ("written", "holidays", "due_by"),
    [
        (DATE(2026, 11, 25), (), DATE(2026, 11, 27)),
        (DATE(2026, 11, 26), (), DATE(2026, 11, 30)),
        (DATE(2026, 11, 28), (), DATE(2026, 12, 1)),
        (DATE(2026, 12, 23), (DATE(2026, 12, 25),), DATE(2026, 12, 28)),
    ],
)
def test_two_working_days(written, holidays, due_by):
    assert due_on(written, lambda day: day in holidays) == due_by


@given(st.dates(DATE(2026, 1, 1), DATE(2027, 12, 31)))
def test_it_is_never_due_on_a_weekend_and_two_to_four_days_after(day):
    last = due_on(day, lambda _day: False)
    assert last.isoweekday() <= 5
    assert 2 <= (last - day).days <= 4


def test_months():
    assert months_back(DATE(2026, 2, 14), 3) == DATE(2025, 11, 1)
    assert months_back(DATE(2026, 12, 31), 0) == DATE(2026, 12, 1)


def count(desk, month, counted, in_time):
    Answering.objects.create(desk=desk, month=DATE(2026, month, 1), counted=counted, in_time=in_time)


@pytest.mark.django_db
def test_the_word_is_told_of_whole_quarters_that_are_settled_and_the_late_count():
    desk, officer, _sheet = ready_desk()
    settled = NOW + 51 * DAY  # 15 January
    count(desk, 10, 19, 19)
    answer(at_desk(write(desk), officer), PlainText("Yes"), 1, NOW + 2 * DAY)
    late, ignored = write(desk), write(desk)
    assert due(thread_of(late)) == DATE(2026, 11, 27)
    kept = Kept(1, 2, DATE(2026, 10, 1), DATE(2026, 12, 31))
    assert kept_word(desk, settled - DAY) is None, "a letter of December could still be answered in time"
    assert kept_word(desk, settled) == kept
    answer(at_desk(late, officer), PlainText("Sorry"), 1, settled)
    assert kept_word(desk, settled) == kept, "nobody sees on which day an answer came"
    delete(thread_of(ignored), settled)
    assert kept_word(desk, settled) == kept, "deleted without an answer, it still was not in time"
    answer(at_desk(write(desk, now=settled), officer), PlainText("Yes"), 1, settled)
    assert kept_word(desk, settled) == kept, "nor anything of this quarter"
    assert kept_word(desk, NOW + 500 * DAY) is None, "too long ago"
    row = Answering.objects.get(month=DATE(2026, 11, 1))
    assert (row.counted, row.in_time) == (3, 1)


@pytest.mark.django_db
def test_looking_again_a_month_later_tells_nothing_of_that_month():
    """Sums of months that slide would: what the second has more than the first is a month alone, and whether its one letter was late."""
    desk = ready_desk()[0]
    count(desk, 7, 15, 15)
    count(desk, 8, 15, 15)
    days = [NOW.replace(month=10, day=20), NOW, NOW.replace(month=12, day=20)]
    before = [kept_word(desk, day) for day in days]
    assert set(before) == {Kept(2, 3, DATE(2026, 7, 1), DATE(2026, 9, 30))}
    count(desk, 10, 1, 0)
    count(desk, 11, 1, 0)
    assert [kept_word(desk, day) for day in days] == before


@given(st.integers(0, 400), st.data())
def test_a_share_tells_of_no_few_who_knows_how_many_wrote(whole, data):
    part = data.draw(st.integers(0, whole))
    told = told_share(part, whole)
    assert (told is None) == (whole < 20)
    if told:
        at_least, of = told
        assert part * of >= at_least * whole, "it is true"
        alike = [each for each in range(whole + 1) if told_share(each, whole) == told]
        assert len(alike) >= FEW - 1


@pytest.mark.django_db
def test_the_word_kept_names_its_months():
    desk = ready_desk()[0]
    count(desk, 9, 60, 58)
    said = kept_said(desk, NOW)
    assert "at least 5 of every 6 letters" in said
    assert "July" in said
    assert "September 2026" in said
    Answering.objects.update(in_time=3)
    assert "fewer than one of every 6 letters" in kept_said(desk, NOW)


@pytest.mark.django_db
def test_a_thread_deleted_before_it_was_due_is_not_counted():
    desk, _officer, _sheet = ready_desk()
    delete(thread_of(write(desk)), NOW + DAY)
    assert not Answering.objects.exists()
