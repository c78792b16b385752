"""The first page a phone opens weighs at most 60 kB over the wire: page, styles, scripts and fonts, cold cache."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.served import Site
from tests.tiny_esco import BAKERS_CODE

from .visitor import visiting

pytestmark = pytest.mark.journey
MOST = 60_000


def weigh(browser: Browser, site: Site, language: str, path: str) -> dict[str, int]:
    """Return the bytes over the wire of each thing the page at ``path`` makes a cold browser fetch, headers counted."""
    with visiting(browser, site.origin, language=language) as visitor:
        line = visitor.context.new_cdp_session(visitor.page)
        line.send("Network.enable")
        names: dict[str, str] = {}
        weights: dict[str, int] = {}
        line.on(
            "Network.requestWillBeSent", lambda event: names.setdefault(event["requestId"], event["request"]["url"])
        )
        line.on(
            "Network.loadingFinished",
            lambda event: weights.__setitem__(names.get(event["requestId"], "?"), int(event["encodedDataLength"])),
        )
        visitor.go(path).page.wait_for_load_state("networkidle")
    return weights


@pytest.mark.parametrize("language", ["fr", "ar", "uk"])
@pytest.mark.parametrize(
    "page", ["", "search/?q=boulanger", "search/?q=travailler+dehors", "trades/", f"trades/{BAKERS_CODE}/"]
)
def test_a_first_page_is_light(browser: Browser, site: Site, language: str, page: str) -> None:
    weights = weigh(browser, site, language, f"/{language}/{page}")
    assert sum(weights.values()) <= MOST, weights
