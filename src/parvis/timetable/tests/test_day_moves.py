"""The rules of the running day, in any small day: nothing promised moves, nothing impossible is said, no chair is wasted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings

from parvis.timetable.domain.day.ground import ground_of
from parvis.timetable.domain.day.moves import next_moves
from parvis.timetable.domain.day.state import NEVER, Fallen, Loss, Meeting, Presence, Released, State, Why
from parvis.timetable.domain.problem import Held, Problem, Seeker, Slot, Table, may_meet
from parvis.timetable.tests.day_worlds import worlds

CHECK = settings(max_examples=200, deadline=None)


def promised_now(world):
    """Planned meetings of this slot whose two people are present."""
    return [
        each for each in world.state.plan
        if each.slot == world.slot and world.is_there(each.seeker) and world.sits(each.table) and (each.seeker, each.table) not in world.done()
    ]  # fmt: skip


@CHECK
@given(worlds())
def test_promises_of_present_people_are_kept(world):
    moves = next_moves(world.state, world.slot)
    kept = [Meeting(*move[:3]) for move in moves.now if move.why is Why.PROMISED]
    assert sorted(kept) == sorted(promised_now(world))


@CHECK
@given(worlds())
def test_moves_are_possible(world):
    moves = next_moves(world.state, world.slot)
    everything = [Meeting(*move[:3]) for move in moves.now] + list(moves.later)
    still = {each.meeting for each in moves.fallen}
    for meeting in everything:
        assert world.may_sit(*meeting)
    pairs = Counter((each.seeker, each.table) for each in everything)
    assert not [pair for pair, times in pairs.items() if times > 1]
    promised = [each for each in world.state.plan if each.slot > world.slot and each not in still]
    promised = [each for each in promised if (each.seeker, each.table) not in world.done()]
    assert not {(each.seeker, each.table) for each in everything} & {(each.seeker, each.table) for each in promised}
    places = Counter((each.seeker, each.slot) for each in (*everything, *promised))
    assert not [place for place, times in places.items() if times > 1]
    seats = Counter((each.table, each.slot) for each in (*everything, *promised))
    assert all(times <= world.tables[table].interviewers for (table, _), times in seats.items())
    most = Counter(each.seeker for each in (*everything, *promised))
    assert all(times + world.had(alias) <= world.seekers[alias].most for alias, times in most.items())


@CHECK
@given(worlds())
def test_nobody_waits_beside_a_chair(world):
    """Who is present, has room for one more and may sit at a table with an empty chair sits somewhere: held places are no exception."""
    moves = next_moves(world.state, world.slot)
    fallen = {each.meeting for each in moves.fallen}
    sits = {move.seeker for move in moves.now}
    seats = Counter(move.table for move in moves.now)
    coming = [
        each
        for each in world.state.plan
        if each.slot > world.slot and each not in fallen and (each.seeker, each.table) not in world.done()
    ]
    later = Counter(each.seeker for each in coming)
    pairs = {(each.seeker, each.table) for each in coming}
    for alias, seeker in world.seekers.items():
        if alias in sits or world.had(alias) + later[alias] >= seeker.most:
            continue
        for table in world.problem.tables:
            if world.may_sit(alias, table.id) and (alias, table.id) not in pairs:
                assert seats[table.id] >= table.interviewers


@CHECK
@given(worlds())
def test_held_places_go_to_the_need_first(world):
    """A place that is still held is taken by somebody without the need only when nobody with it who has no meeting is left over."""
    moves = next_moves(world.state, world.slot)
    released = {(each.table, each.slot, each.need) for each in moves.released}
    sits = {move.seeker: move.table for move in moves.now}
    for held in world.problem.held:
        if held.slot != world.slot or (held.table, held.slot, held.need) in released:
            continue
        others = [
            alias
            for alias, table in sits.items()
            if table == held.table and held.need not in world.seekers[alias].needs
        ]
        places = world.tables[held.table].interviewers
        if len(others) <= places - held.places:
            continue
        secured = {each.seeker for each in world.state.plan if each.slot >= world.slot}
        for alias, seeker in world.seekers.items():
            if held.need in seeker.needs and alias not in sits and alias not in secured and not world.had(alias):
                assert not world.may_sit(alias, held.table)


@CHECK
@given(worlds())
def test_the_same_again(world):
    """The same state gives the same moves; what is expected stays when it is said again."""
    moves = next_moves(world.state, world.slot)
    assert next_moves(world.state, world.slot) == moves
    again = next_moves(replace(world.state, expected=moves.later), world.slot)
    assert {(move.seeker) for move in again.now} == {(move.seeker) for move in moves.now}


def most_served(world, aliases):
    """How many of ``aliases`` can meet somebody at all, by trying augmenting paths one by one."""
    chairs = [
        (each, slot, chair)
        for each in world.problem.tables
        for slot in each.slots
        for chair in range(each.interviewers)
    ]
    owner = {}

    def find(alias, seen):
        seeker = world.seekers[alias]
        for table, slot, chair in chairs:
            place = (table.id, slot, chair)
            if place in seen or slot not in seeker.slots or not may_meet(seeker, table):
                continue
            seen.add(place)
            if place not in owner or find(owner[place], seen):
                owner[place] = alias
                return True
        return False

    return sum(find(alias, set()) for alias in aliases)


@CHECK
@given(worlds())
def test_a_day_without_surprises_serves_as_many_as_can_be(world):
    """Slot by slot, as many meet somebody as any plan of the whole day could reach; and so do those who are no walk-ins, among themselves."""
    problem = replace(world.problem, held=())
    everybody, tables = Presence(frozenset(world.seekers)), Presence(frozenset(world.tables))
    state = State(ground_of(problem, world.walk_ins), (), everybody, tables)
    met = []
    for slot in range(len(problem.slots)):
        met += [Meeting(*move[:3]) for move in next_moves(replace(state, met=met), slot).now]
    served = {meeting.seeker for meeting in met}
    planned = [each.id for each in problem.seekers]
    assert len(served) == most_served(world, list(world.seekers))
    assert len(served & set(planned)) == most_served(world, planned)


def test_who_can_only_now_goes_first():
    """Two people, one chair now and one later: whoever leaves sits now, though the other wished the table and drew the better lot."""
    table = Table("t", (0, 1))
    stays, leaves = Seeker("a", (0, 1), wishes=frozenset("t")), Seeker("b", (0,))
    moves = next_moves(everybody_here(table, stays, leaves), 0)
    assert [move.seeker for move in moves.now] == ["b"]
    assert moves.later == (Meeting("a", "t", 1),)


def test_an_absent_recruiter_sends_people_elsewhere_at_once():
    """Of the table that nobody came to, people are expected elsewhere before their own slot comes."""
    away, there = Table("away", (0, 1)), Table("there", (0, 1))
    state = everybody_here(away, there, Seeker("a", (0, 1), most=1))
    state = replace(
        state, plan=(Meeting("a", "away", 1),), tables=Presence(frozenset({"there"}), since={"away": NEVER})
    )
    moves = next_moves(state, 0)
    assert moves.fallen == (Fallen(Meeting("a", "away", 1), Loss.NO_TABLE),)
    assert moves.now == (("a", "there", 0, Why.FIRST),)


def test_late_ones_are_put_back():
    """Who missed a meeting is placed anew when they come; what was promised for later is theirs still."""
    one, other = Table("one", (0, 1, 2)), Table("other", (0, 1, 2))
    state = everybody_here(one, other, Seeker("late", (0, 1, 2)), Seeker("here", (0, 1, 2), most=3))
    state = replace(state, plan=(Meeting("late", "one", 0), Meeting("late", "other", 2)))
    gone = replace(state, seekers=Presence(frozenset({"here"})))
    first = next_moves(gone, 0)
    assert [move[:2] for move in first.now] == [("here", "one")]
    assert first.fallen == (Fallen(Meeting("late", "one", 0), Loss.NO_SEEKER),)
    met = (Meeting("here", "one", 0),)
    second = next_moves(replace(state, met=met), 1)
    assert ("late", "one", 1, Why.MORE) in second.now
    third = next_moves(replace(state, met=(*met, Meeting("late", "one", 1))), 2)
    assert ("late", "other", 2, Why.PROMISED) in third.now


def test_a_large_hall_is_looked_at_in_part_and_serves_everybody():
    """650 people without a plan and 700 chairs: too many pairs to look at all, and still each has a place to expect; who fits on few keeps all."""
    tables = [Table(f"t{number}", tuple(range(10)), languages=frozenset({"fr"})) for number in range(69)]
    tables.append(Table("uk", tuple(range(10)), languages=frozenset({"uk"})))
    people = [Seeker(f"s{number}", tuple(range(10)), languages=frozenset({"fr"})) for number in range(640)]
    people += [Seeker(f"u{number}", tuple(range(10)), languages=frozenset({"uk"})) for number in range(10)]
    state = everybody_here(*tables, *people, held=[Held("t0", 5, "quiet", 1)])
    moves = next_moves(state, 0)
    assert len(moves.now) == 70
    assert {move.seeker for move in moves.now} | {each.seeker for each in moves.later} == set(state.ground.seekers)


def test_a_walk_in_takes_no_chair_of_somebody_with_a_plan():
    table = Table("t", (0,))
    state = everybody_here(table, Seeker("planned", (0,)))
    walk_in = Seeker("walk-in", (0,), wishes=frozenset("t"))
    ground = state.ground.joined((walk_in, replace(walk_in, id="planned")))
    state = replace(state, ground=ground, seekers=Presence(frozenset({"planned", "walk-in"})))
    assert [move.seeker for move in next_moves(state, 0).now] == ["planned"]
    assert state.ground.joined(()) is state.ground


def test_a_walk_in_may_be_named_in_the_problem_too():
    state = everybody_here(Table("t", (0,)), Seeker("walk-in", (0,), wishes=frozenset("t")), Seeker("planned", (0,)))
    assert [move.seeker for move in next_moves(state, 0).now] == ["walk-in"]
    assert [move.seeker for move in next_moves(replace(state, walk_ins={"walk-in"}), 0).now] == ["planned"]


def test_held_places_are_released_one_slot_before():
    """Until then they wait; when somebody with the need could take them they stay; who has a meeting needs none."""
    table = Table("t", (0, 1, 2), offers=frozenset({"quiet"}))
    needs, other = Seeker("needs", (2,), needs=frozenset({"quiet"})), Seeker("other", (0, 1, 2), most=1)
    state = everybody_here(table, needs, other, held=[Held("t", 2, "quiet", 1)])
    assert not next_moves(state, 1).released
    state = replace(state, seekers=Presence(frozenset({"other"})))
    assert not next_moves(state, 0).released
    assert next_moves(state, 1).released == (Released("t", 2, "quiet", 1),)
    assert next_moves(replace(state, release_before=2), 0).released == (Released("t", 2, "quiet", 1),)


def test_a_place_that_is_still_held_goes_to_the_need():
    """Even before somebody who could sit nowhere else and never again, while who has the need could wait."""
    table = Table("t", (0, 1), offers=frozenset({"quiet"}))
    needs, other = Seeker("needs", (0, 1), needs=frozenset({"quiet"})), Seeker("other", (0,))
    held = everybody_here(table, needs, other, held=[Held("t", 0, "quiet", 1)])
    assert [move.seeker for move in next_moves(held, 0).now] == ["needs"]
    assert [move.seeker for move in next_moves(everybody_here(table, needs, other), 0).now] == ["other"]


def test_what_began_in_this_slot_stays():
    """The chair of somebody who was called and has left is free when the table says so, not before."""
    table = Table("t", (0,), interviewers=3)
    state = everybody_here(table, Seeker("a", (0,)), Seeker("b", (0,)), Seeker("c", (0,)))
    state = replace(state, begun=(Meeting("a", "t", 0), Meeting("stranger", "t", 0)))
    state = replace(
        state, seekers=replace(state.seekers, until={"stranger": 0}), expected=(Meeting("stranger", "t", 0),)
    )
    moves = next_moves(state, 0)
    assert len(moves.now) == 1
    assert moves.now[0].seeker != "a"


def test_who_comes_after_the_chair_was_given_away_is_told():
    """A promise waits for nobody once its slot has begun; it is said to have fallen, so that the seeker is placed anew."""
    table = Table("t", (0, 1))
    state = everybody_here(table, Seeker("a", (0, 1)), Seeker("b", (0, 1)))
    state = replace(state, plan=(Meeting("a", "t", 0),), begun=(Meeting("b", "t", 0),))
    moves = next_moves(state, 0)
    assert moves.fallen == (Fallen(Meeting("a", "t", 0), Loss.NO_CHAIR),)
    assert moves.later == (Meeting("a", "t", 1),)


def test_a_table_without_a_network_keeps_whom_its_card_names():
    one, other = Table("one", (0,)), Table("other", (0,))
    state = everybody_here(one, other, Seeker("a", (0,)), Seeker("b", (0,)))
    moves = next_moves(replace(state, cards={"one": ("a",), "nowhere": ()}), 0)
    assert [move[:2] for move in moves.now] == [("b", "other")]


def everybody_here(*who, held=()):
    tables = tuple(each for each in who if isinstance(each, Table))
    seekers = tuple(each for each in who if isinstance(each, Seeker))
    slots = 1 + max(slot for each in tables for slot in each.slots)
    problem = Problem((Slot("14:00", "14:10"),) * slots, tables, seekers, held=tuple(held))
    here = Presence(frozenset(each.id for each in seekers))
    return State(ground_of(problem), (), here, Presence(frozenset(each.id for each in tables)))
