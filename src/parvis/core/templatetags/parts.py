"""The parts pages are built of. Each is a function whose signature declares its props: a wrong prop is an error when
the template is compiled (docs/adr/0004)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from parvis.core.pictured import Pictured

register = template.Library()

CORE = Path(__file__).resolve().parent.parent
PICTOGRAMS = CORE / "pictograms"
ILLUSTRATIONS = CORE / "illustrations"
TONES = ("brick", "leaf", "sea", "plum", "sun", "night")


@lru_cache(maxsize=512)
def _drawing(name: str, folder: Path = PICTOGRAMS) -> str:
    path = folder / f"{name}.svg"
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


@register.simple_tag
def illustration(name: str) -> SafeString:
    """Draw the illustration ``name`` inline, in the page's colours; an unknown name is an error of the template."""
    drawing = _drawing(name, ILLUSTRATIONS)
    if not drawing:
        message = f"there is no illustration {name!r}"
        raise template.TemplateSyntaxError(message)
    return mark_safe(drawing.replace("<svg ", '<svg class="illustration" focusable="false" ', 1))  # noqa: S308  our own files


@register.inclusion_tag("parvis/parts/door.html")
def door(*, href: str, title: object, drawing: str, tone: str, text: object = "") -> dict[str, object]:
    """A big door in a strong colour: a visitor's question, a pictogram, perhaps a sentence; ``tone`` is one of TONES."""
    if tone not in TONES:
        message = f"a door's tone is one of {', '.join(TONES)}, not {tone!r}"
        raise template.TemplateSyntaxError(message)
    return {"href": href, "title": title, "text": text, "drawing": drawing, "tone": tone}


@register.inclusion_tag("parvis/parts/crumbs.html", takes_context=True)
def crumbs(context: template.Context, *trail: object) -> dict[str, object]:
    """Where the visitor stands: pairs of address and words, ``{% crumbs url "Trades" url "Food" %}``; Home comes first by itself."""
    if len(trail) % 2:
        message = "crumbs come in pairs: an address, its words"
        raise template.TemplateSyntaxError(message)
    return {"page": context["page"], "trail": list(zip(trail[::2], trail[1::2], strict=True))}


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


@register.inclusion_tag("parvis/parts/picture.html")
def picture(shown: Pictured, *, sizes: str = "(min-width: 52rem) 42rem, 100vw") -> dict[str, object]:
    """A picture in the width that the screen needs, fetched when it comes into sight; ``sizes`` as in HTML."""
    return {"shown": shown, "sizes": sizes}


@register.inclusion_tag("parvis/parts/search_box.html", takes_context=True)
def search_box(context: template.Context, *, query: str = "", big: bool = False) -> dict[str, object]:
    """The one search box over everything."""
    return {"query": query, "big": big, "page": context["page"]}


@register.simple_tag
def linked_data(data: Mapping[str, object]) -> SafeString:
    """Write ``data`` as a JSON-LD block for machines that read pages: data that no browser runs, safe from its own text."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308  escaped above


@register.simple_tag
def origin() -> str:
    """The site's public address, without a path."""
    return str(settings.ORIGIN)
