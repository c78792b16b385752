"""The notebook's parts, for every room: the link that adds a thing, and QR drawings."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from parvis.core.domain.qr import drawn_qr
from parvis.core.page import Page

register = template.Library()


@register.inclusion_tag("parvis/parts/add_to_notebook.html", takes_context=True)
def add_to_notebook(context: template.Context, code: str, label: object, *, small: bool = False) -> dict[str, object]:
    """The link that adds the thing with ``code`` to the notebook; once it is there, the link opens the notebook.

    ``label`` is the thing's name, read out with the link so that ten of them on a page differ.
    """
    page: Page = context["page"]
    address = reverse("portal:notebook")
    held = str(page.notebook)
    is_in = page.notebook.has_code(code)
    query = {"n": held} if held else {}
    if not is_in:
        query |= {"add": code, "back": page.here}
    kiosk = {"kiosk": ""} if page.is_kiosk else {}
    return {
        "href": f"{address}?{urlencode(query | kiosk)}",
        "opens": address,
        "code": code,
        "label": label,
        "is_in": is_in,
        "small": small,
    }


@register.simple_tag
def qr(address: str, *, words: str = "") -> SafeString:
    """Draw ``address`` as a QR in the page; nothing when it is too long for a phone to read."""
    return mark_safe(drawn_qr(address, words=words))  # noqa: S308  segno's drawing; the one text in it is escaped
