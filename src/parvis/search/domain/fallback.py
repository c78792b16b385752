"""While there is no index: trades and houses whose name holds the words asked for, straight from the database."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from parvis.core.documents import Document
from parvis.network.models import House
from parvis.occupations.models import Occupation, OccupationText
from parvis.search.domain.questions import Question
from parvis.search.words.fold import split
from parvis.search.words.stems import keys_typed

MOST = 50


def labels_holding(question: Question) -> list[Document]:
    """Return up to 50 trades, then houses, with a word of the question in their name; shortest names first."""
    words = [keys_typed(word, question.language)[0] for word in split(question.text, question.language)]
    telling = [word for word in words if len(word) >= 3][:6]
    if not telling:
        return []
    found = [*_trades(question, telling), *_houses(telling)]
    kind = question.filters.kind
    return [document for document in found if not kind or document.kind == kind][:MOST]


def _trades(question: Question, words: list[str]) -> Iterator[Document]:
    holds = Q()
    for word in words:
        holds |= Q(label__icontains=word)
    texts = OccupationText.objects.filter(holds, occupation__retired_in="", language=question.language)
    ids = [
        pk
        for _, pk in sorted((len(label), pk) for label, pk in texts.order_by("pk").values_list("label", "occupation"))
    ]
    trades = Occupation.objects.with_texts().in_bulk(ids[:MOST])
    for pk in ids[:MOST]:
        trade = trades[pk]
        yield Document(
            kind="trade",
            id=trade.code,
            path=f"trades/{trade.code}/",
            titles={text.language: text.label for text in trade.texts.all()},
            summary={text.language: text.summary for text in trade.texts.all() if text.summary},
            code=trade.code,
            uri=trade.uri,
            isco=trade.isco_id or "",
            sector=trade.sector,
            pictogram=trade.pictogram,
        )


def _houses(words: list[str]) -> Iterator[Document]:
    holds = Q()
    for word in words:
        holds |= Q(name__icontains=word) | Q(town__icontains=word)
    for house in House.objects.standing(timezone.localdate()).filter(holds).order_by("slug")[:MOST]:
        yield Document(
            kind="house",
            id=house.code,
            path=f"houses/{house.slug}/",
            titles={house.name_language: house.name},
            summary={house.name_language: house.town},
            code=house.code,
            country=house.country,
            pictogram="house",
        )
