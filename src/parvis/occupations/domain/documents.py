"""What search may show of this room: trades and skills."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, QuerySet

from parvis.core.documents import Document
from parvis.core.domain.revisions import revision_of
from parvis.occupations.domain.interests import TRUST
from parvis.occupations.domain.merging import batches
from parvis.occupations.domain.names import distinct, forms
from parvis.occupations.enums import Provenance, WordsKind
from parvis.occupations.models import InterestProfile, Occupation, OccupationText, Skill

KINDS = ("trade", "skill")
BATCH = 250  # documents read at once, in a constant number of questions


def revision() -> tuple[int, int]:
    """Return (latest revision, revision of the last removal)."""
    return revision_of("occupations")


def documents(since: int = 0) -> Iterator[Document]:
    """Yield the trades, then the skills, that changed after revision ``since``; retired ones are left out."""
    trades = Occupation.objects.current().filter(revision__gt=since)
    for ids in _ids(trades):
        found = (
            Occupation.objects.filter(pk__in=ids)
            .order_by("pk")
            .prefetch_related(
                Prefetch("texts", queryset=OccupationText.objects.order_by("language")),
                "words",
                "sheets",
                Prefetch("interests", queryset=InterestProfile.objects.order_by("pk")),
            )
        )
        yield from (_trade(trade) for trade in found)
    skills = Skill.objects.filter(retired_in="", revision__gt=since)
    for ids in _ids(skills):
        yield from (
            _skill(skill) for skill in Skill.objects.filter(pk__in=ids).order_by("pk").prefetch_related("texts")
        )


def addresses() -> Iterator[str]:
    """Yield the paths of the pages of trades; skills are found from them and would only swell a sitemap."""
    yield "trades/"
    for code in Occupation.objects.current().order_by("pk").values_list("code", flat=True).iterator():
        yield f"trades/{code}/"


def _ids(rows: QuerySet[Occupation] | QuerySet[Skill]) -> Iterable[list[int]]:
    """Return the keys of ``rows`` in batches; keys are few and small, so they are read at once."""
    return batches(list(rows.order_by("pk").values_list("pk", flat=True)), BATCH)


def _trade(trade: Occupation) -> Document:
    texts = {text.language: text for text in trade.texts.all()}
    names: dict[str, list[str]] = defaultdict(list)
    everyday: dict[str, list[str]] = {}
    for row in sorted(trade.words.all(), key=lambda row: row.kind):
        if row.kind == WordsKind.EVERYDAY:
            everyday[row.language] = row.words
        else:
            names[row.language] += row.words
    for language, text in texts.items():
        both = forms(text.label)
        names[language] = distinct([*(both if len(both) > 1 else ()), *names[language]])
    body = {language: [text.description] for language, text in texts.items()}
    for sheet in trade.sheets.all():
        body.setdefault(sheet.language, []).extend([sheet.day, *sheet.likes])
    return Document(
        kind="trade",
        id=trade.code,
        path=f"trades/{trade.code}/",
        titles={language: text.label for language, text in texts.items()},
        names={language: found for language, found in names.items() if found},
        words=everyday,
        body={language: "\n".join(filter(None, parts)) for language, parts in body.items() if any(parts)},
        summary={language: text.summary for language, text in texts.items() if text.summary},
        code=trade.code,
        uri=trade.uri,
        isco=trade.isco_id or "",
        sector=trade.sector,
        interests=letters_of(trade.interests.all()),
        languages=tuple(sorted(texts)),
        pictogram=trade.pictogram,
        is_everyday=bool(trade.seed_key or everyday),
    )


def letters_of(profiles: Iterable[InterestProfile]) -> str:
    """Return the interest letters of the most trusted of ``profiles``: ours, then exact ones, then by source."""
    ranked = sorted(profiles, key=lambda one: (one.is_approximate, TRUST.index(Provenance(one.source))))
    return ranked[0].letters if ranked else ""


def _skill(skill: Skill) -> Document:
    texts = {text.language: text for text in skill.texts.all()}
    return Document(
        kind="skill",
        id=skill.code,
        path=f"trades/skill/{skill.code}/",
        titles={language: text.label for language, text in texts.items()},
        names={language: text.alternatives for language, text in texts.items() if text.alternatives},
        body={language: text.description for language, text in texts.items() if text.description},
        code=skill.code,
        uri=skill.uri,
        languages=tuple(sorted(texts)),
    )
