"""How to apply: the least demanding way first, and nothing but an address of the web is ever a link out."""

from __future__ import annotations

import pytest

from parvis.offers.domain.applying import Way, ways_to_apply
from parvis.offers.enums import ApplyBy
from parvis.offers.models import Offer


def test_the_least_demanding_way_comes_first() -> None:
    offer = Offer(title="baker", ways=[["link", "https://example.org"], ["write", ""], ["call", "04 00"]])
    assert [way.value for way in ways_to_apply(offer)] == ["04 00", "https://example.org"]


@pytest.mark.parametrize(
    ("by", "value", "href"),
    [
        (ApplyBy.LINK, "https://example.org/a?b=c", "https://example.org/a?b=c"),
        (ApplyBy.LINK, "http://example.org", "http://example.org"),
        (ApplyBy.LINK, "javascript:alert(1)", ""),
        (ApplyBy.LINK, "data:text/html,x", ""),
        (ApplyBy.LINK, "//example.org", ""),
        (ApplyBy.CALL, "+33 (0)4 00-00", "tel:+3304" + "0000"),
        (ApplyBy.WRITE, "a@example.org", "mailto:a@example.org"),
        (ApplyBy.WRITE, "1 rue de la Gare", ""),
        (ApplyBy.COME, "https://example.org", ""),
    ],
)
def test_what_a_link_points_to(by: ApplyBy, value: str, href: str) -> None:
    assert Way(by, value).href == href
