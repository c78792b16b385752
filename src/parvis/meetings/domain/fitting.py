"""Which tables fit what somebody seeks, before anybody joins: nothing of it is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.meetings.domain.composing import plain_table
from parvis.meetings.domain.saying import say_facts, say_languages, say_needs
from parvis.meetings.models import MeetingDay, Table, TableOffer
from parvis.meetings.rules import facts_of, interpreted


@dataclass(frozen=True)
class Sought:
    """What somebody says they seek; None or empty: open."""

    languages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    level: int | None = None
    contract: str = ""
    rhythm: str = ""
    start: str = ""
    zone: str = ""

    def facts(self) -> list[str]:
        """Return what is stated, as tables' wishes name it."""
        return facts_of(self.__dict__)

    @property
    def is_open(self) -> bool:
        """Say whether nothing at all was said."""
        return not (self.languages or self.needs or self.facts())


@dataclass(frozen=True)
class Fit:
    """A table beside what is sought: ``against`` are reasons for which no meeting can be, ``beside`` what only does not match.

    ``offers`` are those that match, or all where nothing is sought.
    """

    table: Table
    against: tuple[str, ...] = ()
    beside: str = ""
    offers: tuple[TableOffer, ...] = ()

    @property
    def fits(self) -> bool:
        """Say whether a meeting can be."""
        return not self.against


def fit_of(table: Table, sought: Sought, day: MeetingDay) -> Fit:
    """Return how ``table`` fits; needs its ``offers``."""
    offers = tuple(table.offers.all())
    if sought.is_open:
        return Fit(table, offers=offers)
    matching = tuple(offer for offer in offers if not _differs(offer, sought))
    beside = ""
    if offers and not matching:
        beside = _("None of its offers is: %(facts)s.") % {"facts": say_facts(sought.facts())}
    return Fit(table, tuple(_against(table, sought, day)), beside, matching)


def _differs(offer: TableOffer, sought: Sought) -> bool:
    """Say whether the offer states another value than what is sought; what is open on either side differs in nothing."""
    theirs = {fact.partition(":")[0]: fact for fact in facts_of(offer.__dict__)}
    return any(theirs.get(fact.partition(":")[0], fact) != fact for fact in sought.facts())


def _against(table: Table, sought: Sought, day: MeetingDay) -> Iterable[str]:
    plain = plain_table(table, day)
    spoken = {each.partition("-")[0].lower() for each in sought.languages}
    if spoken and plain["languages"] and spoken.isdisjoint(plain["languages"]):
        yield _("They speak %(languages)s.") % {"languages": say_languages(plain["languages"])}
    if missing := [need for need in sought.needs if need not in table.access]:
        yield _("This table does not have: %(needs)s.") % {"needs": say_needs(missing)}
    if refused := [fact for fact in sought.facts() if fact in table.refuses]:
        yield _("They do not meet people who seek: %(facts)s.") % {"facts": say_facts(refused)}


def languages_of(tables: Iterable[Table]) -> list[str]:
    """Return the languages spoken or interpreted at ``tables``, in order."""
    found = {language for table in tables for language in table.languages}
    return sorted(found | {interpreted(need) for table in tables for need in table.access if interpreted(need)})
