"""Rooms of a house, and the kinds of event it adds for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.domain import teaming
from parvis.agenda.forms import KindForm, RoomForm
from parvis.agenda.models import Kind, Room
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


def _initial(row: Kind | Room, form: type[KindForm | RoomForm]) -> dict[str, object]:
    plain = {name: getattr(row, name) for name in form.base_fields}
    texts = {f"{word}_{code}": text for word in form.words for code, text in getattr(row, word).items()}
    return plain | texts


@house_page(may_run_programme)
def furnishing(request: HttpRequest, house: House) -> HttpResponse:
    """Show the rooms and the kinds of event of the house."""
    kinds = list(Kind.objects.of(house))
    told = {
        "house": house,
        "rooms": list(house.rooms.all()),
        "own": [kind for kind in kinds if kind.house_id],
        "common": [kind for kind in kinds if not kind.house_id],
    }
    return render(request, "agenda/team/furnishing.html", told)


@house_page(may_run_programme)
def room(request: HttpRequest, house: House, code: str = "") -> HttpResponse:
    """Write a room."""
    found = get_object_or_404(Room, house=house, code=code) if code else None

    def keep(columns: dict[str, Any]) -> None:
        teaming.write_room(house, columns, by=staff_of(request), room=found)

    return _written(request, house, found, RoomForm, keep)


@house_page(may_run_programme)
def kind(request: HttpRequest, house: House, key: str = "") -> HttpResponse:
    """Write a kind of event of the house's own."""
    found = get_object_or_404(Kind, house=house, key=key) if key else None

    def keep(columns: dict[str, Any]) -> None:
        teaming.write_kind(house, columns, by=staff_of(request), kind=found)

    return _written(request, house, found, KindForm, keep)


def _written(
    request: HttpRequest,
    house: House,
    found: Kind | Room | None,
    form_class: type[KindForm | RoomForm],
    keep: Callable[[dict[str, Any]], None],
) -> HttpResponse:
    """Show the form of ``found`` or of a new one; ``keep`` what was typed once it is sound."""
    form = form_class(
        request.POST if request.method == "POST" else None,
        house=house,
        also=list(found.name) if found else (),
        initial=_initial(found, form_class) if found else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            keep(form.columns())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programme:furnishing", house.slug)
    what = _("Room") if form_class is RoomForm else _("Kind of event")
    return render(request, "agenda/team/furnish.html", {"house": house, "found": found, "what": what, "form": form})
