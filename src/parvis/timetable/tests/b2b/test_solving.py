"""Every way of solving says of small events what trying everything says; published instances reach their published optimum."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parvis.timetable.domain.b2b import checking, clauses, programme, searching
from parvis.timetable.domain.b2b.checking import counted_breaks, schedule_faults
from parvis.timetable.domain.b2b.event import Event, Schedule
from parvis.timetable.domain.b2b.programme import Programme
from parvis.timetable.domain.b2b.proving import better_by_clauses, proofs_from_below
from parvis.timetable.domain.b2b.reading import read_event
from parvis.timetable.domain.b2b.searching import better_schedules
from parvis.timetable.domain.b2b.solving import solve
from parvis.timetable.domain.b2b.starting import first_schedule
from parvis.timetable.tests.b2b import made
from parvis.timetable.tests.b2b.made import breaks_of, events, keeps_every_rule, least_breaks

DATA = Path(os.environ.get("PARVIS_TEST_DATA", Path(__file__).parents[6] / "shared" / "data")) / "b2b"
#: Seconds each on two cores; the others are the bench's.
QUICK = ("tic-12", "forumt-14")


@contextmanager
def difference_of(most: int) -> Iterator[None]:
    """Allow a difference of breaks that small events reach as well."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (checking, clauses, programme, searching, made):
            patch.setattr(module, "DIFFERENCE", most)
        yield


@given(events())
def test_the_checker_sees_every_broken_rule(event: Event) -> None:
    dice = random.Random(len(event.meetings))
    for _ in range(20):
        schedule = tuple(dice.randrange(event.slots) for _ in event.meetings)
        assert (list(schedule_faults(event, schedule)) == []) is keeps_every_rule(event, schedule)
        assert event.breaks(schedule) == counted_breaks(event, schedule) == breaks_of(event, schedule)
    assert list(schedule_faults(event, (0,) * (len(event.meetings) + 1)))


@settings(max_examples=60)
@given(events(), st.integers(0, 2))
def test_the_programme_is_exact(event: Event, difference: int) -> None:
    with difference_of(difference):
        least = least_breaks(event)
        programme = Programme(event)
        loose = programme.loosened(20)
        if least is None:
            assert programme.decided(9, 20) == (10, None, True)
            return
        assert loose.is_possible
        assert loose.breaks <= least
        bound = programme.decided(least, 20)
        assert bound is not None
        assert bound.schedule is not None
        assert keeps_every_rule(event, bound.schedule)
        assert sum(event.breaks(bound.schedule)) == least
        assert not least or programme.decided(least - 1, 20) == (least, None, True)


@settings(max_examples=60)
@given(events(), st.integers(0, 2))
def test_the_clauses_are_exact(event: Event, difference: int) -> None:
    with difference_of(difference):
        least = least_breaks(event)
        proofs = list(proofs_from_below(event, lambda: 0))
    if least is None:
        assert proofs == [(None, None)]
        return
    assert [proof.least for proof in proofs] == [*range(1, least + 1), least]
    schedule = proofs[-1].schedule
    assert schedule is not None
    with difference_of(difference):
        assert keeps_every_rule(event, schedule)
    assert sum(event.breaks(schedule)) == least


@settings(max_examples=60)
@given(events())
def test_the_search_keeps_every_rule(event: Event) -> None:
    least = least_breaks(event)
    assume(least is not None)
    dice = random.Random(1)
    first = first_schedule(event, dice, time.monotonic() + 5)
    assert first is not None
    found: list[Schedule] = [first, *better_schedules(event, first, dice, time.monotonic() + 0.05)]
    for schedule in found:
        assert not [fault for fault in schedule_faults(event, schedule) if "breaks and another" not in fault]
    costs = [sum(event.breaks(schedule)) for schedule in found]
    assert costs[-1] >= (least or 0)
    if list(schedule_faults(event, first)) == []:
        better = list(better_by_clauses(event, first))
        assert sum(event.breaks((better or [first])[-1])) == least


@pytest.mark.data
@pytest.mark.parametrize("name", QUICK)
def test_a_published_instance_reaches_its_optimum(name: str) -> None:
    path = DATA / f"{name}.original.dzn"
    if not path.exists():
        pytest.skip(f"the published instances are not at {DATA}")
    optimum = json.loads((DATA / "optima.json").read_text())["optimum"][name]["opt"]
    event = read_event(path.read_text())
    answer = solve(event, 240)
    assert (answer.breaks, answer.bound, answer.is_optimal) == (optimum, optimum, True)
    assert answer.schedule is not None
    assert keeps_every_rule(event, answer.schedule)
