"""The parts pages are built of. Each is a function whose signature declares its props: a wrong prop is an error when
the template is compiled (docs/adr/0004)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

PICTOGRAMS = Path(__file__).resolve().parent.parent / "pictograms"


@lru_cache(maxsize=512)
def _drawing(name: str) -> str:
    path = PICTOGRAMS / f"{name}.svg"
    if not path.is_file():
        return ""
    return path.read_text().strip()


@register.simple_tag
def pictogram(name: str, *, size: str = "m") -> SafeString:
    """Draw the pictogram ``name`` inline, ``size`` s, m, l or xl; it never carries meaning alone, so it is hidden from readers."""
    if size not in {"s", "m", "l", "xl"}:
        message = f"a pictogram is s, m, l or xl, not {size!r}"
        raise template.TemplateSyntaxError(message)
    drawing = _drawing(name) or _drawing("compass")
    attributes = f'class="pictogram pictogram-{size}" aria-hidden="true" focusable="false" '
    return mark_safe(drawing.replace("<svg ", f"<svg {attributes}", 1))  # noqa: S308  our own files


@register.inclusion_tag("parvis/parts/card.html")
def card(
    *, href: str, title: object, text: object = "", drawing: str = "", note: object = "", tone: str = ""
) -> dict[str, object]:
    """A card that is one link: title, a sentence, a pictogram, a small note, and a tone (accent name of a desk or sector)."""
    return {"href": href, "title": title, "text": text, "drawing": drawing, "note": note, "tone": tone}


@register.inclusion_tag("parvis/parts/notice.html")
def notice(*, text: object, kind: str = "info", title: object = "") -> dict[str, object]:
    """A notice in the page's flow: ``info``, ``sample``, ``warning`` or ``stale``."""
    if kind not in {"info", "sample", "warning", "stale"}:
        message = f"a notice is info, sample, warning or stale, not {kind!r}"
        raise template.TemplateSyntaxError(message)
    return {"text": text, "kind": kind, "title": title}


@register.inclusion_tag("parvis/parts/search_box.html", takes_context=True)
def search_box(context: template.Context, *, query: str = "", big: bool = False) -> dict[str, object]:
    """The one search box over everything."""
    return {"query": query, "big": big, "page": context["page"]}


@register.simple_tag
def origin() -> str:
    """The site's public address, without a path."""
    return str(settings.ORIGIN)
