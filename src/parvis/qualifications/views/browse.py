"""The lists of qualifications, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from parvis.core.codes import normalise_code
from parvis.core.etags import revised
from parvis.qualifications.domain.linked import qualification_data
from parvis.qualifications.domain.profile import Chosen, known_countries, listing, profile
from parvis.qualifications.enums import Mode


@revised("qualifications")
def browse(request: HttpRequest) -> HttpResponse:
    """List the qualifications that can be taken today; ``country``, ``mode`` and ``level`` narrow the list."""
    countries = known_countries()
    country, mode, level = (request.GET.get(name, "")[:20] for name in ("country", "mode", "level"))
    chosen = Chosen(
        country.upper() if country.upper() in countries else "",
        mode if mode in Mode.values else "",
        int(level) if level in {str(number) for number in range(1, 9)} else 0,
    )
    found = listing(chosen, request.GET.get("page"), get_language() or "en", countries)
    response = render(request, "qualifications/browse.html", {"listing": found, "chosen": chosen})
    if request.GET:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@revised("qualifications", "occupations")
def qualification(request: HttpRequest, code: str) -> HttpResponse:
    """Show the qualification with ``code``; an address typed by hand leads to the one address, an unknown one helps on (404)."""
    plain = normalise_code(code)
    if plain and plain != code:
        return redirect("qualifications:qualification", plain, permanent=True)
    shown = profile(code, get_language() or "en")
    if shown is None:
        return render(request, "qualifications/missing.html", {"countries": known_countries()}, status=404)
    context = {"shown": shown, "data": qualification_data(shown, request.path)}
    return render(request, "qualifications/qualification.html", context)
