"""What search may show of this room: qualifications that can be taken, under their titles and the short names people say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils import timezone

from parvis.core.documents import Document
from parvis.core.domain.revisions import revision_of
from parvis.core.languages import INTERFACE_LANGUAGES, country_name
from parvis.core.said import say
from parvis.occupations.domain.names import distinct, forms
from parvis.occupations.models import Occupation
from parvis.qualifications.domain.keeping import ROOM
from parvis.qualifications.models import Jurisdiction, Qualification

KINDS = ("qualification",)
BATCH = 250


def revision() -> tuple[int, int]:
    """Return (latest revision, revision of the last removal)."""
    return revision_of(ROOM)


def documents(since: int = 0) -> Iterator[Document]:
    """Yield the qualifications changed after revision ``since`` that can be taken today or later; two questions a batch.

    One with a first and a last day is found between them, though nobody writes then; one that was changed so that it can no
    longer be taken is told once more, as ended.
    """
    rows = Qualification.objects.order_by("pk")
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate())
    rows = rows.filter(revision__gt=since) if since else rows.filter(lasting, is_retired=False)
    told = rows.select_related("jurisdiction").prefetch_related("occupations")
    yield from (_document(row) for row in told.iterator(chunk_size=BATCH))


def addresses() -> Iterator[str]:
    """Yield the lists, the paths to each trade that a qualification opens, and the qualifications that we or a house wrote.

    A whole register would swell a sitemap.
    """
    yield from ("qualifications/", "paths/")
    opened = Occupation.objects.current().filter(openings__qualification__in=_current().order_by()).order_by("code")
    for code in opened.values_list("code", flat=True).distinct().iterator():
        yield from (f"paths/{code}/", f"paths/{code}/countries/")
    codes = _current().filter(importer__in=("", "seed", "qualifications")).values_list("code", flat=True)
    yield from (f"qualifications/{code}/" for code in codes.iterator())


def _current() -> QuerySet[Qualification]:
    return Qualification.objects.holding(timezone.localdate()).order_by("pk")


def where(jurisdiction: Jurisdiction, language: str) -> str:
    """Return the name of a country, or of a part with rules of its own, in ``language``."""
    return say(jurisdiction.names, language).text or country_name(jurisdiction.country, language)


def _until(row: Qualification) -> datetime.datetime | None:
    """Return the moment from which ``row`` can no longer be taken, a past one when it left its register; None when nobody knows."""
    if row.is_retired:
        return timezone.now() - datetime.timedelta(seconds=1)
    if row.valid_to is None or row.valid_to == datetime.date.max:
        return None
    return _begins(row.valid_to + datetime.timedelta(days=1))


def _begins(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _document(row: Qualification) -> Document:
    places = {language: where(row.jurisdiction, language) for language in INTERFACE_LANGUAGES}
    summary = {language: " · ".join(filter(None, (row.short, place))) for language, place in places.items()}
    trades = list(row.occupations.all())
    return Document(
        kind="qualification",
        id=row.code,
        path=f"qualifications/{row.code}/",
        titles=row.titles,
        names={language: found for language, title in row.titles.items() if (found := _names(row.short, title))},
        words={language: [place] for language, place in places.items()},
        body=row.lets,
        summary=summary,
        code=row.code,
        uri=row.register_uri,
        sector=trades[0].sector if trades else "",
        country=row.jurisdiction.country,
        languages=tuple(row.jurisdiction.languages),
        pictogram=(trades[0].pictogram if trades else "") or "book",
        until=_until(row),
        since=_begins(row.valid_from) if row.valid_from and row.valid_from > timezone.localdate() else None,
    )


def _names(short: str, title: str) -> list[str]:
    """Return the other ways to say a title: without its kind ("boulanger" for "CAP Boulanger"), and in both forms."""
    plain = title.replace(short, "").strip(" ,") if short else title
    said = [form for name in (plain, title) for form in forms(name)]
    return [name for name in distinct(said) if name.casefold() != title.casefold()]
