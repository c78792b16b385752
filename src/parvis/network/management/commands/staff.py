"""`parvis staff`: the first account, the last way back in, and sample accounts to look around with."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from parvis.accounts.domain.inviting import close, new_link
from parvis.accounts.domain.signing import current_code
from parvis.accounts.enums import Purpose
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.network.domain.posts import Wanted, give_post
from parvis.network.domain.sample_staff import SAMPLE_WORDS, make_sample_staff
from parvis.network.enums import Role
from parvis.network.models import House, Partner, Post


class Command(BaseCommand):
    help = (
        "Work accounts, from the machine's keyboard: add EMAIL --name … --role … --house …, list, "
        "recover EMAIL (a one-time link), close EMAIL, sample (accounts to look around), code EMAIL (a sample's code)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["add", "list", "close", "recover", "sample", "code"])
        parser.add_argument("email", nargs="?", default="")
        parser.add_argument("--name", default="", help="the name that colleagues see")
        parser.add_argument("--role", default=Role.MANAGER, choices=Role.values)
        parser.add_argument("--house", default="", help="the house's short name in its address")
        parser.add_argument("--partner", default="", help="the partner's short name")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['act']}")(options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _one(self, options: dict[str, Any]) -> Staff:
        staff = Staff.objects.filter(email=options["email"].strip().lower()).first()
        if staff is None:
            message = f"Nobody has the sign-in name {options['email']!r}. See: parvis staff list"
            raise Refusal(message)
        return staff

    def _add(self, options: dict[str, Any]) -> None:
        house = House.objects.filter(slug=options["house"]).first()
        partner = Partner.objects.filter(slug=options["partner"]).first()
        if "@" not in options["email"] or (options["house"] and not house) or (options["partner"] and not partner):
            message = "Say a work e-mail, and a house or partner that is there: parvis staff add EMAIL --house lyon"
            raise Refusal(message)
        name = options["name"] or options["email"].partition("@")[0]
        given = give_post(Wanted(options["email"], name, options["role"], partner), house, by=None)
        self.stdout.write(f"{given.post.staff.name} is {given.post.get_role_display()}.")
        if given.link:
            self.stdout.write(f"Hand this link over; it works once, for seven days: {settings.ORIGIN}{given.link}")

    def _list(self, _options: dict[str, Any]) -> None:
        posts: dict[int, list[str]] = {}
        standing = Post.objects.standing(timezone.now().date()).select_related("house", "partner")
        for post in standing.order_by("pk"):
            where = post.house.slug if post.house else post.partner.slug if post.partner else "network"
            posts.setdefault(post.staff_id, []).append(f"{post.role} {where}")
        for staff in Staff.objects.all():
            state = "" if staff.is_active else " (closed)"
            self.stdout.write(
                f"{staff.email:<32} {staff.name}{state}: {', '.join(posts.get(staff.pk, [])) or 'no post'}"
            )

    def _close(self, options: dict[str, Any]) -> None:
        staff = self._one(options)
        close(staff)
        self.stdout.write(f"{staff.name} cannot sign in any more.")

    def _recover(self, options: dict[str, Any]) -> None:
        link = new_link(self._one(options), Purpose.RECOVERY)
        self.stdout.write(f"Hand this link over; it works once, for a day: {settings.ORIGIN}{link}")

    def _sample(self, _options: dict[str, Any]) -> None:
        if settings.PRODUCTION:
            message = "A public site has no sample accounts."
            raise Refusal(message)
        for staff in make_sample_staff():
            self.stdout.write(f"  {staff.email:<28} {staff.name}")
        self.stdout.write(f"  sign in at {settings.ORIGIN}/en/staff/ with the password: {SAMPLE_WORDS}")
        self.stdout.write("  the second step's code: parvis staff code EMAIL")

    def _code(self, options: dict[str, Any]) -> None:
        staff = self._one(options)
        if not staff.is_sample:
            message = "Only sample accounts tell their code here. For a lost device: parvis staff recover EMAIL"
            raise Refusal(message)
        self.stdout.write(current_code(staff) or "This code was used already: ask again in half a minute.")
