"""What may be written in a letter."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.rules import LONGEST


def read_text(typed: str) -> PlainText:
    """Return what was typed as the text of a letter; refuse what is empty or too long."""
    text = tidied(typed.replace("\r\n", "\n")).strip()
    if not text:
        raise Refusal(_("Please write something first. Nothing was sent."))
    if len(text.encode()) > LONGEST:
        raise Refusal(
            _("This letter is too long: about 8 to 16 thousand letters fit. Please make it shorter. Nothing was sent.")
        )
    return PlainText(text)


def tidied(typed: str) -> str:
    """Return ``typed`` without what no keyboard writes and no database keeps, as NUL."""
    return "".join(letter for letter in typed if _is_kept(letter))


def _is_kept(letter: str) -> bool:
    return letter in {"\n", "\t"} or unicodedata.category(letter) not in {"Cc", "Cs"}
