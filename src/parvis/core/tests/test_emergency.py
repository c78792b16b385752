from __future__ import annotations

import pytest

from parvis.core.domain.emergency import emergency_number


@pytest.mark.parametrize(
    ("country", "number"), [("FR", "112"), ("CH", "112"), ("UA", "112"), ("CA", "911"), ("TG", ""), ("", "")]
)
def test_the_number_of_a_country_or_none_where_we_do_not_know_it(country: str, number: str) -> None:
    assert emergency_number(country) == number
