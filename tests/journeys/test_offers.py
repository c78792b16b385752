"""Looking for a place to start: a trade, a town, further away, an offer, how to apply, into the notebook; on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

from .visitor import Visitor

Visit = Callable[..., Visitor]


def test_from_the_door_to_an_offer_in_the_notebook(visit: Visit) -> None:
    visitor = visit("fr").go("/fr/")
    visitor.follow('main .doors a[href="/fr/offers/"]')
    assert visitor.is_too_wide() == []
    visitor.page.fill("#q", "boulanger")
    visitor.page.fill("#town", "Paris")
    visitor.page.select_option("#km", "100")
    visitor.follow(".offers-form button")
    assert visitor.is_too_wide() == []
    kms = [
        float(re.sub(r"[^\d,]", "", text).replace(",", "."))
        for text in visitor.page.locator(".offer-where b").all_inner_texts()
    ]
    assert kms
    assert max(kms) <= 100
    visitor.follow(".offers-count ~ .offers .offer-line h3 a >> nth=0")
    assert visitor.is_too_wide() == []
    visitor.see("#apply .ways, #apply .scripts")
    assert visitor.page.locator(".checklist > li").count() == 7
    visitor.follow(".offer-head .notebook-add")
    visitor.see("nav.rooms a[data-count='1']")


def test_nothing_near_says_so_and_leads_on(visit: Visit) -> None:
    visitor = visit("ar").go("/ar/offers/?town=Reykjav%C3%ADk&km=5")
    assert visitor.page.locator(".offers-count ~ .offers").count() == 0
    assert visitor.page.locator(".offers-nothing a").count() >= 1
    assert visitor.is_too_wide() == []
