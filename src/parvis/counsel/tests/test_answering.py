import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.counsel.domain.saying import kept_said
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
def test_the_word_is_shown_from_eleven_on_of_months_that_are_settled_and_the_late_count():
    desk, officer, _sheet = ready_desk()
    settled = NOW + 20 * DAY  # 15 December
    for _ in range(9):
        answer(at_desk(write(desk), officer), PlainText("Yes"), 1, NOW + 2 * DAY)
    late = write(desk)
    assert due(thread_of(late)) == DATE(2026, 11, 27)
    assert kept_word(desk, settled) is None, "ten"
    ignored = write(desk)
    kept = Kept(9, 11, DATE(2026, 8, 1), DATE(2026, 11, 30))
    assert kept_word(desk, settled - DAY) is None, "a letter of November could still be answered in time"
    assert kept_word(desk, settled) == kept
    answer(at_desk(late, officer), PlainText("Sorry"), 1, settled)
    assert kept_word(desk, settled) == kept, "nobody sees on which day an answer came"
    delete(thread_of(ignored), settled)
    assert kept_word(desk, settled) == kept, "deleted without an answer, it still was not in time"
    answer(at_desk(write(desk, now=settled), officer), PlainText("Yes"), 1, settled)
    assert kept_word(desk, settled) == kept, "nor anything of this month"
    assert kept_word(desk, NOW + 150 * DAY) is None
    row = Answering.objects.get(month=DATE(2026, 11, 1))
    assert (row.counted, row.in_time) == (11, 9)


@pytest.mark.django_db
def test_the_word_kept_names_its_months():
    desk = ready_desk()[0]
    Answering.objects.create(desk=desk, month=DATE(2026, 9, 1), counted=12, in_time=10)
    said = kept_said(desk, NOW)
    assert "10 of 12 letters" in said
    assert "July" in said
    assert "October 2026" in said


@pytest.mark.django_db
def test_a_thread_deleted_before_it_was_due_is_not_counted():
    desk, _officer, _sheet = ready_desk()
    delete(thread_of(write(desk)), NOW + DAY)
    assert not Answering.objects.exists()
