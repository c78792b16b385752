"""Open to everyone: every kind of page in every language and look has nothing axe objects to, and never scrolls sideways.

axe finds what a machine can find; no human audit was done.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from parvis.core.languages import INTERFACE_LANGUAGES
from tests.served import Site

from .sights import sights
from .visitor import DESKTOP, PHONE, Visitor, visiting

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
LOOKS = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "desktop": {"size": DESKTOP},
    "desktop, dark": {"size": DESKTOP, "color_scheme": "dark"},
}
MOVING = """() => document.getAnimations()
    .filter((a) => a.playState === "running" && a.effect.getComputedTiming().duration > 1).length"""


@pytest.fixture(scope="session")
def paths(site: Site) -> list[str]:
    return sights(site)


def objections(visitor: Visitor, language: str, paths: list[str]) -> list[str]:
    """Return what axe says of each page: rule, page, the first elements."""
    axe, found = Axe(), []
    for path in paths:
        visitor.go(f"/{language}/{path}")
        for violation in axe.run(visitor.page, options=RULES).response["violations"]:
            shown = [node["html"][:160] for node in violation["nodes"][:2]]
            found.append(f"{violation['id']} on /{language}/{path}: {shown}")
    return found


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_objection_in_any_language(browser: Browser, site: Site, paths: list[str], language: str) -> None:
    with visiting(browser, site.origin, language=language) as visitor:
        found = objections(visitor, language, paths)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("look", LOOKS)
def test_no_objection_in_any_look(browser: Browser, site: Site, paths: list[str], language: str, look: str) -> None:
    with visiting(browser, site.origin, language=language, **LOOKS[look]) as visitor:  # type: ignore[arg-type]
        found = objections(visitor, language, paths)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "de", "ar", "uk"])
@pytest.mark.parametrize("size", [(320, 640), (320, 225)], ids=["320 px", "400 % of 1280 × 900"])
def test_nothing_scrolls_sideways(
    browser: Browser, site: Site, paths: list[str], language: str, size: tuple[int, int]
) -> None:
    own = [
        path for path in paths if "kiosk" not in path
    ]  # a house's own device is larger than a phone, and so is its type
    with visiting(browser, site.origin, language=language, size=size) as visitor:
        found = {path: wide for path in own if (wide := visitor.go(f"/{language}/{path}").is_too_wide())}
    assert not found


def test_nothing_moves_for_who_asked_for_stillness(browser: Browser, site: Site, paths: list[str]) -> None:
    with visiting(browser, site.origin, reduced_motion="reduce") as visitor:
        moving = [path for path in paths if visitor.go(f"/fr/{path}").page.evaluate(MOVING)]
    assert not moving


@pytest.mark.parametrize("language", ["en", "ar"])
def test_targets_are_large_enough_for_a_thumb(browser: Browser, site: Site, paths: list[str], language: str) -> None:
    """Buttons, fields and links that stand alone are 44 px high, a choice with its label; links within a sentence may be smaller (WCAG 2.5.8)."""
    found = []
    with visiting(browser, site.origin, language=language, size=PHONE) as visitor:
        for path in paths:
            small = visitor.go(f"/{language}/{path}").page.evaluate(
                """() => [...document.querySelectorAll("button, .button, input:not([type=hidden]), select, summary, nav a")]
                  .map((e) => ["radio", "checkbox"].includes(e.type) && e.labels.length ? e.labels[0] : e)
                  .filter((e) => { const b = e.getBoundingClientRect(); return b.width && b.bottom > 0 && b.height < 43.5; })
                  .map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 30)} ${Math.round(e.getBoundingClientRect().height)}`)"""
            )
            found += [f"/{language}/{path}: {element}" for element in small]
    assert not found, "\n".join(found[:30])
