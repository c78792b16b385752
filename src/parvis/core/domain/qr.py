"""QR drawings of addresses, as SVG that stands in the page: no file, no request, no picture service."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

#: Longest address drawn, in bytes: byte mode at the lowest correction holds 2,953; beyond some 1,200 phones give up.
LIMIT = 1200


def _made(address: str) -> segno.QRCode:
    return segno.make(address, error="l", boost_error=True, micro=False)


_made_once = lru_cache(maxsize=1024)(_made)


def _code(address: str) -> segno.QRCode:
    """Return the code of ``address``; kept in memory for a public page (4 ms each), never where a query may hold a notebook."""
    return _made(address) if "?" in address else _made_once(address)


def drawn_qr(address: str, *, words: str = "", modules: int = 4) -> str:
    """Return an inline ``<svg>`` of ``address`` with a quiet zone of ``modules``; empty when it is too long to be read.

    Black on white in every colour scheme, because cameras want it so. ``words`` is its accessible name; without, it is
    hidden from readers, who have the address in text beside it.
    """
    if len(address.encode()) > LIMIT:
        return ""
    drawing: str = _code(address).svg_inline(
        border=modules, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    told = f'role="img" aria-label="{_attribute(words)}"' if words else 'aria-hidden="true" focusable="false"'
    return drawing.replace("<svg ", f"<svg {told} ", 1)


def qr_file(address: str) -> str:
    """Return a whole SVG document of ``address`` for paper, whose white is its quiet zone; empty when it is too long."""
    if len(address.encode()) > LIMIT:
        return ""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=1, dark="#000", xmldecl=False)
    return out.getvalue().decode()


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
