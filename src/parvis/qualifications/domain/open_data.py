"""Routes as data, for the command and the open data; the shape is told in docs/paths.md."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from parvis.core.codes import normalise_code
from parvis.occupations.domain.cards import TradeCard, trade_cards
from parvis.occupations.models import Occupation
from parvis.qualifications.domain.answering import answered
from parvis.qualifications.domain.asking import Asked, Parameters, read_asked
from parvis.qualifications.domain.graph import told_of_one_graph
from parvis.qualifications.domain.paths.dead_ends import DeadEnd
from parvis.qualifications.domain.paths.graph import UNKNOWN, Graph
from parvis.qualifications.domain.paths.pay import pay_of
from parvis.qualifications.domain.paths.route import Route, Step
from parvis.qualifications.domain.profile import known_countries
from parvis.qualifications.domain.shown import Library


def find_trade(typed: str) -> str | None:
    """Return the code of the trade that ``typed`` names by its code, its key in our seed, or its whole name; None for none."""
    wanted = typed.strip()[:100]
    if not wanted:
        return None
    named = Q(code=normalise_code(wanted)) | Q(seed_key=wanted.lower()) | Q(texts__label__iexact=wanted)
    found = Occupation.objects.current().filter(named).order_by("pk").values_list("code", flat=True).distinct()
    return next(iter(found[:1]), None)


def paths_data(code: str, said: Parameters, language: str) -> dict[str, Any] | None:
    """Return the routes to the trade with ``code`` from the standing that ``said`` says; None when there is no such trade."""
    with translation.override(language):
        plain = normalise_code(code)
        cards = trade_cards([plain], language)
        if not cards:
            return None
        trade = Occupation.objects.values_list("pk", flat=True).get(code=plain)
        countries = known_countries()
        told = told_of_one_graph(lambda graph: _told(graph, trade, said, countries, language))
        return {"to": _trade(cards[0]), **told}


def _told(graph: Graph, trade: int, said: Parameters, countries: list[str], language: str) -> dict[str, Any]:
    asked = read_asked(said, graph, set(countries))
    answer = answered(graph, asked, trade, countries)
    places = [step.place for route in answer.routes for step in route.steps]
    library = Library(graph, [*places, *(end.place for end in answer.ends)], language)
    return {
        "standing": _standing(asked),
        "by": asked.by,
        "not_understood": list(asked.faults),
        "is_whole": answer.is_whole,
        "routes": [_route(route, library) for route in answer.routes],
        "closed": [_end(end, library) for end in answer.ends],
        "unknown_countries": answer.silent,
    }


def _trade(card: TradeCard) -> dict[str, Any]:
    url = f"{settings.ORIGIN}/{card.label.wanted}/paths/{card.code}/"
    return {"id": card.code, "uri": card.uri, "title": card.label.text, "lang": card.label.language, "url": url}


def _standing(asked: Asked) -> dict[str, Any]:
    said = asked.standing
    return {
        "country": said.country,
        "isced": said.isced,
        "has": list(asked.held),
        "age": said.age,
        "experience_months": said.experience,
    }


def _known(number: int) -> int | None:
    return None if number == UNKNOWN else number


def _route(route: Route, library: Library) -> dict[str, Any]:
    isced, eqf, experience = route.brings
    return {
        "id": "+".join(f"{code}.{door}" for code, door in route.key),
        "months_min": route.length.months if route.length.is_known else None,
        "months_max": route.longest if route.length.is_known else None,
        "months_known_part": route.length.months,
        "eqf": route.level or None,
        "earns_after_months": route.earns.months if route.earns.is_known else None,
        "brings": {"isced": isced, "eqf": eqf, "experience_months": experience},
        "abroad": sorted(route.abroad),
        "steps": [_step(step, library) for step in route.steps],
    }


def _step(step: Step, library: Library) -> dict[str, Any]:
    rule = library.rules.get(step.node.pay)
    return {
        **_named(step.place, library),
        "mode": step.node.mode,
        "entry": step.door.kind,
        "entry_place": step.door.place,
        "wait_months": step.wait,
        "work_months": step.work,
        "begins_after_months": step.begins.months if step.begins.is_known else None,
        "age": step.age,
        "months_min": _known(step.door.months_min),
        "months_max": _known(step.door.months_max),
        "eqf": step.node.level or None,
        "pay": _pay(step, library) if rule else None,
        "opens": [card.code for card in library.opened(step.place)],
    }


def _pay(step: Step, library: Library) -> dict[str, Any] | None:
    rule = library.rules[step.node.pay]
    pay = pay_of(rule.values, step.age, step.door.months_min)
    if pay is None:
        return None
    currency = "" if pay.base else library.at(step.place).jurisdiction.currency
    said = {"low": pay.low, "high": pay.high, "per": pay.per, "percent_of": pay.base, "currency": currency}
    return {**said, "source": rule.source, "source_url": rule.source_url, "checked_on": _day(rule.checked_on)}


def _named(place: int, library: Library) -> dict[str, Any]:
    row, title = library.at(place), library.title(place)
    return {
        "id": row.code,
        "key": row.key,
        "title": title.text,
        "lang": title.language,
        "country": row.jurisdiction.country,
        "jurisdiction": row.jurisdiction_id,
        "url": f"{settings.ORIGIN}/{library.language}/qualifications/{row.code}/",
        "source": row.source,
        "source_url": row.source_url,
        "checked_on": _day(row.checked_on),
        "is_sample": row.is_sample,
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _end(end: DeadEnd, library: Library) -> dict[str, Any]:
    return {
        **_named(end.place, library),
        "is_entry_known": end.door is not None,
        "missing": list(end.missing),
        "needs": library.at(end.door.needs).code if end.door and "needs" in end.missing else None,
    }
