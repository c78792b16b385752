"""What a team writes becomes a page, and nothing else: whatever is typed, only twelve tags and safe links come out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parvis.core.domain.markup import SCHEMES, TAGS, as_page

WRITTEN = """# Who we are

A house for *everybody*, **free**.\\
Second line

#### Far below
- one
- two [house](/fr/houses/lyon/) [mail](mailto:a@b.example)

> said

7. seven
"""


class Seen(HTMLParser):
    """Every tag and attribute of a text, as a browser reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_what_may_be_written() -> None:
    tags = [tag for tag, _attributes in Seen(as_page(WRITTEN)).tags]
    assert tags == ["h2", "p", "em", "strong", "br", "h3", "ul", "li", "li", "a", "a", "blockquote", "p", "ol", "li"]
    assert 'href="/fr/houses/lyon/" rel="noreferrer"' in as_page(WRITTEN)
    assert '<ol start="7">' in as_page(WRITTEN)


HOSTILE = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) [y](JaVaScRiPt&colon;alert(1)) [z](data:text/html,x) [v](vbscript:x)",
    "![x](https://stranger.example/x.png) <img src=x onerror=alert(1)>",
    "<https://stranger.example> http://stranger.example",
    '[x](/a "title\\" onmouseover=alert(1)")',
    "[a]: javascript:alert(1)\n\n[a]",
    "`code` <style>*{}</style> <iframe src=//stranger.example>",
    "*" * 4000,
    "[" * 4000,
    "> " * 2000 + "x",
    "- " * 2000 + "x",
    "a\n" * 3000 + "===",
)
PIECES = st.sampled_from(["<", ">", "[", "](", ")", "*", "_", "# ", "- ", "> ", "\n", "\n\n", "&", "\\", "`", "!", '"', ":", "//", "javascript:", "on", "=", "x", "\u202e", "\x00"])  # fmt: skip


def examples(test: object) -> object:
    for text in HOSTILE:
        test = example(text=text)(test)
    return test


@examples
@given(text=st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80))
def test_whatever_is_typed_no_other_tag_or_address_comes_out(text: str) -> None:
    for tag, attributes in Seen(as_page(text)).tags:
        assert tag in TAGS
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else {"start"} if tag == "ol" else set())
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", attributes.get("href") or "", re.IGNORECASE)
        assert scheme is None or scheme[1].lower() in SCHEMES


@given(levels=st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_headings_begin_below_the_page_and_skip_none(levels: list[int]) -> None:
    made = [
        int(level) for level in re.findall(r"<h(\d)>", as_page("\n\n".join(f"{'#' * level} x" for level in levels)))
    ]
    assert len(made) == len(levels)
    assert all(2 <= level <= min(before + 1, 4) for before, level in zip([1, *made], made, strict=False))
    for one, other, before, after in zip(levels, levels[1:], made, made[1:], strict=False):
        assert one != other or before == after, "sisters stand on one level"


@pytest.mark.parametrize("text", ["", " \n ", "\n\n"])
def test_nothing_is_nothing(text: str) -> None:
    assert as_page(text).strip() == ""
