"""The colour of a name, drawn: each colour has a pattern of its own too, for eyes and printers that see no colours."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from parvis.core.enums import Colour

register = template.Library()

_SIDE = 40
#: Colour → (fill, what is drawn over it). Drawn as SVG, because browsers print no background colours.
_DRAWN = {
    Colour.RED: ("#c62828", '<path d="M-4 14 14-4M-4 34 34-4M6 44 44 6M26 44 44 26" stroke="#fff" stroke-width="3"/>'),
    Colour.BLUE: (
        "#1565c0",
        '<path d="M0 11q5-6 10 0t10 0 10 0 10 0M0 21q5-6 10 0t10 0 10 0 10 0M0 31q5-6 10 0t10 0 10 0 10 0" stroke="#fff" stroke-width="2.5" fill="none"/>',
    ),
    Colour.GREEN: (
        "#2e7d32",
        '<g fill="#fff"><circle cx="10" cy="10" r="3.5"/><circle cx="30" cy="10" r="3.5"/><circle cx="20" cy="20" r="3.5"/><circle cx="10" cy="30" r="3.5"/><circle cx="30" cy="30" r="3.5"/></g>',
    ),
    Colour.YELLOW: ("#fbc02d", '<path d="M10 0v40M20 0v40M30 0v40" stroke="#4a3800" stroke-width="2.5"/>'),
    Colour.BLACK: ("#111", ""),
    Colour.WHITE: ("#fff", ""),
    Colour.BROWN: (
        "#6d4c41",
        '<path d="M0 10h40M0 20h40M0 30h40M10 0v40M20 0v40M30 0v40" stroke="#fff" stroke-width="1.6"/>',
    ),
    Colour.GREY: ("#9e9e9e", '<path d="M0 0h20v20H0zM20 20h20v20H20z" fill="#fff"/>'),
}


@register.simple_tag
def swatch(colour: str, *, size: str = "m") -> SafeString:
    """Draw a name's colour, ``size`` m or l; its name stands beside it, so it is hidden from readers."""
    fill, over = _DRAWN[Colour(colour)]
    kind = "swatch-l" if size == "l" else "swatch-m"
    return mark_safe(  # noqa: S308  our own drawing
        f'<svg class="swatch {kind}" viewBox="0 0 {_SIDE} {_SIDE}" aria-hidden="true" focusable="false">'
        f'<rect width="{_SIDE}" height="{_SIDE}" fill="{fill}"/>{over}'
        f'<rect x="1" y="1" width="{_SIDE - 2}" height="{_SIDE - 2}" fill="none" stroke="currentColor" stroke-width="2"/></svg>'
    )
