"""Open to everyone: every kind of page in every language and look has nothing axe objects to, and never scrolls sideways.

axe finds what a machine can find; no human audit was done.
"""

from __future__ import annotations

import fcntl
import json
from pathlib import Path

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
    "preload": False,
}
#: Colours are the same in every language, and working them out takes most of axe’s time: they are looked at in these alone.
IN_COLOUR = {"fr", "en", "ar"}
WITHOUT_COLOUR = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
#: What a look of colours can break; a look of another size is looked at with every rule.
COLOUR_RULES = {
    **RULES,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "focus-order-semantics"]},
}
LOOKS = {
    "desktop": ({"size": DESKTOP}, RULES),
    "desktop, dark": ({"size": DESKTOP, "color_scheme": "dark"}, COLOUR_RULES),
    "dark": ({"size": PHONE, "color_scheme": "dark"}, COLOUR_RULES),
    "forced colours": ({"size": PHONE, "color_scheme": "light", "forced_colors": "active"}, COLOUR_RULES),
}
#: Languages in which nothing may scroll sideways at SMALL sizes, and in which targets are measured: long words, both directions.
NARROW, MEASURED = {"en", "de", "ar", "uk"}, {"en", "ar"}
SMALL = ((320, 640), (320, 225))
SMALL_TARGETS = """() => [...document.querySelectorAll("button, .button, input:not([type=hidden]), select, summary, nav a")]
    .map((e) => ["radio", "checkbox"].includes(e.type) && e.labels.length ? e.labels[0] : e)
    .filter((e) => { const b = e.getBoundingClientRect(); return b.width && b.bottom > 0 && b.height < 43.5; })
    .map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 30)} ${Math.round(e.getBoundingClientRect().height)}`)"""
MOVING = """() => document.getAnimations()
    .filter((a) => a.playState === "running" && a.effect.getComputedTiming().duration > 1).length"""


@pytest.fixture(scope="session")
def paths(site: Site, shared_folder: Path) -> list[str]:
    """Return every sight; the first worker finds them for all."""
    kept = shared_folder / "sights.json"
    with (shared_folder / "sights.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(sights(site)))
        found: list[str] = json.loads(kept.read_text())
    return found


def objections(axe: Axe, visitor: Visitor, where: str, rules: dict[str, object]) -> list[str]:
    """Return what axe says of the page that is open: rule, page, the first elements. axe is put into a page once."""
    page = visitor.page
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.axe_script)
    violations = page.evaluate("(rules) => axe.run(rules).then((told) => told.violations)", rules)
    return [f"{each['id']} on {where}: {[node['html'][:160] for node in each['nodes'][:2]]}" for each in violations]


def small_targets(visitor: Visitor, where: str) -> list[str]:
    """Return the targets too small for a thumb: buttons, fields and links that stand alone are 44 px high, a choice with its
    label; links within a sentence may be smaller (WCAG 2.5.8)."""
    return [f"small target on {where}: {element}" for element in visitor.page.evaluate(SMALL_TARGETS)]


def too_wide(visitor: Visitor, where: str) -> list[str]:
    """Return what scrolls sideways, neither at 320 px nor at 400 % of 1280 × 900; the page is left at a phone's size."""
    found = [f"{where} at {size}: {wide}" for size in SMALL for wide in [visitor.look(size=size).is_too_wide()] if wide]
    visitor.look(size=PHONE)
    return found


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_page_is_open_and_narrow_and_for_a_thumb(
    browser: Browser, site: Site, paths: list[str], language: str
) -> None:
    """A page is opened once a language for all that is asked of it; a house's own device is larger than a phone, and so is its type."""
    axe, found = Axe(), []
    rules = RULES if language in IN_COLOUR else WITHOUT_COLOUR
    with visiting(browser, site.origin, language=language) as visitor:
        for path in paths:
            where = f"/{language}/{path}"
            found += objections(axe, visitor.go(where), where, rules)
            if language in MEASURED:
                found += small_targets(visitor, where)
            if language in NARROW and "kiosk" not in path:
                found += too_wide(visitor, where)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_objection_in_any_look(browser: Browser, site: Site, paths: list[str], language: str) -> None:
    """A page is opened once and looked at in every look: each is a matter of style alone."""
    axe, found = Axe(), []
    with visiting(browser, site.origin, language=language) as visitor:
        for path in paths:
            visitor.go(f"/{language}/{path}")
            for name, (look, rules) in LOOKS.items():
                visitor.look(**look)
                found += objections(axe, visitor, f"/{language}/{path} ({name})", rules)
    assert not found, "\n".join(found)


def test_nothing_moves_for_who_asked_for_stillness(browser: Browser, site: Site, paths: list[str]) -> None:
    with visiting(browser, site.origin, reduced_motion="reduce") as visitor:
        moving = [path for path in paths if visitor.go(f"/fr/{path}").page.evaluate(MOVING)]
    assert not moving
