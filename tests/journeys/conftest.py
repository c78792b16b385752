"""One browser and one served site a worker; a fresh visitor a story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.served import Site, copy, serving

from .visitor import CHROMIUM, FLAGS, Visitor, visiting


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a journey."""
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(prepared: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample site, served for all journeys of this worker; stories write nothing, so they can share it."""
    with serving(copy(prepared, tmp_path_factory.mktemp("site"))) as site:
        yield site


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request: pytest.FixtureRequest) -> bool:
    """Every story is told twice: with the browser's script and without."""
    return bool(request.param)


@pytest.fixture
def visit(browser: Browser, site: Site, script: bool) -> Iterator[Callable[..., Visitor]]:  # noqa: FBT001
    """Return a maker of visitors at 360 px: ``visit("ar")``; at the end each is looked over for cookies and strangers."""
    with ExitStack() as stack:

        def make(language: str = "fr", **options: object) -> Visitor:
            return stack.enter_context(
                visiting(browser, site.origin, language=language, **{"script": script, **options})  # type: ignore[arg-type]
            )

        yield make
