"""A table as pages and cards show it: whose it is, what it offers, whom it wishes to meet. All of it is public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.said import Said
from parvis.meetings.domain.plan.composing import wanted_by_offers
from parvis.meetings.domain.saying import say_facts, say_languages, say_needs, say_organisation, say_sign, say_slot
from parvis.meetings.domain.seekers.fitting import Fit, fit_of
from parvis.meetings.domain.seekers.stating import Stated
from parvis.meetings.models import MeetingDay, Table, TableOffer
from parvis.meetings.rules import facts_of


@dataclass(frozen=True)
class ShownOffer:
    """A place to start: its title in the language it has, its facts in words, its own page where it has one."""

    title: Said
    facts: str
    code: str
    matches: bool = True


@dataclass(frozen=True)
class ShownTable:
    """A table in words; empty texts: nothing to say. ``fits`` None where nothing was stated; else ``reasons`` say what does not fit."""

    key: str
    sign: str
    organisation: Said
    languages: str
    access: str
    times: str
    people: str
    wants: str
    refuses: str
    offers: tuple[ShownOffer, ...]
    fits: bool | None = None
    reasons: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Return all that does not fit, in sentences; empty where all does."""
        return " ".join(self.reasons)


def tables_shown(day: MeetingDay, stated: Stated | None, language: str) -> list[ShownTable]:
    """Return the tables of ``day`` in words, beside what is ``stated`` (None: nothing yet); three questions at most."""
    tables = Table.objects.filter(day=day).select_related("partner").prefetch_related("offers__offer").order_by("key")
    return [shown_table(table, day, language, fit_of(table, stated, day) if stated else None) for table in tables]


def shown_table(table: Table, day: MeetingDay, language: str, fit: Fit | None = None) -> ShownTable:
    """Return ``table`` in words; needs ``partner`` and ``offers__offer``."""
    matching = {offer.pk for offer in fit.offers} if fit else set()
    return ShownTable(
        key=table.key,
        sign=say_sign(table),
        organisation=say_organisation(table, language),
        languages=say_languages(table.languages),
        access=say_needs(table.access),
        times=_times(table, day, language),
        people=ngettext(
            "%(number)d person talks here.", "%(number)d people talk here at the same time.", table.interviewers
        )
        % {"number": table.interviewers},
        wants=say_facts(table.wants or wanted_by_offers(table)),
        refuses=say_facts(table.refuses),
        offers=tuple(
            _offer(offer, language, matches=fit is None or offer.pk in matching) for offer in table.offers.all()
        ),
        fits=fit.fits if fit else None,
        reasons=fit.reasons if fit else (),
    )


def _offer(offer: TableOffer, language: str, *, matches: bool) -> ShownOffer:
    facts = say_facts(facts_of(offer.__dict__))
    if offer.positions:
        places = ngettext("%(number)d place", "%(number)d places", offer.positions) % {"number": offer.positions}
        facts = f"{facts} · {places}" if facts else places
    spoken = offer.language or language
    return ShownOffer(Said(offer.title, spoken, language), facts, offer.offer.code if offer.offer else "", matches)


def _times(table: Table, day: MeetingDay, language: str) -> str:
    """Say when the table is there, where it is not the whole day."""
    slots = sorted(slot for slot in table.slots if slot < day.slot_count)
    if not slots or len(slots) == day.slot_count:
        return ""
    return ", ".join(_span(day, first, last, language) for first, last in _runs(slots))


def _span(day: MeetingDay, first: int, last: int, language: str) -> str:
    begins, ends = say_slot(day, first, language), say_slot(day, last, language)
    return f"{begins.partition(' – ')[0]} – {ends.partition(' – ')[2]}"


def _runs(slots: Iterable[int]) -> list[tuple[int, int]]:
    """Return slots that follow each other as (first, last)."""
    found: list[tuple[int, int]] = []
    for slot in slots:
        if found and slot == found[-1][1] + 1:
            found[-1] = found[-1][0], slot
        else:
            found.append((slot, slot))
    return found


def say_doubts(tables: Iterable[ShownTable], stated: Stated) -> str:
    """Return in a sentence what is to be known before joining: no table fits, or wished ones do not; empty where all is well."""
    tables, refused = list(tables), set(stated.vetoes)
    if tables and not any(each.fits and each.key not in refused for each in tables):
        return _("As things stand no table fits what you ask for: below you see why at each.")
    odd = [each.sign for each in tables if each.key in stated.wishes and each.reasons]
    if odd:
        return _("You wish tables that do not fit well: %(tables)s. Below you see why.") % {"tables": ", ".join(odd)}
    return ""


def said_joining(day: MeetingDay) -> str:
    """Say what a visitor can do now, in one sentence."""
    return {
        "open": _("You can join without a name: you get a name for the day, such as “blue heron 42”, and a code."),
        "planned": _("The plan is made. Who has joined sees their meetings with the code."),
        "running": _("The meetings are going on now."),
        "over": _("This meeting day is over."),
    }.get(day.state, "")
