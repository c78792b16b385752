from hypothesis import given
from hypothesis import strategies as st

from parvis.seats.rules import kept_for_walk_ins, may_sit, next_in_line, online_seats

SIZES = st.lists(st.integers(1, 60), max_size=12)


@given(st.integers(0, 200), SIZES)
def test_whoever_is_offered_fits_and_nobody_overtakes(free, waiting):
    number = next_in_line(free, waiting)
    assert sum(waiting[:number]) <= free
    assert number == len(waiting) or sum(waiting[: number + 1]) > free


@given(st.integers(1, 1000), st.integers(0, 100))
def test_shares_add_up_and_walk_ins_are_never_rounded_away(seats, share):
    kept = kept_for_walk_ins(seats, share)
    assert kept + online_seats(seats, share) == seats
    assert kept * 100 >= seats * share > (kept - 1) * 100


def test_somebody_who_waits_keeps_the_others_behind():
    assert may_sit(2, 2, is_line_empty=True)
    assert not may_sit(1, 2, is_line_empty=False)
    assert not may_sit(3, 2, is_line_empty=True)
    assert next_in_line(5, [6, 1]) == 0
