"""The qualifications as a graph in memory: made once a revision and day, kept ready by each process."""

from __future__ import annotations

import datetime
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from django.utils import timezone

from parvis.core.domain.revisions import revision_of
from parvis.qualifications.domain.paths.graph import UNKNOWN, Door, Graph, Node
from parvis.qualifications.enums import Mode, Topic
from parvis.qualifications.models import Entry, Jurisdiction, Opening, Qualification, Rule

ROOM = "qualifications"
Answer = TypeVar("Answer")
#: How often at most something is read anew because an import landed meanwhile.
TRIES = 3
_TOPICS = (Topic.MINIMUM_AGE, Topic.MAXIMUM_AGE, Topic.PAY)


class _Row(NamedTuple):
    """What is read of a qualification; the names are those of the columns."""

    pk: int
    code: str
    jurisdiction_id: str
    mode: str
    isced_field: str
    eqf: int | None
    isced: int | None
    months_min: int | None
    months_max: int | None
    minimum_age: int | None


class _Way(NamedTuple):
    """What is read of an entry."""

    qualification_id: int
    place: int
    kind: str
    least_isced: int | None
    least_eqf: int | None
    in_country: bool
    needs_id: int | None
    months_experience: int | None
    minimum_age: int | None
    maximum_age: int | None
    months: int | None


class _Kept:
    """The graph of the newest revision and day."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.key: tuple[object, ...] = ()
        self.graph = Graph([])


_kept = _Kept()


class Outdated(Exception):
    """The tables no longer hold what the graph in hand holds: an import, or its undoing, landed meanwhile."""


def current_graph() -> Graph:
    """Return the graph of today's qualifications; one small question when it is ready, seven more after a change.

    An import that lands while it is built would leave it half of before and half of after: it is built again then.
    """
    with _kept.lock:
        for _try in range(TRIES):
            key = (revision_of(ROOM), timezone.localdate())
            if _kept.key == key:
                break
            _kept.graph, _kept.key = build(timezone.localdate()), key
        return _kept.graph


def told_of_one_graph(tell: Callable[[Graph], Answer]) -> Answer:
    """Return what ``tell`` tells of today's graph, told again when the tables moved on from it meanwhile."""
    for _try in range(TRIES - 1):
        try:
            return tell(current_graph())
        except Outdated:
            continue
    return tell(current_graph())


def forget() -> None:
    """Let go of the graph (tests write rows without a revision)."""
    _kept.key = ()


def build(on: datetime.date) -> Graph:
    """Make the graph of what holds on a day: all qualifications are in it, doors have only those that can be taken.

    The tables are read one after the other, and an import may land in between: what then points at nothing is left out.
    """
    rules = _Rules.read(on)
    read = (_Row(*row) for row in Qualification.objects.order_by("pk").values_list(*_Row._fields))
    rows = [row for row in read if row.jurisdiction_id in rules.countries]
    current = set(Qualification.objects.holding(on).order_by("pk").values_list("pk", flat=True))
    place_of = {row.pk: place for place, row in enumerate(rows)}
    ways: dict[int, list[_Way]] = defaultdict(list)
    for entry in Entry.objects.order_by("qualification", "place").values_list(*_Way._fields):
        way = _Way(*entry)
        if way.needs_id is None or way.needs_id in place_of:
            ways[way.qualification_id].append(way)
    trades: dict[int, set[int]] = defaultdict(set)
    for qualification, trade in Opening.objects.order_by("pk").values_list("qualification_id", "occupation_id"):
        trades[qualification].add(trade)
    nodes = []
    for row in rows:
        ages, is_current = rules.ages(row), row.pk in current
        nodes.append(
            Node(
                code=row.code,
                country=rules.countries[row.jurisdiction_id],
                mode=row.mode,
                field=row.isced_field,
                eqf=row.eqf or 0,
                isced=UNKNOWN if row.isced is None else row.isced,
                pay=rules.pay(row),
                trades=frozenset(trades[row.pk]),
                doors=tuple(_door(row, way, ages, place_of) for way in ways[row.pk]) if is_current else (),
                is_current=is_current,
            )
        )
    return Graph(nodes)


class _Ages(NamedTuple):
    youngest: int = 0
    youngest_isced: int = 0
    youngest_else: int = 0
    rule: int = 0
    oldest: int = UNKNOWN


def _door(row: _Row, way: _Way, ages: _Ages, place_of: Mapping[int, int]) -> Door:
    own = way.minimum_age if way.minimum_age is not None else row.minimum_age
    if own is not None:
        ages = ages._replace(youngest=own, youngest_isced=0, youngest_else=own, rule=0)
    shortest, longest = row.months_min, row.months_max
    if way.months is not None:
        shortest = longest = way.months
    return Door(
        kind=way.kind,
        place=way.place,
        isced=way.least_isced or 0,
        eqf=way.least_eqf or 0,
        at_home=way.in_country,
        needs=UNKNOWN if way.needs_id is None else place_of[way.needs_id],
        experience=way.months_experience or 0,
        youngest=ages.youngest,
        youngest_isced=ages.youngest_isced,
        youngest_else=ages.youngest_else,
        age_rule=ages.rule,
        oldest=ages.oldest if way.maximum_age is None else way.maximum_age,
        months_min=UNKNOWN if shortest is None else shortest,
        months_max=UNKNOWN if longest is None else longest,
    )


@dataclass(frozen=True)
class _Rules:
    """The rules that hold, by what they are about: a qualification's own go first, then its jurisdiction's, then the whole's.

    Rules of a jurisdiction on age and pay are about apprenticeship: other ways of learning have no contract.
    """

    countries: Mapping[str, str]
    _wholes: Mapping[str, str | None]
    _own: Mapping[tuple[int, str], tuple[int, Any]]
    _general: Mapping[tuple[str, str], tuple[int, Any]]

    @classmethod
    def read(cls, on: datetime.date) -> _Rules:
        """Read those that hold on a day; of two on the same the younger one counts."""
        rows = Jurisdiction.objects.order_by("code").values_list("code", "country", "part_of_id")
        own: dict[tuple[int, str], tuple[int, Any]] = {}
        general: dict[tuple[str, str], tuple[int, Any]] = {}
        found = Rule.objects.holding(on).filter(topic__in=_TOPICS).oldest_first()
        rules = found.values_list("pk", "jurisdiction_id", "qualification_id", "topic", "values")
        places = {code: (country, whole) for code, country, whole in rows}
        for pk, jurisdiction, qualification, topic, values in rules:
            if qualification is not None:
                own[qualification, topic] = (pk, values)
            else:
                general[jurisdiction, topic] = (pk, values)
        countries = {code: country for code, (country, _whole) in places.items()}
        return cls(countries, {code: whole for code, (_country, whole) in places.items()}, own, general)

    def _about(self, row: _Row, topic: Topic) -> tuple[int, Any]:
        found = self._own.get((row.pk, topic))
        where: str | None = row.jurisdiction_id if row.mode == Mode.APPRENTICESHIP else None
        while found is None and where is not None:
            found = self._general.get((where, topic))
            where = self._wholes.get(where)
        return found or (0, {})

    def pay(self, row: _Row) -> int:
        """Return the key of the rule by which one is paid, 0 when none is known."""
        return self._about(row, Topic.PAY)[0]

    def ages(self, row: _Row) -> _Ages:
        """Return from and to what age one may begin."""
        rule, least = self._about(row, Topic.MINIMUM_AGE)
        most = self._about(row, Topic.MAXIMUM_AGE)[1]
        youngest = int(least.get("age", 0))
        with_isced = int(least.get("with", {}).get("isced", 0))
        younger_else = max(youngest, int(least.get("else", youngest)))
        return _Ages(youngest, with_isced, younger_else, rule, int(most.get("age", UNKNOWN)))
