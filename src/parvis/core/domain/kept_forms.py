"""Forms that outlive a failure: whoever typed a letter while the database was away, or a session locked, gets it back on the page that says so.

A view says which of its fields may stand on such a page; others (a phrase that opens letters, a password) never do. Nothing is kept here:
the fields go back to the browser that sent them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

View = Callable[..., HttpResponseBase]
_NAME = "keeps_form"
#: The field of Django's own token: without it a form of staff is refused.
_GUARD = "csrfmiddlewaretoken"


@dataclass(frozen=True, repr=False)
class KeptForm:
    """A form that did not arrive: ``texts`` were typed by hand and are shown, ``others`` go along; (name, value).

    ``is_once``: sent twice it does one thing, so that a button may send it again.
    """

    address: str
    texts: Sequence[tuple[str, str]]
    others: Sequence[tuple[str, str]]
    is_once: bool

    @property
    def text(self) -> str:
        """Return all that was typed by hand."""
        return "\n\n".join(value for _name, value in self.texts if value.strip())

    @property
    def has_text(self) -> bool:
        """Say whether anything was typed by hand."""
        return bool(self.text)


def keeps_form(texts: Sequence[str], others: Sequence[str] = (), *, is_once: bool = True) -> Callable[[View], View]:
    """Mark a view: a form that could not be answered is given back with these fields. ``is_once``: as in KeptForm."""

    def mark(view: View) -> View:
        setattr(view, _NAME, (tuple(texts), tuple(others), is_once))
        return view

    return mark


def kept_form(request: HttpRequest) -> KeptForm | None:
    """Return the form of ``request`` where its view keeps forms; None for others, and for one that cannot be read. No question is asked."""
    if request.method != "POST":
        return None
    try:
        names = getattr((request.resolver_match or resolve(request.path_info)).func, _NAME, None)
        if names is None:
            return None
        texts, others, is_once = names
        return KeptForm(request.path, _fields(request, texts), _fields(request, (*others, _GUARD)), is_once)
    except (Resolver404, SuspiciousOperation, OSError, ValueError):
        return None  # no such page, too much, the browser went away, or no form


def _fields(request: HttpRequest, names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, value) for name in names for value in request.POST.getlist(name)]
