"""Giving and ending posts; a house always keeps a manager."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.domain.inviting import find_or_make, needs_link, new_link
from parvis.accounts.enums import Purpose
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.network.enums import HOUSE_ROLES, Role
from parvis.network.models import House, Partner, Post


@dataclass(frozen=True)
class Given:
    """A post that was given, and the path of the invitation when its holder has no password yet."""

    post: Post
    link: str


@dataclass(frozen=True)
class Wanted:
    """Whom to give which post."""

    email: str
    name: str
    role: str
    partner: Partner | None = None


@transaction.atomic
def give_post(wanted: Wanted, house: House | None, *, by: Staff | None) -> Given:
    """Give a post at ``house``, or that of an editor for one of its partners; ``by`` is None at the machine's keyboard."""
    at = house if wanted.role in HOUSE_ROLES else None
    partner = wanted.partner if wanted.role == Role.EDITOR else None
    if wanted.role in HOUSE_ROLES and house is None:
        raise Refusal(_("Say at which house."))
    if wanted.role == Role.EDITOR and partner is None:
        raise Refusal(_("Say for which partner."))
    if wanted.role == Role.COORDINATOR and by is not None:
        raise Refusal(_("Coordinators are named by the network, not by a house."))
    staff = find_or_make(wanted.email, wanted.name)
    today = timezone.now().date()
    if Post.objects.standing(today).filter(staff=staff, role=wanted.role, house=at, partner=partner).exists():
        raise Refusal(_("%(name)s holds this post already.") % {"name": staff.name})
    post = Post.objects.create(staff=staff, role=wanted.role, house=at, partner=partner, since=today)
    link = new_link(staff, Purpose.INVITATION, by=by) if needs_link(staff) else ""
    if by:
        record(by, "post.given", code=f"{staff.name}: {post.role}", house=house.slug if house else "")
    return Given(post, link)


@transaction.atomic
def end_post(number: int, house: House, *, by: Staff) -> None:
    """End a post of ``house``, or of an editor of one of its partners, from today on."""
    House.objects.select_for_update().get(pk=house.pk)
    post = posts_at(house).filter(pk=number).select_related("staff").first()
    if post is None:
        raise Refusal(_("This post has ended already."))
    others = Post.objects.standing(timezone.now().date()).filter(house=house, role=Role.MANAGER).exclude(pk=post.pk)
    if post.role == Role.MANAGER and not others.exists():
        raise Refusal(_("A house needs a manager: give this post to somebody else first."))
    record(by, "post.ended", code=f"{post.staff.name}: {post.role}", house=house.slug)
    post.delete()


def posts_at(house: House) -> models.QuerySet[Post]:
    """Return the posts that ``house`` gives today: its own, and those of the editors of its partners."""
    today = timezone.now().date()
    partners = house.partnerships.standing(today).values("partner")
    return Post.objects.standing(today).filter(Q(house=house) | Q(role=Role.EDITOR, partner__in=partners))
