"""What stories of several rooms share: looking a page over, and a site of one's own with one house made ready."""

from __future__ import annotations

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.served import Site

from .test_open_to_everyone import RULES
from .visitor import Visitor


def complain(page: Page) -> None:
    """Fail when axe objects to the page, or when it is wider than the screen."""
    page.wait_for_load_state("load")  # without its styles every page is faulty
    found = Axe().run(page, options=RULES).response["violations"]
    told = [f"{each['id']}: {[node['html'][:140] for node in each['nodes'][:2]]}" for each in found]
    assert not told, f"{page.url}: {told}"
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, f"{page.url} is wider than the phone"


def look_over(visitor: Visitor) -> None:
    """Is the page as it should be: no wider than a phone, and (where a script may run to see it) open to everyone?"""
    assert visitor.is_too_wide() == []
    if visitor.has_script:
        complain(visitor.page)


def site_with_house(make_site: Callable[..., Site], code: str) -> Site:
    """Return a served site of one's own, for stories that write, on which ``code`` was run; HOUSE is the last word that it printed."""
    site = make_site()
    done = site.run("shell", "-c", code)
    assert done.returncode == 0, done.stderr
    site.variables = {**site.variables, "HOUSE": done.stdout.split()[-1]}
    site.start()
    return site
