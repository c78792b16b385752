"""A visitor with a browser: every visit keeps count of cookies, strangers and complaints, and ends by showing them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = (360, 740)
DESKTOP = (1280, 900)


@dataclass
class Visitor:
    """One visitor in a context of their own; ``page`` is Playwright's."""

    origin: str
    context: BrowserContext
    page: Page
    has_script: bool
    strangers: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.path}: {error}"))
        self.page.on("console", self._hear)

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", "data:", "blob:", "about:")):
            self.strangers.add(request.url)

    def _hear(self, message: object) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:  # type: ignore[attr-defined]
            self.complaints.append(f"{self.path}: {message.text}")  # type: ignore[attr-defined]

    @property
    def path(self) -> str:
        """Return where the visitor stands: path and query."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def go(self, path: str) -> Visitor:
        """Type an address."""
        self.page.goto(self.origin + path)
        return self

    def look(self, *, size: tuple[int, int], color_scheme: str = "light", forced_colors: str = "none") -> Visitor:
        """See the page that is open at another size and in other colours."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(color_scheme=color_scheme, forced_colors=forced_colors)  # type: ignore[arg-type]
        return self

    def see(self, selector: str) -> Locator:
        """Return the first visible thing ``selector`` names; fails when there is none within five seconds."""
        found = self.page.locator(selector).locator("visible=true").first
        found.wait_for(state="visible", timeout=5000)
        return found

    def follow(self, selector: str) -> Visitor:
        """Press the first visible link or button that ``selector`` names, and wait for the page it leads to."""
        self.see(selector).click()
        self.page.wait_for_load_state("load")
        return self

    def ask(self, words: str) -> Visitor:
        """Write ``words`` into the page's search box and send them."""
        box = self.see("main input[name=q], input[name=q]")
        box.fill(words)
        box.press("Enter")
        self.page.wait_for_url("**/search/?**")
        return self

    def text(self) -> str:
        """Return what the page says."""
        return self.page.locator("body").inner_text()

    def is_too_wide(self) -> list[str]:
        """Return what stands out of the page's width, empty when nothing makes it scroll sideways."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """() => {
              const wide = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= wide) return [];
              const isCut = (e) => e && (/hidden|clip|auto|scroll/.test(getComputedStyle(e).overflowX) || isCut(e.parentElement));
              return [...document.querySelectorAll("body *")]
                .filter((e) => { const b = e.getBoundingClientRect(); return b.width && (b.right > wide + 1 || b.left < -1); })
                .filter((e) => !isCut(e.parentElement))
                .slice(0, 5).map((e) => `${e.tagName}.${e.className.baseVal ?? e.className}`);
            }"""
        )

    def assert_unknown(self) -> None:
        """Fail when the visit left a cookie, spoke to a stranger, or made the browser complain."""
        assert self.context.cookies() == []
        assert self.strangers == set()
        assert self.complaints == []


@contextmanager
def visiting(
    browser: Browser,
    origin: str,
    *,
    script: bool = True,
    size: tuple[int, int] = PHONE,
    language: str = "fr",
    **looks: str,
) -> Iterator[Visitor]:
    """Open a context as a fresh visitor has it; ``looks`` are Playwright's color_scheme, forced_colors, reduced_motion."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=script,
        locale=language,
        base_url=origin,
        **looks,  # type: ignore[arg-type]
    )
    context.set_default_timeout(30_000)
    try:
        visitor = Visitor(origin, context, context.new_page(), script)
        yield visitor
        visitor.assert_unknown()
    finally:
        context.close()
