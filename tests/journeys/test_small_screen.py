"""What newcomers found wrong on a small phone, kept from coming back: names without their language, times cut at the dash, things that touch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.served import Site
from tests.tiny_esco import BAKERS_CODE

from .visitor import visiting

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]
PAGES = (
    "",
    "events/",
    "houses/",
    "houses/paris/",
    "houses/paris/now/",
    "houses/paris/ask/",
    "write/?house=paris",
    "card/paris/",
    f"trades/{BAKERS_CODE}/",
    f"paths/{BAKERS_CODE}/",
)
#: Text of the page that holds a house's name and stands in no element of that name's language.
UNMARKED = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const words = walk.currentNode.textContent;
    if (/(Cité des métiers|Città dei mestieri|Cidade das Profissões) (d|e)/.test(words) && walk.currentNode.parentElement.closest("[lang]").lang === "ar")
      found.push(words.trim());
  }
  return found;
}"""
#: Times from … to … of which one half stands on another line than the other.
CUT = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    for (const each of node.textContent.matchAll(/\\d{1,2}[:.]\\d{2}–\\u2060?\\d{1,2}[:.]\\d{2}/g)) {
      const range = document.createRange();
      range.setStart(node, each.index);
      range.setEnd(node, each.index + each[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(each[0]);
    }
  }
  return found;
}"""
#: How many lines the way here takes, and of how many places it tells.
CRUMBS = """() => {
  const list = document.querySelector(".crumbs ol");
  if (!list) return [0, 1];
  const lines = Math.round(list.getBoundingClientRect().height / parseFloat(getComputedStyle(list).lineHeight));
  return [lines, list.children.length];
}"""
UNDER_HEAD = """() => document.querySelector(".board-card").getBoundingClientRect().top
    - document.querySelector(".board-screen-head p").getBoundingClientRect().bottom"""


def test_names_of_houses_say_their_language(browser: Browser, site: Site) -> None:
    with visiting(browser, site.origin, language="ar") as visitor:
        found = {path: visitor.go(f"/ar/{path}").page.evaluate(UNMARKED) for path in PAGES}
    assert not {path: names for path, names in found.items() if names}


@pytest.mark.parametrize("language", ["en", "uk"])
def test_no_time_is_cut_at_its_dash(browser: Browser, site: Site, language: str) -> None:
    with visiting(browser, site.origin, language=language) as visitor:
        paths = (*PAGES, "houses/paris/now/screen/")
        found = {path: visitor.go(f"/{language}/{path}").page.evaluate(CUT) for path in paths}
    assert not {path: times for path, times in found.items() if times}


@pytest.mark.parametrize("language", ["de", "ar"])
def test_where_one_stands_is_told_in_few_lines(browser: Browser, site: Site, language: str) -> None:
    """Not a line each: three lines at most, and two where three places are told."""
    with visiting(browser, site.origin, language=language) as visitor:
        told = {path: visitor.go(f"/{language}/{path}").page.evaluate(CRUMBS) for path in PAGES}
    assert max(places for _lines, places in told.values()) > 3
    assert not {path: each for path, each in told.items() if each[0] > 1 and each[0] >= each[1]}


def test_the_board_stands_apart_from_the_name_of_its_house(browser: Browser, site: Site) -> None:
    with visiting(browser, site.origin) as visitor:
        assert visitor.go("/fr/houses/paris/now/screen/").page.evaluate(UNDER_HEAD) >= 8
