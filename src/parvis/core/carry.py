"""What a visitor carries from page to page without a cookie: the notebook in the hand, the kiosk one stands at.

Both live in the address (``n``, ``kiosk``; core/page.py). Templates may write them into their links; this wall makes sure of
it on every page, so that no room can lose a visitor's notebook or let a kiosk forget that it is one. In a kiosk it also turns
links that leave the house into plain text with a QR, because a visitor's own phone may go there and the kiosk may not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from parvis.core.domain.notebook import MAX_LENGTH
from parvis.core.domain.qr import drawn_qr
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.page import KEPT

Kept = tuple[tuple[str, str], ...]
Answer = Callable[[HttpRequest], HttpResponseBase]

_LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")', re.IGNORECASE)
_FORM = re.compile(r"(<form\b[^>]*>)(.*?)(</form>)", re.IGNORECASE | re.DOTALL)
_LEAVING = re.compile(
    r'<a\b[^>]*?\shref="((?:https?:)?//[^"]*|(?:mailto|tel|geo):[^"]*)"[^>]*>(.*?)</a>', re.IGNORECASE | re.DOTALL
)
#: Pages of staff: nobody walks there with a notebook in the hand; one that is opened there must not spread over their links.
_STAFF = re.compile(r"^/[a-z]{2,3}/staff/")
#: Stands in the address that starts a kiosk again; nothing is carried past it.
AGAIN = "again"
#: What a browser empties when a kiosk starts again; the only answer that asks for it.
FORGET = '"cache", "cookies", "storage"'


class CarryAlong:
    """Keep the notebook and the kiosk in the links, forms and redirects of a page; nothing to do when there is neither."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``."""
        response = self.get_response(request)
        kept = kept_of(request)
        if kept and isinstance(response, HttpResponse):
            is_kiosk = any(name == "kiosk" for name, _value in kept)
            if "Location" in response.headers:
                response.headers["Location"] = carrying(response.headers["Location"], kept)
            elif response.headers.get("Content-Type", "").startswith("text/html"):
                text = response.content.decode(response.charset)
                response.content = carried(outside_told(text, request.get_host()) if is_kiosk else text, kept)
            if is_kiosk:
                response.headers["Cache-Control"] = "no-store"
                if AGAIN in request.GET:
                    response.headers["Clear-Site-Data"] = FORGET
        return response


def kept_of(request: HttpRequest) -> Kept:
    """Return what ``request`` carries: names and values, in the order of ``KEPT``; over-long values stay behind."""
    query = request.META.get("QUERY_STRING", "")
    if not any(name in query for name in KEPT) or _STAFF.match(request.path_info):
        return ()
    given = request.GET
    if AGAIN in given:
        return (("kiosk", ""),)
    return tuple((name, given[name]) for name in KEPT if name in given and len(given[name]) <= MAX_LENGTH)


def carried(text: str, kept: Kept) -> str:
    """Return the page ``text`` with ``kept`` in each link and form that stays in the house and does not say its own."""
    is_kiosk = any(name == "kiosk" for name, _value in kept)

    def link(found: re.Match[str]) -> str:
        before, address, after = found.groups()
        return before + escape(carrying(unescape(address), kept)) + after

    def form(found: re.Match[str]) -> str:
        start, inside, end = found.groups()
        missing = [(name, value) for name, value in kept if f'name="{name}"' not in inside]
        fields = (f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in missing)
        return (forgetful(start) if is_kiosk else start) + "".join(fields) + inside + end

    return _FORM.sub(form, _LINK.sub(link, text))


def forgetful(form: str) -> str:
    """Return the start tag of a ``form`` whose fields the browser is asked not to remember."""
    return form if "autocomplete=" in form else f'{form[:-1]} autocomplete="off">'


def carrying(address: str, kept: Kept) -> str:
    """Return ``address`` with ``kept`` in its query; unchanged when it leaves the pages or already says them."""
    if not _is_page(address):
        return address
    parts = urlsplit(address)
    said = {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    missing = [(name, value) for name, value in kept if name not in said]
    if not missing or AGAIN in said:
        return address
    query = "&".join(part for part in (parts.query, urlencode(missing)) if part)
    return urlunsplit(parts._replace(query=query))


def _is_page(address: str) -> bool:
    """Say whether ``address`` is a page of the house: a path under a language, the entrance, or a query alone."""
    if address.startswith("?") or not address:
        return True
    if not address.startswith("/") or address.startswith("//"):
        return False
    first = re.split(r"[/?#]", address[1:], maxsplit=1)[0]
    return first in INTERFACE_LANGUAGES or not first


def outside_told(text: str, host: str) -> str:
    """Return the page ``text`` with every link that leaves ``host`` told instead: its words, the address, a QR of it."""

    def told(found: re.Match[str]) -> str:
        address, words = unescape(found.group(1)), found.group(2)
        if urlsplit(address).netloc == host:
            return found.group(0)
        plain = re.sub(r"^(https?://|mailto:|tel:|geo:)", "", address)
        shown = f"<span>{words}</span>" if plain.rstrip("/") not in words else ""
        return (
            f'<span class="outside">{shown} <bdi class="outside-address" dir="ltr">{escape(plain)}</bdi> '
            f"{drawn_qr(address)}</span>"
        )

    return _LEAVING.sub(told, text)
