"""Work accounts to try the staff pages with: one a role, nobody's name, and never on a public site."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.utils import timezone

from parvis.accounts.models import Staff
from parvis.network.enums import HOUSE_ROLES, Role
from parvis.network.models import House, Partner, Post

#: Everybody may know it: a production site refuses sample accounts (accounts/domain/signing.py).
SAMPLE_WORDS = "only a sample"
_NAMES = {
    Role.MANAGER: "Sample manager",
    Role.PROGRAMME: "Sample programme team",
    Role.DESK: "Sample desk",
    Role.RECEPTION: "Sample reception",
    Role.EDITOR: "Sample partner’s editor",
    Role.COORDINATOR: "Sample coordinator",
}


def sample_house() -> House | None:
    """Return the house where the sample works: the first of the sample by its address."""
    return House.objects.filter(is_sample=True).order_by("slug").first()


@transaction.atomic
def make_sample_staff() -> list[Staff]:
    """Return the sample accounts, made where they are missing; none without a sample house."""
    house = sample_house()
    if house is None:
        return []
    return [_made(role, house) for role in _NAMES]


def _made(role: Role, house: House) -> Staff:
    email = f"{role.value}@sample.example"
    staff = Staff.objects.filter(email=email).first()
    if staff is not None:
        return staff
    staff = Staff(email=email, name=_NAMES[role], is_sample=True)
    staff.set_password(SAMPLE_WORDS)
    staff.save()
    if not Authenticator.objects.filter(user=staff).exists():
        TOTP.activate(staff, generate_totp_secret())
    partner = Partner.objects.filter(partnerships__house=house).order_by("slug").first() or (
        Partner.objects.order_by("slug").first()
    )
    if role != Role.EDITOR or partner:
        Post.objects.create(
            staff=staff,
            role=role,
            house=house if role in HOUSE_ROLES else None,
            partner=partner if role == Role.EDITOR else None,
            since=timezone.now().date(),
        )
    return staff
