"""Who has no trade in mind: pictures of what one likes, and what one already does; with and without script, on a phone."""

from __future__ import annotations

from collections.abc import Callable

from .visitor import Visitor

Visit = Callable[..., Visitor]


def choose(visitor: Visitor, value: int, *, of: int) -> None:
    """Press the answer ``value`` of every ``of``-th statement on the page."""
    statements = visitor.page.locator("fieldset.statement")
    for place in range(0, statements.count(), of):
        statements.nth(place).locator(f'input[value="{value}"]').check()


def test_from_pictures_to_a_trade_in_the_notebook(visit: Visit) -> None:
    visitor = visit("fr").go("/fr/")
    visitor.follow('main a[href="/fr/starters/"]')
    visitor.follow('main a[href$="/starters/interests/pictures/"]')
    assert visitor.is_too_wide() == []
    for _page in (1, 2):
        choose(visitor, 1, of=1)
        choose(visitor, 5, of=6)
        visitor.follow('button[value="on"]')
    assert "/interests/pictures/result/?a=k" in visitor.path
    assert visitor.page.locator(".types-bars > li").count() == 6
    assert visitor.page.locator(".found > li").count() >= 3
    assert visitor.is_too_wide() == []
    before = visitor.page.locator(".types-bars b").all_inner_texts()
    visitor.follow(".type-up >> nth=0")
    after = visitor.page.locator(".types-bars b").all_inner_texts()
    assert after == [before[1], before[0], *before[2:]]
    visitor.follow(".found .notebook-add >> nth=0")
    if not visitor.has_script:
        assert visitor.path.startswith("/fr/notebook/")
        visitor.follow('.notice a[href*="/starters/"]')
        assert "o=" in visitor.path
    visitor.see("nav.rooms a[data-count='1']")


def test_back_and_the_arrow_of_the_browser_keep_the_answers(visit: Visit) -> None:
    visitor = visit("ar").go("/ar/starters/interests/statements/")
    choose(visitor, 4, of=2)
    visitor.follow('button[value="on"]')
    visitor.follow('button[value="back"]')
    assert visitor.page.locator("input:checked").count() == 4
    visitor.follow('button[value="result"]')
    assert visitor.page.locator(".starter-nowhere").count() == 1


def test_from_what_one_does_to_trades_near(visit: Visit) -> None:
    visitor = visit("uk").go("/uk/starters/activities/")
    visitor.page.locator(".activity >> nth=1").click()
    for _page in range(2):
        visitor.follow('button[value="on"]')
    visitor.page.locator(".activity >> nth=0").click()
    visitor.follow('button[value="result"]')
    assert visitor.page.locator(".did > li").count() == 2
    names = visitor.page.locator(".found-name").all_inner_texts()
    assert len(names) == 3
    visitor.follow(".found-name >> nth=0")
    assert "/uk/trades/" in visitor.path
