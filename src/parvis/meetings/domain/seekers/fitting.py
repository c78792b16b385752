"""Tables beside what somebody states, before anything is planned: why no meeting can be, and what only does not match.

The public page and the form of a seeker say the same of the same table, and both what the planner will do. Nothing of it is written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.meetings.domain.plan.composing import base_language, plain_table, wanted_by_offers
from parvis.meetings.domain.saying import say_facts, say_languages, say_needs
from parvis.meetings.domain.seekers.stating import Stated
from parvis.meetings.models import MeetingDay, Table, TableOffer
from parvis.meetings.rules import facts_of, interpreted


@dataclass(frozen=True)
class Fit:
    """A table beside what is stated. ``against``: no meeting can be; ``differs``: one can, and yet; ``offers`` are those that match."""

    table: Table
    against: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    offers: tuple[TableOffer, ...] = ()

    @property
    def fits(self) -> bool:
        """Say whether a meeting can be."""
        return not self.against

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return all that does not fit, in sentences; none where all does."""
        return (*self.against, *self.differs)


def fit_of(table: Table, stated: Stated, day: MeetingDay) -> Fit:
    """Return how ``table`` fits, wishes and vetoes apart; needs its ``offers``."""
    offers = tuple(offer for offer in table.offers.all() if not _is_other(offer, stated))
    return Fit(table, tuple(_against(table, stated, day)), tuple(_differs(table, stated, offers)), offers)


def _is_other(offer: TableOffer, stated: Stated) -> bool:
    """Say whether the offer states another value than what is sought; what is open on either side differs in nothing."""
    theirs = {_kind(fact): fact for fact in facts_of(offer.__dict__)}
    return any(theirs.get(_kind(fact), fact) != fact for fact in stated.facts())


def _kind(fact: str) -> str:
    return fact.partition(":")[0]


def _against(table: Table, stated: Stated, day: MeetingDay) -> Iterator[str]:
    plain = plain_table(table, day)
    spoken = plain["languages"]
    if stated.languages and spoken and set(map(base_language, stated.languages)).isdisjoint(spoken):
        yield _("This table speaks %(languages)s.") % {"languages": say_languages(spoken)}
    if missing := [need for need in stated.needs if need not in table.access]:
        yield _("This table does not have: %(needs)s.") % {"needs": say_needs(missing)}
    if refused := [fact for fact in stated.facts() if fact in table.refuses]:
        yield _("This table does not meet people who seek: %(facts)s.") % {"facts": say_facts(refused)}
    if stated.slots and set(stated.slots).isdisjoint(plain["slots"]):
        yield _("This table is not there at the times you chose.")


def _differs(table: Table, stated: Stated, matching: tuple[TableOffer, ...]) -> Iterator[str]:
    """Yield what the table wants of a kind, beside the other value that was stated; else, where no offer is all of it, that."""
    wanted: dict[str, list[str]] = {}
    for fact in table.wants or wanted_by_offers(table):
        wanted.setdefault(_kind(fact), []).append(fact)
    other = [fact for fact in stated.facts() if fact not in wanted.get(_kind(fact), [fact])]
    for fact in other:
        yield _("This table wants: %(wanted)s. You stated: %(stated)s.") % {
            "wanted": say_facts(wanted[_kind(fact)]),
            "stated": say_facts([fact]),
        }
    if not other and not matching and table.offers.all():
        yield _("None of its offers is: %(facts)s.") % {"facts": say_facts(stated.facts())}


def languages_of(tables: Iterable[Table]) -> list[str]:
    """Return the languages spoken or interpreted at ``tables``, in order."""
    found = {language for table in tables for language in table.languages}
    return sorted(found | {interpreted(need) for table in tables for need in table.access if interpreted(need)})
