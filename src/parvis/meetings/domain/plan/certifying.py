"""A plan's certificate in words: how good it is, how much better one could be, who is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.meetings.domain.saying import language_named, say_fact, say_need, say_sign
from parvis.meetings.domain.seekers.aliases import alias_of, said_alias
from parvis.meetings.models import Plan, Seeker, Table
from parvis.timetable.domain.saying import say

#: Tables named where one more place would help most.
_SOUGHT = 5


@dataclass(frozen=True)
class LeftOut:
    """Somebody without a meeting, by the name of the day, and why."""

    name: str
    why: str


def say_certificate(plan: Plan) -> list[str]:
    """Return what the plan is, sentence by sentence; the last ones tell how sure that is."""
    told = plan.certificate
    met = [number for number in told["met"] if number]
    said = [
        ngettext("%(number)s meeting.", "%(number)s meetings.", plan.number) % {"number": _n(plan.number)},
        _("%(met)s of %(eligible)s people who can meet somebody do.")
        % {"met": _n(met[0] if met else 0), "eligible": _n(told["eligible"])},
    ]
    if len(met) > 1:
        said.append(
            _("Two meetings or more: %(two)s people; the most that anybody has: %(most)d.")
            % {"two": _n(met[1]), "most": len(met)}
        )
    said.append(
        ngettext(
            "%(gaps)s slot is waited between two meetings, and %(walk)s metres are walked, all people together.",
            "%(gaps)s slots are waited between two meetings, and %(walk)s metres are walked, all people together.",
            told["gaps"],
        )
        % {"gaps": _n(told["gaps"]), "walk": _n(round(told["walk"]))}
    )
    return [*said, _say_bound(plan), _say_seed(plan), *_say_time(plan)]


def _say_bound(plan: Plan) -> str:
    told = plan.certificate
    values = {"value": _n(told["value"]), "bound": _n(round(told["bound"]))}
    if told["gap"] <= 0:
        return _("No plan is better: this one is worth %(value)s, and none can be worth more. That is proven.") % values
    return _(
        "This plan is worth %(value)s. None can be worth more than %(bound)s; so another could be better by %(gap)s %% at most."
    ) % (values | {"gap": number_format(max(100 * told["gap"], 0.0001), 4 if told["gap"] < 0.001 else 2)})


def _say_seed(plan: Plan) -> str:
    return _("Equals are decided by the seed %(seed)d, which everybody can see: planned again, the same comes out.") % {
        "seed": plan.seed
    }


def _say_time(plan: Plan) -> list[str]:
    if not plan.stopped:
        return []
    return [
        _(
            "Planning was stopped after %(seconds)s seconds. With more time the plan may become better: "
            "`parvis meetingday plan` on the command line takes as long as it is told."
        )
        % {"seconds": number_format(plan.seconds, 1)}
    ]


def _n(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def most_sought(plan: Plan, tables: Iterable[Table]) -> list[Table]:
    """Return the tables of which one more place would be worth most, by the prices of the certificate; none where nothing lacks."""
    prices = {int(table): max(each, default=0.0) for table, each in plan.certificate.get("prices", {}).items()}
    found = sorted(tables, key=lambda table: (-prices.get(table.pk, 0.0), table.key))
    return [table for table in found[:_SOUGHT] if prices.get(table.pk, 0.0) >= 1]


def left_out(plan: Plan, language: str) -> list[LeftOut]:
    """Return who has no meeting in ``plan``, by name, and why, in the active language; two questions. Who left since is not named."""
    reasons = {int(each["seeker"]): each["why"] for each in plan.unserved}
    rows = {row.pk: row for row in Seeker.objects.filter(day=plan.day_id, pk__in=list(reasons))}
    signs = {str(table.pk): say_sign(table) for table in Table.objects.filter(day=plan.day_id)} if rows else {}
    named = (
        LeftOut(said_alias(alias_of(rows[pk]), language).text, say([_with_signs(each, signs) for each in why]))
        for pk, why in reasons.items()
        if pk in rows
    )
    return sorted(named, key=lambda each: (each.why, each.name))


def _with_signs(reason: Mapping[str, Any], signs: Mapping[str, str]) -> dict[str, Any]:
    """Return a reason of the planner with what stands over tables for their numbers, and words for codes."""
    told = dict(reason)
    if "tables" in told:
        told["tables"] = [signs.get(table, table) for table in told["tables"]]
    if "table" in told:
        told["table"] = signs.get(told["table"], told["table"])
    for name, words in (("needs", say_need), ("states", say_fact), ("languages", language_named)):
        if name in told:
            told[name] = [words(each) for each in told[name]]
    return told
