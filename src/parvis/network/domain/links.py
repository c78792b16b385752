"""The links of houses and partners in the navigation of staff, and the words of this room's acts."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink, Waiting
from parvis.accounts.enums import Task
from parvis.accounts.models import Invitation, Staff
from parvis.core.said import say
from parvis.network.domain.rights import houses_of, houses_where, may_manage, may_run_programme, partners_of
from parvis.network.models import House, Partner, Post

ACT_WORDS: dict[str, Promise | str] = {
    "post.given": _("gave a post"),
    "post.ended": _("ended a post"),
    "partner.convention": _("noted a partner’s convention"),
    "partner.presence": _("noted a partner’s presence"),
    "page.begun": _("began a page of the house"),
    "page.changed": _("changed a page of the house"),
    "page.handed-in": _("handed in a page for review"),
    "page.sent-back": _("sent a page back for a change"),
    "page.published": _("published a page of the house"),
    "page.set-aside": _("set the draft of a page aside"),
    "page.restored": _("brought back an earlier version of a page"),
    "picture.added": _("added a picture"),
    "picture.changed": _("changed the words of a picture"),
    "picture.removed": _("removed a picture"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return the links that the posts of ``staff`` open."""
    found = [link for house in houses_of(staff) for link in _of_house(staff, house)]
    return found + [
        StaffLink(
            _name(partner), _("Our presence"), reverse("network-staff:presence", args=(partner.slug,)), Task.PEOPLE
        )
        for partner in partners_of(staff)
    ]


def _name(partner: Partner) -> str:
    return say(partner.name, get_language() or "en").text


def _of_house(staff: Staff, house: House) -> list[StaffLink]:
    found = []
    if may_run_programme(staff, house):
        found = [
            StaffLink(house.name, words, reverse(name, args=(house.slug,)))
            for words, name in ((_("Pages"), "network-staff:pages"), (_("Pictures"), "network-staff:pictures"))
        ]
    if not may_manage(staff, house):
        return found
    return [
        *found,
        StaffLink(house.name, _("People and posts"), reverse("network-staff:people", args=(house.slug,)), Task.PEOPLE),
        StaffLink(house.name, _("Partners"), reverse("network-staff:partners", args=(house.slug,)), Task.PEOPLE),
        StaffLink(house.name, _("What staff did"), reverse("network-staff:log", args=(house.slug,)), Task.PEOPLE),
    ]


def waiting(staff: Staff) -> list[Waiting]:
    """Return the recoveries that wait for a second manager: those of colleagues at the houses that ``staff`` manages."""
    houses = {house.pk: house for house in houses_where(staff, may_manage)}
    if not houses:
        return []
    today = timezone.now().date()
    asked = Invitation.objects.waiting(timezone.now()).exclude(first_by=staff).exclude(staff=staff)
    at = Post.objects.standing(today).filter(house__in=houses, staff__in=asked.values("staff"))
    return [
        Waiting(
            _("%(name)s lost a device: confirm it as the second manager") % {"name": post.staff.name},
            reverse("network-staff:people", args=(houses[post.house_id or 0].slug,)),
            today,
            urgent=True,
        )
        for post in at.select_related("staff").order_by("pk")
    ]
