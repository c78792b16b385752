"""Tables beside what a seeker states, before anything is planned: what stands against a meeting, and what only does not match."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.core.languages import speaks
from parvis.core.said import Said
from parvis.meetings.domain.composing import plain_table, wanted_by_offers
from parvis.meetings.domain.saying import say_facts, say_languages, say_needs, say_organisation, say_sign
from parvis.meetings.domain.stating import Stated
from parvis.meetings.models import MeetingDay, Table
from parvis.meetings.rules import facts_of


@dataclass(frozen=True)
class Beside:
    """A table as the form of a seeker shows it. ``against``: no meeting can be; ``differs``: one can, and yet."""

    key: str
    sign: str
    organisation: Said
    offers: tuple[tuple[Said, str], ...]
    languages: str
    access: str
    wants: str
    refuses: str
    against: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Say whether a meeting can be."""
        return not self.against

    @property
    def said(self) -> str:
        """Return all that does not fit, in sentences; empty where all does."""
        return " ".join((*self.against, *self.differs))


def tables_beside(day: MeetingDay, stated: Stated | None, language: str) -> list[Beside]:
    """Return the tables of ``day`` beside what is ``stated`` (None: nothing yet); two questions."""
    tables = Table.objects.filter(day=day).select_related("partner").prefetch_related("offers").order_by("key")
    return [_beside(table, day, stated, language) for table in tables]


def _beside(table: Table, day: MeetingDay, stated: Stated | None, language: str) -> Beside:
    return Beside(
        key=table.key,
        sign=say_sign(table),
        organisation=say_organisation(table, language),
        offers=tuple(
            (Said(offer.title, offer.language or language, language), say_facts(facts_of(offer.__dict__)))
            for offer in table.offers.all()
        ),
        languages=say_languages(table.languages),
        access=say_needs(table.access),
        wants=say_facts(table.wants or wanted_by_offers(table)),
        refuses=say_facts(table.refuses),
        against=tuple(_against(table, day, stated)) if stated else (),
        differs=tuple(_differs(table, stated)) if stated else (),
    )


def _against(table: Table, day: MeetingDay, stated: Stated) -> Iterator[str]:
    plain = plain_table(table, day)
    spoken = plain["languages"]
    if stated.languages and spoken and not any(speaks(stated.languages, each) for each in spoken):
        yield _("This table speaks %(languages)s.") % {"languages": say_languages(spoken)}
    if missing := [need for need in stated.needs if need not in table.access]:
        yield _("This table does not have: %(needs)s.") % {"needs": say_needs(missing)}
    if refused := [fact for fact in facts_of(stated.__dict__) if fact in table.refuses]:
        yield _("This table does not meet people who seek: %(facts)s.") % {"facts": say_facts(refused)}
    if stated.slots and set(stated.slots).isdisjoint(plain["slots"]):
        yield _("This table is not there at the times you chose.")


def _differs(table: Table, stated: Stated) -> Iterator[str]:
    """Yield what the table wants of a kind, beside the other value that was stated of it."""
    wanted: dict[str, list[str]] = {}
    for fact in table.wants or wanted_by_offers(table):
        wanted.setdefault(fact.partition(":")[0], []).append(fact)
    for fact in facts_of(stated.__dict__):
        theirs = wanted.get(fact.partition(":")[0], [fact])
        if fact not in theirs:
            yield _("This table wants: %(wanted)s. You stated: %(stated)s.") % {
                "wanted": say_facts(theirs),
                "stated": say_facts([fact]),
            }


def say_doubts(tables: list[Beside], stated: Stated) -> str:
    """Return in a sentence what is to be known before joining: no table fits, or wished ones do not; empty where all is well."""
    refused = set(stated.vetoes)
    if tables and not any(each.fits and each.key not in refused for each in tables):
        return _("As things stand no table fits what you ask for: below you see why at each.")
    odd = [each.sign for each in tables if each.key in stated.wishes and each.said]
    if odd:
        return _("You wish tables that do not fit well: %(tables)s. Below you see why.") % {"tables": ", ".join(odd)}
    return ""
