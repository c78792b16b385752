"""Whether a programme is balanced: which sectors, levels, kinds and partners it shows over a time, beside what a house expects.

Of one partner the only figure is its hours of presence. Here it has a share of the programme's time, and that only where the
house said which share it expects; nothing is counted by partner.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.agenda.domain.repeating import moment_of
from parvis.agenda.enums import Dimension, EventState
from parvis.agenda.models import ExpectedShare, Kind, Session
from parvis.agenda.models import Part as EventPart
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.network.enums import PartnerLevel
from parvis.network.models import House, Partner
from parvis.occupations.enums import Sector

#: How far (points of a hundred) a share may be from what is expected and still be as expected.
NEAR = 5
_COLUMNS = {
    Dimension.SECTOR: "event__trades__sector",
    Dimension.LEVEL: "event__partners__level",
    Dimension.KIND: "event__kind__key",
}
#: What a session of a whole day, or of several, counts a day: an exhibition is not open at night.
_A_DAY = datetime.timedelta(hours=8)


@dataclass(frozen=True)
class Part:
    """A sector, level, kind or partner: how many sessions show it, its share, the share expected (None: not judged).

    ``sessions`` is None for every partner, ``percent`` for one of whom nothing is expected.
    """

    dimension: str
    key: str
    words: str
    sessions: int | None
    percent: int | None
    expected: int | None

    @property
    def name(self) -> str:
        """Return the name of its field."""
        return f"{self.dimension}-{self.key}"

    @property
    def verdict(self) -> str:
        """Say in words how it stands; nothing where nothing is expected."""
        if self.expected is None or self.percent is None:
            return ""
        if self.percent > self.expected + NEAR:
            return _("more than expected")
        return _("less than expected") if self.percent < self.expected - NEAR else _("as expected")


@dataclass(frozen=True)
class Table:
    """The parts of one dimension."""

    dimension: str
    words: str
    parts: tuple[Part, ...]

    @property
    def is_counted(self) -> bool:
        """Say whether its sessions are counted: not by partner."""
        return self.dimension != Dimension.PARTNER


def sessions_between(house: House, first: datetime.date, last: datetime.date) -> QuerySet[Session]:
    """Return the published sessions of ``house`` that begin from ``first`` to ``last`` on its clock and take place."""
    zone = ZoneInfo(house.time_zone)
    day = datetime.timedelta(days=1)
    begins, ends = (moment_of(datetime.datetime.combine(each, datetime.time()), zone) for each in (first, last + day))
    held = Session.objects.filter(event__house=house, event__state=EventState.PUBLISHED).taking_place()
    return held.filter(starts__gte=begins, starts__lt=ends)


def tables(house: House, first: datetime.date, last: datetime.date, language: str) -> list[Table]:
    """Return the four tables, in a constant number of questions."""
    held = sessions_between(house, first, last)
    expected = {(each.dimension, each.key): each.percent for each in house.expected_shares.all()}
    words = _words(house, language)
    counted = [_table(dimension, held, words[dimension], expected) for dimension in _COLUMNS]
    return [*counted, _partners(held, words[Dimension.PARTNER], expected)]


def _table(
    dimension: Dimension,
    held: QuerySet[Session],
    words: Mapping[str, str],
    expected: Mapping[tuple[str, str], int],
) -> Table:
    column = _COLUMNS[dimension]
    counted = held.order_by().values_list(column).annotate(number=Count("pk", distinct=True))
    numbers = {key: number for key, number in counted if key in words}
    total = sum(numbers.values())
    parts = tuple(
        Part(
            dimension.value,
            key,
            name,
            numbers.get(key, 0),
            round(100 * numbers.get(key, 0) / total) if total else 0,
            expected.get((dimension.value, key)),
        )
        for key, name in words.items()
    )
    return Table(dimension.value, str(dimension.label), parts)


def _partners(held: QuerySet[Session], words: Mapping[str, str], expected: Mapping[tuple[str, str], int]) -> Table:
    """Return the partners, with a share of the time for those alone of whom the house expects one."""
    name = Dimension.PARTNER.value
    wanted = [key for key in words if (name, key) in expected]
    lasting = {pk: _counted(ends - starts) for pk, starts, ends in held.order_by().values_list("pk", "starts", "ends")}
    total = sum(lasting.values(), datetime.timedelta())
    taken = dict.fromkeys(wanted, datetime.timedelta())
    shown = held.filter(event__partners__slug__in=wanted).order_by().values_list("pk", "event__partners__slug")
    for pk, slug in shown:
        taken[slug] += lasting[pk]
    percents = {slug: round(100 * (time / total)) if total else 0 for slug, time in taken.items()}
    parts = (Part(name, key, said, None, percents.get(key), expected.get((name, key))) for key, said in words.items())
    return Table(name, str(Dimension.PARTNER.label), tuple(parts))


def _counted(lasts: datetime.timedelta) -> datetime.timedelta:
    return min(lasts, (lasts.days + 1) * _A_DAY)


def _words(house: House, language: str) -> dict[Dimension, dict[str, str]]:
    kinds = Kind.objects.of(house).values_list("key", "name")
    tied = Q(pk__in=house.partnerships.order_by().values("partner"))
    shown = Q(pk__in=EventPart.objects.filter(event__house=house).order_by().values("partner"))
    partners = Partner.objects.filter(tied | shown)
    return {
        Dimension.SECTOR: {each.value: str(each.label) for each in Sector},
        Dimension.LEVEL: {each.value: str(each.label) for each in PartnerLevel},
        Dimension.KIND: {key: say(name, language).text for key, name in kinds},
        Dimension.PARTNER: {
            slug: say(name, language).text for slug, name in partners.order_by("slug").values_list("slug", "name")
        },
    }


@transaction.atomic
def expect(house: House, wanted: Mapping[tuple[str, str], int | None], *, by: Staff) -> None:
    """Keep the shares that ``house`` expects; None is not judged. Refuse those that add up to more than a hundred."""
    House.objects.select_for_update().get(pk=house.pk)
    sums: dict[str, int] = {}
    for (dimension, _key), percent in wanted.items():
        sums[dimension] = sums.get(dimension, 0) + (percent or 0)
    for dimension, total in sums.items():
        if total > 100:
            raise Refusal(
                _("%(what)s: the shares you expect add up to %(total)s %%. A hundred is the most.")
                % {"what": Dimension(dimension).label, "total": total}
            )
    house.expected_shares.all().delete()
    ExpectedShare.objects.bulk_create(
        ExpectedShare(house=house, dimension=dimension, key=key, percent=percent)
        for (dimension, key), percent in wanted.items()
        if percent is not None
    )
    record(by, "balance.expected", house=house.slug)
