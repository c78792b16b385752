"""Six bars: what moves them, what does not, and when they point nowhere."""

from hypothesis import given
from hypothesis import strategies as st

from parvis.occupations.enums import Interest
from parvis.starters.domain.scoring import moved_up, read_order, score, written
from parvis.starters.domain.statements import FACES, forms
from parvis.starters.enums import Direction

FORMS = list(forms().values())


@st.composite
def sheets(draw):
    form = draw(st.sampled_from(FORMS))
    one = st.integers(0, 5)
    return form, tuple(draw(st.lists(one, min_size=len(form.statements), max_size=len(form.statements))))


@given(sheets(), st.randoms())
def test_the_order_of_the_statements_does_not_matter(sheet, chance):
    form, answers = sheet
    pairs = list(zip(form.interests, answers, strict=True))
    chance.shuffle(pairs)
    mixed = score([interest for interest, _ in pairs], tuple(answer for _, answer in pairs))
    assert mixed == score(form.interests, answers)


@given(sheets(), st.integers(0, 47))
def test_liking_more_never_lowers_a_bar_nor_moves_another(sheet, place):
    form, answers = sheet
    place %= len(answers)
    if answers[place] in {0, 5}:
        return
    more = (*answers[:place], answers[place] + 1, *answers[place + 1 :])
    before, after = score(form.interests, answers).by_type, score(form.interests, more).by_type
    mine = form.interests[place]
    assert after[mine] >= before[mine]
    assert {one: after[one] for one in Interest if one != mine} == {one: before[one] for one in Interest if one != mine}


@given(sheets())
def test_bars_stay_in_bounds_and_the_order_holds_all_six(sheet):
    form, answers = sheet
    found = score(form.interests, answers)
    assert all(height is None or 0 <= height <= 100 for height in found.by_type.values())
    assert sorted(found.order) == sorted(Interest)
    heights = [-1 if found.by_type[one] is None else found.by_type[one] for one in found.order]
    assert heights == sorted(heights, reverse=True)


@given(sheets())
def test_leaving_out_says_nothing(sheet):
    form, answers = sheet
    found = score(form.interests, answers)
    for one in Interest:
        given_here = [
            answer for interest, answer in zip(form.interests, answers, strict=True) if interest == one and answer
        ]
        assert (found.by_type[one] is None) == (not given_here)


def scored(**heights):
    form = forms()["statements"]
    return score(form.interests, tuple(heights.get(one.value, 1) for one in form.interests))


def test_answers_that_point_nowhere_say_why():
    form = forms()["pictures"]
    nothing = score(form.interests, form.questions.blank)
    assert nothing.direction == Direction.FEW
    half = tuple(5 if place < 8 else 0 for place in range(18))
    assert score(form.interests, half).direction == Direction.FEW
    assert scored().direction == Direction.DISLIKED
    assert scored(R=3, I=3, A=3, S=3, E=3, C=3).direction == Direction.FLAT
    assert scored(R=5, I=3).direction == Direction.CLEAR
    for direction in (Direction.FEW, Direction.DISLIKED, Direction.FLAT):
        assert str(direction.label).endswith(".")


@given(st.permutations(list(Interest)))
def test_an_order_of_ones_own_survives_the_address(order):
    order = tuple(order)
    assert read_order(written(order)) == order
    assert read_order(written(order).lower() + " ") == order
    for one in order:
        moved = moved_up(order, one)
        assert sorted(moved) == sorted(order)
        assert moved.index(one) == max(0, order.index(one) - 1)


@given(st.text(max_size=30))
def test_any_text_is_an_order_or_none(typed):
    order = read_order(typed)
    assert order is None or sorted(order) == sorted(Interest)


def test_the_short_form_asks_each_type_as_often_and_shows_a_picture_each():
    form = forms()["pictures"]
    assert {one: form.interests.count(one) for one in Interest} == dict.fromkeys(Interest, 3)
    assert all(one.pictogram for one in form.statements)
    assert form.choices == FACES
    whole = forms()["statements"]
    assert {one: whole.interests.count(one) for one in Interest} == dict.fromkeys(Interest, 8)
    assert {one.key for one in form.statements} <= {one.key for one in whole.statements}


def test_no_page_asks_one_type_only():
    for form in FORMS:
        for start in range(0, len(form.statements), form.by):
            assert len(set(form.interests[start : start + form.by])) == 6
