import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.domain.tallying import Kept, due, kept_word
from parvis.counsel.domain.threads import answer, delete
from parvis.counsel.models import Answering
from parvis.counsel.rules import due_on, months_back

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


@pytest.mark.django_db
def test_the_word_is_shown_from_eleven_on_and_the_late_count():
    desk, officer, _sheet = ready_desk()
    for _ in range(9):
        answer(at_desk(write(desk), officer), PlainText("Yes"), 1, NOW + 2 * DAY)
    late, ignored = write(desk), write(desk)
    assert due(thread_of(late)) == DATE(2026, 11, 27)
    assert kept_word(desk, NOW + 2 * DAY) is None, "nine"
    answer(at_desk(late, officer), PlainText("Sorry"), 1, NOW + 5 * DAY)
    assert kept_word(desk, NOW + 5 * DAY) == Kept(9, 11)
    delete(thread_of(ignored), NOW + 5 * DAY)
    assert kept_word(desk, NOW + 5 * DAY) == Kept(9, 11), "deleted without an answer, it still was not in time"
    assert kept_word(desk, NOW + 90 * DAY) == Kept(9, 11)
    assert kept_word(desk, NOW + 130 * DAY) is None
    row = Answering.objects.get()
    assert (row.month, row.counted, row.in_time) == (DATE(2026, 11, 1), 11, 9)


@pytest.mark.django_db
def test_a_thread_deleted_before_it_was_due_is_not_counted():
    desk, _officer, _sheet = ready_desk()
    delete(thread_of(write(desk)), NOW + DAY)
    assert not Answering.objects.exists()
