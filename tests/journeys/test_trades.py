"""Looking at trades without a word typed into the search: by sector, by what one likes, and side by side."""

from __future__ import annotations

from collections.abc import Callable

from .visitor import Visitor

Visit = Callable[..., Visitor]


def test_from_a_sector_to_two_trades_side_by_side(visit: Visit) -> None:
    visitor = visit("fr").go("/fr/trades/")
    visitor.follow('a[href="/fr/trades/sector/food/"]')
    visitor.page.fill("#word", "BOULANG")
    visitor.follow(".narrow button")
    visitor.follow('main a[href*="/trades/"]:has-text("boulanger")')
    visitor.follow('main a[href*="/trades/compare/"]')
    visitor.page.fill("#find", "pâtiss")
    visitor.follow(".narrow button")
    visitor.follow('main a.card:has-text("pâtissier")')
    assert visitor.page.locator(".compare thead a.compare-name").count() == 2
    assert visitor.is_too_wide() == []
    visitor.follow(".compare-remove >> nth=0")
    assert visitor.page.locator(".compare thead a.compare-name").all_inner_texts() == ["pâtissier / pâtissière"]


def test_from_what_one_likes_to_a_house_near(visit: Visit) -> None:
    visitor = visit("uk").go("/uk/trades/")
    visitor.follow('a[href="/uk/trades/interest/S/"]')
    visitor.follow('main .trades a[href*="/trades/"]')
    visitor.page.fill("#town", "Lyon")
    visitor.follow(".panel-next button")
    assert visitor.path.startswith("/uk/houses/?town=Lyon")
