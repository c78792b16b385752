"""The forms of a house's content: about, the way there, desks, hours, days that are otherwise, texts in a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.accounts.domain.pages import staff_of
from parvis.core.domain.differing import Data, mark
from parvis.core.domain.versions import Edit, Overtaken
from parvis.core.languages import language_name, own_name
from parvis.core.refusal import Refusal
from parvis.network.content_forms import AboutForm, PartForm, PlaceForm, TranslateForm
from parvis.network.domain.content import Content, content_of, keep
from parvis.network.domain.house_parts import (
    DaysKey,
    WeekKey,
    days_in,
    desk_order,
    times_of,
    week_of,
    weeks_in,
    with_desk_moved,
    without_days,
    without_desk,
)
from parvis.network.domain.house_texts import languages_of, units
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.saying import say_weekday
from parvis.network.domain.staff_pages import house_page
from parvis.network.domain.timetable import first_weekday
from parvis.network.hours_forms import NEW, DaysForm, DeskForm, WeekForm, desk_choices
from parvis.network.models import House

AnyForm = PartForm | TranslateForm
Make = Callable[[Any, Content], AnyForm]


def _language() -> str:
    return get_language() or "en"


def _written(
    request: HttpRequest, house: House, make: Make, told: Mapping[str, object], back: str = "content:overview"
) -> HttpResponse:
    """Show a part's form, or write what was typed into the draft; nothing typed is lost, whoever was faster."""
    content = content_of(house)
    form = make(request.POST if request.method == "POST" else None, content)
    shown: dict[str, Any] = {
        "house": house,
        "content": content,
        "form": form,
        "template": "network/content/part.html",
        "began": request.POST.get("began") or mark(form.edit().seen(content.data)),
        "over": "over" in request.POST,
    }
    if request.method == "POST" and form.is_valid():
        try:
            keep(house, form.edit(), shown["began"], by=staff_of(request), over=shown["over"])
        except Overtaken as overtaken:
            shown |= {"theirs": form.theirs(overtaken.theirs), "began": mark(overtaken.theirs), "over": True}
            form.add_error(None, str(overtaken))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(back, house.slug)
    shown |= told
    return render(request, shown["template"], shown)


def _small(request: HttpRequest, house: House, edit: Edit, back: str) -> HttpResponse:
    """Do a change that a button makes."""
    try:
        keep(house, edit, request.POST.get("began", ""), by=staff_of(request))
    except Refusal as refusal:
        told = {"house": house, "said": str(refusal), "back": reverse(back, args=(house.slug,))}
        return render(request, "network/content/faster.html", told)
    return redirect(back, house.slug)


@house_page(may_run_programme)
def about(request: HttpRequest, house: House) -> HttpResponse:
    """Write who the house is."""
    return _written(
        request, house, lambda typed, now: AboutForm(typed, data_now=now.data), {"title": _("About the house")}
    )


@house_page(may_run_programme)
def place(request: HttpRequest, house: House) -> HttpResponse:
    """Write where the house is."""
    title = _("The way there, access, telephone")
    return _written(request, house, lambda typed, now: PlaceForm(typed, data_now=now.data), {"title": title})


@house_page(may_run_programme)
def desks(request: HttpRequest, house: House) -> HttpResponse:
    """Show the desks in their order; move one, take one away."""
    content = content_of(house)
    if request.method == "POST":
        for word, step in (("up", -1), ("down", 1), ("remove", 0)):
            key = request.POST.get(word, "")
            if key in content.data["desks"]:
                return _small(request, house, _desk_edit(key, step), "content:desks")
        return redirect("content:desks", house.slug)
    rows = [(key, content.data["desks"][key]) for key in desk_order(content.data)]
    told = {"house": house, "content": content, "rows": rows, "began": mark(desk_order(content.data))}
    return render(request, "network/content/desks.html", told)


def _desk_edit(key: str, step: int) -> Edit:
    if step:
        return Edit(desk_order, lambda data: with_desk_moved(data, key, step))
    return Edit(desk_order, lambda data: without_desk(data, key))


@house_page(may_run_programme)
def desk(request: HttpRequest, house: House, key: str = "") -> HttpResponse:
    """Write a desk."""

    def make(typed: Any, now: Content) -> AnyForm:
        if key and key not in now.data["desks"]:
            raise Http404
        return DeskForm(typed, data_now=now.data, key=key)

    return _written(request, house, make, {"title": _("A desk")}, "content:desks")


def _dates(request: HttpRequest, content: Content) -> tuple[str, str, str]:
    """Return the desk and the two days that the address names."""
    desk = request.GET.get("desk", "")
    days = [request.GET.get(name, "") for name in ("since", "until")]
    try:
        is_right = all(not day or parse_date(day) for day in days)
    except ValueError:
        is_right = False
    if not is_right or (desk and desk not in content.data["desks"]):
        raise Http404
    return desk, days[0], days[1]


@house_page(may_run_programme)
def hours(request: HttpRequest, house: House) -> HttpResponse:
    """Show the weeks and the days that are otherwise."""
    content = content_of(house)
    data, names = content.data, dict(desk_choices(content.data))
    first = first_weekday(house)
    order = [(first - 1 + number) % 7 + 1 for number in range(7)]
    weeks = [
        (key, names.get(key.desk, ""), [(say_weekday(day, _language()), week_of(data, key)[day]) for day in order])
        for key in weeks_in(data)
    ]
    days = [
        (key, names.get(key.desk, "") if key.desk else "", times_of(rows), rows[0]["reason"])
        for key in days_in(data)
        if (rows := [row for row in data["exceptions"] if key.holds(row)])
    ]
    told = {"house": house, "content": content, "weeks": weeks, "days": days}
    return render(request, "network/content/hours.html", told)


@house_page(may_run_programme)
def week(request: HttpRequest, house: House) -> HttpResponse:
    """Write a week of the house or of a desk."""

    def make(typed: Any, now: Content) -> AnyForm:
        key = WeekKey(since=NEW) if NEW in request.GET else WeekKey(*_dates(request, now))
        return WeekForm(typed, data_now=now.data, key=key, first=first_weekday(house))

    told = {"title": _("Opening hours of a week"), "template": "network/content/week.html"}
    return _written(request, house, make, told, "content:hours")


@house_page(may_run_programme)
def days(request: HttpRequest, house: House) -> HttpResponse:
    """Write days that are otherwise, or take them away."""
    if "remove" in request.POST:
        key = DaysKey(*_dates(request, content_of(house)))
        edit = Edit(DaysForm(data_now=content_of(house).data, key=key).read, lambda data: without_days(data, key))
        return _small(request, house, edit, "content:hours")

    def make(typed: Any, now: Content) -> AnyForm:
        return DaysForm(typed, data_now=now.data, key=DaysKey(*_dates(request, now)))

    told = {"title": _("Days that are otherwise"), "may_remove": bool(request.GET.get("since"))}
    return _written(request, house, make, told, "content:hours")


@house_page(may_run_programme)
def texts(request: HttpRequest, house: House, language: str) -> HttpResponse:
    """Translate the texts of the house, side by side."""

    def make(typed: Any, now: Content) -> AnyForm:
        if language not in languages_of(now.data):
            raise Http404
        return TranslateForm(typed, units=_units(now.data, language), data_now=now.data, language=language)

    told = {
        "template": "network/content/texts.html",
        "language": language,
        "own_name": own_name(language),
        "title": _("Texts in %(language)s") % {"language": language_name(language, _language())},
    }
    return _written(request, house, make, told)


def _units(data: Data, language: str) -> list[Any]:
    """Return the texts, those that are missing in ``language`` first."""
    return sorted(units(data), key=lambda unit: language in unit.texts)
