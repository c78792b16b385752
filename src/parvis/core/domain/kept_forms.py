"""Forms that outlive a failure: whoever typed or chose something while the database was away, or a session locked, gets it back on the
page that says so.

A view says which of its fields may stand on such a page; others (a phrase that opens letters, a password) never do. Nothing is kept here:
the fields go back to the browser that sent them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.core.domain.many_fields import read_many

View = Callable[..., HttpResponseBase]
_NAME = "keeps_form"
#: The field of Django's own token: without it a form of staff is refused.
_GUARD = "csrfmiddlewaretoken"


@dataclass(frozen=True, repr=False)
class KeptText:
    """What was typed into one field: its ``label`` on the form, and whether it is one line."""

    name: str
    value: str
    label: str
    is_line: bool


@dataclass(frozen=True, repr=False)
class KeptForm:
    """A form that did not arrive: ``texts`` were typed by hand and are shown, ``others`` go along; (name, value).

    ``is_once``: sent twice it does one thing, so that a button may send it again.
    """

    address: str
    texts: Sequence[KeptText]
    others: Sequence[tuple[str, str]]
    is_once: bool

    @property
    def text(self) -> str:
        """Return all that was typed by hand."""
        return "\n\n".join(each.value for each in self.texts if each.value.strip())

    @property
    def has_text(self) -> bool:
        """Say whether anything was typed by hand."""
        return bool(self.text)


@dataclass(frozen=True)
class _Kept:
    """What a view said of its form."""

    texts: Mapping[str, Promise | str]
    lines: Mapping[str, Promise | str]
    others: Sequence[str]
    is_once: bool


def keeps_form(
    texts: Mapping[str, Promise | str] | Sequence[str] = (),
    others: Sequence[str] = (),
    *,
    lines: Mapping[str, Promise | str] | None = None,
    is_once: bool = True,
) -> Callable[[View], View]:
    """Mark a view: a form that could not be answered is given back with these fields.

    ``texts``: long ones; ``lines``: of one line; both by their label on the form where the form has more than one. ``is_once``: as in
    KeptForm.
    """
    labelled = texts if isinstance(texts, Mapping) else dict.fromkeys(texts, "")
    kept = _Kept(labelled, lines or {}, tuple(others), is_once)

    def mark(view: View) -> View:
        setattr(view, _NAME, kept)
        return view

    return mark


def kept_form(request: HttpRequest) -> KeptForm | None:
    """Return the form of ``request`` where its view keeps forms; None for others, and for one that cannot be read. No question is asked."""
    if request.method != "POST":
        return None
    try:
        view = (request.resolver_match or resolve(request.path_info)).func
        kept = getattr(view, _NAME, None)
        if kept is None:
            return None
        read_many(request, view)
        texts = [*_texts(request, kept.texts, is_line=False), *_texts(request, kept.lines, is_line=True)]
        others = [(name, value) for name in (*kept.others, _GUARD) for value in request.POST.getlist(name)]
        return KeptForm(request.path, texts, others, kept.is_once)
    except (Resolver404, SuspiciousOperation, OSError, ValueError):
        return None  # no such page, too much, the browser went away, or no form


def _texts(request: HttpRequest, fields: Mapping[str, Promise | str], *, is_line: bool) -> list[KeptText]:
    return [
        KeptText(name, value, str(label) or _("What you typed"), is_line)
        for name, label in fields.items()
        for value in request.POST.getlist(name)
    ]
