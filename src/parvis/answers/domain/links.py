"""Promises to answer in the navigation and workspace of staff; the words of these acts."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink, Waiting
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.answers.models import Contract
from parvis.core.said import say
from parvis.network.domain.rights import houses_where, may_run_programme, partners_of
from parvis.network.domain.scope import today_at

ACT_WORDS: dict[str, Promise | str] = {
    "answers.stated": _("stated a promise to answer"),
    "answers.confirmed": _("stands for a partner’s promise to answer"),
    "answers.ended": _("ended a promise to answer"),
    "answers.reopened": _("let an offer take notes again"),
    "answers.opened": _("opened a note that no mail brings"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return the promises of each house and partner that ``staff`` works for."""
    title, language = _("Promises to answer"), get_language() or "en"
    houses = [
        StaffLink(house.name, title, reverse("answers-staff:house", args=(house.slug,)), Task.PROGRAMME)
        for house in houses_where(staff, may_run_programme)
    ]
    partners = [
        StaffLink(
            say(partner.name, language).text,
            title,
            reverse("answers-staff:partner", args=(partner.slug,)),
            Task.PROGRAMME,
        )
        for partner in partners_of(staff)
    ]
    return [*houses, *partners]


def waiting(staff: Staff) -> list[Waiting]:
    """Return where partners' promises wait for a house to stand for them: a number."""
    houses = {house.pk: house for house in houses_where(staff, may_run_programme)}
    if not houses:
        return []
    now = timezone.now()
    rows = Contract.objects.unconfirmed().filter(house__in=houses).order_by("house").values_list("house")
    return [
        Waiting(
            ngettext(
                "%(number)d promise to answer waits at %(house)s",
                "%(number)d promises to answer wait at %(house)s",
                number,
            )
            % {"number": number, "house": houses[house].name},
            reverse("answers-staff:house", args=(houses[house].slug,)),
            today_at(houses[house], now),
        )
        for house, number in rows.annotate(number=Count("pk"))
    ]
