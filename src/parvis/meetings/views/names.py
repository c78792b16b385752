"""Names by a seeker's own hand: giving one to a table, taking it back; and the table's page of those given to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.once import without_cookie
from parvis.core.refusal import Refusal
from parvis.meetings.domain.saying import say_organisation, say_sign
from parvis.meetings.domain.seekers.revealing import names_for, reveal, revoke
from parvis.meetings.hall_forms import NameForm, read_whole
from parvis.meetings.models import MeetingDay, Table
from parvis.meetings.rules import REVEALED_FOR
from parvis.meetings.seeker_forms import read_typed_code


@keeps_form(
    (),
    ("code", "table", "days", "act"),
    lines={"name": gettext_lazy("Your name"), "contact": gettext_lazy("Telephone number or mail address")},
)
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def give_name(request: HttpRequest, code: str) -> HttpResponse:
    """Let a seeker give name and contact to one table they met, or take them back, with the return code."""
    day = MeetingDay.objects.public().select_related("session").filter(session__code=code).first()
    if day is None:
        raise Http404
    tables = list(Table.objects.filter(day=day, seal__isnull=False).select_related("partner"))
    form, done, refusal = NameForm(table=request.GET.get("table", "")[:30]), "", ""
    if request.method == "POST":
        form = NameForm.of(request.POST)
        try:
            done = _done(request, form, day, tables)
        except Refusal as error:
            refusal = str(error)
        else:
            form = NameForm()
    language = get_language() or "en"
    context = {
        "day": day,
        "tables": [(each.key, say_sign(each), say_organisation(each, language)) for each in tables],
        "form": form,
        "choices": REVEALED_FOR,
        "done": done,
        "refusal": refusal,
    }
    return render(request, "meetings/give_name.html", context, status=422 if refusal else 200)


def _done(request: HttpRequest, form: NameForm, day: MeetingDay, tables: list[Table]) -> str:
    code = read_typed_code(request.POST)
    table = next((each for each in tables if each.key == form.table), None)
    if table is None:
        raise Refusal(_("Choose the table."))
    if request.POST.get("act") == "revoke":
        if revoke(code, table):
            return _("Your name is taken back: this table cannot read it any more.")
        return _("No name stands there with this code: nothing is left to take back.")
    until = reveal(code, table, form.person(), read_whole(form.days), day.local_day(timezone.now()))
    return _("Given, until %(day)s. You can take it back with your code at any time.") % {"day": f"{until:%d.%m.%Y}"}


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """Show a table the names that seekers gave to it, by the code on its card; nobody else’s, and nothing to take away in one go."""
    found, refusal = None, ""
    if request.method == "POST":
        try:
            found = names_for(read_typed_code(request.POST), timezone.now())
            if found is None:
                raise Refusal(_("No table has this code."))  # noqa: TRY301 - shown as every refusal is
        except Refusal as error:
            refusal = str(error)
    context = {
        "sign": say_sign(found[0]) if found else "",
        "organisation": say_organisation(found[0], get_language() or "en") if found else None,
        "given": [(each.person.name, each.person.contact, each.until) for each in found[1]] if found else [],
        "is_found": found is not None,
        "refusal": refusal,
    }
    return render(request, "meetings/names.html", context, status=422 if refusal else 200)
