"""A note counts once, goes once, and never too late."""

import pytest
import time_machine
from django.db import connection

from parvis.core.refusal import Refusal
from parvis.marks.domain.noting import MINUTE, ON_THE_WAY, keep, read_undo, take_back, undo_token
from parvis.marks.domain.purging import purge
from parvis.marks.enums import Age, Half, Status, Theme
from parvis.marks.models import Mark, Sent
from parvis.marks.rules import LATE, half_of

from .made import DAY, NOW, TODAY, a_note, make_house, mark

pytestmark = pytest.mark.django_db


def numbers():
    return sorted(Mark.objects.values_list("number", flat=True))


def test_marks_that_say_the_same_are_one_row():
    mark(3)
    mark(1, themes=(Theme.VAE, Theme.CV))
    mark(1, themes=(Theme.CV, Theme.VAE))
    assert numbers() == [2, 3]
    assert set(Mark.objects.values_list("themes", flat=True)) == {"cv", "cv,vae"}


def test_a_note_that_is_sent_again_counts_once_even_with_other_words():
    at, note = make_house(), a_note()
    for each in (note, note, a_note(name=note.name, half=Half.EVENING)):
        keep(at, each, NOW)
    assert numbers() == [1]


def test_taking_back_takes_one_of_those_that_say_the_same_and_only_once():
    at, note = make_house(), a_note()
    mark(2)
    keep(at, note, NOW)
    for _each in range(3):
        take_back(at, note, NOW)
    assert numbers() == [2]
    keep(at, note, NOW)
    assert numbers() == [2], "what was taken back stays so, even when the note comes late"


def test_the_last_of_its_kind_leaves_no_row():
    at, note = make_house(), a_note()
    keep(at, note, NOW)
    take_back(at, note, NOW)
    assert not Mark.objects.exists()


def test_what_was_taken_back_before_it_came_never_counts():
    at, note = make_house(), a_note()
    take_back(at, note, NOW)
    keep(at, note, NOW)
    assert not Mark.objects.exists()


def test_nobody_takes_back_what_another_note_said():
    at, note = make_house(), a_note()
    mark(1, themes=(Theme.VAE,))
    keep(at, note, NOW)
    with pytest.raises(Refusal, match="not made like that"):
        take_back(at, a_note(name=note.name, themes=(Theme.VAE,)), NOW)
    take_back(make_house("nice"), note, NOW)
    assert numbers() == [1, 1]


@pytest.mark.parametrize(("days", "is_taken"), [(0, True), (LATE.days, True), (LATE.days + 1, False), (-1, False)])
def test_a_note_comes_within_a_week_and_not_from_tomorrow(days, is_taken):
    at, note = make_house(), a_note(day=TODAY - days * DAY)
    for act in (keep, take_back):
        if is_taken:
            act(at, note, NOW)
        else:
            with pytest.raises(Refusal, match="until a week"):
                act(at, note, NOW)


def test_the_signed_minute():
    note = a_note(age=Age.TO_25, status=Status.SEEKS, themes=(Theme.CV, Theme.VAE))
    with time_machine.travel(NOW, tick=False) as clock:
        token = undo_token(note)
        clock.shift(MINUTE)
        assert read_undo(token) == note
        clock.shift(ON_THE_WAY + 1)
        for wrong in (token, "", "made-up", token[:-2]):
            with pytest.raises(Refusal, match="The minute is over"):
                read_undo(wrong)


def test_fingerprints_go_and_counts_stay():
    mark(2)
    assert purge(NOW + LATE) == 0
    assert purge(NOW + LATE + 2 * DAY) == 2
    assert not Sent.objects.exists()
    assert numbers() == [2]


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_the_files_keep_no_order_of_writing():
    themes = list(Theme)
    for theme in themes:
        mark(1, themes=(theme,))
    purge(NOW)
    assert Mark.objects.count() == len(themes)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM marks_mark ORDER BY ctid")
            lie = [number for (number,) in cursor.fetchall()]
        assert lie == sorted(lie)


@pytest.mark.parametrize(("hour", "half"), [(0, "am"), (12, "am"), (13, "pm"), (17, "pm"), (18, "eve"), (23, "eve")])
def test_parts_of_the_day(hour, half):
    assert half_of(NOW.replace(hour=hour)) == half
