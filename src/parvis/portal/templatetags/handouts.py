"""How a handout's text is shown: with room to write where it says so."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from parvis.core.said import Said
from parvis.portal.domain.handouts import ROOM_TO_WRITE

register = template.Library()


@register.filter
def with_room(text: Said) -> SafeString:
    """Show ``text`` with a line to write on at each gap; read aloud, a gap is a pause."""
    first, *rest = text.text.split(ROOM_TO_WRITE)
    gaps = format_html_join("", '<span class="handout-gap">…</span>{}', ((piece,) for piece in rest))
    return format_html("{}{}", first, gaps)
