"""The notebook on paper: a tagged PDF (PDF/UA-1) of one or two languages, set by typst in memory.

Nothing of a visitor is written anywhere: the template is a file of ours, the things travel as JSON, the PDF is bytes. What
people wrote never becomes markup, because the template only ever shows strings.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import typst
from babel.dates import format_date
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.core.domain.notebook import Notebook
from parvis.core.domain.qr import qr_file
from parvis.core.languages import is_right_to_left, language_name, locale_of, own_name
from parvis.portal.domain.notebook import FAULT_WORDS, Line, address_of, open_notebook
from parvis.portal.domain.thing import Thing

TEMPLATES = Path(__file__).resolve().parent.parent / "paper"
#: Typefaces tried in this order; the last one is inside typst and knows no Arabic.
FACES = ("Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans", "Libertinus Serif")
ARABIC_FACES = ("Noto Naskh Arabic", "Noto Sans Arabic", "DejaVu Sans")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Look through the machine's typefaces once: it takes longer than setting a notebook."""
    return typst.Fonts()


@lru_cache(maxsize=1)
def faces() -> tuple[str, ...]:
    """Return which of ``FACES`` this machine has."""
    families = set(_fonts().families())
    return tuple(face for face in FACES if face in families)


def print_notebook(
    notebook: Notebook, language: str, second: str = "", paper: str = "a4", *, is_slip: bool = False
) -> bytes:
    """Return ``notebook`` as a PDF in ``language`` and, when given, side by side in ``second``; ``paper`` a4 or a5.

    ``is_slip`` when a desk hands it over: then it is called so.
    """
    with translation.override(language):
        told = _told(notebook, language, second, paper)
        told["title"] = _("To take home") if is_slip else told["title"]
    return set_in_type("notebook.typ", told)


def set_in_type(template: str, told: dict[str, Any]) -> bytes:
    """Return the PDF that ``template`` (a file under ``portal/paper``) makes of ``told``."""
    compiler = typst.Compiler(input=str(TEMPLATES / template), root=str(TEMPLATES), font_paths=_fonts())
    made = compiler.compile(
        format="pdf", pdf_standards=["ua-1"], sys_inputs={"told": json.dumps(told, ensure_ascii=False)}
    )
    return cast("bytes", made)  # lists are for pictures, None for files


def on_every_sheet(language: str, second: str, paper: str) -> dict[str, Any]:
    """Return what ``sheet.typ`` needs for any sheet, in the active language."""
    return {
        "paper": paper,
        "faces": faces(),
        "language": language,
        "direction": direction_of(language),
        "anonymous": _("We don’t know who you are, and don’t need to."),
        "date": format_date(timezone.localdate(), "long", locale_of(language)),
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "warnings": _font_warning(language, second),
        "second": {"language": second, "direction": direction_of(second), "name": own_name(second)} if second else None,
    }


def _told(notebook: Notebook, language: str, second: str, paper: str) -> dict[str, Any]:
    """Return all the template shows, in the active language."""
    lines = open_notebook(notebook, language, second)
    address = address_of(reverse("portal:notebook"), notebook, second)
    common = on_every_sheet(language, second, paper)
    return common | {
        "title": _("My notebook"),
        "notes": _("Room for your notes"),
        "warnings": [*(str(FAULT_WORDS[fault]) for fault in notebook.faults), *common["warnings"]],
        "sample": _("Hours and desks marked “sample” are made up to show how it works: check with the house.")
        if any(line.thing.is_sample for line in lines)
        else "",
        "empty": "" if lines else _("Your notebook is empty."),
        "take": _("Open this notebook on your phone"),
        "address": address,
        "qr": qr_file(address),
        "lines": [_line(line) for line in lines],
    }


def _line(line: Line) -> dict[str, Any]:
    thing = line.thing
    notes = [_("Nothing here has this code any more. It may have been taken away, or the code holds a slip.")]
    if not thing.is_gone:
        notes = [thing.retired_note] if thing.is_retired else []
    if thing.successor:
        notes.append(f"{_('It goes on as:')} {thing.successor.label.text}")
    return {
        "kind": f"{line.kind} · {_('sample')}" if thing.is_sample else line.kind,
        "first": _words(thing),
        "second": _words(line.second) if line.second and not thing.is_gone else None,
        "facts": thing.facts,
        "notes": notes,
        "url": line.url,
        "qr": qr_file(line.url) if line.url else "",
        "qr_words": _("QR of the page “%(name)s”") % {"name": thing.label.text},
    }


def _words(thing: Thing) -> dict[str, Any]:
    """Return a thing's name and summary, each with the language it is really in, and a note when that is a fallback."""
    said = [("label", thing.label), ("summary", thing.summary)]
    fallback = next((text for _part, text in said if text and text.is_fallback), None)
    note = (
        _("shown in %(language)s") % {"language": language_name(fallback.language, translation.get_language() or "en")}
        if fallback
        else ""
    )
    return {"note": note} | {
        part: {"text": text.text, "language": text.language, "direction": text.direction} if text else None
        for part, text in said
    }


def direction_of(language: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if is_right_to_left(language) else "ltr"


def _font_warning(*languages: str) -> list[str]:
    if any(language and is_right_to_left(language) for language in languages) and not set(faces()) & set(ARABIC_FACES):
        return [_("This house’s machine has no typeface for Arabic letters: ask for the page on a screen.")]
    return []
