"""A manager's pages: people and posts, partners, the log; and what a partner sees of itself."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from parvis.accounts.domain.inviting import ask_recovery, confirm_recovery
from parvis.accounts.domain.pages import staff_of
from parvis.accounts.domain.slowing import unlock
from parvis.accounts.models import Invitation, StaffAct
from parvis.core.refusal import Refusal
from parvis.network.domain.posts import Wanted, end_post, give_post, posts_at
from parvis.network.domain.presence import note_convention, note_presence
from parvis.network.domain.rights import may_edit_partner, may_manage
from parvis.network.domain.staff_pages import house_page, partner_page
from parvis.network.forms import ConventionForm, PostForm, PresenceForm
from parvis.network.models import House, Partner, Presence

PAGE = 50


def _shown(request: HttpRequest, house: House, form: PostForm | None = None, **more: object) -> HttpResponse:
    posts = list(posts_at(house).select_related("staff", "partner"))
    partners = list(Partner.objects.filter(partnerships__house=house))
    me = staff_of(request)
    waiting = Invitation.objects.waiting(timezone.now()).filter(staff__in={post.staff_id for post in posts})
    told = {
        "house": house,
        "posts": posts,
        "me": me,
        "now": timezone.now(),
        "form": form or PostForm(partners=partners, language=get_language() or "en"),
        "waiting": list(waiting.select_related("staff", "first_by")),
    }
    return render(request, "network/people.html", told | more)


@house_page(may_manage)
def people(request: HttpRequest, house: House) -> HttpResponse:
    """Show who holds which post; give one."""
    if request.method != "POST":
        return _shown(request, house)
    partners = list(Partner.objects.filter(partnerships__house=house))
    form = PostForm(request.POST, partners=partners, language=get_language() or "en")
    if not form.is_valid():
        return _shown(request, house, form)
    typed = form.cleaned_data
    partner = next((each for each in partners if each.slug == typed["partner"]), None)
    try:
        given = give_post(Wanted(typed["email"], typed["name"], typed["role"], partner), house, by=staff_of(request))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, house, form)
    return _shown(request, house, link=given.link, given=given.post)


@house_page(may_manage)
@require_POST
def end(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """End a post."""
    try:
        end_post(number, house, by=staff_of(request))
    except Refusal as refusal:
        return _shown(request, house, said=str(refusal))
    return redirect("network-staff:people", house.slug)


@house_page(may_manage)
@require_POST
def recover(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """First manager: say that the holder of a post at this house lost the device."""
    post = get_object_or_404(posts_at(house).select_related("staff"), pk=number)
    try:
        ask_recovery(staff_of(request), post.staff, house=house.slug)
    except Refusal as refusal:
        return _shown(request, house, said=str(refusal))
    return redirect("network-staff:people", house.slug)


@house_page(may_manage)
@require_POST
def let_try(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """Let the holder of a post at this house try to sign in at once, after too many wrong tries."""
    post = get_object_or_404(posts_at(house).select_related("staff"), pk=number)
    try:
        unlock(post.staff, by=staff_of(request), house=house.slug)
    except Refusal as refusal:
        return _shown(request, house, said=str(refusal))
    return redirect("network-staff:people", house.slug)


@house_page(may_manage)
@require_POST
def confirm(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """Second manager: confirm a recovery of somebody at this house; the link is shown once."""
    asked = get_object_or_404(Invitation, pk=number, staff__in=posts_at(house).values("staff"))
    try:
        link = confirm_recovery(staff_of(request), asked.pk, house=house.slug)
    except Refusal as refusal:
        return _shown(request, house, said=str(refusal))
    return _shown(request, house, link=link)


@house_page(may_manage)
def log(request: HttpRequest, house: House) -> HttpResponse:
    """Show what staff did at the house, newest first."""
    acts = StaffAct.objects.of_house(house.slug).select_related("staff")
    page_of = Paginator(acts, PAGE).get_page(request.GET.get("page"))
    return render(request, "network/log.html", {"house": house, "acts": page_of})


@house_page(may_manage)
def partners(request: HttpRequest, house: House) -> HttpResponse:
    """Show the partners of the house: conventions, and hours of presence this year and last."""
    since = timezone.now().date().replace(month=1, day=1)
    told = {
        "house": house,
        "partnerships": list(house.partnerships.select_related("partner")),
        "presences": list(Presence.objects.filter(house=house, month__gte=since).select_related("partner")),
    }
    return render(request, "network/partners.html", told)


@house_page(may_manage)
def partner(request: HttpRequest, house: House, slug: str) -> HttpResponse:
    """Note a convention or hours of one partner."""
    tie = get_object_or_404(house.partnerships.select_related("partner"), partner__slug=slug)
    is_convention = "accepted_on" in request.POST
    initial = {"accepted_on": tie.charter_accepted_on, "until": tie.until}
    convention = ConventionForm(request.POST if is_convention else None, initial=initial)
    presence = PresenceForm(request.POST if request.method == "POST" and not is_convention else None)
    form = convention if is_convention else presence
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            if is_convention:
                note_convention(house, tie.partner, typed["accepted_on"], typed["until"], by=staff_of(request))
            else:
                note_presence(house, tie.partner, typed["month"], typed["hours"], by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("network-staff:partners", house.slug)
    told = {"house": house, "tie": tie, "convention": convention, "presence": presence}
    return render(request, "network/partner.html", told)


@partner_page(may_edit_partner)
def presence(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Show a partner its own conventions and hours."""
    told = {
        "partner": partner,
        "partnerships": list(partner.partnerships.select_related("house")),
        "presences": list(Presence.objects.filter(partner=partner).select_related("house")[:PAGE]),
    }
    return render(request, "network/presence.html", told)
