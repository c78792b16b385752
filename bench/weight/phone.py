"""An old phone on a slow line: Chromium with a processor four times slower, 1.6 Mbit/s down, 150 ms there and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
#: Runs before the page's own scripts and keeps the time of the largest paint so far, in ms since the visit began.
WATCH = """
window.largestPaint = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.largestPaint = entry.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
"""


@dataclass
class Visit:
    """One cold visit: bytes by kind of resource as the page's own network log has them, requests, largest paint in ms."""

    kinds: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    encodings: set[str] = field(default_factory=set)
    largest_paint_ms: float = 0.0


@contextmanager
def phone() -> Iterator[Browser]:
    """Yield the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


def visit(browser: Browser, address: str) -> Visit:
    """Open ``address`` with an empty cache and wait until the line is quiet."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    seen, kinds = Visit(), dict[str, str]()

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"].lower()
        seen.encodings.add(
            {key.lower(): value for key, value in event["response"]["headers"].items()}.get("content-encoding", "plain")
        )

    def finished(event: dict[str, Any]) -> None:
        seen.kinds[kinds.get(event["requestId"], "other")] += int(event["encodedDataLength"])
        seen.requests += 1

    tools.on("Network.responseReceived", answered)
    tools.on("Network.loadingFinished", finished)
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    seen.largest_paint_ms = page.evaluate("window.largestPaint")
    context.close()
    return seen
