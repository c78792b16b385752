import math

from hypothesis import example, given
from hypothesis import strategies as st

from parvis.core.globe import EARTH, distance
from parvis.search.cells import MOST, cells_around, cells_at

LATITUDES, LONGITUDES = st.floats(-89.9, 89.9), st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, st.sampled_from([1, 5, 10, 20, 50, 100]), st.floats(0, 2 * math.pi), st.floats(0, 0.99))
@example(50.85, 179.99, 20, 0.0, 0.9)
@example(50.85, -180.0, 20, math.pi, 0.9)
@example(89.5, 10.0, 100, 1.0, 0.9)
def test_what_is_near_stands_in_a_cell_around(latitude, longitude, km, turn, share):
    reach = math.degrees(share * km / EARTH)
    other = latitude + reach * math.sin(turn)
    aside = longitude + reach * math.cos(turn) / max(math.cos(math.radians(other)), 0.01)
    aside = (aside + 180) % 360 - 180
    cells = cells_around(latitude, longitude, km)
    assert len(cells) <= MOST
    if abs(other) <= 90 and distance(latitude, longitude, other, aside) <= km and cells:
        assert set(cells_at(other, aside)) & set(cells)


def test_a_town_is_asked_of_few_cells_and_a_continent_of_none():
    assert 0 < len(cells_around(50.85, 4.35, 10)) <= MOST
    assert 0 < len(cells_around(50.85, 4.35, 100)) <= MOST
    assert cells_around(50.85, 4.35, 3000) == []
    assert not set(cells_around(50.85, 4.35, 5)) & set(cells_at(48.85, 2.35))
