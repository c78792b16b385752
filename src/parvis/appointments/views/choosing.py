"""Free slots of a house, for visitors: by desk and language, the next first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.appointments.domain.showing import days_of, desks_of, free_plans, offerings_to_come, only, tongues_of
from parvis.core.languages import language_name
from parvis.core.said import say
from parvis.network.domain.profile import find_house

PAGE = 24


def choosing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the free slots of the house; a press on one leads to where it is taken (the seats room)."""
    now, language = timezone.now(), get_language() or "en"
    house = find_house(slug, now.date())
    if house is None:
        raise Http404
    desk, tongue = request.GET.get("desk", "")[:40], request.GET.get("tongue", "")[:12]
    every = offerings_to_come(house, now)
    page = Paginator(free_plans(house, now, only(every, desk, tongue)), PAGE).get_page(request.GET.get("page"))
    spoken = tongues_of(every)
    told = {
        "house": house,
        "days": days_of(list(page.object_list), language),
        "dates": page,
        "desks": [(each.key, say(each.question, language).text) for each in desks_of(every)],
        "tongues": sorted(((code, language_name(code, language)) for code in spoken), key=lambda pair: pair[1]),
        "desk": desk,
        "tongue": tongue,
        "is_sample": any(plan.session.event.is_sample for plan in page.object_list),
    }
    return render(request, "appointments/choose.html", told)
