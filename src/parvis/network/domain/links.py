"""The links of houses and partners in the navigation of staff, and the words of this room's acts."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.models import Staff

ACT_WORDS: dict[str, Promise | str] = {
    "post.given": _("gave a post"),
    "post.ended": _("ended a post"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return the links that the posts of ``staff`` open."""
    del staff
    return []
