"""Who may meet whom, kept between acts: always what the tables say."""

import random

import numpy as np
import pytest

from parvis.meetings.domain.hall import kept_ground
from parvis.meetings.domain.hall.kept_ground import ground_of_day
from parvis.meetings.domain.hall.state import see
from parvis.meetings.domain.locking import locked
from parvis.meetings.domain.plan.composing import compose
from parvis.meetings.enums import Presence, WishKind
from parvis.meetings.models import MeetingDay, Seeker, Table, Wish
from parvis.meetings.tests.made import make_day, make_seeker, make_table
from parvis.timetable.domain.day.ground import ground_of
from parvis.timetable.domain.reading import read_problem

pytestmark = pytest.mark.django_db
ARRAYS = ("may", "liking", "free", "open", "chairs", "most", "is_walk_in", "lot", "walks")


@pytest.fixture
def day():
    made = make_day("running")
    make_table(made, "a", languages=["fr"], access=["quiet"], held=[{"slot": 1, "need": "quiet", "places": 1}])
    make_table(made, "b", languages=["en", "fr"], x=3.0, y=4.0, refuses=["contract:job"])
    make_table(made, "c", slots=[0, 2], wants=["level:3"])
    return made


def read_anew(day):
    return ground_of(read_problem(compose(day, keeps_promises=False).problem))


def ground(day):
    coming = Seeker.objects.filter(day=day).coming().order_by("pk")
    return ground_of_day(
        MeetingDay.objects.select_related("session").get(pk=day.pk), list(coming.values_list("pk", flat=True))
    )


def assert_same(day):
    ours, theirs = ground(day), read_anew(day)
    assert list(ours.seekers) == list(theirs.seekers)
    assert ours.tables == theirs.tables
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name), name)
    assert ours.needing.keys() == theirs.needing.keys()
    for need, who in ours.needing.items():
        np.testing.assert_array_equal(who, theirs.needing[need], need)


def somebody(day, chance):
    seeker = make_seeker(
        day,
        languages=chance.sample(["fr", "en", "ar"], chance.randint(0, 2)),
        needs=["quiet"] if chance.random() < 0.3 else [],
        slots=chance.sample(range(6), chance.randint(0, 3)),
        level=chance.choice([None, 3]),
        contract=chance.choice(["", "job"]),
        open=chance.random() < 0.7,
    )
    tables = list(Table.objects.filter(day=day).order_by("key"))
    for table in chance.sample(tables, min(len(tables), chance.randint(0, 2))):
        Wish.objects.create(seeker=seeker, table=table, kind=chance.choice(WishKind.values))
    return seeker


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_it_is_what_the_tables_say(day, seed):
    """Joins, leaves, absences and edits in any order: kept and read anew are the same, row for row."""
    chance = random.Random(seed)
    people = [somebody(day, chance) for _ in range(4)]
    for _ in range(12):
        what = chance.choice(["join", "leave", "absent", "table", "wish"])
        with locked(day.pk, restates=what in {"table", "wish"}):
            if what == "join":
                people.append(somebody(day, chance))
            elif what == "leave" and people:
                people.pop(chance.randrange(len(people))).delete()
            elif what == "absent" and people:
                Seeker.objects.filter(pk=chance.choice(people).pk).update(presence=chance.choice(Presence.values))
            elif what == "table":
                Table.objects.filter(day=day, key="b").update(languages=chance.sample(["fr", "en", "ar"], 2))
            elif people:
                Wish.objects.filter(seeker=chance.choice(people)).delete()
        assert_same(day)


def test_between_acts_nothing_is_read_anew(day, django_assert_num_queries):
    somebody(day, random.Random(1))
    with locked(day.pk) as _held:
        pass
    held = MeetingDay.objects.select_related("session").get(pk=day.pk)
    see(held, 0)
    with django_assert_num_queries(3):
        see(held, 0)
    somebody(day, random.Random(2))
    with django_assert_num_queries(5):  # who came, and what they wish
        see(held, 0)


def test_what_is_written_under_the_lock_is_never_kept_half(day):
    """An act that restates and looks before it has ended keeps nothing: it may write more."""
    somebody(day, random.Random(1))
    with locked(day.pk) as held:
        see(held, 0)
        Table.objects.filter(day=day, key="a").update(languages=["ar"])
    assert_same(day)


def test_two_days_do_not_mix_and_few_are_kept(day):
    days = [day, make_day("running", title="Another"), make_day("running", title="A third")]
    for number, each in enumerate(days):
        if number:
            make_table(each, "a")
        somebody(each, random.Random(number))
        with locked(each.pk):
            pass
    for each in [*days, *days]:
        assert_same(each)
    assert len(kept_ground._kept) == kept_ground.MOST
