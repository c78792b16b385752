"""What a team writes in plain text, as a page: paragraphs, headings, lists, bold, italics, quotations, links; nothing else.

The reader starts from no rule at all and is given these (docs/adr/0015); what comes out is cleaned against a list all the same.
"""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

RULES = ("heading", "lheading", "list", "blockquote", "emphasis", "link", "newline", "escape")
TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "br", "a"}
SCHEMES = {"http", "https", "mailto", "tel"}

_reader = MarkdownIt("zero", {"html": False, "linkify": False, "maxNesting": 20}).enable(list(RULES))


def as_page(text: str) -> SafeString:
    """Return ``text`` as HTML that may stand in a page below its one h1; headings begin at h2 and skip no level."""
    tokens, above = _reader.parse(text), list[int]()
    for opening, closing in zip(tokens, tokens[2:], strict=False):
        if opening.type == "heading_open":
            level = int(opening.tag[1:])
            above = [*(each for each in above if each < level), level]
            opening.tag = closing.tag = f"h{min(len(above) + 1, 4)}"
    written = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(
        written,
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noreferrer",
        strip_comments=True,
    )
    return mark_safe(clean)  # noqa: S308  cleaned on the line above
