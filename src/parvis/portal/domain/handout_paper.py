"""A handout on paper: a tagged PDF of one or two languages, set like the notebook's sheet."""

from __future__ import annotations

from typing import Any

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.core.domain.notebook import Notebook
from parvis.core.languages import locale_of
from parvis.core.said import Said
from parvis.portal.domain.handouts import CALLS, ROOM_TO_WRITE, Handout, Pair, open_handout, pair, spare_rows
from parvis.portal.domain.notebook import Line, open_notebook
from parvis.portal.domain.paper import on_every_sheet, set_in_type


def print_handout(handout: Handout, notebook: Notebook, language: str, second: str = "", paper: str = "a4") -> bytes:
    """Return ``handout`` as a PDF in ``language`` and, when given, side by side in ``second``, with the notebook's things."""
    with translation.override(language):
        return set_in_type("handout.typ", _told(handout, notebook, language, second, paper))


def _told(handout: Handout, notebook: Notebook, language: str, second: str, paper: str) -> dict[str, Any]:
    lines = open_notebook(notebook, language, second)
    title = pair(handout.title, language, second)
    checked = _("Checked on %(date)s.") % {"date": format_date(handout.checked, "long", locale_of(language))}
    return on_every_sheet(language, second, paper) | {
        "title": title.first.text,
        "title_beside": _said(title.second),
        "summary": _pair(pair(handout.summary, language, second)),
        "sections": [
            {
                "title": _pair(section.title),
                "shape": section.shape,
                "parts": [{"kind": part.kind} | _pair(part) for part in section.parts],
            }
            for section in open_handout(handout, language, second)
        ],
        "held_title": _("From your notebook"),
        "things": [_thing(line) for line in lines],
        "spare": spare_rows(len(lines)),
        "calls": CALLS,
        "source": f"{_('Source:')} {handout.source}" if handout.source else "",
        "source_url": handout.source_url,
        "checked": f"{_('Written for Parvis.')} {checked}",
    }


def _said(text: Said | None) -> dict[str, Any] | None:
    """Return a text for the template, cut where there is room to write."""
    if text is None:
        return None
    return {"pieces": text.text.split(ROOM_TO_WRITE), "language": text.language, "direction": text.direction}


def _pair(texts: Pair) -> dict[str, Any]:
    return {"first": _said(texts.first), "second": _said(texts.second)}


def _thing(line: Line) -> dict[str, Any]:
    beside = line.second.label if line.second and not line.thing.is_gone else None
    return {"kind": line.kind, "first": _said(line.thing.label), "second": _said(beside), "url": line.url}
