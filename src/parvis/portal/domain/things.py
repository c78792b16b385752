"""What the things of a notebook are: each room is asked for its own, in a constant number of questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.agenda.domain.coming import next_lines
from parvis.core.codes import normalise_code
from parvis.core.domain.notebook import Item, Kind, kind_written
from parvis.core.languages import country_name
from parvis.core.said import Said, say
from parvis.network.domain.schedules import schedule_of
from parvis.network.domain.timetable import week_tables
from parvis.network.models import Desk, House
from parvis.occupations.domain.cards import trade_cards
from parvis.occupations.models import Occupation, Skill, SkillText
from parvis.offers.domain.lines import pictogram_of
from parvis.offers.domain.profile import stands
from parvis.offers.domain.saying import KIND_TONES, kind_label, start_of, title_of, where_of
from parvis.offers.models import Offer
from parvis.portal.domain.documents import documents
from parvis.portal.domain.next_steps import step_things
from parvis.portal.domain.thing import Codes, Found, Thing
from parvis.qualifications.domain.profile import line_of
from parvis.qualifications.models import Qualification


def things_of(items: Iterable[Item], language: str) -> list[Thing]:
    """Return the things of ``items`` in their order, said in ``language``; what nobody knows is marked gone, not dropped."""
    wanted = list(items)
    found: dict[Item, Thing] = {}
    with translation.override(language):
        for kind, ask in _ROOMS.items():
            codes = [item.code for item in wanted if item.kind == kind]
            if codes:
                found |= {Item(kind, code): thing for code, thing in ask(codes, language).items()}
    return [found.get(item) or _gone(item, language) for item in wanted]


def item_named(typed: str) -> Item | None:
    """Return the thing whose code is ``typed``, with or without the letter of its kind; None when nothing here has it."""
    code = normalise_code(typed)
    for kind, ask in _ROOMS.items():
        if ask([code], "en"):
            return Item(kind, code)
    meant, rest = kind_written(typed.strip()[:1]), normalise_code(typed.strip()[1:])
    named = _ROOMS.get(meant) if meant else None
    return Item(meant, rest) if meant and named and named([rest], "en") else None


def _gone(item: Item, language: str) -> Thing:
    return Thing(item, Said(str(item), language, language), is_gone=True)


def _trades(codes: Codes, language: str) -> Found:
    replaced: dict[str, str] = dict(
        Occupation.objects.filter(code__in=codes, replaced_by__isnull=False)
        .exclude(retired_in="")
        .order_by("code")
        .values_list("code", "replaced_by__code")
    )
    cards = {card.code: card for card in trade_cards([*codes, *replaced.values()], language)}

    def thing(code: str, successor: Thing | None = None) -> Thing:
        card = cards[code]
        return Thing(
            Item(Kind.TRADE, code),
            card.label,
            reverse("portal:trade", args=[code]),
            card.summary,
            pictogram=card.pictogram,
            tone=card.tone,
            is_retired=card.is_retired,
            successor=successor,
        )

    return {
        code: thing(code, thing(replaced[code]) if replaced.get(code) in cards else None)
        for code in codes
        if code in cards
    }


def _skills(codes: Codes, language: str) -> Found:
    labels: dict[str, dict[str, str]] = {}
    texts = (
        SkillText.objects.filter(skill__code__in=codes).order_by("pk").values_list("skill__code", "language", "label")
    )
    for code, said_in, label in texts:
        labels.setdefault(code, {})[said_in] = label
    retired = dict(Skill.objects.filter(code__in=codes).order_by("pk").values_list("code", "retired_in"))
    return {
        code: Thing(
            Item(Kind.SKILL, code),
            say(labels.get(code), language) or Said(code, language, language),
            reverse("occupations:skill", args=[code]),
            pictogram="gear",
            is_retired=bool(retired_in),
        )
        for code, retired_in in retired.items()
    }


def _place(house: House, language: str) -> str:
    town = " ".join(part for part in (house.postcode, house.town) if part)
    return ", ".join(part for part in (house.address, town, country_name(house.country, language)) if part)


def _hours(house: House, language: str) -> list[str]:
    """Return the week of ``house`` (fetched with its hours), days alike joined: “Tuesday–Friday 10:00–18:00”."""
    today = timezone.now().astimezone(ZoneInfo(house.time_zone)).date()
    tables = week_tables(schedule_of(house), house, today, language)
    said = []
    for spans, days in groupby(tables[0].rows if tables else (), key=lambda row: row.spans):
        names = [row.name for row in days]
        if spans:
            between = names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"
            said.append(f"{between} {' · '.join(spans)}")
    return said


def _houses(codes: Codes, language: str) -> Found:
    return {
        house.code: Thing(
            Item(Kind.HOUSE, house.code),
            Said(house.name, house.name_language, house.name_language),
            reverse("portal:house", args=[house.slug]),
            lines=(_place(house, language), *_hours(house, language), house.phone),
            pictogram="house",
            tone="brick",
            is_sample=house.is_sample,
        )
        for house in House.objects.filter(code__in=codes).with_hours()
    }


def _desks(codes: Codes, language: str) -> Found:
    return {
        desk.code: Thing(
            Item(Kind.DESK, desk.code),
            say(desk.question, language),
            reverse("portal:house", args=[desk.house.slug]) + f"#desk-{desk.key}",
            say(desk.hint, language),
            (desk.house.name, _place(desk.house, language)),
            desk.pictogram or "talk",
            desk.tone,
            is_sample=desk.is_sample,
        )
        for desk in Desk.objects.filter(code__in=codes).select_related("house")
    }


def _pages(codes: Codes, language: str) -> Found:
    return {
        page.code: Thing(
            Item(Kind.PAGE, page.code),
            say(page.titles, language),
            f"/{language}/{page.path}",
            say(page.summary, language),
            pictogram=page.pictogram,
        )
        for page in documents()
        if page.code in codes
    }


def _offers(codes: Codes, language: str) -> Found:
    now = timezone.now()
    return {
        offer.code: Thing(
            Item(Kind.OFFER, offer.code),
            title_of(offer, language),
            reverse("portal:offer", args=[offer.code]),
            lines=(kind_label(offer.kind), offer.company, where_of(offer, language), start_of(offer, language)),
            pictogram=pictogram_of(offer.occupation),
            tone=KIND_TONES[offer.kind],
            is_retired=not stands(offer, now),
            is_sample=offer.is_sample,
        )
        for offer in Offer.objects.filter(code__in=codes).select_related("occupation").order_by("pk")
    }


def _qualifications(codes: Codes, language: str) -> Found:
    rows = Qualification.objects.filter(code__in=codes).select_related("jurisdiction").order_by("pk")
    today = timezone.localdate()
    return {
        row.code: Thing(
            Item(Kind.QUALIFICATION, row.code),
            line.title,
            reverse("qualifications:qualification", args=[row.code]),
            lines=(line.place, line.mode_label, line.length),
            pictogram="book",
            tone="leaf",
            is_retired=row.is_retired or (row.valid_to is not None and row.valid_to < today),
            is_sample=row.is_sample,
        )
        for row, line in ((row, line_of(row, language)) for row in rows)
    }


def _places(codes: Codes, language: str) -> Found:
    """Return the desks and houses with ``codes``, for the sentences that name them."""
    return _houses(codes, language) | _desks(codes, language)


def _next_steps(codes: Codes, language: str) -> Found:
    return step_things(codes, language, _places)


def _events(codes: Codes, language: str) -> Found:
    now = timezone.now()
    return {
        code: Thing(
            Item(Kind.EVENT, code),
            line.title,
            reverse("agenda:event", args=[code]),
            line.summary,
            (_("Cancelled") if line.state == "cancelled" else "", f"{line.date}, {line.time}", line.where),
            line.pictogram,
            line.tone,
            is_retired=line.starts < now and line.state != "cancelled",
            is_sample=line.is_sample,
        )
        for code, line in next_lines(codes, now, language).items()
    }


#: Who knows the things of a kind. A kind without a line here stays listed by its code.
_ROOMS: Mapping[Kind, Callable[[Codes, str], Found]] = {
    Kind.TRADE: _trades,
    Kind.HOUSE: _houses,
    Kind.DESK: _desks,
    Kind.SKILL: _skills,
    Kind.PAGE: _pages,
    Kind.OFFER: _offers,
    Kind.QUALIFICATION: _qualifications,
    Kind.EVENT: _events,
    Kind.NEXT_STEP: _next_steps,
}
