"""What ROME tells of the trades it is tied to: job titles, interest types, near and far careers, conditions, texts."""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile

from parvis.core.domain.reports import Ack
from parvis.occupations.domain.merging import Changes, batches, change
from parvis.occupations.domain.names import distinct
from parvis.occupations.enums import Nearness, Provenance, WordsKind
from parvis.occupations.importers._facts import Facts
from parvis.occupations.importers.rome.files import Rome
from parvis.occupations.importers.rome.ties import FRENCH, Ties
from parvis.occupations.models import (
    InterestProfile,
    NearOccupation,
    Occupation,
    OccupationText,
    OccupationWords,
    WorkCondition,
)

NEAR_KEPT = 4  # small steps kept a trade; larger changes fill up to MOVES_KEPT
MOVES_KEPT = 6
_SOURCE = Provenance.ROME.value
_TEXT = ("description", "description_source")


def tell_all(ack: Ack, changes: Changes, rome: Rome, ties: Ties) -> None:
    """Write everything ROME tells, take away what it no longer tells, and mark the trades that changed."""
    facts = Facts(ack)
    _tell_titles(facts, ties)
    _tell_interests(facts, rome, ties)
    _tell_conditions(facts, rome, ties)
    _tell_moves(facts, rome, ties)
    _tell_definitions(facts, rome, ties)
    _tell_codes(facts, ties)
    changes.touch(Occupation, facts.touched)


def _tell_titles(facts: Facts, ties: Ties) -> None:
    kind = WordsKind.JOB_TITLE.value
    told = [
        OccupationWords(occupation_id=trade, language=FRENCH, kind=kind, words=distinct(titles))
        for trade, titles in sorted(ties.titles.items())
    ]
    standing = OccupationWords.objects.filter(kind=kind, language=FRENCH)
    facts.tell("trades with job titles", told, ("occupation_id", "language", "kind"), ("words",), standing)


def _tell_interests(facts: Facts, rome: Rome, ties: Ties) -> None:
    """Tell the interests of each trade's sheet; without a sheet, those on which all sheets of its ISCO-08 group agree."""
    letters = _agreed(rome)
    trades = Occupation.objects.current().order_by("pk").values_list("pk", "isco_id")
    found = {trade: (letters.get(isco or "", ""), True) for trade, isco in trades}
    found |= {trade: (rome.sheets[tie.sheet].interests, not tie.is_exact) for trade, tie in ties.best.items()}
    told = [
        InterestProfile(occupation_id=trade, source=_SOURCE, letters=interests, is_approximate=approximate)
        for trade, (interests, approximate) in sorted(found.items())
        if interests
    ]
    standing = InterestProfile.objects.filter(source=_SOURCE)
    facts.tell("interest types", told, ("occupation_id", "source"), ("letters", "is_approximate"), standing)


def _agreed(rome: Rome) -> dict[str, str]:
    """Return ISCO-08 unit group → the interest letters that all its sheets begin with."""
    by_group: dict[str, list[str]] = defaultdict(list)
    for sheet in rome.sheets.values():
        for group in sheet.isco:
            by_group[group].append(sheet.interests)
    return {
        group: "".join(letters[0] for letters in takewhile(lambda some: len(set(some)) == 1, zip(*told, strict=False)))
        for group, told in by_group.items()
    }


def _tell_conditions(facts: Facts, rome: Rome, ties: Ties) -> None:
    told = [
        WorkCondition(
            occupation_id=trade,
            source=_SOURCE,
            language=FRENCH,
            kind=kind,
            texts=distinct(texts),
            is_approximate=not tie.is_exact,
        )
        for trade, tie in sorted(ties.best.items())
        for kind, texts in sorted(rome.sheets[tie.sheet].conditions.items())
    ]
    standing = WorkCondition.objects.filter(source=_SOURCE, language=FRENCH)
    key = ("occupation_id", "source", "language", "kind")
    facts.tell("working conditions", told, key, ("texts", "is_approximate"), standing)


def _tell_moves(facts: Facts, rome: Rome, ties: Ties) -> None:
    """Tie each trade to the closest trade of the sheets its own sheet leads to; few, near ones first."""
    told = []
    for trade, tie in sorted(ties.best.items()):
        sheet = rome.sheets[tie.sheet]
        near, far = _closest(sheet.near, ties), _closest(sheet.far, ties)
        kept = [(other, Nearness.NEAR) for other in near if other != trade][:NEAR_KEPT]
        kept += [(other, Nearness.FAR) for other in far if other not in {trade, *near}]
        for rank, (other, nearness) in enumerate(kept[:MOVES_KEPT], 1):
            exact = tie.is_exact and ties.best[other].is_exact
            told.append(
                NearOccupation(
                    occupation_id=trade,
                    other_id=other,
                    source=_SOURCE,
                    nearness=nearness.value,
                    is_approximate=not exact,
                    rank=rank,
                )
            )
    standing = NearOccupation.objects.filter(source=_SOURCE)
    values = ("nearness", "is_approximate", "rank")
    facts.tell("near and far careers", told, ("occupation_id", "other_id", "source"), values, standing)


def _closest(sheets: list[str], ties: Ties) -> list[int]:
    return list(dict.fromkeys(ties.by_sheet[sheet][0] for sheet in sheets if ties.by_sheet.get(sheet)))


def _tell_definitions(facts: Facts, rome: Rome, ties: Ties) -> None:
    """Describe trades in French with ROME's words where ESCO says nothing and the label itself ties them."""
    thing = "descriptions"
    sure = {trade: "\n\n".join(rome.sheets[tie.sheet].definition) for trade, tie in ties.best.items() if tie.is_sure}
    texts = OccupationText.objects.filter(language=FRENCH, description_source__in=("", _SOURCE)).order_by("pk")
    changed = []
    for text in texts.iterator():
        wanted = sure.get(text.occupation_id, "")
        if wanted:
            facts.ack.count(thing, "read")
        if text.description == wanted:
            facts.ack.count(thing, "unchanged", int(bool(wanted)))
            continue
        facts.ack.count(thing, "retired" if not wanted else "changed" if text.description else "created")
        text.description, text.description_source = wanted, _SOURCE if wanted else ""
        changed.append(text)
    for some in batches(changed):
        change(some, ("occupation_id", "language"), _TEXT)
    facts.touched.update(text.occupation_id for text in changed)


def _tell_codes(facts: Facts, ties: Ties) -> None:
    """Keep on each trade the sheets that tell of it, the best first."""
    changed = []
    for trade in Occupation.objects.order_by("pk").iterator():
        wanted = ties.sheets_of.get(trade.pk, [])
        if trade.rome_codes != wanted:
            trade.rome_codes = wanted
            changed.append(trade)
    for some in batches(changed):
        change(some, ("uri",), ("rome_codes",))
    facts.touched.update(trade.pk for trade in changed)
